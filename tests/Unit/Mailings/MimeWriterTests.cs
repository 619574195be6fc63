using System.Text;
using Vemap.Application.Common.Ports;
using Vemap.Domain.Deliveries;
using Vemap.Infrastructure.Smtp;

namespace Vemap.Unit.Mailings;

public sealed class MimeWriterTests
{
    private static readonly Guid Recipient = Guid.Parse("0198a0a0-0000-7000-8000-000000000001");

    [Fact]
    public void A_mail_is_these_bytes()
    {
        const string expected = """
            Date: Mon, 06 Jul 2026 19:30:00 +0000
            From: "Provincie \"Noord\"" <wegen@authority.test>
            Reply-To: desk@authority.test
            To: jan@example.test
            Subject: =?utf-8?B?W05JRVVXXSBBOSDigJMgYWZzbHVpdGluZyBiaWogaGV0IHZpYWR1?=
             =?utf-8?B?Y3Qgw6nDqW4gbmFjaHQgbGFuZw==?=
            Message-ID: <0198a0a0000070008000000000000001@authority.test>
            In-Reply-To: <b@authority.test>
            References: <a@authority.test> <b@authority.test>
            X-Vemap-Environment: 0198a0a0-0000-7000-8000-000000000002
            X-Vemap-Recipient: 0198a0a0-0000-7000-8000-000000000001
            X-Vemap-Attempt: 2
            Auto-Submitted: auto-generated
            MIME-Version: 1.0
            Content-Type: multipart/alternative;
             boundary="=_a_0198a0a0000070008000000000000001.2"

            --=_a_0198a0a0000070008000000000000001.2
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            Dag Jan,
            .
            tot 5=C2=B0 =3D koud=20
            --=_a_0198a0a0000070008000000000000001.2
            Content-Type: text/html; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            <p>Dag Jan</p>
            --=_a_0198a0a0000070008000000000000001.2--

            """;
        var mail = Mail(subject: "[NIEUW] A9 – afsluiting bij het viaduct één nacht lang", text: "Dag Jan,\n.\r\ntot 5° = koud ") with { References = ["<a@authority.test>", "<b@authority.test>"] };
        Assert.Equal(expected.ReplaceLineEndings("\r\n"), Write(mail));
    }

    [Fact]
    public void Attachments_make_it_mixed()
    {
        var written = Write(Mail() with
        {
            Attachments =
            [
                new MailAttachment("closure.ics", "text/calendar; charset=utf-8", "BEGIN:VCALENDAR"u8.ToArray()),
                new MailAttachment("plan één.pdf", "application/pdf", new byte[100]),
            ],
        });
        Assert.Contains("Content-Type: multipart/mixed;\r\n boundary=\"=_m_0198a0a0000070008000000000000001.2\"\r\n\r\n--=_m_0198a0a0000070008000000000000001.2\r\nContent-Type: multipart/alternative;", written, StringComparison.Ordinal);
        Assert.Contains("--=_a_0198a0a0000070008000000000000001.2--\r\n--=_m_0198a0a0000070008000000000000001.2\r\nContent-Type: text/calendar; charset=utf-8\r\nContent-Disposition: attachment; filename=\"closure.ics\"\r\nContent-Transfer-Encoding: base64\r\n\r\nQkVHSU46VkNBTEVOREFS\r\n", written, StringComparison.Ordinal);
        Assert.Contains("filename*=utf-8''plan%20%C3%A9%C3%A9n.pdf\r\n", written, StringComparison.Ordinal);
        Assert.EndsWith("AAAA==\r\n--=_m_0198a0a0000070008000000000000001.2--\r\n", written, StringComparison.Ordinal);
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
    public void Nor_by_anything_else()
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
    public void What_is_no_reference_is_left_out_and_the_mail_goes(string reference)
    {
        var written = Write(Mail() with { References = ["<a@authority.test>", reference] });
        Assert.Contains("In-Reply-To: <a@authority.test>\r\nReferences: <a@authority.test>\r\n", written, StringComparison.Ordinal);
        Assert.DoesNotContain("References", Write(Mail() with { References = [reference] }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_mail_from_a_domain_beyond_ASCII_is_referred_to_as_it_was_sent()
    {
        var sent = MessageId.Of(new RecipientId(Recipient), "wegen@gemeente-één.test");
        var identity = new MailIdentity("Gemeente Eén", "wegen@gemeente-één.test", null);
        Assert.Contains($"In-Reply-To: {sent}\r\n", Write(Mail(from: identity) with { References = [sent] }), StringComparison.Ordinal);
        Assert.Contains($"Message-ID: {sent}\r\n", Write(Mail(from: identity) with { Attempt = 1 }), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_beyond_7_bit_and_no_line_beyond_78()
    {
        var written = Write(Mail(
            subject: string.Concat(Enumerable.Repeat("Wegwerkzaamheden 🚧 ", 20)),
            text: string.Concat(Enumerable.Repeat("één ", 200)),
            from: new MailIdentity(string.Concat(Enumerable.Repeat("Provincie Fryslân ", 8)), "wegen@authority.test", null)));
        Assert.All(written, character => Assert.True(char.IsAscii(character)));
        Assert.All(written.Split("\r\n"), line => Assert.True(line.Length <= 78, line));
    }

    [Fact]
    public void A_long_plain_subject_is_folded_between_words()
    {
        var subject = string.Join(' ', Enumerable.Repeat("afsluiting", 15));
        var header = MailHeader.Text("Subject", subject);
        Assert.All(header.TrimEnd().Split("\r\n"), line => Assert.True(line.Length <= 76));
        Assert.Equal($"Subject: {subject}", header.TrimEnd().Replace("\r\n", "", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("a", "a\r\n")]
    [InlineData("a\n", "a\r\n")]
    [InlineData("a\rb\r\nc", "a\r\nb\r\nc\r\n")]
    [InlineData("trailing \nspace\t", "trailing=20\r\nspace=09\r\n")]
    [InlineData("=", "=3D\r\n")]
    [InlineData("é", "=C3=A9\r\n")]
    public void Quoted_printable_is_exact(string text, string expected)
    {
        var written = new System.Buffers.ArrayBufferWriter<byte>();
        QuotedPrintable.Write(text, written);
        Assert.Equal(expected, Encoding.ASCII.GetString(written.WrittenSpan));
    }

    [Fact]
    public void A_line_of_exactly_76_is_not_broken_and_one_of_77_is()
    {
        var written = new System.Buffers.ArrayBufferWriter<byte>();
        QuotedPrintable.Write($"{new string('x', 76)}\n{new string('y', 77)}", written);
        Assert.Equal($"{new string('x', 76)}\r\n{new string('y', 75)}=\r\nyy\r\n", Encoding.ASCII.GetString(written.WrittenSpan));
    }

    [Theory]
    [InlineData("a\r\n.b\r\n..\r\n", "a\r\n..b\r\n...\r\n")]
    [InlineData(".", "..\r\n")]
    [InlineData("no end", "no end\r\n")]
    [InlineData("", "")]
    [InlineData("a.b\r\n", "a.b\r\n")]
    public void Dots_at_the_start_of_a_line_are_doubled(string content, string expected)
    {
        var written = new System.Buffers.ArrayBufferWriter<byte>();
        DotStuffing.Write(Encoding.ASCII.GetBytes(content), written);
        Assert.Equal(expected, Encoding.ASCII.GetString(written.WrittenSpan));
    }

    [Theory]
    [InlineData("a\n.\nMAIL FROM:<x@y.z>")]
    [InlineData("a\r.\r")]
    [InlineData("a\r")]
    public void Line_breaks_that_smuggle_are_refused(string content)
    {
        Assert.Throws<FormatException>(() => DotStuffing.Write(Encoding.ASCII.GetBytes(content), new System.Buffers.ArrayBufferWriter<byte>()));
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

    [Theory]
    [InlineData("5.1.1 User unknown", "5.1.1")]
    [InlineData("4.7.1", "4.7.1")]
    [InlineData("5.1.1.2 no", null)]
    [InlineData("Ok, 2.0.0", null)]
    public void The_enhanced_code_is_read_from_the_reply(string text, string? code)
    {
        Assert.Equal(code, new SmtpReply(550, text).EnhancedCode);
    }

    private static string Write(MailToSend mail) =>
        Encoding.UTF8.GetString(MimeWriter.Write(mail, SmtpAddress.Parse(mail.From.FromAddress), SmtpAddress.Parse(mail.To), mail.From.ReplyTo is null ? null : SmtpAddress.Parse(mail.From.ReplyTo)).Span);

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
