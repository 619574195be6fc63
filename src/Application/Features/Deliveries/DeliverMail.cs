using Microsoft.Extensions.Logging;
using Vemap.Domain.Deliveries;

namespace Vemap.Application.Features.Deliveries;

/// <summary>The mail service hands a batch of mails to the mail server and tells the application what came of each.</summary>
/// <param name="Mails">As they were received from the queue.</param>
[Access(Audience.System)]
public sealed record DeliverMail(IReadOnlyList<ReceivedMessage<OutgoingMail>> Mails) : ICommand<DeliverMailResult>;

public sealed record DeliverMailResult(int Mails, int Accepted);

internal sealed class DeliverMailValidator : AbstractValidator<DeliverMail>
{
    public DeliverMailValidator() => RuleFor(request => request.Mails).Must(mails => mails.Count is > 0 and <= 1000).WithErrorCode("out-of-range").WithMessage("A batch has 1 to 1000 mails.");
}

internal sealed partial class DeliverMailHandler(
    MailRoute route,
    IMessageStore store,
    IMailAttempts attempts,
    IMailSender sender,
    IMailQueue queue,
    IResultQueue results,
    IFeedbackQueue feedback,
    IBatchProgress progress,
    TimeProvider clock,
    ILogger<DeliverMailHandler> log) : IRequestHandler<DeliverMail, DeliverMailResult>
{
    // Nearly every batch is done sooner, and its results are told at once.
    private static readonly TimeSpan TellEvery = TimeSpan.FromMilliseconds(250);

    // A database that restarts must not make accepted mails ambiguous. One that is away for longer finds the messages back on the queue.
    private static readonly TimeSpan RecordFor = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    // For so long an attempt waits for a server that wants less mail; then its reply goes into the timeline, and the application plans another attempt.
    private static readonly TimeSpan SlowFor = TimeSpan.FromSeconds(30);

    public async Task<DeliverMailResult> Handle(DeliverMail request, CancellationToken cancellationToken)
    {
        var received = request.Mails.ToLookup(mail => (mail.Message.Recipient, mail.Message.Attempt));
        var mails = received.Select(same => same.First().Message).ToList();
        var real = mails.Where(mail => !MailSimulator.Knows(mail)).ToList();
        // Before an attempt is opened: what the store does not give now comes back untouched, and only that.
        var contents = await ReadAsync(real, cancellationToken);
        mails.RemoveAll(mail => !MailSimulator.Knows(mail) && !contents.ContainsKey(mail.ContentKey));
        real.RemoveAll(mail => !contents.ContainsKey(mail.ContentKey));
        var standings = real.Count == 0 ? [] : await attempts.OpenAsync([.. real.Select(mail => new AttemptKey(mail.Environment, mail.Recipient, mail.Attempt))], cancellationToken);
        var standing = standings.ToDictionary(standing => (standing.Key.Recipient, standing.Key.Attempt));

        var waiting = mails.ConvertAll(mail => standing.TryGetValue((mail.Recipient, mail.Attempt), out var known)
            ? TellAsync(mail, known, contents[mail.ContentKey], cancellationToken)
            : Task.FromResult(new Told(mail, Result(mail, MailSimulator.Outcome(mail)), IsKnown: true)));
        var accepted = 0;
        while (waiting.Count > 0)
        {
            await Task.WhenAny(Task.WhenAll(waiting), Task.Delay(TellEvery, clock, CancellationToken.None));
            var done = waiting.Where(telling => telling.IsCompleted).ToHashSet();
            waiting.RemoveAll(done.Contains);
            var told = await Task.WhenAll(done);
            if (told.Length == 0) continue;
            var messages = told.SelectMany(one => received[(one.Mail.Recipient, one.Mail.Attempt)]).ToList();
            await RecordAsync(told, messages);
            accepted += told.Count(one => one.Result.Kind == DeliveryEventKind.Accepted);
            progress.Settled(messages.Count);
        }

        return new DeliverMailResult(mails.Count, accepted);
    }

    // What has happened is recorded, whatever is being stopped; every step can be repeated.
    private async Task RecordAsync(IReadOnlyList<Told> told, IReadOnlyList<ReceivedMessage<OutgoingMail>> messages)
    {
        var until = clock.GetUtcNow() + RecordFor;
        while (true)
        {
            try
            {
                await attempts.CloseAsync([.. told.Where(one => !one.IsKnown).Select(one => one.Result)], CancellationToken.None);
                var events = told.Where(one => MailSimulator.Knows(one.Mail)).SelectMany(one => MailSimulator.Events(one.Mail, clock.GetUtcNow()));
                await feedback.SendAsync([.. events.Select(happened => happened.ToItem())], CancellationToken.None);
                await results.SendAsync([.. told.Select(one => one.Result.ToItem())], CancellationToken.None);
                await queue.CompleteAsync(messages, CancellationToken.None);
                return;
            }
            catch (Exception exception) when (clock.GetUtcNow() < until)
            {
                NotRecorded(log, exception, told.Count);
                await Task.Delay(AfterFailure, clock, CancellationToken.None);
            }
        }
    }

    // One content that cannot be read holds back nobody else's mail, who may be of another environment.
    private async Task<Dictionary<string, StoredMessage?>> ReadAsync(IEnumerable<OutgoingMail> mails, CancellationToken cancellationToken)
    {
        var contents = new Dictionary<string, StoredMessage?>();
        foreach (var key in mails.Select(mail => mail.ContentKey).Distinct())
        {
            try
            {
                contents[key] = await store.GetAsync(key, cancellationToken) is { } bytes ? StoredMessage.Parse(bytes) : null;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                NotRead(log, exception);
            }
        }

        return contents;
    }

    /// <summary>What is told of a mail: what is known of this attempt already, or what comes of it now.</summary>
    private async Task<Told> TellAsync(OutgoingMail mail, AttemptStanding standing, StoredMessage? content, CancellationToken cancellationToken)
    {
        if (standing.Result is { } known) return new Told(mail, known, IsKnown: true);
        var outcome = standing.IsNew
            ? await TrySendAsync(mail, content, cancellationToken)
            : new SendOutcome(DeliveryEventKind.Ambiguous, Reply: "The mail service stopped while it was sending this mail.");
        return new Told(mail, Result(mail, outcome), IsKnown: false);
    }

    private async Task<SendOutcome> TrySendAsync(OutgoingMail mail, StoredMessage? content, CancellationToken cancellationToken)
    {
        try
        {
            return await SendAsync(mail, content, cancellationToken);
        }
        catch (ProblemException problem)
        {
            return new SendOutcome(DeliveryEventKind.Failed, Reply: problem.Message);
        }
        catch (OperationCanceledException)
        {
            return new SendOutcome(DeliveryEventKind.Deferred, Reply: "The mail service was stopped before this mail was sent.");
        }
        catch (Exception unexpected)
        {
            // The other results of the batch are kept, and how far this mail came is not known.
            NotSent(log, unexpected, mail.Recipient.Value, mail.Attempt);
            return new SendOutcome(DeliveryEventKind.Ambiguous, EnhancedCode: "4.3.0", Reply: "Something failed while this mail was being sent; the log of the mail service says what.");
        }
    }

    private async Task<SendOutcome> SendAsync(OutgoingMail mail, StoredMessage? content, CancellationToken cancellationToken)
    {
        if (!IsAllowed(mail)) return new SendOutcome(DeliveryEventKind.NotAllowed, Reply: "Mail may not reach this address from here.");
        if (content is null) return new SendOutcome(DeliveryEventKind.Failed, Reply: "The content of this mail is not in the message store, or cannot be read.");
        var until = clock.GetUtcNow() + SlowFor;
        while (true)
        {
            if (IsTooLate(mail)) return SendOutcome.TooLate;
            var outcome = await sender.SendAsync(mail.Environment, () => IsTooLate(mail) ? null : content.Merge(mail, clock.GetUtcNow()), cancellationToken);
            // It was not taken, and that says nothing of this mail: the sender slows down, and the attempt goes on.
            if (!outcome.IsThrottled || clock.GetUtcNow() >= until) return outcome;
        }
    }

    private bool IsTooLate(OutgoingMail mail) => mail.NotAfter <= clock.GetUtcNow();

    // The last hop, and so the last word: not from a trial, and not from anything but production, to an address that is not listed.
    private bool IsAllowed(OutgoingMail mail) =>
        (!mail.IsTrial || AllowList.Contains(mail.AllowedAddresses, mail.Address))
        && (route.IsProduction || AllowList.Contains(route.AllowedAddresses, mail.Address));

    // Servers like to repeat the address; attempts and logs hold none.
    private DeliveryEvent Result(OutgoingMail mail, SendOutcome outcome)
    {
        var reply = outcome.Reply is null ? null : MailAddress.Hide(outcome.Reply, mail.Address, "(recipient)");
        return DeliveryEvent.Result(mail.Environment, mail.Recipient, mail.Attempt, outcome.Kind, clock.GetUtcNow(), outcome.ReplyCode, outcome.EnhancedCode, reply);
    }

    [LoggerMessage(52, LogLevel.Error, "A content could not be read from the message store; its mails come back")]
    private static partial void NotRead(ILogger log, Exception exception);

    [LoggerMessage(53, LogLevel.Error, "Attempt {Attempt} of recipient {Recipient} failed unexpectedly and is ambiguous")]
    private static partial void NotSent(ILogger log, Exception exception, Guid recipient, int attempt);

    [LoggerMessage(51, LogLevel.Error, "The results of {Mails} mails could not be recorded yet")]
    private static partial void NotRecorded(ILogger log, Exception exception, int mails);

    /// <summary>What is told of a mail; known already: its attempt was closed before, or it is simulated and has none.</summary>
    private sealed record Told(OutgoingMail Mail, DeliveryEvent Result, bool IsKnown);
}
