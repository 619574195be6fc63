using Vemap.Application.Common.Ports;
using Vemap.Domain.Deliveries;
using Vemap.Domain.Mailings;
using Vemap.Infrastructure.Smtp;

namespace Vemap.Integration.MailTransport;

/// <summary>The server's replies are read right, in whatever form they come and whatever happens afterwards.</summary>
public sealed class SmtpReplyTests
{
    private static readonly MailToSend Mail = Some.ToSend();

    public static TheoryData<string, string> PositiveReplies => new()
    {
        { "3,000 characters", $"250 {new string('x', 3000)}\r\n" },
        { "a tab after the code", "250\tok\r\n" },
        { "two codes", "250-ok\r\n550 no\r\n" },
        { "a line without a code", "250-ok\r\nand more\r\n250 done\r\n" },
        { "201 lines", string.Concat(Enumerable.Range(0, 200).Select(line => $"250-line {line}\r\n")) + "250 done\r\n" },
        { "an empty line before it", "\r\n250 ok\r\n" },
        { "the code alone", "250\r\n" },
        { "another positive code", "252 probably\r\n" },
        { "line feeds only", "250-ok\n250 done\n" },
        { "no last line before the hang-up", "250-ok\r\n" },
        { "no line end before the hang-up", "250 ok" },
    };

    [Theory]
    [MemberData(nameof(PositiveReplies))]
    public async Task A_positive_reply_to_the_final_dot_is_success_in_whatever_form(string form, string reply)
    {
        await using var server = new ScriptedServer(async talk =>
        {
            await talk.GreetAsync();
            await talk.TakeContentAsync();
            await talk.SendRawAsync(reply);
        });
        await using var sender = Sender(server.Port);
        var outcome = await sender.SendAsync(Mail, default);
        Assert.True(outcome is { Kind: DeliveryEventKind.Accepted, ReplyCode: >= 250 and <= 252 }, $"{form}: {outcome}");
    }

    [Theory]
    [InlineData("2")]
    [InlineData("25")]
    [InlineData("")]
    [InlineData("ok, taken\r\n")]
    public async Task A_reply_to_the_final_dot_without_a_code_leaves_the_mail_ambiguous(string reply)
    {
        await using var server = new ScriptedServer(async talk =>
        {
            await talk.GreetAsync();
            await talk.TakeContentAsync();
            await talk.SendRawAsync(reply);
        });
        await using var sender = Sender(server.Port);
        var outcome = await sender.SendAsync(Mail, default);
        Assert.Equal((DeliveryEventKind.Ambiguous, "4.4.2"), (outcome.Kind, outcome.EnhancedCode));
    }

    [Theory]
    [InlineData("PIPELINING", "")]
    [InlineData("PIPELINING", "\r\n")]
    [InlineData("", "")]
    [InlineData("", "\r\n")]
    public async Task A_refused_recipient_is_a_permanent_failure_although_the_server_hangs_up(string extensions, string end)
    {
        await using var server = new ScriptedServer(async talk =>
        {
            await talk.GreetAsync(extensions);
            if (extensions.Length == 0)
            {
                await talk.ExpectAsync("MAIL FROM:<wegen@authority.test>");
                await talk.SendAsync("250 ok");
            }

            await talk.ReadUntilAsync("RCPT TO:<jan@example.test>\r\n");
            await talk.SendRawAsync($"{(extensions.Length == 0 ? "" : "250 ok\r\n")}550 5.1.1 no such mailbox{end}");
        });
        await using var sender = Sender(server.Port);
        Assert.Equal(new SendOutcome(DeliveryEventKind.Refused, 550, "5.1.1", "550 5.1.1 no such mailbox"), await sender.SendAsync(Mail, default));
    }

    [Theory]
    [InlineData("PIPELINING")]
    [InlineData("")]
    public async Task A_refused_sender_is_a_permanent_failure_although_the_server_hangs_up(string extensions)
    {
        await using var server = new ScriptedServer(async talk =>
        {
            await talk.GreetAsync(extensions);
            await talk.ReadUntilAsync("\r\n");
            await talk.SendRawAsync("550 5.7.1 not your domain\r\n");
        });
        await using var sender = Sender(server.Port);
        Assert.Equal(new SendOutcome(DeliveryEventKind.Failed, 550, "5.7.1", "550 5.7.1 not your domain"), await sender.SendAsync(Mail, default));
    }

    [Fact]
    public async Task The_length_of_a_refusal_does_not_change_it()
    {
        await using var server = new ScriptedServer(async talk =>
        {
            await talk.GreetAsync();
            await talk.RefuseAsync("250 ok", $"550 5.1.1 {new string('x', 100_000)}");
        });
        await using var sender = Sender(server.Port);
        var outcome = await sender.SendAsync(Mail, default);
        Assert.Equal((DeliveryEventKind.Refused, 550, "5.1.1"), (outcome.Kind, outcome.ReplyCode, outcome.EnhancedCode));
        Assert.True(outcome.Reply!.Length < 2000);
    }

    [Theory]
    [InlineData("502 5.5.1 unknown command")]
    [InlineData("500 what?")]
    public async Task A_server_that_refuses_EHLO_is_greeted_with_HELO(string refusal)
    {
        await using var server = new ScriptedServer(async talk =>
        {
            await talk.SendAsync("220 mx.test");
            await talk.ExpectAsync("EHLO vemap.localdomain");
            await talk.SendAsync(refusal);
            await talk.ExpectAsync("HELO vemap.localdomain");
            await talk.SendAsync("250 mx.test");
            (string Command, string Reply)[] steps = [("MAIL FROM:<wegen@authority.test>", "250 ok"), ("RCPT TO:<jan@example.test>", "250 ok"), ("DATA", "354 go on")];
            foreach (var (command, reply) in steps)
            {
                await talk.ExpectAsync(command);
                await talk.SendAsync(reply);
            }

            await talk.ReadUntilAsync("\r\n.\r\n");
            await talk.SendAsync("250 ok");
        });
        await using var sender = Sender(server.Port);
        Assert.Equal(DeliveryEventKind.Accepted, (await sender.SendAsync(Mail, default)).Kind);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_refused_log_in_is_not_the_recipients_failure_at_any_step(int step)
    {
        const string Refusal = "530 5.7.0 log in first";
        await using var server = new ScriptedServer(
            async talk =>
            {
                await talk.GreetAsync();
                if (step == 0) await talk.RefuseAsync(Refusal, "503 no");
                if (step == 1) await talk.RefuseAsync("250 ok", Refusal);
                if (step == 2) await talk.AnswerDataAsync(Refusal);
                if (step == 3) await talk.TakeAsync(answer: Refusal);
                if (step >= 2)
                {
                    await talk.ExpectAsync("RSET");
                    await talk.SendAsync("250 reset");
                }

                // Another conversation logs in anew.
                Assert.Equal("", await talk.ReadUntilAsync("nothing more"));
            },
            async talk =>
            {
                await talk.GreetAsync();
                await talk.TakeAsync();
            });
        await using var sender = Sender(server.Port);
        Assert.Equal(new SendOutcome(DeliveryEventKind.Deferred, 530, "5.7.0", Refusal), await sender.SendAsync(Mail, default));
        Assert.Equal(DeliveryEventKind.Accepted, (await sender.SendAsync(Mail, default)).Kind);
    }

    [Theory]
    [InlineData("250 first\r\n250 for the next one\r\n")]
    [InlineData("250 first\r\n550")]
    [InlineData("250 first\r\n\r\n")]
    public async Task No_mail_takes_another_ones_answer(string replies)
    {
        await using var server = new ScriptedServer(
            async talk =>
            {
                await talk.GreetAsync();
                await talk.TakeContentAsync();
                await talk.SendRawAsync(replies);
                Assert.DoesNotContain("MAIL", await talk.ReadUntilAsync("nothing more"), StringComparison.Ordinal);
            },
            async talk =>
            {
                await talk.GreetAsync();
                await talk.TakeAsync(answer: "550 5.7.1 the second one is refused");
            });
        await using var sender = Sender(server.Port);
        Assert.Equal("250 first", (await sender.SendAsync(Mail, default)).Reply);
        Assert.Equal("550 5.7.1 the second one is refused", (await sender.SendAsync(Mail, default)).Reply);
    }

    [Theory]
    [InlineData("250 taken", DeliveryEventKind.Deferred)]
    [InlineData("552 5.3.4 too much", DeliveryEventKind.Refused)]
    public async Task An_answer_that_comes_before_the_final_dot_is_no_proof_of_delivery_but_may_be_a_refusal(string early, DeliveryEventKind kind)
    {
        await using var server = new ScriptedServer(async talk =>
        {
            await talk.GreetAsync();
            await talk.AnswerDataAsync($"354 go on\n{early}");
            Assert.DoesNotContain("\r\n.\r\n", await talk.ReadUntilAsync("nothing more"), StringComparison.Ordinal);
        });
        await using var sender = Sender(server.Port);
        Assert.Equal((kind, early), (await sender.SendAsync(Mail, default)) is var outcome ? (outcome.Kind, outcome.Reply) : default);
    }

    private static SmtpMailSender Sender(int port) => Sending.To(new SmtpOptions { Port = port, RestAfterFailure = TimeSpan.Zero });
}
