extern alias MailService;

using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using MailService::Vemap.MailService;
using Vemap.Lab;

namespace Vemap.Integration.MailTransport;

/// <summary>The mail service says on its health addresses whether it can take mails from the queue and hand them over.</summary>
[Collection("mail transport")]
public sealed class MailHealthTests(MailDatabase database)
{
    private readonly TestClock clock = TestClock.FromNow();

    [Fact]
    public async Task It_is_ready_while_the_queue_can_be_read_and_the_mail_server_greets()
    {
        await using var sink = await TestSink.StartAsync();
        await using var app = await StartAsync(database.MailConnection, sink.Port);

        Assert.Equal((HttpStatusCode.OK, "ready"), await AskAsync(app, "ready"));
        Assert.Equal((HttpStatusCode.OK, "live"), await AskAsync(app, "live"));
        Assert.StartsWith("http://127.0.0.1:", Assert.Single(app.Urls));
    }

    [Fact]
    public async Task A_mail_server_that_has_gone_makes_it_unready_two_minutes_after_its_last_greeting()
    {
        var sink = await TestSink.StartAsync();
        await using var app = await StartAsync(database.MailConnection, sink.Port);
        await AskAsync(app, "ready");

        await sink.DisposeAsync();

        clock.Advance(TimeSpan.FromSeconds(119));
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(app, "ready")).Status);
        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "The mail server cannot be reached."), await AskAsync(app, "ready"));
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(app, "live")).Status);
    }

    [Fact]
    public async Task A_queue_that_cannot_be_read_makes_it_unready()
    {
        await using var sink = await TestSink.StartAsync();
        await using var app = await StartAsync($"Host=127.0.0.1;Port={Ports.Free()};Database=away;Username=away;Password=away", sink.Port);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "The queue cannot be read."), await AskAsync(app, "ready"));
    }

    private async Task<WebApplication> StartAsync(string connection, int smtpPort)
    {
        var folder = Directory.CreateTempSubdirectory("vemap-messages-").FullName;
        var builder = WebApplication.CreateSlimBuilder(
        [
            $"--ConnectionStrings:Mail={connection}", $"--MessageStore:Folder={folder}", $"--Mail:Port={smtpPort}", "--Mail:Tls=none", "--Mail:Proof=events",
            "--Health:Port=0",
        ]);
        builder.Services.AddSingleton<TimeProvider>(clock);
        var app = MailHost.Create(builder);
        await app.StartAsync();
        return app;
    }

    private static async Task<(HttpStatusCode Status, string Text)> AskAsync(WebApplication app, string what)
    {
        using var client = new HttpClient();
        using var answer = await client.GetAsync(new Uri($"{app.Urls.First()}/health/{what}"));
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
