using System.Text;
using MimeKit;
using Vemap.Application.Common.Ports;
using Vemap.Domain.Deliveries;
using Vemap.Domain.Mailings;
using Vemap.Infrastructure.Smtp;

namespace Vemap.Unit.MailTransport;

public sealed class MailComposerTests
{
    private static readonly Guid Recipient = Guid.Parse("0198a0a0-0000-7000-8000-000000000001");

    [Fact]
    public void A_mail_is_the_same_bytes_each_time_and_says_all_of_it()
    {
        var mail = Mail(subject: "[NIEUW] A9 – afsluiting bij het viaduct één nacht lang", text: "Dag Jan,\n.\r\ntot 5° = koud ") with { References = ["<a@authority.test>", "<b@authority.test>"] };
        var written = Write(mail);
        Assert.Equal(written, Write(mail));
        var message = Read(mail);
        Assert.Equal(new DateTimeOffset(2026, 7, 6, 19, 30, 0, TimeSpan.Zero), message.Date);
        Assert.Equal(TimeSpan.Zero, message.Date.Offset);
        Assert.Equal(("Provincie \"Noord\"", "wegen@authority.test"), message.From.Mailboxes.Single() is var from ? (from.Name, from.Address) : default);
        Assert.Equal(["desk@authority.test"], message.ReplyTo.Mailboxes.Select(mailbox => mailbox.Address));
        Assert.Equal(["jan@example.test"], message.To.Mailboxes.Select(mailbox => mailbox.Address));
        Assert.Equal(mail.Subject, message.Subject);
        Assert.Equal("0198a0a0000070008000000000000001@authority.test", message.MessageId);
        Assert.Equal("b@authority.test", message.InReplyTo);
        Assert.Equal(["a@authority.test", "b@authority.test"], message.References);
        Assert.Equal(("0198a0a0-0000-7000-8000-000000000002", "0198a0a0-0000-7000-8000-000000000001", "2"), (message.Headers["X-Vemap-Environment"], message.Headers["X-Vemap-Recipient"], message.Headers["X-Vemap-Attempt"]));
        Assert.Equal("auto-generated", message.Headers[HeaderId.AutoSubmitted]);
        Assert.Equal(("Dag Jan,\n.\ntot 5° = koud ", "<p>Dag Jan</p>"), (message.TextBody!.ReplaceLineEndings("\n"), message.HtmlBody));
    }

    [Fact]
    public void Attachments_stand_beside_the_text()
    {
        var message = Read(Mail() with
        {
            Attachments =
            [
                new MailAttachment("closure.ics", "text/calendar; charset=utf-8", "BEGIN:VCALENDAR"u8.ToArray()),
                new MailAttachment("plan één.pdf", "application/pdf", new byte[100]),
            ],
        });
        Assert.Equal("multipart/mixed", message.Body!.ContentType.MimeType);
        Assert.Equal("multipart/alternative", Assert.IsType<Multipart>(message.Body)[0].ContentType.MimeType);
        var files = message.Attachments.Cast<MimePart>().ToList();
        Assert.Equal([("closure.ics", "text/calendar"), ("plan één.pdf", "application/pdf")], files.Select(file => (file.FileName!, file.ContentType.MimeType)));
        Assert.Equal("utf-8", files[0].ContentType.Charset);
        using var bytes = new MemoryStream();
        files[1].Content!.DecodeTo(bytes);
        Assert.Equal(new byte[100], bytes.ToArray());
    }

    [Theory]
    [InlineData("Road\r\nBcc: all@example.test")]
    [InlineData("Road\nBcc: all@example.test")]
    [InlineData("Road\u0000")]
    [InlineData("Road\u0085closed")]
    public void A_header_cannot_be_injected_by_the_subject(string subject)
    {
        Assert.Throws<FormatException>(() => Write(Mail(subject)));
    }

    [Fact]
    public void A_header_cannot_be_injected_by_names_or_content_types()
    {
        Assert.Throws<FormatException>(() => Write(Mail() with { From = new MailIdentity("A\r\nBcc: x@y.z", "wegen@authority.test", null) }));
        Assert.Throws<FormatException>(() => Write(Mail() with { Attachments = [new MailAttachment("a\r\nX: y", "text/plain", [])] }));
        Assert.Throws<FormatException>(() => Write(Mail() with { Attachments = [new MailAttachment("a.txt", "text/plain\r\nX: y", [])] }));
        Assert.Throws<FormatException>(() => Write(Mail() with { Attachments = [new MailAttachment("../a.txt", "text/plain", [])] }));
    }

    [Theory]
    [InlineData("<a@b>\r\nBcc: <x@y.z>")]
    [InlineData("<a@münchen.test>")]
    [InlineData("<>")]
    [InlineData("a@b")]
    public void A_reference_that_is_no_message_id_is_left_out(string reference)
    {
        var written = Write(Mail() with { References = ["<a@authority.test>", reference] });
        Assert.Contains("In-Reply-To: <a@authority.test>\r\n", written, StringComparison.Ordinal);
        Assert.Contains("References: <a@authority.test>\r\n", written, StringComparison.Ordinal);
        Assert.DoesNotContain("References", Write(Mail() with { References = [reference] }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_mail_from_a_domain_beyond_ASCII_is_referred_to_as_it_was_sent()
    {
        var sent = MessageId.Of(new RecipientId(Recipient), "wegen@gemeente-één.test");
        var identity = new MailIdentity("Gemeente Eén", "wegen@gemeente-één.test", null);
        Assert.Contains($"In-Reply-To: {sent}\r\n", Write(Mail(from: identity) with { References = [sent] }), StringComparison.Ordinal);
        Assert.Contains($"Message-Id: {sent}\r\n", Write(Mail(from: identity) with { Attempt = 1 }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_mail_is_7_bit_and_has_short_lines()
    {
        var written = Write(Mail(
            subject: string.Concat(Enumerable.Repeat("Wegwerkzaamheden 🚧 ", 20)),
            text: string.Concat(Enumerable.Repeat("één ", 200)),
            from: new MailIdentity(string.Concat(Enumerable.Repeat("Provincie Fryslân ", 8)), "wegen@authority.test", null)));
        Assert.All(written, character => Assert.True(char.IsAscii(character)));
        Assert.All(written.Split("\r\n"), line => Assert.True(line.Length <= 100, line));
    }

    [Theory]
    [InlineData("a  b   c")]
    [InlineData("één =?iso-8859-1?Q?x?= 🚧")]
    public void A_subject_is_read_as_it_was_written(string subject) => Assert.Equal(subject, Read(Mail(subject)).Subject);

    [Theory]
    [InlineData("")]
    [InlineData("no end")]
    [InlineData("ends\r\n")]
    [InlineData(".\r\n..\r\n")]
    [InlineData("trailing \r\nspace\t")]
    [InlineData("a=b é 🚧")]
    public void A_text_is_read_as_it_was_written(string text) => Assert.Equal(text.ReplaceLineEndings("\n"), Read(Mail(text: text)).TextBody!.ReplaceLineEndings("\n"));

    [Theory]
    [InlineData("a\nb")]
    [InlineData("a\rb")]
    [InlineData("a\n.\nMAIL FROM:<x@y.z>")]
    public void Line_breaks_are_CR_LF(string text)
    {
        Assert.Equal(text.ReplaceLineEndings("\n"), Read(Mail(text: text)).TextBody!.ReplaceLineEndings("\n"));
        Assert.DoesNotContain('\n', Write(Mail(text: text)).Replace("\r\n", "", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("jan@example.test", true, false)]
    [InlineData("jan.de+tag@sub.example.test", true, false)]
    [InlineData("jörg@example.test", true, true)]
    [InlineData("jan@münchen.test", true, false)]
    [InlineData("jan@example.test\r\nRCPT TO:<x@y.z>", false, false)]
    [InlineData("jan@example.test\n", false, false)]
    [InlineData("jan@example.test> NOTIFY=NEVER", false, false)]
    [InlineData("<jan@example.test>", false, false)]
    [InlineData("\"jan piet\"@example.test", false, false)]
    [InlineData("jan@@example.test", false, false)]
    [InlineData("jan@", false, false)]
    [InlineData("@example.test", false, false)]
    [InlineData("jan..piet@example.test", false, false)]
    [InlineData("jan@exa\u00admple.test", false, false)]
    [InlineData("jan\u2028@example.test", false, false)]
    public void Only_addresses_that_are_safe_are_taken(string text, bool taken, bool utf8)
    {
        Assert.Equal(taken, SmtpAddress.TryParse(text, out var address));
        Assert.Equal(utf8, address is { NeedsUtf8: true });
    }

    [Fact]
    public void A_domain_beyond_ASCII_is_written_in_its_ASCII_form()
    {
        Assert.Equal("jan@xn--mnchen-3ya.test", SmtpAddress.Parse("jan@münchen.test").ToString());
    }

    private static MimeMessage Compose(MailToSend mail) =>
        MailComposer.Compose(mail, SmtpAddress.Parse(mail.From.FromAddress), SmtpAddress.Parse(mail.To), mail.From.ReplyTo is null ? null : SmtpAddress.Parse(mail.From.ReplyTo));

    private static string Write(MailToSend mail)
    {
        using var written = new MemoryStream();
        Compose(mail).WriteTo(new FormatOptions { NewLineFormat = NewLineFormat.Dos }, written);
        return Encoding.UTF8.GetString(written.ToArray());
    }

    private static MimeMessage Read(MailToSend mail) => MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes(Write(mail))));

    private static MailToSend Mail(string subject = "Road closed", string text = "Dag Jan", MailIdentity? from = null) => new(
        new(Guid.Parse("0198a0a0-0000-7000-8000-000000000002")),
        new(Recipient),
        2,
        from ?? new MailIdentity("Provincie \"Noord\"", "wegen@authority.test", "desk@authority.test"),
        "jan@example.test",
        subject,
        "<p>Dag Jan</p>",
        text,
        [],
        [],
        new DateTimeOffset(2026, 7, 6, 21, 30, 0, TimeSpan.FromHours(2)));
}
