using Vemap.Domain.Deliveries;

namespace Vemap.Infrastructure.Smtp;

/// <summary>Decides from the server's replies what became of a mail.</summary>
internal static class SmtpVerdict
{
    /// <summary>Null: it was not taken, and the server has not said why.</summary>
    public static SendOutcome? Of(SmtpWire wire, Exception? failure)
    {
        if (wire.IsContentSent) return AfterContent(wire.ReplyTo(SmtpStep.Content), failure);
        if (wire.ReplyTo(SmtpStep.Sender) is { IsPositive: false } sender) return AboutSender(sender, SmtpStep.Sender);
        if (wire.ReplyTo(SmtpStep.Recipient) is { IsPositive: false } recipient)
        {
            // Some servers say only here what they have against the sender (5.1.7, 5.1.8): that is not the recipient's fault, and suppresses nobody.
            return recipient.EnhancedCode is "5.1.7" or "5.1.8" ? AboutSender(recipient, SmtpStep.Recipient) : Judge(recipient, SmtpStep.Recipient);
        }

        // A server that takes DATA for done, or asks for anything but the content, has not understood us: it has taken no mail.
        if (wire.ReplyTo(SmtpStep.Data) is not { Code: not 354 } data) return null;
        var outcome = Judge(data, SmtpStep.Data);
        return data.IsPositive ? outcome with { Kind = DeliveryEventKind.Deferred } : outcome;
    }

    /// <summary>Whether the conversation can carry another mail after these replies.</summary>
    public static bool LeavesUsable(SmtpWire wire) =>
        !Steps.Select(wire.ReplyTo).Any(reply => reply is { ConcernsLogIn: true })
        && wire.ReplyTo(SmtpStep.Data) is null or { Code: 354 } or { Code: >= 400 }
        && wire.ReplyTo(SmtpStep.Content) is null or ({ Code: not 421 } and not { Code: >= 300 and < 400 });

    private static SmtpStep[] Steps { get; } = [SmtpStep.Sender, SmtpStep.Recipient, SmtpStep.Data, SmtpStep.Content];

    /// <summary>After the final dot nobody can say "not taken" but the server: no answer is ambiguous.</summary>
    private static SendOutcome AfterContent(SmtpReply? reply, Exception? failure)
    {
        // RFC 3463, 4.4.2: the connection was lost, or timed out, before the transaction was complete.
        if (reply is null) return new SendOutcome(DeliveryEventKind.Ambiguous, null, failure is OperationCanceledException ? null : "4.4.2", failure?.Message);
        var outcome = Judge(reply, SmtpStep.Content);
        return reply.Code / 100 == 3 ? outcome with { Kind = DeliveryEventKind.Ambiguous, EnhancedCode = "4.5.0" } : outcome;
    }

    private static SendOutcome Judge(SmtpReply reply, SmtpStep step) => new(
        reply.IsPositive ? DeliveryEventKind.Accepted : reply.IsPermanent && !reply.ConcernsLogIn ? DeliveryEventKind.Refused : DeliveryEventKind.Deferred,
        reply.Code,
        reply.EnhancedCode,
        reply.ToString(),
        reply.AsksForLess(step));

    // A refused sender says nothing about the recipient: it is our own fault, or a log-in that will be mended.
    private static SendOutcome AboutSender(SmtpReply reply, SmtpStep step) =>
        Judge(reply, step) is { Kind: DeliveryEventKind.Refused } refused ? refused with { Kind = DeliveryEventKind.Failed } : Judge(reply, step);
}
