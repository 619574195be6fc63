using System.Text.Json;
using Vemap.Domain.MessageTemplates;

namespace Vemap.Application.Features.Deliveries;

/// <summary>What the message store keeps, its templates taken apart once for all mails of a batch.</summary>
internal sealed record StoredMessage(MessageMerge Subject, MessageMerge Html, MessageMerge Text, IReadOnlyList<MailAttachment> Attachments)
{
    /// <summary>Null: what was kept is not a content.</summary>
    public static StoredMessage? Parse(byte[] bytes)
    {
        try
        {
            var content = RenderedMessage.Parse(bytes);
            return new StoredMessage(new MessageMerge(content.Subject), new MessageMerge(content.Html), new MessageMerge(content.Text), content.Attachments);
        }
        catch (Exception broken) when (broken is JsonException or ArgumentException)
        {
            return null;
        }
    }

    public MailToSend Merge(OutgoingMail mail, DateTimeOffset now) => new(
        mail.Environment,
        mail.Recipient,
        mail.Attempt,
        mail.Identity,
        mail.Address,
        Subject.Line(mail.Values),
        Html.Html(mail.Values),
        Text.Text(mail.Values),
        Attachments,
        mail.References,
        now);
}
