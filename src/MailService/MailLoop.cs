using MediatR;
using Vemap.Application.Common.Ports;
using Vemap.Application.Common.Requests;
using Vemap.Application.Features.Mailings;
using Vemap.Infrastructure.Postgres.Queue;

namespace Vemap.MailService;

/// <summary>Takes mails from the queue and sends DeliverMail, for as long as the service runs. Two batches at a time, so that one is being recorded while the other is being mailed.</summary>
internal sealed partial class MailLoop(IServiceScopeFactory scopes, IMailQueue queue, MailCleaning cleaning, MailSettings settings, TimeProvider clock, ILogger<MailLoop> log) : BackgroundService
{
    private const int BatchSize = 100;
    private const int Batches = 2;
    private static readonly TimeSpan WhenEmpty = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan CleaningEvery = TimeSpan.FromMinutes(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll([.. Enumerable.Range(0, Batches).Select(_ => RepeatAsync(DeliverAsync, stoppingToken)), RepeatAsync(CleanAsync, stoppingToken)]);

    private async Task RepeatAsync(Func<CancellationToken, Task<TimeSpan>> work, CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var pause = await work(stoppingToken);
                if (pause > TimeSpan.Zero) await Task.Delay(pause, clock, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // The messages come back when their hiding ends.
                Failed(log, exception.GetType().Name);
                await Task.Delay(AfterFailure, clock, CancellationToken.None);
            }
        }
    }

    private async Task<TimeSpan> DeliverAsync(CancellationToken stoppingToken)
    {
        var mails = await queue.ReceiveAsync(BatchSize, settings.HiddenFor, stoppingToken);
        if (mails.Count == 0) return WhenEmpty;
        using var done = new CancellationTokenSource();
        var heartbeat = KeepHiddenAsync(mails, done.Token);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CallContext>().ActAsSystem(default);
            // A stop lets the batch that has begun end: the host waits, and what it cuts off is told as ambiguous.
            await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new DeliverMail(mails), CancellationToken.None);
        }
        finally
        {
            await done.CancelAsync();
            await heartbeat;
        }

        return TimeSpan.Zero;
    }

    /// <summary>Keeps a batch that takes long from being given to another.</summary>
    private async Task KeepHiddenAsync(IReadOnlyList<ReceivedMessage<OutgoingMail>> mails, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(settings.HiddenFor / 3, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken)) await queue.ExtendAsync(mails, settings.HiddenFor, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The batch is done.
        }
        catch (Exception exception)
        {
            Failed(log, exception.GetType().Name);
        }
    }

    private async Task<TimeSpan> CleanAsync(CancellationToken stoppingToken)
    {
        await cleaning.CleanAsync(stoppingToken);
        return CleaningEvery;
    }

    [LoggerMessage(20, LogLevel.Error, "The mail service goes on after {Exception}")]
    private static partial void Failed(ILogger log, string exception);
}
