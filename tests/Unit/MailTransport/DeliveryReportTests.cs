using System.Text;
using MimeKit;
using Vemap.Application.Common.Ports;
using Vemap.Domain.Deliveries;
using Vemap.Domain.Mailings;
using Vemap.Infrastructure.Smtp.Reports;

namespace Vemap.Unit.MailTransport;

/// <summary>Reports as RFC 3464 and RFC 5965 describe them.</summary>
public sealed class DeliveryReportTests
{
    private const string Envelope = "0198a0a00000700080000000000000e1.0198a0a00000700080000000000000a1.3";
    private static readonly DateTimeOffset Now = new(2026, 7, 6, 19, 30, 0, TimeSpan.Zero);
    private static readonly ClientEnvironmentId Environment = new(Guid.Parse("0198a0a0-0000-7000-8000-0000000000e1"));
    private static readonly RecipientId Recipient = new(Guid.Parse("0198a0a0-0000-7000-8000-0000000000a1"));

    private const string OurHeaders = """
        From: wegen@authority.test
        To: jan@example.test
        Subject: Road closed
        Message-Id: <0198a0a00000700080000000000000a1@authority.test>
        X-Vemap-Environment: 0198a0a0-0000-7000-8000-0000000000e1
        X-Vemap-Recipient: 0198a0a0-0000-7000-8000-0000000000a1
        X-Vemap-Attempt: 3
        """;

    [Theory]
    [InlineData("failed", "5.1.1", "smtp; 550 5.1.1 <jan@example.test>: no such\n    mailbox", DeliveryEventKind.Bounced, 550, "5.1.1", "550 5.1.1 <(recipient)>: no such mailbox")]
    [InlineData("failed (bad mailbox)", "5.2.2 (full)", "X-Postfix; mailbox is full", DeliveryEventKind.Bounced, null, "5.2.2", "mailbox is full")]
    [InlineData("failed", "5.1.1", "X-Postfix; unknown user: \"Jan@Example.test\"", DeliveryEventKind.Bounced, null, "5.1.1", "unknown user: \"(recipient)\"")]
    [InlineData("DELAYED", "4.4.1", "smtp; 451 4.4.1 no answer", DeliveryEventKind.Delayed, 451, "4.4.1", "451 4.4.1 no answer")]
    [InlineData("delivered", "2.1.5", "smtp; 250 2.1.5 Ok", DeliveryEventKind.Delivered, 250, "2.1.5", "250 2.1.5 Ok")]
    [InlineData("relayed", "2.0.0", null, DeliveryEventKind.Accepted, null, "2.0.0", "The mail server reported: relayed.")]
    [InlineData("expanded", "2.0.0", null, DeliveryEventKind.Accepted, null, "2.0.0", "The mail server reported: expanded.")]
    public void A_notification_becomes_an_event_of_its_attempt(string action, string status, string? diagnostic, DeliveryEventKind kind, int? code, string enhanced, string reply)
    {
        var read = Assert.Single(Read(Notification(action, status, diagnostic, envelope: Envelope, original: null)));
        Assert.Equal((Environment, Recipient, 3), (read.Environment, read.Recipient, read.Attempt));
        Assert.Equal((kind, code, enhanced, reply), (read.Kind, read.ReplyCode, read.EnhancedCode, read.Reply));
        Assert.Equal(Now, read.At);
    }

    [Theory]
    [InlineData("text/rfc822-headers")]
    [InlineData("message/rfc822")]
    public void Without_an_envelope_id_the_returned_headers_name_the_attempt(string type)
    {
        var read = Assert.Single(Read(Notification("failed", "5.1.1", null, envelope: null, OurHeaders, type)));
        Assert.Equal((Environment, Recipient, 3), (read.Environment, read.Recipient, read.Attempt));
    }

    [Fact]
    public void The_same_report_twice_is_one_event_and_another_report_is_another()
    {
        var first = Notification("delayed", "4.4.1", null, Envelope, null);
        Assert.Equal(Read(first)[0].EventId, Read(first)[0].EventId);
        Assert.NotEqual(Read(first)[0].EventId, Read(first.Replace("report-1@", "report-2@", StringComparison.Ordinal))[0].EventId);
    }

    [Theory]
    [InlineData("abuse", true)]
    [InlineData("fraud", true)]
    [InlineData("not-spam", false)]
    public void A_complaint_becomes_an_event_unless_it_says_that_the_mail_is_no_spam(string type, bool isComplaint)
    {
        var read = Read(Complaint(type));
        Assert.Equal(isComplaint ? [DeliveryEventKind.Complained] : [], read.Select(reported => reported.Kind));
        Assert.All(read, reported => Assert.Equal((Environment, Recipient, 3), (reported.Environment, reported.Recipient, reported.Attempt)));
    }

    [Fact]
    public void A_report_about_a_foreign_mail_reports_nothing()
    {
        Assert.Empty(Read(Notification("failed", "5.1.1", null, "somebody-elses-id", null)));
        Assert.Empty(Read(Notification("failed", "5.1.1", null, $"{Envelope}0000000", null)));
        Assert.Empty(Read(Notification("failed", "5.1.1", null, null, "Subject: not ours")));
        Assert.Empty(Read(Notification("exploded", "5.1.1", null, Envelope, null)));
    }

    [Theory]
    [InlineData("From: jan@example.test\nSubject: thanks\n\nI am out of office until Monday.\n")]
    [InlineData("Content-Type: multipart/report; report-type=delivery-status\n\nno parts at all\n")]
    [InlineData("Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\n")]
    [InlineData("Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\n\0\0\0:::\n\n:\n--b--\n")]
    [InlineData("Content-Type: multipart/report; report-type=feedback-report; boundary=b\n\n--b\nContent-Type: message/feedback-report\n\n--b--\n")]
    [InlineData("Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\nContent-Type: message/delivery-status\nContent-Transfer-Encoding: base64\n\n%%%%\n--b--\n")]
    public void Another_message_or_a_broken_report_reports_nothing(string text) => Assert.Empty(Read(text));

    private static IReadOnlyList<DeliveryEvent> Read(string text) => DeliveryReport.Read(MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n")))), Now);

    private static string Notification(string action, string status, string? diagnostic, string? envelope, string? original, string type = "text/rfc822-headers") => $"""
        Return-Path: <>
        From: MAILER-DAEMON@mx.example.test (Mail Delivery System)
        To: reports@vemap.test
        Subject: Delivery Status Notification
        Message-Id: <report-1@mx.example.test>
        Date: Mon, 6 Jul 2026 21:29:00 +0200
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="=_b"

        This is a MIME-encapsulated message.

        --=_b
        Content-Type: text/plain; charset=us-ascii

        This is the mail system at host mx.example.test.

        --=_b
        Content-Description: Delivery report
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example.test
        {(envelope is null ? "X-None: none" : $"Original-Envelope-Id: {envelope}")}
        Arrival-Date: Mon, 6 Jul 2026 21:28:00 +0200

        Final-Recipient: rfc822; jan@example.test
        Original-Recipient: rfc822;jan@example.test
        Action: {action}
        Status: {status}
        {(diagnostic is null ? "X-None: none" : $"Diagnostic-Code: {diagnostic}")}

        --=_b
        Content-Type: {type}

        {original ?? "Subject: x"}

        --=_b--

        """;

    private static string Complaint(string type) => $"""
        From: <abusedesk@example.test>
        To: <reports@vemap.test>
        Subject: FW: Road closed
        Message-Id: <complaint-1@example.test>
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=feedback-report; boundary="=_b"

        --=_b
        Content-Type: text/plain; charset="US-ASCII"

        This is an email abuse report.

        --=_b
        Content-Type: message/feedback-report

        Feedback-Type: {type}
        User-Agent: SomeGenerator/1.0
        Version: 1

        --=_b
        Content-Type: message/rfc822
        Content-Disposition: inline

        {OurHeaders}

        Dear Jan

        --=_b--

        """;
}
