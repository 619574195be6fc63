using System.Text;
using System.Text.RegularExpressions;
using MimeKit;
using Vemap.Domain.Deliveries;

namespace Vemap.Infrastructure.Smtp;

/// <summary>Composes a mail, the same one for the same input: text and HTML as alternatives,
/// attachments around them. What cannot be written safely is a FormatException.</summary>
internal static partial class MailComposer
{
    public static MimeMessage Compose(MailToSend mail, SmtpAddress from, SmtpAddress to, SmtpAddress? replyTo)
    {
        var message = new MimeMessage
        {
            Date = mail.Date.ToUniversalTime(),
            MessageId = MessageId.Of(mail.Recipient, from.ToString()).Trim('<', '>'),
            Subject = Safe(mail.Subject),
        };
        message.From.Add(new MailboxAddress(Encoding.UTF8, Safe(mail.From.FromName), from.ToString()));
        message.To.Add(new MailboxAddress(null, to.ToString()));
        if (replyTo is not null) message.ReplyTo.Add(new MailboxAddress(null, replyTo.ToString()));
        // A mail that is not shown with the earlier ones is better than none.
        var references = mail.References.Where(IsMessageId).ToList();
        if (references.Count > 0) message.InReplyTo = references[^1].Trim('<', '>');
        message.References.AddRange(references.Select(reference => reference.Trim('<', '>')));
        message.Headers.Add("X-Vemap-Environment", mail.Environment.ToString());
        message.Headers.Add("X-Vemap-Recipient", mail.Recipient.ToString());
        message.Headers.Add("X-Vemap-Attempt", $"{mail.Attempt}");
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        message.Body = Body(mail);
        return message;
    }

    // Neither quoted-printable nor base64 can contain "=_": no line of the content is taken for a boundary.
    private static Multipart Body(MailToSend mail)
    {
        var id = $"{mail.Recipient.Value:N}.{mail.Attempt}";
        var alternatives = new MultipartAlternative { Boundary = $"=_a_{id}" };
        alternatives.Add(Text("plain", mail.Text));
        alternatives.Add(Text("html", mail.Html));
        if (mail.Attachments.Count == 0) return alternatives;
        var all = new Multipart("mixed") { Boundary = $"=_m_{id}" };
        all.Add(alternatives);
        foreach (var attachment in mail.Attachments) all.Add(Attachment(attachment));
        return all;
    }

    private static TextPart Text(string subtype, string text)
    {
        var part = new TextPart(subtype) { ContentTransferEncoding = ContentEncoding.QuotedPrintable };
        part.SetText(Encoding.UTF8, text.ReplaceLineEndings("\r\n"));
        return part;
    }

    private static MimePart Attachment(MailAttachment attachment)
    {
        if (!ContentTypeShape().IsMatch(attachment.ContentType)) throw new FormatException("The content type of an attachment is not one.");
        var name = Safe(attachment.FileName);
        if (name.Length > 150 || name.AsSpan().ContainsAny('/', '\\', '"')) throw new FormatException("The name of an attachment is not that of a file.");
        return new MimePart(ContentType.Parse(attachment.ContentType))
        {
            Content = new MimeContent(new MemoryStream(attachment.Content, writable: false)),
            ContentDisposition = new ContentDisposition(ContentDisposition.Attachment) { FileName = name },
            ContentTransferEncoding = ContentEncoding.Base64,
        };
    }

    // MimeKit drops line breaks without a word: a header of somebody else's would be refused nowhere.
    private static string Safe(string value) =>
        value.Any(char.IsControl) ? throw new FormatException("A header of this mail would have a control character.") : value;

    private static bool IsMessageId(string text) =>
        text.Length is > 2 and <= 250 && text.StartsWith('<') && text.EndsWith('>')
        && !text[1..^1].Any(character => character is <= ' ' or > '~' or '<' or '>');

    [GeneratedRegex(
        @"^[a-z0-9.+-]{1,60}/[a-z0-9.+-]{1,60}(?:; ?[a-z0-9-]{1,30}=[A-Za-z0-9.+_-]{1,60}){0,4}\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex ContentTypeShape();
}
