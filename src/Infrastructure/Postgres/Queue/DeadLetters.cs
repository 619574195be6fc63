using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NpgsqlTypes;

namespace Vemap.Infrastructure.Postgres.Queue;

/// <summary>One dead letter, without its payload, which holds personal data.</summary>
/// <param name="About">The group of its message, or its environment and what it is.</param>
public sealed record DeadLetter(string Id, string About, int Failures, DateTimeOffset Since, string Reason);

/// <summary>Queue messages, events, scheduled mails and account mails that failed too often, for those who operate the queues.</summary>
public sealed class DeadLetters(NpgsqlDataSource application, [FromKeyedServices(PostgresModule.Worker)] NpgsqlDataSource worker, TimeProvider clock)
{
    private const string NoReason = "It was received again and again, and never completed.";

    /// <summary>Where dead letters can lie.</summary>
    public static IReadOnlyList<string> Places { get; } = [.. DeadLetterPlace.All.Select(place => place.Name)];

    /// <summary>How many there are in each place that has any, and since when.</summary>
    public async Task<IReadOnlyList<(string Place, long Count, DateTimeOffset Oldest)>> CountAsync(CancellationToken cancellationToken)
    {
        var counts = new List<(string, long, DateTimeOffset)>();
        foreach (var place in DeadLetterPlace.All)
        {
            var counted = await Source(place).ListAsync(place.Count, [], row => (row.GetInt64(0), row.IsDBNull(1) ? default : Instant(row, 1)), cancellationToken);
            var (count, oldest) = counted[0];
            if (count > 0) counts.Add((place.Name, count, oldest));
        }

        return counts;
    }

    /// <summary>The oldest hundred of a place.</summary>
    public async Task<IReadOnlyList<DeadLetter>> ListAsync(string place, CancellationToken cancellationToken) =>
        await Source(Find(place)).ListAsync(Find(place).List, [], Read, cancellationToken);

    /// <summary>Lets one dead letter of a place, or all of them, be tried again as if they were new; returns how many there were.</summary>
    public Task<int> RedriveAsync(string place, string? id, CancellationToken cancellationToken) =>
        ChangeAsync(Find(place), Find(place).Redrive, id, clock.GetUtcNow(), cancellationToken);

    /// <summary>Gives up one dead letter of a place, or all of them; returns how many there were.</summary>
    public Task<int> DropAsync(string place, string? id, CancellationToken cancellationToken) =>
        ChangeAsync(Find(place), Find(place).Drop, id, clock.GetUtcNow(), cancellationToken);

    /// <summary>Gives up what has been a dead letter for two weeks. Messages of the queues are removed by <see cref="MailCleaning"/>.</summary>
    public async Task CleanAsync(CancellationToken cancellationToken)
    {
        var until = clock.GetUtcNow() - MailCleaning.KeepDead;
        foreach (var place in DeadLetterPlace.All.Where(place => place.IsOfWorker))
        {
            while ((await ListAsync(place.Name, cancellationToken)).Where(letter => letter.Since < until).ToList() is { Count: > 0 } old)
                foreach (var letter in old) await DropAsync(place.Name, letter.Id, cancellationToken);
        }
    }

    private static DeadLetterPlace Find(string place) => DeadLetterPlace.All.Single(known => known.Name == place);

    private static DeadLetter Read(NpgsqlDataReader row) =>
        new(row.GetString(0), row.GetString(1), row.GetInt32(2), Instant(row, 3), row.IsDBNull(4) ? NoReason : row.GetString(4));

    private static DateTimeOffset Instant(NpgsqlDataReader row, int column) => new(row.GetDateTime(column));

    private NpgsqlDataSource Source(DeadLetterPlace place) => place.IsOfWorker ? worker : application;

    private async Task<int> ChangeAsync(DeadLetterPlace place, string sql, string? id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        NpgsqlParameter[] terms =
        [
            new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz },
            new NpgsqlParameter<string> { TypedValue = id ?? "" },
        ];
        return (await Source(place).ListAsync(sql, terms, row => row.GetInt32(0), cancellationToken)).Count;
    }
}
