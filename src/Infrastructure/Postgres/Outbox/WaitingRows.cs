using Npgsql;

namespace Vemap.Infrastructure.Postgres.Outbox;

/// <summary>The rows of a table that wait to be relayed: deleted when they are done, put off when they fail, and dead letters after too many failures.</summary>
internal sealed class WaitingRows(string table)
{
    /// <summary>With waits that double up to an hour, this is more than an hour after the first failure.</summary>
    public const int MostFailures = 12;

    private readonly string delete = $"delete from {table} where client_environment_id = $1 and id = any($2)";

    private readonly string putOff = $"""
        update {table}
        set failures = failures + 1, reason = $3, due_at = $4, dead_at = case when failures + 1 >= {MostFailures} then $5::timestamptz end
        where client_environment_id = $1 and id = $2
        """;

    public Task<int> DeleteAsync(NpgsqlConnection connection, ClientEnvironmentId environment, Guid[] ids, CancellationToken cancellationToken) =>
        connection.RunAsync(delete, [environment.Value, ids], cancellationToken);

    /// <param name="failures">How often it had failed before.</param>
    public Task PutOffAsync(
        NpgsqlConnection connection, ClientEnvironmentId environment, Guid id, int failures, string reason, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var wait = TimeSpan.FromSeconds(Math.Min(Math.Pow(2, failures), 3600));
        return connection.RunAsync(putOff, [environment.Value, id, reason, now + wait, now], cancellationToken);
    }
}
