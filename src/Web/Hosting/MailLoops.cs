using Vemap.Application.Common.Ports;
using Vemap.Application.Common.Requests;
using Vemap.Application.Features.Deliveries;
using Vemap.Application.Features.Users;
using Vemap.Infrastructure.Local;
using Vemap.Infrastructure.Postgres;
using Vemap.Infrastructure.Postgres.Deliveries;
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
    private const int ReceivesTogether = 2;
    private readonly ILogger log = log;

    public override async Task<int> StepAsync(CancellationToken cancellationToken)
    {
        var messages = await queue.ReceiveAsync(BatchSize, settings.HiddenFor, cancellationToken);
        foreach (var environment in messages.GroupBy(message => message.Message.Environment))
        {
            foreach (var batch in Batches([.. environment]))
            {
                if (await RecordAsync(environment.Key, [.. batch.Select(message => message.Message.Readable())], cancellationToken))
                    await queue.CompleteAsync(batch, cancellationToken);
            }
        }

        return messages.Count;
    }

    // What has come back twice goes by itself: one bad event must not take the others with it until all of them are dead.
    private static IEnumerable<IReadOnlyList<ReceivedMessage<DeliveryEvent>>> Batches(List<ReceivedMessage<DeliveryEvent>> messages)
    {
        var together = messages.FindAll(message => message.Receives <= ReceivesTogether);
        if (together.Count > 0) yield return together;
        foreach (var message in messages.Where(message => message.Receives > ReceivesTogether)) yield return [message];
    }

    private async Task<bool> RecordAsync(ClientEnvironmentId environment, IReadOnlyList<DeliveryEvent> events, CancellationToken cancellationToken)
    {
        try
        {
            var recorded = await scopes.AsSystemAsync(environment, mediator => mediator.Send(new RecordDeliveries(events), cancellationToken));
            if (recorded.Unknown.Count > 0) await scopes.AsSystemAsync(environment, mediator => mediator.Send(new RecordAccountMails(recorded.Unknown), cancellationToken));
            return true;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Another environment's events must not wait for this one's.
            NotRecorded(log, exception, events.Count, environment.Value);
            return false;
        }
    }

    [LoggerMessage(42, LogLevel.Error, "{Events} delivery events of {Environment} could not be recorded")]
    private static partial void NotRecorded(ILogger log, Exception exception, int events, Guid environment);
}

/// <summary>Every minute: lets recipients go on that were forgotten.</summary>
internal sealed class ReconcileLoop(OpenMailings mailings, IServiceScopeFactory scopes, TimeProvider clock, ILogger<ReconcileLoop> log)
    : EnvironmentLoop(TimeSpan.FromMinutes(1), scopes, clock, log)
{
    protected override Task<IReadOnlyList<ClientEnvironmentId>> FindAsync(CancellationToken cancellationToken) => mailings.FindAsync(cancellationToken);

    protected override Task SendAsync(IMediator mediator, CancellationToken cancellationToken) => mediator.Send(new ReconcileMails(), cancellationToken);
}

/// <summary>Every few seconds: tries mails about accounts again that are due.</summary>
internal sealed class AccountMailLoop(DueAccountMails mails, IServiceScopeFactory scopes, TimeProvider clock, ILogger<AccountMailLoop> log)
    : EnvironmentLoop(TimeSpan.FromSeconds(5), scopes, clock, log)
{
    protected override Task<IReadOnlyList<ClientEnvironmentId>> FindAsync(CancellationToken cancellationToken) => mails.FindAsync(cancellationToken);

    protected override Task SendAsync(IMediator mediator, CancellationToken cancellationToken) => mediator.Send(new RetryAccountMails(), cancellationToken);
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
        services.AddLoop<AccountMailLoop>(configuration);
    }
}
