using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Vemap.Infrastructure.Postgres.Identity;

/// <summary>Deletes sessions and one-time tokens a month after they have expired, and the counts of wrong passwords a month after the last one.</summary>
/// <remarks>
/// Until it expires, an ended session is refused as ended and a spent token as spent; once deleted, both are refused as unknown.
/// The month lets a reader of the audit log, which names them by id, look up when they began and how they ended.
/// </remarks>
public sealed class IdentityCleaning([FromKeyedServices(PostgresModule.Worker)] NpgsqlDataSource source, TimeProvider clock)
{
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    public async Task CleanAsync(CancellationToken cancellationToken)
    {
        await DeleteAsync("delete from sessions where expires_at < $1", cancellationToken);
        await DeleteAsync("delete from one_time_tokens where expires_at < $1", cancellationToken);
        await DeleteAsync("delete from log_in_failures where last_at < $1", cancellationToken);
    }

    private async Task DeleteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(sql);
        command.Parameters.Add(new() { Value = clock.GetUtcNow() - Kept });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
