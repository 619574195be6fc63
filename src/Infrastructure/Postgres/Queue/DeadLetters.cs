using Npgsql;
using NpgsqlTypes;

namespace Vemap.Infrastructure.Postgres.Queue;

/// <summary>What was received too often without being completed, for those who operate the queues.</summary>
public sealed class DeadLetters(NpgsqlDataSource source, TimeProvider clock)
{
    private const string Count = "select queue, count(*), min(dead_at) from queue.messages where dead_at is not null group by queue order by queue";

    private const string Revive = """
        update queue.messages set dead_at = null, receives = 0, visible_at = $2 where queue = $1 and dead_at is not null returning id
        """;

    /// <summary>How many there are on each queue that has any, and since when.</summary>
    public async Task<IReadOnlyList<(string Queue, long Count, DateTimeOffset Oldest)>> CountAsync(CancellationToken cancellationToken) =>
        await source.ListAsync(Count, [], row => (row.GetString(0), row.GetInt64(1), new DateTimeOffset(row.GetDateTime(2))), cancellationToken);

    /// <summary>Lets all of a queue be received again, as if they had just been sent, and returns how many there were.</summary>
    public async Task<int> RedriveAsync(string queue, CancellationToken cancellationToken)
    {
        NpgsqlParameter[] terms =
        [
            new NpgsqlParameter<string> { TypedValue = queue },
            new NpgsqlParameter<DateTime> { TypedValue = clock.GetUtcNow().UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz },
        ];
        return (await source.ListAsync(Revive, terms, row => row.GetInt64(0), cancellationToken)).Count;
    }
}
