using System.Security.Cryptography;
using System.Text;
using MimeKit;
using Vemap.Domain.Deliveries;

namespace Vemap.Infrastructure.Smtp.Reports;

/// <summary>Reads what mail servers and providers report: delivery status notifications (RFC 3464) and complaints (RFC 5965).</summary>
internal static class DeliveryReport
{
    /// <summary>The events that a message reports about our mails; none when it is no report about
    /// one of them. A report that cannot be read is a FormatException.</summary>
    public static IReadOnlyList<DeliveryEvent> Read(MimeMessage message, DateTimeOffset now)
    {
        if (message.Body is not MultipartReport report) return [];
        var original = OriginalHeaders(report);
        return
        [
            .. report.OfType<MessageDeliveryStatus>().SelectMany(status => Notifications(status, original, message, now)),
            .. report.OfType<MessageFeedbackReport>().SelectMany(complaint => Complaint(complaint, original, message, now)),
        ];
    }

    // One recipient a mail: each group after the first is about the same one, and only the groups with an action are statements.
    private static IEnumerable<DeliveryEvent> Notifications(MessageDeliveryStatus status, HeaderList? original, MimeMessage message, DateTimeOffset now)
    {
        var groups = status.StatusGroups;
        if (groups.Count == 0 || Subject(groups[0]["Original-Envelope-Id"], original) is not { } mail) yield break;
        for (var index = 1; index < groups.Count; index++)
        {
            if (Kind(groups[index]["Action"]) is not { } kind) continue;
            var reply = groups[index]["Diagnostic-Code"] is { } diagnostic
                ? WithoutType(diagnostic)
                : $"The mail server reported: {groups[index]["Action"]!.Trim()}.";
            var code = WithoutComment(groups[index]["Status"]);
            yield return Event(mail, kind, $"{index}", message, now, code, WithoutAddresses(reply, groups[index]));
        }
    }

    private static IEnumerable<DeliveryEvent> Complaint(MessageFeedbackReport report, HeaderList? original, MimeMessage message, DateTimeOffset now)
    {
        // RFC 6430: the recipient says that the mail is no spam.
        if (WithoutComment(report.Fields["Feedback-Type"]) is null or "not-spam") yield break;
        if (Subject(report.Fields["Original-Envelope-Id"], original) is { } mail)
            yield return Event(mail, DeliveryEventKind.Complained, "c", message, now, null, "The recipient's provider reported a complaint.");
    }

    /// <summary>RFC 3464, 2.3.3. A mail that was passed on to a server without notifications, or
    /// to a list, is known to have been accepted and no more.</summary>
    private static DeliveryEventKind? Kind(string? action) => WithoutComment(action) switch
    {
        "failed" => DeliveryEventKind.Bounced,
        "delayed" => DeliveryEventKind.Delayed,
        "delivered" => DeliveryEventKind.Delivered,
        "relayed" or "expanded" => DeliveryEventKind.Accepted,
        _ => null,
    };

    private static DeliveryEvent Event(
        EnvelopeId mail, DeliveryEventKind kind, string part, MimeMessage message, DateTimeOffset now, string? status, string reply)
    {
        // The same report, read twice or sent twice, is one event.
        var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(message.MessageId ?? $"{message.Date:O}")))[..24];
        var code = reply.Length >= 3 && int.TryParse(reply.AsSpan(0, 3), out var number) && number is >= 200 and < 600 ? number : (int?)null;
        return new DeliveryEvent(mail.Environment, mail.Recipient, mail.Attempt, $"report-{id}-{part}", kind, now, code, status, reply).Readable();
    }

    // The envelope id comes back when the server keeps to RFC 3461; our own headers come back with the returned ones.
    private static EnvelopeId? Subject(string? envelopeId, HeaderList? original)
    {
        if (envelopeId is not null && EnvelopeId.Parse(envelopeId) is { } mail) return mail;
        return original is not null
            && Guid.TryParse(original["X-Vemap-Environment"], out var environment)
            && Guid.TryParse(original["X-Vemap-Recipient"], out var recipient)
            && int.TryParse(original["X-Vemap-Attempt"], out var attempt) && attempt > 0
                ? new EnvelopeId(new(environment), new(recipient), attempt)
                : null;
    }

    private static HeaderList? OriginalHeaders(MultipartReport report)
    {
        if (report.OfType<MessagePart>().LastOrDefault()?.Message is { } returned) return returned.Headers;
        var headers = report.OfType<TextPart>().LastOrDefault(part => part.ContentType.IsMimeType("text", "rfc822-headers"));
        if (headers is not { Content: not null } text) return null;
        using var content = text.Content.Open();
        return HeaderList.Load(content);
    }

    private static string? WithoutComment(string? value)
    {
        if (value is null) return null;
        var comment = value.IndexOf('(', StringComparison.Ordinal);
        var word = (comment < 0 ? value : value[..comment]).Trim().ToLowerInvariant();
        return word.Length == 0 ? null : word;
    }

    // "smtp; 550 5.1.1 No such user": the type stands before the value.
    private static string WithoutType(string value)
    {
        var type = value.IndexOf(';', StringComparison.Ordinal);
        return string.Join(' ', value[(type + 1)..].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    // Servers like to repeat the address; queues and timelines hold none.
    private static string WithoutAddresses(string reply, HeaderList group)
    {
        foreach (var field in (string[])["Final-Recipient", "Original-Recipient"])
            if (group[field] is { } recipient && WithoutType(recipient) is { Length: > 0 } address) reply = MailAddress.Hide(reply, address, "(recipient)");
        return reply;
    }
}
