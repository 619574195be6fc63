using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using Vemap.Infrastructure.Local;

namespace Vemap.Infrastructure.Postgres.Identity;

/// <summary>The table log_in_failures, within the log-in's own transaction, which is committed with its refusal.</summary>
internal sealed class LogInFailureTable(VemapDbContext db, TimeProvider clock) : ILogInFailures
{
    private const string Read = "SELECT blocked_until FROM log_in_failures WHERE user_id = $1 AND network = $2";

    // Failures that lie further back than a block lasts are forgotten.
    private const string Add = """
        INSERT INTO log_in_failures AS known (user_id, network, failures, last_at) VALUES ($1, $2, 1, $3)
        ON CONFLICT (user_id, network) DO UPDATE SET
          failures = CASE WHEN known.last_at < $3 - $5 THEN 1 WHEN known.failures + 1 >= $4 THEN 0 ELSE known.failures + 1 END,
          blocked_until = CASE WHEN known.last_at >= $3 - $5 AND known.failures + 1 >= $4 THEN $3 + $5 END,
          last_at = $3
        """;

    private const string Remove = "DELETE FROM log_in_failures WHERE user_id = $1 AND ($2::text IS NULL OR network = $2)";

    public async Task<DateTimeOffset?> BlockedUntilAsync(UserId user, string network, CancellationToken cancellationToken)
    {
        await using var command = Command(Read, user.Value, network);
        return await command.ExecuteScalarAsync(cancellationToken) is DateTime until ? new DateTimeOffset(until, TimeSpan.Zero) : null;
    }

    public Task AddAsync(UserId user, string network, int most, TimeSpan block, CancellationToken cancellationToken) =>
        RunAsync(Command(Add, user.Value, network, clock.GetUtcNow(), most, block), cancellationToken);

    public Task RemoveAsync(UserId user, string? network, CancellationToken cancellationToken) =>
        RunAsync(Command(Remove, user.Value, (object?)network ?? DBNull.Value), cancellationToken);

    private NpgsqlCommand Command(string sql, params object[] values)
    {
        var transaction = (NpgsqlTransaction)db.Database.CurrentTransaction!.GetDbTransaction();
        var command = new NpgsqlCommand(sql, transaction.Connection, transaction);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }

    private static async Task RunAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using (command) await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
