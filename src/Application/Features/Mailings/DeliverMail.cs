using FluentValidation;
using MediatR;
using Vemap.Application.Common.Ports;
using Vemap.Application.Common.Requests;
using Vemap.Domain.Common;
using Vemap.Domain.Mailings;

namespace Vemap.Application.Features.Mailings;

/// <summary>The mail service hands a batch of mails to the mail server and tells the application what came of each.</summary>
[Access(Audience.System)]
public sealed record DeliverMail(IReadOnlyList<ReceivedMessage<OutgoingMail>> Mails) : ICommand<DeliverMailResult>;

public sealed record DeliverMailResult(int Mails, int Accepted);

internal sealed class DeliverMailValidator : AbstractValidator<DeliverMail>
{
    public DeliverMailValidator() => RuleFor(request => request.Mails).Must(mails => mails.Count is > 0 and <= 1000).WithErrorCode("out-of-range").WithMessage("A batch has 1 to 1000 mails.");
}

internal sealed class DeliverMailHandler(
    MailRoute route,
    IMessageStore store,
    IMailAttempts attempts,
    IMailSender sender,
    IMailQueue queue,
    IResultQueue results,
    IFeedbackQueue feedback,
    TimeProvider clock) : IRequestHandler<DeliverMail, DeliverMailResult>
{
    private const int MaxReply = 500;

    public async Task<DeliverMailResult> Handle(DeliverMail request, CancellationToken cancellationToken)
    {
        var mails = request.Mails.Select(received => received.Message).DistinctBy(mail => (mail.Recipient, mail.Attempt)).ToList();
        var simulated = mails.Where(Simulator.Knows).ToList();
        var real = mails.Except(simulated).ToList();
        // Before an attempt is opened: a store that does not answer brings the batch back untouched.
        var contents = await ReadAsync(real, cancellationToken);
        var standings = real.Count == 0 ? [] : await attempts.OpenAsync([.. real.Select(mail => new AttemptKey(mail.Environment, mail.Recipient, mail.Attempt))], cancellationToken);
        var standing = standings.ToDictionary(standing => (standing.Key.Recipient, standing.Key.Attempt));

        var told = await Task.WhenAll(real.Select(mail => TellAsync(mail, standing[(mail.Recipient, mail.Attempt)], contents[mail.ContentKey], cancellationToken)));
        told = [.. told, .. simulated.Select(mail => Result(mail, Simulator.Outcome(mail)))];

        // What has happened is recorded, whatever is being stopped.
        await attempts.CloseAsync([.. told.Where(result => standing.TryGetValue((result.Recipient, result.Attempt), out var known) && known.Result is null)], CancellationToken.None);
        await feedback.SendAsync([.. simulated.SelectMany(mail => Simulator.Events(mail, clock.GetUtcNow())).Select(happened => happened.ToItem())], CancellationToken.None);
        await results.SendAsync([.. told.Select(result => result.ToItem())], CancellationToken.None);
        await queue.CompleteAsync(request.Mails, CancellationToken.None);
        return new DeliverMailResult(told.Length, told.Count(result => result.Kind == DeliveryEventKind.Accepted));
    }

    private async Task<Dictionary<string, Templates?>> ReadAsync(IEnumerable<OutgoingMail> mails, CancellationToken cancellationToken)
    {
        var contents = new Dictionary<string, Templates?>();
        foreach (var key in mails.Select(mail => mail.ContentKey).Distinct())
            contents[key] = await store.GetAsync(key, cancellationToken) is { } bytes ? new Templates(MailContent.Parse(bytes)) : null;
        return contents;
    }

    /// <summary>What is told of a mail: what is known of this attempt already, or what comes of it now.</summary>
    private async Task<DeliveryEvent> TellAsync(OutgoingMail mail, AttemptStanding standing, Templates? content, CancellationToken cancellationToken)
    {
        if (standing.Result is { } known) return known;
        if (!standing.IsNew) return Result(mail, new SendOutcome(DeliveryEventKind.Ambiguous, Reply: "The mail service stopped while it was sending this mail."));
        try
        {
            return Result(mail, await SendAsync(mail, content, cancellationToken));
        }
        catch (ProblemException problem)
        {
            return Result(mail, new SendOutcome(DeliveryEventKind.Failed, Reply: problem.Message));
        }
        catch (OperationCanceledException)
        {
            return Result(mail, new SendOutcome(DeliveryEventKind.Deferred, Reply: "The mail service was stopped before this mail was sent."));
        }
        catch (Exception unexpected)
        {
            // One mail must not take the others' results with it, and nobody knows how far this one came.
            return Result(mail, new SendOutcome(DeliveryEventKind.Ambiguous, Reply: unexpected.GetType().Name));
        }
    }

    private async Task<SendOutcome> SendAsync(OutgoingMail mail, Templates? content, CancellationToken cancellationToken)
    {
        if (!IsAllowed(mail)) return new SendOutcome(DeliveryEventKind.NotAllowed, Reply: "Mail may not reach this address from here.");
        if (content is null) return new SendOutcome(DeliveryEventKind.Failed, Reply: "The content of this mail is not in the message store.");
        var merged = new MailToSend(
            mail.Environment,
            mail.Recipient,
            mail.Attempt,
            mail.Identity,
            mail.Address,
            content.Subject.Line(mail.Values),
            content.Html.Html(mail.Values),
            content.Text.Text(mail.Values),
            content.Attachments,
            mail.References,
            clock.GetUtcNow());
        return await sender.SendAsync(merged, cancellationToken);
    }

    // The last hop, and so the last word: not from a trial, and not from anything but production, to an address that is not listed.
    private bool IsAllowed(OutgoingMail mail) =>
        (!mail.IsTrial || AllowList.Contains(mail.AllowedAddresses, mail.Address))
        && (route.IsProduction || AllowList.Contains(route.AllowedAddresses, mail.Address));

    // Servers like to repeat the address; attempts and logs hold none.
    private DeliveryEvent Result(OutgoingMail mail, SendOutcome outcome)
    {
        var reply = outcome.Reply?.Replace(mail.Address, "(recipient)", StringComparison.OrdinalIgnoreCase);
        return DeliveryEvent.Result(mail.Environment, mail.Recipient, mail.Attempt, outcome.Kind, clock.GetUtcNow(), outcome.ReplyCode, outcome.EnhancedCode, reply?.Length > MaxReply ? reply[..MaxReply] : reply);
    }

    /// <summary>A content's templates, taken apart once for all mails of the batch.</summary>
    private sealed record Templates(MessageMerge Subject, MessageMerge Html, MessageMerge Text, IReadOnlyList<MailAttachment> Attachments)
    {
        public Templates(MailContent content)
            : this(new MessageMerge(content.Subject), new MessageMerge(content.Html), new MessageMerge(content.Text), content.Attachments)
        {
        }
    }

    /// <summary>Addresses at simulator.vemap.test never reach a server, yet everything that follows a mail happens to them.</summary>
    private static class Simulator
    {
        public static bool Knows(OutgoingMail mail) => SimulatorAddress.Is(mail.Address);

        public static SendOutcome Outcome(OutgoingMail mail) => Name(mail) switch
        {
            "success" or "permanent-failure" or "complaint" => new(DeliveryEventKind.Accepted, 250, "2.0.0", "250 2.0.0 Simulated"),
            "temporary-failure" => new(DeliveryEventKind.Deferred, 451, "4.7.1", "451 4.7.1 Simulated"),
            _ => new(DeliveryEventKind.Refused, 550, "5.1.1", "550 5.1.1 The simulator knows success, temporary-failure, permanent-failure and complaint"),
        };

        public static IEnumerable<DeliveryEvent> Events(OutgoingMail mail, DateTimeOffset now) => Name(mail) switch
        {
            "success" => [Event(mail, DeliveryEventKind.Delivered, now)],
            "permanent-failure" => [Event(mail, DeliveryEventKind.Bounced, now)],
            "complaint" => [Event(mail, DeliveryEventKind.Delivered, now), Event(mail, DeliveryEventKind.Complained, now)],
            _ => [],
        };

        private static string Name(OutgoingMail mail) => mail.Address[..^SimulatorAddress.Domain.Length].ToLowerInvariant();

        private static DeliveryEvent Event(OutgoingMail mail, DeliveryEventKind kind, DateTimeOffset now) =>
            new(mail.Environment, mail.Recipient, mail.Attempt, $"simulator-{kind}", kind, now, kind == DeliveryEventKind.Bounced ? 550 : null, kind == DeliveryEventKind.Bounced ? "5.1.1" : null, "Simulated");
    }
}
