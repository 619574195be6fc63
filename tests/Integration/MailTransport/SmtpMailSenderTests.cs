using System.Net.Sockets;
using Vemap.Application.Common.Ports;
using Vemap.Domain.Deliveries;
using Vemap.Infrastructure.Smtp;
using Vemap.SmtpSink;

namespace Vemap.Integration.MailTransport;

/// <summary>Real conversations over TCP: with the demo's sink, and line by line with a server that follows a script.</summary>
public sealed class SmtpMailSenderTests
{
    private static readonly MailToSend Mail = Some.ToSend();

    [Fact]
    public async Task Two_mails_are_this_conversation()
    {
        await using var server = new ScriptedServer(async talk =>
        {
            await talk.GreetAsync();
            for (var mail = 0; mail < 2; mail++)
            {
                await talk.ExpectAsync("MAIL FROM:<wegen@authority.test>\nRCPT TO:<jan@example.test>");
                await talk.SendAsync("250 2.1.0 ok\n250 2.1.5 ok");
                await talk.ExpectAsync("DATA");
                await talk.SendAsync("354 go on");
                Assert.Contains("Date: Mon, 06 Jul 2026 19:30:00 +0000\r\n", await talk.ReadUntilAsync("\r\n.\r\n"), StringComparison.Ordinal);
                await talk.SendAsync($"250 2.0.0 queued as {mail}");
            }

            await talk.ExpectAsync("QUIT");
        });
        await using var sender = Sender(server.Port);
        Assert.Equal(new SendOutcome(DeliveryEventKind.Accepted, 250, "2.0.0", "250 2.0.0 queued as 0"), await sender.SendAsync(Mail, default));
        Assert.Equal("250 2.0.0 queued as 1", (await sender.SendAsync(Mail, default)).Reply);
    }

    [Fact]
    public async Task Without_pipelining_each_command_waits_for_its_reply()
    {
        await using var server = new ScriptedServer(async talk =>
        {
            await talk.GreetAsync("8BITMIME");
            (string Command, string Reply)[] steps = [("MAIL FROM:<wegen@authority.test>", "250 ok"), ("RCPT TO:<jan@example.test>", "250 ok"), ("DATA", "354 go on")];
            foreach (var (command, reply) in steps)
            {
                await talk.ExpectAsync(command);
                talk.ExpectNothingMore();
                await talk.SendAsync(reply);
            }

            await talk.ReadUntilAsync("\r\n.\r\n");
            await talk.SendAsync("250 ok");
        });
        await using var sender = Sender(server.Port);
        Assert.Equal(DeliveryEventKind.Accepted, (await sender.SendAsync(Mail, default)).Kind);
    }

    [Fact]
    public async Task After_a_refused_recipient_the_conversation_is_reset_and_goes_on()
    {
        await using var server = new ScriptedServer(async talk =>
        {
            await talk.GreetAsync();
            await talk.RefuseAsync("250 ok", "550-5.1.1 No such\n550 5.1.1 mailbox");
            await talk.RefuseAsync("250 ok", "450 4.2.0 busy");
            await talk.AnswerDataAsync("451 4.3.0 disk full");
            await talk.ExpectAsync("RSET");
            await talk.SendAsync("250 reset");
            await talk.ExpectAsync("QUIT");
        });
        await using var sender = Sender(server.Port);
        Assert.Equal(new SendOutcome(DeliveryEventKind.Refused, 550, "5.1.1", "550 5.1.1 No such 5.1.1 mailbox"), await sender.SendAsync(Mail, default));
        Assert.Equal(new SendOutcome(DeliveryEventKind.Deferred, 450, "4.2.0", "450 4.2.0 busy"), await sender.SendAsync(Mail, default));
        Assert.Equal(new SendOutcome(DeliveryEventKind.Deferred, 451, "4.3.0", "451 4.3.0 disk full"), await sender.SendAsync(Mail, default));
    }

    [Theory]
    [InlineData("reject@example.test", DeliveryEventKind.Refused, 550, "5.1.1")]
    [InlineData("defer.1@example.test", DeliveryEventKind.Deferred, 451, "4.7.1")]
    [InlineData("full@example.test", DeliveryEventKind.Refused, 552, "5.2.2")]
    [InlineData("data-reject@example.test", DeliveryEventKind.Refused, 554, "5.7.1")]
    [InlineData("jan@example.test", DeliveryEventKind.Accepted, 250, "2.0.0")]
    [InlineData("jörg@example.test", DeliveryEventKind.Accepted, 250, "2.0.0")]
    public async Task Each_reply_is_reported_exactly_and_the_connection_is_kept(string address, DeliveryEventKind kind, int code, string enhanced)
    {
        await using var sink = await TestSink.StartAsync();
        await using var sender = Sender(sink.Port);
        for (var mail = 0; mail < 3; mail++)
        {
            var outcome = await sender.SendAsync(Some.ToSend(address), default);
            Assert.Equal((kind, code, enhanced), (outcome.Kind, outcome.ReplyCode, outcome.EnhancedCode));
        }

        Assert.Equal(1, sink.Mailbox.Counts["connections"]);
        Assert.Equal(kind == DeliveryEventKind.Accepted ? 3 : 0, sink.Mailbox.List(null, 10).Count);
    }

    [Fact]
    public async Task A_mail_arrives_as_it_was_written()
    {
        await using var sink = await TestSink.StartAsync();
        await using var sender = Sender(sink.Port);
        var mail = Some.ToSend(subject: "[GEWIJZIGD] A9 – één rijstrook 🚧", text: "Eén\n.\n..puntjes\r\nklaar") with { Attachments = [new MailAttachment("één.ics", "text/calendar", "BEGIN:VCALENDAR"u8.ToArray())] };
        await sender.SendAsync(mail, default);
        var arrived = Assert.Single(sink.Mailbox.List(null, 10));
        Assert.Equal(mail.Subject, arrived.Message.Subject);
        Assert.Equal("Eén\n.\n..puntjes\nklaar", arrived.Message.TextBody!.ReplaceLineEndings("\n"));
        Assert.Equal("<p>Eén\n.\n..puntjes\nklaar</p>", arrived.Message.HtmlBody!.ReplaceLineEndings("\n"));
        Assert.Equal(("één.ics", "BEGIN:VCALENDAR"), (arrived.Files[0].FileName, System.Text.Encoding.UTF8.GetString(arrived.Files[0].Bytes())));
        Assert.Equal(mail.Recipient.ToString(), arrived.Message.Headers["X-Vemap-Recipient"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_trusted_server_is_talked_to_encrypted(bool implicitTls)
    {
        await using var sink = await TestSink.StartAsync();
        await using var sender = Sender(implicitTls ? sink.ImplicitTlsPort : sink.Port, options =>
        {
            options.Tls = implicitTls ? SmtpTls.Implicit : SmtpTls.StartTls;
            options.TrustedCertificate = sink.Certificate;
        });
        Assert.Equal(DeliveryEventKind.Accepted, (await sender.SendAsync(Mail, default)).Kind);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_untrusted_server_gets_no_mail(bool implicitTls)
    {
        await using var sink = await TestSink.StartAsync();
        await using var sender = Sender(implicitTls ? sink.ImplicitTlsPort : sink.Port, options => options.Tls = implicitTls ? SmtpTls.Implicit : SmtpTls.StartTls);
        Assert.Equal(DeliveryEventKind.Deferred, (await sender.SendAsync(Mail, default)).Kind);
        Assert.Empty(sink.Mailbox.List(null, 10));
    }

    [Fact]
    public async Task A_server_without_encryption_gets_no_mail_when_encryption_is_required()
    {
        await using var sink = await TestSink.StartAsync("--Sink:Extensions=PIPELINING");
        await using var sender = Sender(sink.Port, options => options.Tls = SmtpTls.StartTls);
        Assert.Equal(DeliveryEventKind.Deferred, (await sender.SendAsync(Mail, default)).Kind);
        Assert.Empty(sink.Mailbox.List(null, 10));
    }

    [Fact]
    public async Task A_reply_sent_before_encryption_is_not_trusted()
    {
        await using var server = new ScriptedServer(async talk =>
        {
            await talk.GreetAsync("STARTTLS");
            await talk.ExpectAsync("STARTTLS");
            await talk.SendAsync("220 go\n250 and you may send everything");
        });
        await using var sender = Sender(server.Port, options => options.Tls = SmtpTls.StartTls);
        Assert.Equal(new SendOutcome(DeliveryEventKind.Deferred, null, null, "The server spoke on before encryption had begun."), await sender.SendAsync(Mail, default));
    }

    [Fact]
    public async Task A_password_is_sent_with_PLAIN()
    {
        await using var sink = await TestSink.StartAsync("--Sink:User=vemap", "--Sink:Password=pass wörd");
        await using var sender = Sender(sink.Port, options => (options.User, options.Password) = ("vemap", "pass wörd"));
        Assert.Equal(DeliveryEventKind.Accepted, (await sender.SendAsync(Mail, default)).Kind);
    }

    [Fact]
    public async Task A_password_is_sent_with_LOGIN_where_PLAIN_is_not_offered()
    {
        await using var server = new ScriptedServer(async talk =>
        {
            await talk.GreetAsync("PIPELINING,AUTH LOGIN");
            await talk.ExpectAsync("AUTH LOGIN");
            await talk.SendAsync("334 VXNlcm5hbWU6");
            await talk.ExpectAsync("dmVtYXA=");
            await talk.SendAsync("334 UGFzc3dvcmQ6");
            await talk.ExpectAsync("c2VjcmV0");
            await talk.SendAsync("235 in");
            await talk.TakeAsync();
        });
        await using var sender = Sender(server.Port, options => (options.User, options.Password) = ("vemap", "secret"));
        Assert.Equal(DeliveryEventKind.Accepted, (await sender.SendAsync(Mail, default)).Kind);
    }

    [Fact]
    public async Task A_refused_password_defers_the_mail_with_the_servers_reply()
    {
        await using var sink = await TestSink.StartAsync("--Sink:User=vemap", "--Sink:Password=right");
        await using var sender = Sender(sink.Port, options => (options.User, options.Password) = ("vemap", "wrong"));
        var outcome = await sender.SendAsync(Mail, default);
        Assert.Equal((DeliveryEventKind.Deferred, 535, "5.7.8"), (outcome.Kind, outcome.ReplyCode, outcome.EnhancedCode));
        Assert.Empty(sink.Mailbox.List(null, 10));
    }

    [Fact]
    public async Task A_connection_lost_before_the_final_dot_is_deferred()
    {
        await using var sink = await TestSink.StartAsync();
        await using var sender = Sender(sink.Port);
        Assert.Equal(DeliveryEventKind.Deferred, (await sender.SendAsync(Some.ToSend("drop@example.test"), default)).Kind);
    }

    [Fact]
    public async Task A_connection_lost_after_the_final_dot_is_ambiguous()
    {
        await using var sink = await TestSink.StartAsync();
        await using var sender = Sender(sink.Port);
        Assert.Equal(DeliveryEventKind.Ambiguous, (await sender.SendAsync(Some.ToSend("drop-dot@example.test"), default)).Kind);
        Assert.Single(sink.Mailbox.List(null, 10));
        Assert.Equal(DeliveryEventKind.Accepted, (await sender.SendAsync(Mail, default)).Kind);
    }

    [Fact]
    public async Task Silence_is_deferred_before_the_final_dot_and_ambiguous_after_it()
    {
        static async Task Silent(Talk talk, bool afterDot)
        {
            await talk.GreetAsync();
            if (afterDot) await talk.TakeContentAsync();
            await talk.ReadUntilAsync("nothing more");
        }

        await using var server = new ScriptedServer(talk => Silent(talk, afterDot: false), talk => Silent(talk, afterDot: true));
        await using var sender = Sender(server.Port, options => (options.CommandTimeout, options.FinalTimeout) = (TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(200)));
        Assert.Equal(new SendOutcome(DeliveryEventKind.Deferred, null, null, "The server did not answer in time."), await sender.SendAsync(Mail, default));
        Assert.Equal(new SendOutcome(DeliveryEventKind.Ambiguous, null, "4.4.2", "The server did not answer in time."), await sender.SendAsync(Mail, default));
    }

    [Fact]
    public async Task A_kept_connection_that_the_server_has_closed_costs_no_mail()
    {
        static async Task OneMail(Talk talk)
        {
            await talk.GreetAsync();
            await talk.TakeAsync(answer: "250 ok\n421 4.4.2 idle for too long");
        }

        await using var server = new ScriptedServer(OneMail, OneMail, OneMail);
        await using var sender = Sender(server.Port);
        for (var mail = 0; mail < 3; mail++) Assert.Equal(DeliveryEventKind.Accepted, (await sender.SendAsync(Mail, default)).Kind);
    }

    [Fact]
    public async Task An_unreachable_server_is_asked_once_and_then_left_alone_for_a_moment()
    {
        using var nobody = new TcpListener(IPAddress.Loopback, 0);
        nobody.Start();
        var port = ((IPEndPoint)nobody.LocalEndpoint).Port;
        nobody.Stop();
        var clock = new TestClock(new DateTimeOffset(2026, 7, 6, 19, 30, 0, TimeSpan.Zero));
        await using var sender = Sender(port, clock: clock);
        Assert.Equal(DeliveryEventKind.Deferred, (await sender.SendAsync(Mail, default)).Kind);
        nobody.Server.Dispose();
        using var somebody = new TcpListener(IPAddress.Loopback, port);
        somebody.Start();
        Assert.Equal(DeliveryEventKind.Deferred, (await sender.SendAsync(Mail, default)).Kind);
        Assert.False(somebody.Pending());
        clock.Advance(TimeSpan.FromSeconds(3));
        var third = sender.SendAsync(Mail, default);
        using var connection = await somebody.AcceptTcpClientAsync();
        connection.Close();
        Assert.Equal(DeliveryEventKind.Deferred, (await third).Kind);
    }

    [Theory]
    [InlineData("220-mx.test\n250 changed its mind")]
    [InlineData("HTTP/1.1 400 Bad Request")]
    [InlineData("554 5.3.2 no service here")]
    [InlineData("421 4.3.2 later")]
    public async Task A_strange_greeting_is_deferred(string greeting)
    {
        await using var server = new ScriptedServer(talk => talk.SendAsync(greeting));
        await using var sender = Sender(server.Port);
        Assert.Equal(DeliveryEventKind.Deferred, (await sender.SendAsync(Mail, default)).Kind);
    }

    [Fact]
    public async Task A_refused_sender_is_a_failure_of_ours_and_not_of_the_recipient()
    {
        await using var server = new ScriptedServer(async talk =>
        {
            await talk.GreetAsync();
            await talk.RefuseAsync("553 5.7.1 not your domain", "503 no");
            await talk.RefuseAsync("530 5.7.0 log in first", "503 no");
        });
        await using var sender = Sender(server.Port);
        Assert.Equal(DeliveryEventKind.Failed, (await sender.SendAsync(Mail, default)).Kind);
        Assert.Equal(DeliveryEventKind.Deferred, (await sender.SendAsync(Mail, default)).Kind);
    }

    [Theory]
    [InlineData("jan@example.test\r\nRCPT TO:<x@y.z>", "Road closed")]
    [InlineData("jan@example.test>", "Road closed")]
    [InlineData("jan@example.test", "Road closed\r\nBcc: x@y.z")]
    public async Task An_address_or_subject_with_a_line_break_is_not_sent(string address, string subject)
    {
        await using var sink = await TestSink.StartAsync();
        await using var sender = Sender(sink.Port);
        Assert.Equal(DeliveryEventKind.Failed, (await sender.SendAsync(Some.ToSend(address, subject), default)).Kind);
        Assert.Equal(["connections"], sink.Mailbox.Counts.Keys);
    }

    [Fact]
    public async Task An_address_beyond_ASCII_is_refused_where_the_server_does_not_offer_SMTPUTF8()
    {
        await using var sink = await TestSink.StartAsync("--Sink:Extensions=PIPELINING,8BITMIME");
        await using var sender = Sender(sink.Port);
        var outcome = await sender.SendAsync(Some.ToSend("jörg@example.test"), default);
        Assert.Equal((DeliveryEventKind.Refused, "5.6.7"), (outcome.Kind, outcome.EnhancedCode));
    }

    [Fact]
    public async Task Notifications_are_asked_for_with_the_attempt_as_envelope_id()
    {
        var mail = Some.ToSend("jörg@example.test");
        await using var server = new ScriptedServer(async talk =>
        {
            await talk.GreetAsync("PIPELINING,8BITMIME,SMTPUTF8,DSN");
            await talk.ExpectAsync($"""
                MAIL FROM:<reports@vemap.test> ENVID={mail.Environment.Value:N}.{mail.Recipient.Value:N}.1 RET=HDRS SMTPUTF8
                RCPT TO:<jörg@example.test> NOTIFY=SUCCESS,FAILURE,DELAY ORCPT=rfc822;j+C3+B6rg@example.test
                """);
            await talk.SendAsync("250 ok\n250 ok");
            await talk.ExpectAsync("DATA");
            await talk.SendAsync("354 go on");
            await talk.ReadUntilAsync("\r\n.\r\n");
            await talk.SendAsync("250 ok");
            await talk.ReadUntilAsync("RCPT TO:<a+b@example.test> NOTIFY=SUCCESS,FAILURE,DELAY ORCPT=rfc822;a+2Bb@example.test\r\n");
        }, talk => talk.SendAsync("421 that was all"));
        await using var sender = Sender(server.Port, options => (options.RequestDsn, options.ReturnPath) = (true, "reports@vemap.test"));
        Assert.Equal(DeliveryEventKind.Accepted, (await sender.SendAsync(mail, default)).Kind);
        Assert.Equal(DeliveryEventKind.Deferred, (await sender.SendAsync(Some.ToSend("a+b@example.test"), default)).Kind);
    }

    [Fact]
    public async Task A_domain_beyond_ASCII_is_sent_in_its_ASCII_form_also_where_SMTPUTF8_is_offered()
    {
        await using var server = new ScriptedServer(async talk =>
        {
            await talk.GreetAsync("PIPELINING,8BITMIME,SMTPUTF8");
            await talk.ExpectAsync("MAIL FROM:<wegen@authority.test>\nRCPT TO:<jan@xn--mnchen-3ya.test>");
            await talk.SendAsync("250 ok\n550 5.1.1 no such mailbox");
        });
        await using var sender = Sender(server.Port);
        Assert.Equal(DeliveryEventKind.Refused, (await sender.SendAsync(Some.ToSend("jan@münchen.test"), default)).Kind);
    }

    [Fact]
    public async Task Many_mails_share_the_connections()
    {
        await using var sink = await TestSink.StartAsync();
        await using var sender = Sender(sink.Port);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 400).Select(_ => sender.SendAsync(Some.ToSend(), default)));
        Assert.All(outcomes, outcome => Assert.Equal(DeliveryEventKind.Accepted, outcome.Kind));
        Assert.Equal(400, sink.Mailbox.List(null, 1000).Select(mail => mail.Message.Headers["X-Vemap-Recipient"]).Distinct().Count());
        Assert.InRange(sink.Mailbox.Counts["connections"], 1, 8);
    }

    [Fact]
    public async Task A_server_that_holds_two_conversations_gets_every_mail_and_nothing_is_deferred()
    {
        await using var sink = await TestSink.StartAsync("--Sink:MaxConversations=2");
        await using var sender = Sender(sink.Port, options => options.FewerAfterRefusal = TimeSpan.FromMilliseconds(20));
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => sender.SendAsync(Some.ToSend(), default)));
        Assert.All(outcomes, outcome => Assert.Equal(DeliveryEventKind.Accepted, outcome.Kind));
        Assert.Equal(100, sink.Mailbox.List(null, 1000).Count);
        Assert.True(sink.Mailbox.Counts["too-many-conversations"] > 0);
        Assert.Equal(2, sink.Mailbox.Counts["connections"]);
    }

    [Fact]
    public async Task While_the_server_wants_fewer_it_is_asked_once()
    {
        await using var sink = await TestSink.StartAsync("--Sink:MaxConversations=2");
        await using var sender = Sender(sink.Port);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => sender.SendAsync(Some.ToSend(), default)));
        Assert.All(outcomes, outcome => Assert.Equal(DeliveryEventKind.Accepted, outcome.Kind));
        Assert.Equal(1, sink.Mailbox.Counts["too-many-conversations"]);
    }

    [Fact]
    public async Task A_conversation_that_is_ended_before_the_mail_was_taken_costs_no_mail_while_another_is_open()
    {
        var second = new TaskCompletionSource();
        await using var server = new ScriptedServer(isAtOnce: true,
            async talk =>
            {
                await talk.GreetAsync();
                await talk.TakeAsync(second.Task);
                await talk.TakeAsync();
            },
            async talk =>
            {
                await talk.GreetAsync();
                await talk.ReadUntilAsync("RCPT TO:");
                await talk.SendAsync("421 4.7.0 too many of you");
                second.SetResult();
            });
        await using var sender = Sender(server.Port);
        var outcomes = await Task.WhenAll(sender.SendAsync(Mail, default), sender.SendAsync(Mail, default));
        Assert.All(outcomes, outcome => Assert.Equal(DeliveryEventKind.Accepted, outcome.Kind));
    }

    [Theory]
    [InlineData("250 ok")]
    [InlineData("334 who are you")]
    public async Task A_server_that_does_not_ask_for_the_content_has_taken_no_mail(string answer)
    {
        await using var server = new ScriptedServer(async talk =>
        {
            await talk.GreetAsync();
            await talk.AnswerDataAsync(answer);
            Assert.DoesNotContain("Subject", await talk.ReadUntilAsync("nothing more"), StringComparison.Ordinal);
        });
        await using var sender = Sender(server.Port, options => options.CommandTimeout = TimeSpan.FromMilliseconds(300));
        Assert.Equal(DeliveryEventKind.Deferred, (await sender.SendAsync(Mail, default)).Kind);
    }

    [Theory]
    [InlineData("553 5.1.8 sender has no domain", DeliveryEventKind.Failed)]
    [InlineData("550 5.1.7 bad sender", DeliveryEventKind.Failed)]
    [InlineData("550 5.1.1 no such mailbox", DeliveryEventKind.Refused)]
    public async Task A_fault_of_the_sender_in_reply_to_RCPT_is_not_a_fault_of_the_recipient(string answer, DeliveryEventKind kind)
    {
        await using var server = new ScriptedServer(async talk =>
        {
            await talk.GreetAsync();
            await talk.RefuseAsync("250 ok", answer);
            await talk.ExpectAsync("QUIT");
        });
        await using var sender = Sender(server.Port);
        Assert.Equal(kind, (await sender.SendAsync(Mail, default)).Kind);
    }

    [Theory]
    [InlineData("450 4.7.1 Error: too much mail from 192.0.2.1")]
    [InlineData("452 4.3.2 not now")]
    [InlineData("454 Throttling failure: Maximum sending rate exceeded")]
    public async Task A_server_that_asks_the_sender_for_less_mail_is_given_ever_longer_pauses(string answer)
    {
        await using var server = new ScriptedServer(async talk =>
        {
            await talk.GreetAsync();
            for (var mail = 0; mail < 2; mail++) await talk.RefuseAsync(answer, "503 no");
            await talk.TakeAsync();
        });
        await using var sender = Sender(server.Port, options => options.PauseWhenThrottled = TimeSpan.FromMilliseconds(200));
        var watch = System.Diagnostics.Stopwatch.StartNew();
        for (var mail = 0; mail < 2; mail++)
        {
            var outcome = await sender.SendAsync(Mail, default);
            Assert.Equal((DeliveryEventKind.Deferred, true), (outcome.Kind, outcome.IsThrottled));
        }

        Assert.Equal(DeliveryEventKind.Accepted, (await sender.SendAsync(Mail, default)).Kind);
        Assert.True(watch.Elapsed > TimeSpan.FromMilliseconds(580), $"{watch.Elapsed}");
    }

    [Theory]
    [InlineData("450 4.7.1 <rate.x@example.test>: Recipient address rejected: Greylisted")]
    [InlineData("450 4.7.1 greylisted, too many mails for now")]
    [InlineData("452 4.3.2 not now")]
    [InlineData("454 Throttling failure")]
    [InlineData("421 4.7.0 greylisted")]
    [InlineData("452 4.2.2 this mailbox gets too much mail")]
    [InlineData("550 5.7.1 too many complaints")]
    public async Task A_reply_about_one_recipient_slows_no_other_mail_down(string answer)
    {
        await using var server = new ScriptedServer(async talk =>
        {
            await talk.GreetAsync();
            await talk.AnswerEnvelopeAsync("250 ok", answer);
        });
        await using var sender = Sender(server.Port);
        var outcome = await sender.SendAsync(Mail, default);
        Assert.Equal((false, answer), (outcome.IsThrottled, outcome.Reply));
    }

    [Fact]
    public async Task No_more_are_handed_over_in_a_second_than_the_route_takes()
    {
        await using var sink = await TestSink.StartAsync();
        await using var sender = Sender(sink.Port, mailsPerSecond: 20);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => sender.SendAsync(Some.ToSend(), default)));
        Assert.All(outcomes, outcome => Assert.Equal(DeliveryEventKind.Accepted, outcome.Kind));
        Assert.True(watch.Elapsed > TimeSpan.FromSeconds(1.3), $"{watch.Elapsed}");
    }

    [Fact]
    public async Task A_mail_is_written_only_when_its_turn_comes()
    {
        var (taken, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var server = new ScriptedServer(async talk =>
        {
            await talk.GreetAsync();
            taken.SetResult();
            await talk.TakeAsync(release.Task);
            await talk.TakeAsync();
        });
        await using var sender = Sender(server.Port, options => (options.Connections, options.SlowAfter) = (1, TimeSpan.FromMinutes(1)));
        var first = sender.SendAsync(Mail, default);
        await taken.Task;
        var written = false;
        var second = sender.SendAsync(Mail.Environment, () =>
        {
            written = true;
            return Mail;
        }, default);
        Assert.False(written);
        release.SetResult();
        Assert.Equal(DeliveryEventKind.Accepted, (await first).Kind);
        Assert.Equal(DeliveryEventKind.Accepted, (await second).Kind);
        Assert.True(written);
    }

    private static SmtpMailSender Sender(int port, Action<SmtpOptions>? configure = null, TimeProvider? clock = null, int mailsPerSecond = 100_000)
    {
        var options = new SmtpOptions { Host = "127.0.0.1", Port = port, CommandTimeout = TimeSpan.FromSeconds(20) };
        if (clock is null) options.RestAfterFailure = TimeSpan.Zero;
        configure?.Invoke(options);
        return Sending.To(options, clock, mailsPerSecond);
    }
}

internal static class Sending
{
    public static SmtpMailSender To(SmtpOptions options, TimeProvider? clock = null, int mailsPerSecond = 100_000, OAuthTokens? tokens = null) =>
        new(
            options,
            new Dkim(options.Dkim),
            new SmtpLogIn(options.LogIn, options.User, options.Password, tokens),
            new MailSettings(mailsPerSecond),
            clock ?? TimeProvider.System);

    /// <summary>Sends a mail that is written already.</summary>
    public static Task<SendOutcome> SendAsync(this SmtpMailSender sender, MailToSend mail, CancellationToken cancellationToken) =>
        sender.SendAsync(mail.Environment, () => mail, cancellationToken);
}
