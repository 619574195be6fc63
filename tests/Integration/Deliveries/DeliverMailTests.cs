extern alias MailService;

using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Vemap.Application.Common.Ports;
using Vemap.Application.Common.Requests;
using Vemap.Application.Features.Deliveries;
using Vemap.Domain.Common;
using Vemap.Domain.Deliveries;
using Vemap.Integration.MailTransport;
using MailService::Vemap.MailService;

namespace Vemap.Integration.Deliveries;

/// <summary>The mail service's one request, on a real queue, a real database and a real conversation with the sink.</summary>
[Collection("mail transport")]
public sealed class DeliverMailTests(MailDatabase database) : IAsyncLifetime
{
    private static readonly TimeSpan Visibility = TimeSpan.FromMinutes(1);
    private readonly string folder = Directory.CreateTempSubdirectory("vemap-messages-").FullName;
    private TestSink sink = null!;

    public async Task InitializeAsync()
    {
        await database.ClearAsync();
        sink = await TestSink.StartAsync($"--ConnectionStrings:Mail={database.MailConnection}");
    }

    public Task DisposeAsync() => sink.DisposeAsync().AsTask();

    [Fact]
    public async Task A_mail_is_merged_sent_recorded_told_and_taken_off_the_queue()
    {
        using var host = await HostAsync();
        var mail = Some.Mail();
        Assert.Equal(new DeliverMailResult(1, 1), await DeliverAsync(host, mail));
        var arrived = Assert.Single(sink.Mailbox.List(null, 10));
        Assert.Equal("Road closed for Jan <één>", arrived.Message.Subject);
        Assert.Equal("<p>Dear Jan &lt;één&gt;</p>", arrived.Message.HtmlBody);
        Assert.Equal("Dear Jan <één>", arrived.Message.TextBody);
        Assert.Equal($"<{mail.Recipient.Value:N}@authority.test>", arrived.Message.Headers["Message-ID"]);
        var told = Assert.Single(await ResultsAsync(host));
        Assert.Equal((mail.Environment, mail.Recipient, 1, DeliveryEventKind.Accepted, 250, "2.0.0"), (told.Environment, told.Recipient, told.Attempt, told.Kind, told.ReplyCode, told.EnhancedCode));
        Assert.Equal(0, await host.Services.GetRequiredService<IMailQueue>().DepthAsync(default));
        Assert.Equal(told, (await StandingAsync(host, mail)).Result);
    }

    [Fact]
    public async Task A_message_delivered_again_after_its_attempt_was_closed_is_told_again_and_not_mailed_again()
    {
        using var host = await HostAsync();
        var mail = Some.Mail("reject@example.test");
        await DeliverAsync(host, mail);
        var first = Assert.Single(await ResultsAsync(host));
        await database.RunAsync("delete from queue.messages");
        await DeliverAsync(host, mail);
        Assert.Equal(first, Assert.Single(await ResultsAsync(host)));
        Assert.Equal(1, sink.Mailbox.Counts["rejected"]);
    }

    [Fact]
    public async Task A_message_whose_attempt_was_left_open_is_ambiguous_and_not_mailed_again()
    {
        using var host = await HostAsync();
        var mail = Some.Mail();
        await host.Services.GetRequiredService<IMailAttempts>().OpenAsync([Key(mail)], default);
        await DeliverAsync(host, mail);
        Assert.Equal(DeliveryEventKind.Ambiguous, Assert.Single(await ResultsAsync(host)).Kind);
        Assert.Empty(sink.Mailbox.List(null, 10));
    }

    [Theory]
    [InlineData("reject@example.test", DeliveryEventKind.Refused)]
    [InlineData("defer@example.test", DeliveryEventKind.Deferred)]
    [InlineData("drop-dot@example.test", DeliveryEventKind.Ambiguous)]
    [InlineData("not an address", DeliveryEventKind.Failed)]
    public async Task What_the_server_makes_of_a_mail_is_told_without_the_address(string address, DeliveryEventKind kind)
    {
        using var host = await HostAsync();
        await DeliverAsync(host, Some.Mail(address));
        var told = Assert.Single(await ResultsAsync(host));
        Assert.Equal(kind, told.Kind);
        Assert.DoesNotContain(address, told.Reply ?? "", StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Trial_mail_reaches_listed_addresses_only()
    {
        using var host = await HostAsync();
        await DeliverAsync(host, Some.Mail("jan@example.test", isTrial: true), Some.Mail("piet@example.test", isTrial: true, allowed: ["PIET@example.test"]), Some.Mail("kees@sub.test", isTrial: true, allowed: ["@sub.test"]));
        Assert.Equal([DeliveryEventKind.NotAllowed, DeliveryEventKind.Accepted, DeliveryEventKind.Accepted], (await ResultsAsync(host)).Select(told => told.Kind).OrderDescending());
        Assert.DoesNotContain(sink.Mailbox.List(null, 10), mail => mail.To == "jan@example.test");
    }

    [Fact]
    public async Task Outside_production_only_the_deployments_own_list_is_reached_whatever_the_environment_allows()
    {
        using var host = await HostAsync(production: false, allowed: "@demo.test,wim@example.test");
        await DeliverAsync(host, Some.Mail("jan@example.test", allowed: ["jan@example.test"]), Some.Mail("wim@example.test"), Some.Mail("jan@demo.test"), Some.Mail("jan@demo.test", isTrial: true));
        Assert.Equal(["jan@demo.test", "wim@example.test"], sink.Mailbox.List(null, 10).Select(mail => mail.To).Order());
        Assert.Equal(2, (await ResultsAsync(host)).Count(told => told.Kind == DeliveryEventKind.NotAllowed));
    }

    [Theory]
    [InlineData("success", DeliveryEventKind.Accepted, new[] { DeliveryEventKind.Delivered })]
    [InlineData("temporary-failure", DeliveryEventKind.Deferred, new DeliveryEventKind[0])]
    [InlineData("permanent-failure", DeliveryEventKind.Accepted, new[] { DeliveryEventKind.Bounced })]
    [InlineData("complaint", DeliveryEventKind.Accepted, new[] { DeliveryEventKind.Delivered, DeliveryEventKind.Complained })]
    [InlineData("other", DeliveryEventKind.Refused, new DeliveryEventKind[0])]
    public async Task The_simulator_runs_the_whole_path_and_reaches_no_server(string name, DeliveryEventKind kind, DeliveryEventKind[] events)
    {
        using var host = await HostAsync(production: false);
        var mail = Some.Mail($"{name}@simulator.vemap.test", isTrial: true);
        await DeliverAsync(host, mail);
        Assert.Equal((mail.Recipient, kind), Assert.Single(await ResultsAsync(host)) is var told ? (told.Recipient, told.Kind) : default);
        Assert.Equal(events, await FeedbackAsync(host, events.Length));
        Assert.Empty(sink.Mailbox.Counts);
    }

    [Fact]
    public async Task A_mail_without_content_or_with_a_missing_value_fails_and_the_others_go()
    {
        using var host = await HostAsync();
        await DeliverAsync(host, Some.Mail(contentKey: "nowhere"), Some.Mail(values: new Dictionary<string, string>()), Some.Mail(values: new Dictionary<string, string> { ["name"] = "Jan\r\nBcc: x@y.z" }), Some.Mail());
        var told = await ResultsAsync(host);
        Assert.Equal(3, told.Count(result => result.Kind == DeliveryEventKind.Failed));
        Assert.Contains(told, result => result.Reply!.Contains("name", StringComparison.Ordinal));
        Assert.Single(sink.Mailbox.List(null, 10));
    }

    [Fact]
    public async Task A_content_that_cannot_be_read_holds_back_nobody_elses_mail()
    {
        using var host = await HostAsync();
        await host.Services.GetRequiredService<IMessageStore>().PutAsync("broken", "{"u8.ToArray(), default);
        Directory.CreateDirectory(Path.Combine(folder, "away"));
        var (broken, away, whole) = (Some.Mail(contentKey: "broken"), Some.Mail(contentKey: "away"), Some.Mail());
        Assert.Equal(new DeliverMailResult(2, 1), await DeliverAsync(host, broken, away, whole));
        Assert.Equal([(broken.Recipient, DeliveryEventKind.Failed), (whole.Recipient, DeliveryEventKind.Accepted)], (await ResultsAsync(host)).Select(told => (told.Recipient, told.Kind)).OrderByDescending(told => told.Kind));
        Assert.Equal(1, await host.Services.GetRequiredService<IMailQueue>().DepthAsync(default));
        Assert.True((await StandingAsync(host, away)).IsNew);
    }

    [Fact]
    public async Task A_server_that_wants_less_mail_at_a_time_costs_no_attempt()
    {
        await using var server = new ScriptedServer(async talk =>
        {
            await talk.GreetAsync();
            await talk.RefuseAsync("454 Throttling failure: Maximum sending rate exceeded", "503 no");
            await talk.TakeAsync(answer: "450 4.4.5 congested");
            await talk.ExpectAsync("RSET");
            await talk.SendAsync("250 reset");
            await talk.TakeAsync();
        });
        using var host = await HostAsync(port: server.Port, connections: 1);
        Assert.Equal(new DeliverMailResult(1, 1), await DeliverAsync(host, Some.Mail()));
        Assert.Equal(DeliveryEventKind.Accepted, Assert.Single(await ResultsAsync(host)).Kind);
    }

    [Fact]
    public async Task A_mail_that_may_not_go_any_more_does_not_wait_for_a_server_that_wants_less()
    {
        await using var server = new ScriptedServer(async talk =>
        {
            await talk.GreetAsync();
            await talk.RefuseAsync("454 Throttling failure", "503 no");
        });
        using var host = await HostAsync(port: server.Port, connections: 1, pause: TimeSpan.FromSeconds(2));
        await DeliverAsync(host, Some.Mail() with { NotAfter = TimeProvider.System.GetUtcNow().AddSeconds(1) });
        Assert.Equal(DeliveryEventKind.Failed, Assert.Single(await ResultsAsync(host)).Kind);
    }

    [Fact]
    public async Task A_mail_whose_time_is_over_is_not_sent_however_it_came_to_lie_on_the_queue()
    {
        using var host = await HostAsync();
        var now = TimeProvider.System.GetUtcNow();
        await DeliverAsync(host, Some.Mail() with { NotAfter = now.AddSeconds(-1) }, Some.Mail("piet@example.test") with { NotAfter = now.AddHours(1) });
        Assert.Equal("piet@example.test", Assert.Single(sink.Mailbox.List(null, 10)).To);
        Assert.Equal([DeliveryEventKind.Accepted, DeliveryEventKind.Failed], (await ResultsAsync(host)).Select(told => told.Kind).Order());
    }

    [Fact]
    public async Task A_reply_that_no_database_could_keep_costs_nobody_a_result()
    {
        await using var server = new ScriptedServer(async talk =>
        {
            await talk.GreetAsync();
            await talk.RefuseAsync("250 ok", $"550 5.7.1 no\0 {new string('x', 489)}🚧🚧");
            await talk.TakeAsync();
        });
        using var host = await HostAsync(port: server.Port, connections: 1);
        Assert.Equal(new DeliverMailResult(2, 1), await DeliverAsync(host, Some.Mail(), Some.Mail()));
        Assert.Equal([DeliveryEventKind.Accepted, DeliveryEventKind.Refused], (await ResultsAsync(host)).Select(told => told.Kind).Order());
    }

    [Fact]
    public async Task A_conversation_that_hangs_keeps_back_nobody_elses_result_and_no_other_batch()
    {
        const int First = 10;
        const int Then = 300;
        var release = new TaskCompletionSource();
        await using var server = new ScriptedServer(isAtOnce: true,
            async talk =>
            {
                await talk.GreetAsync();
                await talk.TakeAsync(release.Task);
            },
            async talk =>
            {
                await talk.GreetAsync();
                for (var mail = 0; mail < First + Then - 1; mail++) await talk.TakeAsync();
            });
        using var host = await HostAsync(port: server.Port, connections: 2, slowAfter: TimeSpan.FromMinutes(1));
        var results = host.Services.GetRequiredService<IResultQueue>();
        await host.StartAsync();
        await QueueAsync(host, [.. Enumerable.Range(0, First).Select(_ => Some.Mail())]);
        await CollectAsync(results, First - 1);
        await QueueAsync(host, [.. Enumerable.Range(0, Then).Select(_ => Some.Mail())]);
        var told = await CollectAsync(results, Then);
        Assert.All(told, result => Assert.Equal(DeliveryEventKind.Accepted, result.Kind));
        Assert.Equal(1, await host.Services.GetRequiredService<IMailQueue>().DepthAsync(default));
        release.SetResult();
        Assert.Equal(DeliveryEventKind.Accepted, Assert.Single(await CollectAsync(results, 1)).Kind);
        await host.StopAsync();
    }

    [Fact]
    public async Task A_database_that_is_away_for_a_moment_makes_no_mail_ambiguous()
    {
        using var host = await HostAsync();
        var logs = Listen(host);
        await database.RunAsync("revoke update on mail.attempts from vemap_mail");
        var delivering = DeliverAsync(host, Some.Mail());
        await logs.UntilAsync("could not be recorded yet");
        await database.RunAsync("grant update on mail.attempts to vemap_mail");
        Assert.Equal(new DeliverMailResult(1, 1), await delivering);
        Assert.Equal(DeliveryEventKind.Accepted, Assert.Single(await ResultsAsync(host)).Kind);
        Assert.Single(sink.Mailbox.List(null, 10));
    }

    [Fact]
    public async Task A_mail_in_hand_stays_hidden_although_once_it_could_not_be_extended()
    {
        var release = new TaskCompletionSource();
        await using var server = new ScriptedServer(async talk =>
        {
            await talk.GreetAsync();
            await talk.TakeAsync(release.Task);
        });
        using var host = await HostAsync(port: server.Port, hiding: TimeSpan.FromSeconds(3));
        var logs = Listen(host);
        await QueueAsync(host, [Some.Mail()]);
        await host.StartAsync();
        await Eventually.IsSoAsync("the attempt is written down", _ => IsAsync("select exists (select from mail.attempts)"));
        await database.RunAsync("revoke update on queue.messages from vemap_mail");
        await logs.UntilAsync("could not be kept hidden");
        await database.RunAsync("grant update on queue.messages to vemap_mail; update queue.messages set group_key = visible_at::text");
        await Eventually.IsSoAsync("the mail is hidden for longer", _ => IsAsync("select visible_at > group_key::timestamptz from queue.messages where queue = 'mail'"));
        release.SetResult();
        Assert.Equal(DeliveryEventKind.Accepted, Assert.Single(await CollectAsync(host.Services.GetRequiredService<IResultQueue>(), 1)).Kind);
        await host.StopAsync();
        Assert.True(await IsAsync("select receives = 1 from queue.messages where queue = 'mail'"));
    }

    [Fact]
    public async Task An_empty_batch_is_refused()
    {
        using var host = await HostAsync();
        var problem = await Assert.ThrowsAsync<ProblemException>(() => SendAsync(host, new DeliverMail([])));
        Assert.Equal("out-of-range", Assert.Single(problem.Errors).Code);
    }

    [Fact]
    public async Task The_running_service_brings_every_mail_to_its_end_and_the_provider_reports()
    {
        using var host = await HostAsync();
        string[] addresses = ["jan@example.test", "reject@example.test", "bounce@example.test", "complaint@example.test", "drop-dot@example.test"];
        await QueueAsync(host, [.. Enumerable.Range(0, 250).Select(number => Some.Mail(addresses[number % addresses.Length]))]);
        await host.StartAsync();
        var results = await CollectAsync(host.Services.GetRequiredService<IResultQueue>(), 250);
        var feedback = await CollectAsync(host.Services.GetRequiredService<IFeedbackQueue>(), 250);
        await host.StopAsync();
        Assert.Equal(250, results.Select(told => told.Recipient).Distinct().Count());
        Assert.Equal((150, 50, 50), (Count(results, DeliveryEventKind.Accepted), Count(results, DeliveryEventKind.Refused), Count(results, DeliveryEventKind.Ambiguous)));
        Assert.Equal((150, 50, 50), (Count(feedback, DeliveryEventKind.Delivered), Count(feedback, DeliveryEventKind.Bounced), Count(feedback, DeliveryEventKind.Complained)));
        Assert.Equal(0, await host.Services.GetRequiredService<IMailQueue>().DepthAsync(default));
    }

    private static int Count(List<DeliveryEvent> events, DeliveryEventKind kind) => events.Count(told => told.Kind == kind);

    private static AttemptKey Key(OutgoingMail mail) => new(mail.Environment, mail.Recipient, mail.Attempt);

    private static LogLines Listen(IHost host)
    {
        var logs = new LogLines();
        host.Services.GetRequiredService<ILoggerFactory>().AddProvider(logs);
        return logs;
    }

    private async Task<bool> IsAsync(string sql)
    {
        await using var command = database.Mail.CreateCommand(sql);
        return (bool)(await command.ExecuteScalarAsync())!;
    }

    private async Task<IHost> HostAsync(bool production = true, string allowed = "", int? port = null, int connections = 4, TimeSpan? hiding = null, TimeSpan? pause = null, TimeSpan? slowAfter = null)
    {
        var builder = Host.CreateApplicationBuilder(
        [
            $"--ConnectionStrings:Mail={database.MailConnection}", $"--MessageStore:Folder={folder}", $"--Mail:Port={port ?? sink.Port}", "--Mail:Tls=none", "--Mail:Proof=events",
            $"--Mail:Production={production}", $"--Mail:AllowedAddresses={allowed}", $"--Mail:Connections={connections}", "--Mail:MailsPerSecond=100000", $"--Mail:PauseWhenThrottled={pause ?? TimeSpan.FromMilliseconds(50)}", $"--Mail:Hiding={hiding ?? TimeSpan.FromMinutes(1)}",
            $"--Mail:SlowAfter={slowAfter ?? TimeSpan.FromSeconds(2)}",
        ]);
        MailHost.Register(builder);
        var host = builder.Build();
        await host.Services.GetRequiredService<IMessageStore>().PutAsync("content", new RenderedMessage("Road closed for ((name))", "<p>Dear ((name))</p>", "Dear ((name))", []).ToBytes(), default);
        return host;
    }

    private static Task QueueAsync(IHost host, OutgoingMail[] mails) =>
        host.Services.GetRequiredService<IMailQueue>().SendAsync([.. mails.Select(mail => new QueueItem<OutgoingMail>(mail, mail.Recipient.ToString(), $"{mail.Recipient}:{mail.Attempt}"))], default);

    private static async Task<DeliverMailResult> DeliverAsync(IHost host, params OutgoingMail[] mails)
    {
        await QueueAsync(host, mails);
        return await SendAsync(host, new DeliverMail(await host.Services.GetRequiredService<IMailQueue>().ReceiveAsync(100, Visibility, default)));
    }

    private static async Task<DeliverMailResult> SendAsync(IHost host, DeliverMail request)
    {
        await using var scope = host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallContext>().ActAsSystem(default);
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request);
    }

    private static async Task<List<DeliveryEvent>> ResultsAsync(IHost host) =>
        [.. (await host.Services.GetRequiredService<IResultQueue>().ReceiveAsync(100, Visibility, default)).Select(message => message.Message)];

    private static async Task<AttemptStanding> StandingAsync(IHost host, OutgoingMail mail) =>
        Assert.Single(await host.Services.GetRequiredService<IMailAttempts>().OpenAsync([Key(mail)], default));

    private static async Task<IEnumerable<DeliveryEventKind>> FeedbackAsync(IHost host, int count) =>
        (await CollectAsync(host.Services.GetRequiredService<IFeedbackQueue>(), count)).Select(told => told.Kind);

    /// <summary>Takes from the queue until this many have come.</summary>
    private static async Task<List<DeliveryEvent>> CollectAsync(IQueue<DeliveryEvent> queue, int count)
    {
        var events = new List<DeliveryEvent>();
        await Eventually.IsSoAsync($"{count} events have come", async limit =>
        {
            var received = await queue.ReceiveAsync(100, Visibility, limit);
            events.AddRange(received.Select(message => message.Message));
            await queue.CompleteAsync(received, limit);
            return events.Count >= count;
        });
        return events;
    }
}
