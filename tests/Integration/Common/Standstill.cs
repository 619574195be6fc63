using Npgsql;

namespace Vemap.Integration.Common;

/// <summary>Holds a row that commands need at their very end, so that several can be under way at once, in the order that the test wants, and come to their ends together.</summary>
public sealed class Standstill : IAsyncDisposable
{
    // Those who wait for us, and those who wait for them.
    private const string Waiting = """
        with recursive waiting(pid) as (
          select pid from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid))
          union select behind.pid from pg_locks behind join waiting on waiting.pid = any(pg_blocking_pids(behind.pid)) where not behind.granted)
        select count(*) from waiting
        """;

    private readonly NpgsqlConnection connection;

    private Standstill(NpgsqlConnection connection) => this.connection = connection;

    public static async Task<Standstill> OfAsync(TestDatabase database, string table, Guid id)
    {
        var holder = new NpgsqlConnection(database.As("superuser"));
        await holder.OpenAsync();
        await using var begin = new NpgsqlCommand("begin", holder);
        await begin.ExecuteNonQueryAsync();
        await using var hold = new NpgsqlCommand($"select id from {table} where id = $1 for update", holder) { Parameters = { new() { Value = id } } };
        Assert.Equal(id, await hold.ExecuteScalarAsync());
        return new Standstill(holder);
    }

    /// <summary>Until each of these has come as far as it can.</summary>
    public async Task ReachedByAsync(params Task[] commands)
    {
        await using var count = new NpgsqlCommand(Waiting, connection);
        await Eventually.IsSoAsync("all of them wait", async limit => (long)(await count.ExecuteScalarAsync(limit))! >= commands.Count(command => !command.IsCompleted));
    }

    /// <summary>Until nobody waits any more although the row is still held.</summary>
    public async Task LeftByAllAsync()
    {
        await using var count = new NpgsqlCommand(Waiting, connection);
        await Eventually.IsSoAsync("nobody waits any more", async limit => (long)(await count.ExecuteScalarAsync(limit))! == 0);
    }

    public async Task EndAsync()
    {
        await using var commit = new NpgsqlCommand("commit", connection);
        await commit.ExecuteNonQueryAsync();
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
