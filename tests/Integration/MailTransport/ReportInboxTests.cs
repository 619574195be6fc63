extern alias MailService;

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Vemap.Application.Common.Ports;
using Vemap.Domain.Deliveries;
using Vemap.Domain.Mailings;
using MailService::Vemap.MailService;

namespace Vemap.Integration.MailTransport;

/// <summary>The dsn route: the running mail service reads reports from an inbox over IMAP and puts them on the feedback queue.</summary>
[Collection("mail transport")]
public sealed class ReportInboxTests(MailDatabase database) : IAsyncLifetime
{
    private const string Broken = "Content-Type: multipart/report; report-type=delivery-status; boundary=b";
    private readonly string folder = Directory.CreateTempSubdirectory("vemap-messages-").FullName;

    public Task InitializeAsync() => database.ClearAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Reports_reach_the_feedback_queue_and_unreadable_messages_hold_up_none_of_them()
    {
        await using var inbox = new TestInbox();
        var environment = new ClientEnvironmentId(Guid.NewGuid());
        var recipients = Enumerable.Range(0, 3).Select(_ => Some.Recipient()).ToList();
        inbox.Add(null);
        inbox.Add(Report(environment, recipients[0], "failed", "5.1.1"));
        inbox.Add("no headers, no end");
        inbox.Add($"{Broken}\n\n--b\nContent-Type: message/delivery-status\n\n\0:::\n\n:\n--b--\n");
        inbox.Add($"Subject: large\n\n{new string('x', 2 << 20)}\n");
        inbox.Add(Report(environment, recipients[1], "delivered", "2.0.0"));
        using var host = Host(inbox.Port);
        await host.StartAsync();
        var events = new List<DeliveryEvent>();
        await Eventually.IsSoAsync("both reports are on the queue", async limit => (events = await TakeAsync(host, events, limit)).Count >= 2);
        await Eventually.IsSoAsync("every message was read once", _ => Task.FromResult(inbox.Unseen == 0));
        Assert.Equal(
            [(recipients[0], DeliveryEventKind.Bounced, "5.1.1"), (recipients[1], DeliveryEventKind.Delivered, "2.0.0")],
            events.Select(reported => (reported.Recipient, reported.Kind, reported.EnhancedCode)));

        inbox.Add(Report(environment, recipients[2], "delayed", "4.4.1"));
        await Eventually.IsSoAsync("the later report is on the queue", async limit => (events = await TakeAsync(host, events, limit)).Count >= 3);
        var later = events[2];
        Assert.Equal((environment, recipients[2], 1, DeliveryEventKind.Delayed), (later.Environment, later.Recipient, later.Attempt, later.Kind));
        await host.StopAsync();
    }

    private static async Task<List<DeliveryEvent>> TakeAsync(IHost host, List<DeliveryEvent> before, CancellationToken limit)
    {
        var queue = host.Services.GetRequiredService<IFeedbackQueue>();
        var received = await queue.ReceiveAsync(100, TimeSpan.FromMinutes(1), limit);
        await queue.CompleteAsync(received, limit);
        return [.. before, .. received.Select(message => message.Message)];
    }

    private IHost Host(int port)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder(
        [
        $"--ConnectionStrings:Mail={database.MailConnection}", $"--MessageStore:Folder={folder}", "--Mail:Port=1", "--Mail:Proof=dsn",
        "--Mail:ReturnPath=reports@vemap.test", "--Mail:Inbox:Host=127.0.0.1", $"--Mail:Inbox:Port={port}", "--Mail:Inbox:Tls=None",
        "--Mail:Inbox:User=reports", "--Mail:Inbox:Password=secret", "--Mail:Inbox:Every=00:00:01",
        ]);
        MailHost.Register(builder);
        return builder.Build();
    }

    private static string Report(ClientEnvironmentId environment, RecipientId recipient, string action, string status) => $"""
        From: MAILER-DAEMON@mx.example.test
        To: reports@vemap.test
        Subject: Delivery Status Notification
        Message-Id: <{Guid.NewGuid():N}@mx.example.test>
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="=_b"

        --=_b
        Content-Type: text/plain

        What follows is for programs.

        --=_b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example.test
        Original-Envelope-Id: {environment.Value:N}.{recipient.Value:N}.1

        Final-Recipient: rfc822; jan@example.test
        Action: {action}
        Status: {status}

        --=_b--

        """;
}
