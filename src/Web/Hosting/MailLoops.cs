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

/// <summary>Records the results of the mail service.</summary>
internal sealed class ResultLoop(IResultQueue queue, IServiceScopeFactory scopes, MailSettings settings, TimeProvider clock, ILogger<ResultLoop> log)
    : DeliveryLoop(queue, scopes, settings, clock, log);

/// <summary>Records the events of the provider.</summary>
internal sealed class FeedbackLoop(IFeedbackQueue queue, IServiceScopeFactory scopes, MailSettings settings, TimeProvider clock, ILogger<FeedbackLoop> log)
    : DeliveryLoop(queue, scopes, settings, clock, log);

/// <summary>Sends one command for each environment in a batch. What cannot be recorded comes back when its hiding ends, and is a dead letter after five times.</summary>
internal abstract partial class DeliveryLoop(IQueue<DeliveryEvent> queue, IServiceScopeFactory scopes, MailSettings settings, TimeProvider clock, ILogger log)
    : BackgroundLoop(TimeSpan.FromMilliseconds(250), clock, log)
{
    private const int BatchSize = 100;
    private readonly ILogger log = log;

    public override async Task<int> StepAsync(CancellationToken cancellationToken)
    {
        var messages = await queue.ReceiveAsync(BatchSize, settings.HiddenFor, cancellationToken);
        foreach (var environment in messages.GroupBy(message => message.Message.Environment)) await RecordAsync(environment.Key, [.. environment], cancellationToken);
        return messages.Count;
    }

    // Events that fail together are recorded alone, so that one of them holds up none of the others.
    private async Task RecordAsync(ClientEnvironmentId environment, IReadOnlyList<ReceivedMessage<DeliveryEvent>> batch, CancellationToken cancellationToken)
    {
        try
        {
            await SendAsync(environment, [.. batch.Select(message => message.Message.Readable())], cancellationToken);
            await queue.CompleteAsync(batch, cancellationToken);
            return;
        }
        catch (Exception exception) when (exception is not OperationCanceledException && !FailureReason.IsOutage(exception))
        {
            var reason = FailureReason.Of(exception);
            NotRecorded(log, batch.Count, environment.Value, reason);
            if (batch.Count == 1) await queue.FailAsync(batch, reason, cancellationToken);
            if (batch.Count == 1) return;
        }

        foreach (var message in batch) await RecordAsync(environment, [message], cancellationToken);
    }

    private async Task SendAsync(ClientEnvironmentId environment, IReadOnlyList<DeliveryEvent> events, CancellationToken cancellationToken)
    {
        var recorded = await scopes.AsSystemAsync(environment, mediator => mediator.Send(new RecordDeliveries(events), cancellationToken));
        if (recorded.Unknown.Count > 0) await scopes.AsSystemAsync(environment, mediator => mediator.Send(new RecordAccountMails(recorded.Unknown), cancellationToken));
    }

    [LoggerMessage(42, LogLevel.Error, "{Events} delivery events of {Environment} could not be recorded: {Reason}")]
    private static partial void NotRecorded(ILogger log, int events, Guid environment, string reason);
}

/// <summary>Every minute: repeats what was lost on the way of a mail.</summary>
internal sealed class ReconcileLoop(OpenMailings mailings, IServiceScopeFactory scopes, TimeProvider clock, ILogger<ReconcileLoop> log)
    : EnvironmentLoop(TimeSpan.FromMinutes(1), scopes, clock, log)
{
    protected override Task<IReadOnlyList<ClientEnvironmentId>> FindAsync(CancellationToken cancellationToken) => mailings.FindAsync(cancellationToken);

    protected override Task SendAsync(IMediator mediator, CancellationToken cancellationToken) => mediator.Send(new ReconcileMails(), cancellationToken);
}

/// <summary>Every few seconds: tries mails about accounts again that are due, each alone, so that one that fails holds up none of the others.</summary>
internal sealed partial class AccountMailLoop(DueAccountMails mails, IServiceScopeFactory scopes, TimeProvider clock, ILogger<AccountMailLoop> log)
    : BackgroundLoop(TimeSpan.FromSeconds(5), clock, log)
{
    private readonly ILogger log = log;

    public override async Task<int> StepAsync(CancellationToken cancellationToken)
    {
        foreach (var (environment, mail) in await mails.FindAsync(cancellationToken))
        {
            try
            {
                await scopes.AsSystemAsync(environment, mediator => mediator.Send(new RetryAccountMail(mail), cancellationToken));
            }
            catch (Exception exception) when (exception is not OperationCanceledException && !FailureReason.IsOutage(exception))
            {
                var reason = FailureReason.Of(exception);
                NotTried(log, mail.Value, environment.Value, reason);
                await scopes.AsSystemAsync(environment, mediator => mediator.Send(new PostponeAccountMail(mail, reason), cancellationToken));
            }
        }

        return 0;
    }

    [LoggerMessage(43, LogLevel.Error, "Account mail {Mail} of {Environment} could not be tried again: {Reason}")]
    private static partial void NotTried(ILogger log, Guid mail, Guid environment, string reason);
}

/// <summary>Every hour: gives up dead letters that nobody redrove for two weeks.</summary>
internal sealed class DeadLetterLoop(DeadLetters letters, TimeProvider clock, ILogger<DeadLetterLoop> log) : BackgroundLoop(TimeSpan.FromHours(1), clock, log)
{
    public override async Task<int> StepAsync(CancellationToken cancellationToken)
    {
        await letters.CleanAsync(cancellationToken);
        return 0;
    }
}

internal static class MailHosting
{
    /// <summary>What the application needs to mail, and its loops unless a test runs their steps itself.</summary>
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
        services.AddLoop<DeadLetterLoop>(configuration);
    }
}
