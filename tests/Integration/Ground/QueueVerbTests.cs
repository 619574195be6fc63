using Microsoft.Extensions.Logging.Abstractions;
using Vemap.Infrastructure.Postgres.Queue;
using Vemap.Integration.MailTransport;
using Vemap.Web.Hosting;

namespace Vemap.Integration.Ground;

/// <summary>What `./vemap queue` does, as its own process would.</summary>
[Collection("mail transport")]
public sealed class QueueVerbTests(MailDatabase database) : IAsyncLifetime, IDisposable
{
    private const string Environment = "00000001-0002-0003-0102-030405060708";
    private const string Secret = "{\"token\":\"secret\"}";
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
    [InlineData("show")]
    [InlineData("show", "nothing")]
    [InlineData("drop", "mail")]
    [InlineData("redrive", "mail", "1", "2")]
    public async Task Unknown_arguments_are_answered_with_the_usage(params string[] arguments) => Assert.Equal(2, await Verbs.Find("queue")!(arguments));

    [Fact]
    public async Task A_dead_letter_is_counted_and_received_again_once_it_is_redriven()
    {
        Assert.Equal((0, "There are no dead letters.\n"), await RunAsync("dead"));
        await DieAsync(DateTimeOffset.UtcNow - TimeSpan.FromHours(2));

        Assert.Equal((0, "mail: 1, the oldest for 2.0 hours\n"), await RunAsync("dead"));
        Assert.Equal((0, "0 dead letters of result will be tried again.\n"), await RunAsync("redrive", "result"));
        Assert.Empty(await Queue(TimeProvider.System).ReceiveAsync(10, Hidden, default));
        Assert.Equal((0, "1 dead letters of mail will be tried again.\n"), await RunAsync("redrive", "mail"));

        Assert.Equal((0, "There are no dead letters.\n"), await RunAsync("dead"));
        Assert.Equal(1, Assert.Single(await Queue(TimeProvider.System).ReceiveAsync(10, Hidden, default)).Receives);
    }

    [Fact]
    public async Task Dead_letters_of_every_place_are_listed_with_their_reason_redriven_and_dropped()
    {
        await database.RunAsync($"""
            insert into queue.messages (queue, group_key, dedup_key, payload, visible_at, receives, created_at, dead_at, reason)
            select queue, 'group', 'key', '{Secret}', now(), 5, now(), now(), 'the reason' from unnest(array['mail', 'result', 'feedback']) queue;
            insert into domain_events (client_environment_id, id, name, payload, due_at, failures, created_at, dead_at, reason)
            values ('{Environment}', gen_random_uuid(), 'file-discarded', '{Secret}', now(), 12, now(), now(), 'the reason');
            insert into scheduled_mails (client_environment_id, id, recipient_id, payload, due_at, failures, created_at, dead_at, reason)
            values ('{Environment}', gen_random_uuid(), gen_random_uuid(), '{Secret}', now(), 12, now(), now(), 'the reason');
            insert into account_mails (client_environment_id, id, letter, status, attempt, deadline, version, created_at, updated_at, failures, dead_at, reason)
            values ('{Environment}', gen_random_uuid(), '{Secret}', 'sending', 1, now(), 1, now(), now(), 5, now(), 'the reason');
            """);
        var letters = new DeadLetters(database.Application, database.Worker, TimeProvider.System);
        Assert.Equal(DeadLetters.Places, (await letters.CountAsync(default)).Select(count => count.Place));

        foreach (var place in DeadLetters.Places)
        {
            var dead = Assert.Single(await letters.ListAsync(place, default));
            Assert.Equal("the reason", dead.Reason);
            Assert.DoesNotContain("secret", dead.ToString(), StringComparison.Ordinal);
            Assert.Equal(0, await letters.RedriveAsync(place, "another", default));
            Assert.Equal(1, await letters.RedriveAsync(place, dead.Id, default));
            Assert.Empty(await letters.ListAsync(place, default));
        }

        await database.RunAsync("update queue.messages set dead_at = now(); update domain_events set dead_at = now(); update scheduled_mails set dead_at = now(); update account_mails set dead_at = now()");
        foreach (var place in DeadLetters.Places) Assert.Equal(1, await letters.DropAsync(place, null, default));
        Assert.Empty(await letters.CountAsync(default));
        Assert.Equal("0/0/0/3", await database.ScalarAsync<string>("""
            select concat_ws('/', (select count(*) from domain_events), (select count(*) from scheduled_mails), (select count(*) from account_mails where letter is not null),
              (select count(*) from queue.messages where payload is null and completed_at is not null))
            """));
    }

    [Fact]
    public async Task A_dead_letter_is_given_up_after_two_weeks()
    {
        await database.RunAsync($"""
            insert into domain_events (client_environment_id, id, name, payload, due_at, failures, created_at, dead_at)
            select '{Environment}', gen_random_uuid(), 'file-discarded', '{Secret}', now(), 12, now(), now() - age from unnest(array[interval '13 days', interval '15 days']) age
            """);

        await new DeadLetters(database.Application, database.Worker, TimeProvider.System).CleanAsync(default);

        Assert.Equal(1, await database.ScalarAsync<long>("select count(*) from domain_events"));
    }

    [Fact]
    public async Task The_verb_lists_and_drops_one_dead_letter()
    {
        var id = Guid.NewGuid();
        await database.RunAsync($"""
            insert into domain_events (client_environment_id, id, name, payload, due_at, failures, created_at, dead_at, reason)
            values ('{Environment}', '{id}', 'file-discarded', '{Secret}', now(), 12, now(), '2026-07-06T19:30:00Z', 'the reason')
            """);

        Assert.Equal((0, $"{id}  2026-07-06 19:30:00Z  {Environment} file-discarded  failures: 12  the reason\n"), await RunAsync("show", "events"));
        Assert.Equal((0, "1 dead letters of events were dropped.\n"), await RunAsync("drop", "events", id.ToString()));
        Assert.Equal((0, "There are no dead letters.\n"), await RunAsync("show", "events"));
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
        ["ConnectionStrings__Worker"] = database.WorkerConnection,
        ["Vemap__Mode"] = "local",
        ["Store__Folder"] = folder.FullName,
        ["Store__KeyFile"] = Path.Combine(folder.FullName, "master.key"),
        ["MessageStore__Folder"] = folder.FullName,
    }, ["queue", .. arguments]);
}
