using Vemap.Application.Common.Ports;
using Vemap.Domain.Deliveries;
using Vemap.Infrastructure.Postgres.Queue;

namespace Vemap.Integration.MailTransport;

[Collection("mail transport")]
public sealed class PostgresMailAttemptsTests(MailDatabase database)
{
    private static readonly ClientEnvironmentId Environment = new(new Guid(5, 0, 0, new byte[8]));
    private readonly TestClock clock = new(new DateTimeOffset(2026, 7, 6, 19, 30, 0, TimeSpan.Zero));

    private PostgresMailAttempts Attempts => new(database.Mail, clock);

    [Fact]
    public async Task An_attempt_is_new_once()
    {
        AttemptKey[] keys = [Key(), Key()];
        Assert.All(await Attempts.OpenAsync(keys, default), standing => Assert.True(standing.IsNew));
        var again = await Attempts.OpenAsync([.. keys, keys[0] with { Attempt = 2 }], default);
        Assert.Equal([false, false, true], keys.Append(keys[0] with { Attempt = 2 }).Select(key => again.Single(standing => standing.Key == key).IsNew));
        Assert.All(again, standing => Assert.Null(standing.Result));
    }

    [Fact]
    public async Task A_closed_attempt_tells_what_it_was_closed_with()
    {
        var key = Key();
        await Attempts.OpenAsync([key], default);
        var result = Result(key, DeliveryEventKind.Refused);
        await Attempts.CloseAsync([result], default);
        Assert.Equal(result, Assert.Single(await Attempts.OpenAsync([key], default)).Result);
    }

    [Fact]
    public async Task Only_an_ambiguous_attempt_is_closed_again()
    {
        var (first, second) = (Key(), Key());
        await Attempts.OpenAsync([first, second], default);
        await Attempts.CloseAsync([Result(first, DeliveryEventKind.Ambiguous), Result(second, DeliveryEventKind.Accepted)], default);
        await Attempts.CloseAsync([Result(first, DeliveryEventKind.Accepted), Result(second, DeliveryEventKind.Ambiguous)], default);
        Assert.All(await Attempts.OpenAsync([first, second], default), standing => Assert.Equal(DeliveryEventKind.Accepted, standing.Result!.Kind));
    }

    [Fact]
    public async Task Of_two_who_open_at_the_same_time_one_gets_it()
    {
        var keys = Enumerable.Range(0, 200).Select(_ => Key()).ToList();
        var standings = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => Attempts.OpenAsync(keys, default))));
        var opened = standings.SelectMany(all => all).Where(standing => standing.IsNew).ToList();
        Assert.Equal(200, opened.Count);
        Assert.Equal(200, opened.Select(standing => standing.Key).Distinct().Count());
        Assert.All(standings, all => Assert.Equal(200, all.Count));
    }

    private static AttemptKey Key() => new(Environment, Some.Recipient(), 1);

    private DeliveryEvent Result(AttemptKey key, DeliveryEventKind kind) =>
        DeliveryEvent.Result(key.Environment, key.Recipient, key.Attempt, kind, clock.GetUtcNow(), kind == DeliveryEventKind.Ambiguous ? null : 550, "5.1.1", "550 5.1.1 No such mailbox");
}
