using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Vemap.Domain.Deliveries;

namespace Vemap.Infrastructure.Smtp;

/// <summary>Writes a mail as it goes over the wire, the same bytes for the same mail: text and HTML as alternatives, attachments around them. What cannot be written safely is a FormatException.</summary>
internal static partial class MimeWriter
{
    public static ReadOnlyMemory<byte> Write(MailToSend mail, SmtpAddress from, SmtpAddress to, SmtpAddress? replyTo)
    {
        var writer = new ArrayBufferWriter<byte>(mail.Html.Length + mail.Text.Length + 4096);
        WriteHeaders(mail, from, to, replyTo, writer);
        // Neither quoted-printable nor base64 can contain "=_": no line of the content is taken for a boundary.
        var id = $"{mail.Recipient.Value:N}.{mail.Attempt}";
        if (mail.Attachments.Count == 0)
        {
            WriteAlternatives(mail, $"=_a_{id}", writer);
            return writer.WrittenMemory;
        }

        var boundary = $"=_m_{id}";
        writer.Line($"Content-Type: multipart/mixed;\r\n boundary=\"{boundary}\"").Line("").Line($"--{boundary}");
        WriteAlternatives(mail, $"=_a_{id}", writer);
        foreach (var attachment in mail.Attachments)
        {
            writer.Line($"--{boundary}");
            WriteAttachment(attachment, writer);
        }

        writer.Line($"--{boundary}--");
        return writer.WrittenMemory;
    }

    private static void WriteHeaders(MailToSend mail, SmtpAddress from, SmtpAddress to, SmtpAddress? replyTo, ArrayBufferWriter<byte> writer)
    {
        writer.Text($"Date: {mail.Date.ToUniversalTime().ToString("ddd, dd MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture)} +0000\r\n");
        writer.Text(MailHeader.Mailbox("From", mail.From.FromName, from));
        if (replyTo is not null) writer.Text(MailHeader.Mailbox("Reply-To", null, replyTo));
        writer.Text(MailHeader.Mailbox("To", null, to));
        writer.Text(MailHeader.Text("Subject", mail.Subject));
        writer.Text(MailHeader.Ids("Message-ID", [MessageId.Of(mail.Recipient, from.ToString())]));
        // A mail that is not shown with the earlier ones is better than none.
        if (mail.References.Where(MailHeader.IsId).ToList() is { Count: > 0 } references)
        {
            writer.Text(MailHeader.Ids("In-Reply-To", [references[^1]]));
            writer.Text(MailHeader.Ids("References", references));
        }

        writer.Line($"X-Vemap-Environment: {mail.Environment}").Line($"X-Vemap-Recipient: {mail.Recipient}").Line($"X-Vemap-Attempt: {mail.Attempt}");
        writer.Line("Auto-Submitted: auto-generated").Line("MIME-Version: 1.0");
    }

    private static void WriteAlternatives(MailToSend mail, string boundary, ArrayBufferWriter<byte> writer)
    {
        writer.Line($"Content-Type: multipart/alternative;\r\n boundary=\"{boundary}\"").Line("");
        WriteText("text/plain", mail.Text, boundary, writer);
        WriteText("text/html", mail.Html, boundary, writer);
        writer.Line($"--{boundary}--");
    }

    private static void WriteText(string type, string text, string boundary, ArrayBufferWriter<byte> writer)
    {
        writer.Line($"--{boundary}").Line($"Content-Type: {type}; charset=utf-8").Line("Content-Transfer-Encoding: quoted-printable").Line("");
        QuotedPrintable.Write(text, writer);
    }

    private static void WriteAttachment(MailAttachment attachment, ArrayBufferWriter<byte> writer)
    {
        if (!ContentType().IsMatch(attachment.ContentType)) throw new FormatException("The content type of an attachment is not one.");
        writer.Line($"Content-Type: {attachment.ContentType}").Line($"Content-Disposition: attachment; {MailHeader.FileName(attachment.FileName)}");
        writer.Line("Content-Transfer-Encoding: base64").Line("").Line(Convert.ToBase64String(attachment.Content, Base64FormattingOptions.InsertLineBreaks));
    }

    private static ArrayBufferWriter<byte> Line(this ArrayBufferWriter<byte> writer, string line) => writer.Text(line).Text("\r\n");

    private static ArrayBufferWriter<byte> Text(this ArrayBufferWriter<byte> writer, string text)
    {
        Encoding.UTF8.GetBytes(text, writer);
        return writer;
    }

    [GeneratedRegex(@"^[a-z0-9.+-]{1,60}/[a-z0-9.+-]{1,60}(?:; ?[a-z0-9-]{1,30}=[A-Za-z0-9.+_-]{1,60}){0,4}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ContentType();
}
