using Microsoft.Extensions.Logging.Abstractions;
using Vemap.Infrastructure.Postgres.Queue;
using Vemap.Integration.MailTransport;
using Vemap.Web.Hosting;

namespace Vemap.Integration.Ground;

/// <summary>What `./vemap queue` does, as its own process would.</summary>
[Collection("mail transport")]
public sealed class QueueVerbTests(MailDatabase database) : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Hidden = TimeSpan.FromMinutes(1);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("vemap-queue-");

    public Task InitializeAsync() => database.ClearAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData]
    [InlineData("redrive")]
    [InlineData("redrive", "nothing")]
    [InlineData("dead", "mail")]
    public async Task What_it_does_not_know_it_explains(params string[] arguments) => Assert.Equal(2, await Verbs.Find("queue")!(arguments));

    [Fact]
    public async Task A_dead_letter_is_counted_and_received_again_once_it_is_redriven()
    {
        Assert.Equal((0, "There are no dead letters.\n"), await RunAsync("dead"));
        await DieAsync(DateTimeOffset.UtcNow - TimeSpan.FromHours(2));

        Assert.Equal((0, "mail: 1, the oldest for 2.0 hours\n"), await RunAsync("dead"));
        Assert.Equal((0, "0 dead letters of the result queue will be received again.\n"), await RunAsync("redrive", "result"));
        Assert.Empty(await Queue(TimeProvider.System).ReceiveAsync(10, Hidden, default));
        Assert.Equal((0, "1 dead letters of the mail queue will be received again.\n"), await RunAsync("redrive", "mail"));

        Assert.Equal((0, "There are no dead letters.\n"), await RunAsync("dead"));
        Assert.Equal(1, Assert.Single(await Queue(TimeProvider.System).ReceiveAsync(10, Hidden, default)).Receives);
    }

    private PostgresMailQueue Queue(TimeProvider clock) => new(database.Mail, clock, NullLogger<PostgresMailQueue>.Instance);

    /// <summary>Received five times and never completed, it dies when it would be received once more.</summary>
    private async Task DieAsync(DateTimeOffset moment)
    {
        const int Receives = 5;
        var clock = new TestClock(moment - (Hidden * 2 * Receives));
        var mail = Some.Mail();
        await Queue(clock).SendAsync([new(mail, mail.Recipient.ToString(), $"{mail.Recipient}:{mail.Attempt}")], default);
        for (var receive = 0; receive < Receives; receive++)
        {
            Assert.Single(await Queue(clock).ReceiveAsync(10, Hidden, default));
            clock.Advance(Hidden * 2);
        }

        Assert.Empty(await Queue(clock).ReceiveAsync(10, Hidden, default));
    }

    private Task<(int Code, string Said)> RunAsync(params string[] arguments) => ProductProcesses.RunAsync("src/Web", "Vemap.Web", folder, new Dictionary<string, string>
    {
        ["ConnectionStrings__Application"] = database.ApplicationConnection,
        // The verb has no use for the worker's rights.
        ["ConnectionStrings__Worker"] = "Host=nowhere",
        ["Vemap__Mode"] = "local",
        ["Store__Folder"] = folder.FullName,
        ["Store__KeyFile"] = Path.Combine(folder.FullName, "master.key"),
        ["MessageStore__Folder"] = folder.FullName,
    }, ["queue", .. arguments]);
}
