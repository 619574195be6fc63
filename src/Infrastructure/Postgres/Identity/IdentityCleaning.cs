using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Vemap.Infrastructure.Postgres.Identity;

/// <summary>Deletes sessions and one-time tokens a month after they have expired, whether they ended or were spent before that or not.</summary>
/// <remarks>
/// Until it expires, a session that has ended says so to whoever comes with one of its refresh tokens, and a spent token is known as spent. After that they are
/// refused as unknown ones are. The month is for whoever follows the audit log, which names them by id, to when they began and how they ended.
/// </remarks>
public sealed class IdentityCleaning([FromKeyedServices(PostgresModule.Worker)] NpgsqlDataSource source, TimeProvider clock)
{
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    public async Task CleanAsync(CancellationToken cancellationToken)
    {
        await DeleteAsync("delete from sessions where expires_at < $1", cancellationToken);
        await DeleteAsync("delete from one_time_tokens where expires_at < $1", cancellationToken);
    }

    private async Task DeleteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(sql);
        command.Parameters.Add(new() { Value = clock.GetUtcNow() - Kept });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
