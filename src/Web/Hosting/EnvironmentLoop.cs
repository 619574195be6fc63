using Vemap.Application.Common.Requests;

namespace Vemap.Web.Hosting;

/// <summary>Finds the environments that have work, and sends a command in each of them. A failure in one environment does not affect the others.</summary>
internal abstract partial class EnvironmentLoop(TimeSpan pause, IServiceScopeFactory scopes, TimeProvider clock, ILogger log)
    : BackgroundLoop(pause, clock, log)
{
    private readonly ILogger log = log;

    public override async Task<int> StepAsync(CancellationToken cancellationToken)
    {
        foreach (var environment in await FindAsync(cancellationToken))
        {
            try
            {
                await scopes.AsSystemAsync(environment, mediator => SendAsync(mediator, cancellationToken));
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                NotDone(log, exception, GetType().Name, environment.Value);
            }
        }

        return 0;
    }

    protected abstract Task<IReadOnlyList<ClientEnvironmentId>> FindAsync(CancellationToken cancellationToken);

    protected abstract Task SendAsync(IMediator mediator, CancellationToken cancellationToken);

    [LoggerMessage(40, LogLevel.Error, "{Loop} failed in {Environment} and goes on with the next environment")]
    private static partial void NotDone(ILogger log, Exception exception, string loop, Guid environment);
}
