using MediatR;
using Vemap.Application.Common.Requests;
using Vemap.Application.Features.Files;
using Vemap.Infrastructure.Postgres;

namespace Vemap.Web.Hosting;

/// <summary>Every few minutes, in every environment that has abandoned uploads: the command that gives them up.</summary>
internal sealed partial class FileExpiry(AbandonedUploads uploads, IServiceScopeFactory scopes, TimeProvider clock, ILogger<FileExpiry> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    public async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        foreach (var environment in await uploads.FindAsync(cancellationToken))
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CallContext>().ActAsSystem(environment);
            await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new ExpireFiles(), cancellationToken);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await RunOnceAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Failed(log, exception.GetType().Name);
            }
        }
    }

    [LoggerMessage(40, LogLevel.Error, "Abandoned uploads could not be given up: {Exception}")]
    private static partial void Failed(ILogger log, string exception);
}
