using MediatR;
using Vemap.Application.Common.Ports;
using Vemap.Application.Common.Requests;
using Vemap.Application.Features.Mailings;
using Vemap.Infrastructure.Local;
using Vemap.Infrastructure.Postgres.Mailings;
using Vemap.Infrastructure.Postgres.Outbox;
using Vemap.Infrastructure.Postgres.Queue;
using Vemap.Infrastructure.Smtp;

namespace Vemap.Web.Hosting;

/// <summary>Hands mails that are due to the mail queue.</summary>
internal sealed class MailRelayLoop(MailRelay relay, TimeProvider clock, ILogger<MailRelayLoop> log) : BackgroundLoop(TimeSpan.FromMilliseconds(250), clock, log)
{
    public override Task<int> StepAsync(CancellationToken cancellationToken) => relay.RelayAsync(cancellationToken);
}

/// <summary>Records what the mail service tells.</summary>
internal sealed class ResultLoop(IResultQueue queue, IServiceScopeFactory scopes, MailSettings settings, TimeProvider clock, ILogger<ResultLoop> log)
    : DeliveryLoop(queue, scopes, settings, clock, log);

/// <summary>Records what the provider tells.</summary>
internal sealed class FeedbackLoop(IFeedbackQueue queue, IServiceScopeFactory scopes, MailSettings settings, TimeProvider clock, ILogger<FeedbackLoop> log)
    : DeliveryLoop(queue, scopes, settings, clock, log);

/// <summary>One command for each environment in a batch. What cannot be recorded comes back when its hiding ends, and dies after five times.</summary>
internal abstract partial class DeliveryLoop(IQueue<DeliveryEvent> queue, IServiceScopeFactory scopes, MailSettings settings, TimeProvider clock, ILogger log)
    : BackgroundLoop(TimeSpan.FromMilliseconds(250), clock, log)
{
    private const int BatchSize = 100;
    private readonly ILogger log = log;

    public override async Task<int> StepAsync(CancellationToken cancellationToken)
    {
        var messages = await queue.ReceiveAsync(BatchSize, settings.HiddenFor, cancellationToken);
        foreach (var environment in messages.GroupBy(message => message.Message.Environment))
        {
            if (await RecordAsync(environment.Key, [.. environment.Select(message => message.Message)], cancellationToken))
                await queue.CompleteAsync([.. environment], cancellationToken);
        }

        return messages.Count;
    }

    private async Task<bool> RecordAsync(ClientEnvironmentId environment, IReadOnlyList<DeliveryEvent> events, CancellationToken cancellationToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CallContext>().ActAsSystem(environment);
            await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new RecordDeliveries(events), cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Another environment's events must not wait for this one's.
            NotRecorded(log, events.Count, environment.Value, exception.GetType().Name);
            return false;
        }
    }

    [LoggerMessage(42, LogLevel.Error, "{Events} delivery events of {Environment} could not be recorded: {Exception}")]
    private static partial void NotRecorded(ILogger log, int events, Guid environment, string exception);
}

/// <summary>Every minute: lets recipients go on that were forgotten.</summary>
internal sealed class ReconcileLoop(OpenMailings mailings, IServiceScopeFactory scopes, TimeProvider clock, ILogger<ReconcileLoop> log)
    : BackgroundLoop(TimeSpan.FromMinutes(1), clock, log)
{
    public override async Task<int> StepAsync(CancellationToken cancellationToken)
    {
        foreach (var environment in await mailings.FindAsync(cancellationToken))
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CallContext>().ActAsSystem(environment);
            await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new ReconcileMails(), cancellationToken);
        }

        return 0;
    }
}

internal static class MailHosting
{
    /// <summary>What the application needs to mail, and its loops unless a test takes their steps itself.</summary>
    public static void AddMail(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddMailRoute(configuration);
        services.AddPostgresQueues();
        services.AddLocalMessageStore(configuration);
        services.AddLoop<MailRelayLoop>(configuration);
        services.AddLoop<ResultLoop>(configuration);
        services.AddLoop<FeedbackLoop>(configuration);
        services.AddLoop<ReconcileLoop>(configuration);
    }
}
