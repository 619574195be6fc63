using Npgsql;

namespace Vemap.Infrastructure.Postgres.Queue;

/// <summary>Deletes completed messages when their dedup key is no longer needed, dead letters after two weeks and attempts after a month.</summary>
public sealed class MailCleaning(NpgsqlDataSource source, TimeProvider clock)
{
    public static readonly TimeSpan DedupWindow = TimeSpan.FromMinutes(10);

    /// <summary>A dead letter holds personal data, so it is not kept for ever; two weeks leave time to redrive it, holidays included.</summary>
    public static readonly TimeSpan KeepDead = TimeSpan.FromDays(14);
    private static readonly TimeSpan KeepAttempts = TimeSpan.FromDays(31);

    public async Task CleanAsync(CancellationToken cancellationToken)
    {
        await DeleteAsync("delete from queue.messages where completed_at < $1", DedupWindow, cancellationToken);
        await DeleteAsync("delete from queue.messages where dead_at < $1", KeepDead, cancellationToken);
        await DeleteAsync("delete from mail.attempts where opened_at < $1", KeepAttempts, cancellationToken);
    }

    private async Task DeleteAsync(string sql, TimeSpan age, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = (clock.GetUtcNow() - age).UtcDateTime });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
