using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Caching.Memory;
using Npgsql;
using Vemap.Application.Common;
using Vemap.Application.Common.Requests;
using Vemap.Domain.Closures;
using Vemap.Domain.Projects;
using Vemap.Domain.Users;

namespace Vemap.Infrastructure.Postgres;

/// <summary>Reads with one statement what a caller may do, and keeps it for five seconds, so that a demotion works within that time.</summary>
internal sealed class AccessReader(NpgsqlDataSource source, VemapDbContext db, IMemoryCache cache, TimeProvider clock) : IAccessReader
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(5);

    // A stakeholder is informed of a closure once a server has accepted a mail about it; who was passed over (suppressed, expired, not allowed in a trial) is
    // not.
    private const string Read = """
        SELECT u.is_admin, e.status, m.role, m.read_only, m.contractor_id,
          CASE m.role
            WHEN 'manager' THEN ARRAY(SELECT p.project_id FROM project_members p WHERE p.client_environment_id = $3 AND p.user_id = $1)
            WHEN 'stakeholder' THEN '{}'::uuid[] END,
          CASE m.role
            WHEN 'manager' THEN '{}'::uuid[]
            WHEN 'stakeholder' THEN ARRAY(
              SELECT DISTINCT c.closure_id FROM stakeholders k
              JOIN recipients r ON r.client_environment_id = $3 AND r.stakeholder_id = k.id AND NOT r.is_test AND r.sent_at IS NOT NULL
              JOIN mailing_closures c ON c.client_environment_id = $3 AND c.mailing_id = r.mailing_id
              WHERE k.client_environment_id = $3 AND k.linked_user = $1) END
        FROM users u
        JOIN sessions s ON s.user_id = u.id AND s.id = $2 AND s.ended_at IS NULL AND s.expires_at > $4
        LEFT JOIN client_environments e ON e.id = $3
        LEFT JOIN memberships m ON m.client_environment_id = $3 AND m.user_id = u.id AND m.invitee_full_name IS NULL AND (m.ends_at IS NULL OR m.ends_at > $4)
        WHERE u.id = $1 AND u.status = 'active'
        """;

    public async Task<AccessFacts> ReadAsync(UserId user, SessionId session, ClientEnvironmentId environment, CancellationToken cancellationToken)
    {
        var key = (user, session, environment);
        var now = clock.GetUtcNow();
        if (cache.TryGetValue(key, out (AccessFacts Facts, DateTimeOffset At) kept) && now - kept.At < Kept && !IsForgotten(user, kept.At)) return kept.Facts;
        var facts = await QueryAsync(user, session, environment, cancellationToken);
        cache.Set(key, (facts, now), Kept);
        return facts;
    }

    // Drops what was read up to now; another process drops it after five seconds at most.
    public void Forget(UserId user) => cache.Set(user, clock.GetUtcNow(), Kept);

    private bool IsForgotten(UserId user, DateTimeOffset readAt) => cache.TryGetValue(user, out DateTimeOffset forgottenAt) && readAt <= forgottenAt;

    private async Task<AccessFacts> QueryAsync(UserId user, SessionId session, ClientEnvironmentId environment, CancellationToken cancellationToken)
    {
        // A command reads within its own transaction, because a second connection could deadlock a small pool.
        if (db.Database.CurrentTransaction?.GetDbTransaction() is NpgsqlTransaction transaction)
            return await QueryAsync(transaction.Connection!, user, session, environment, cancellationToken);
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await QueryAsync(connection, user, session, environment, cancellationToken);
    }

    private async Task<AccessFacts> QueryAsync(NpgsqlConnection connection, UserId user, SessionId session, ClientEnvironmentId environment,
        CancellationToken cancellationToken)
    {
        await using var batch = connection.TenantBatch(environment, user);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Read)
        {
            Parameters =
            {
                new NpgsqlParameter<Guid> { TypedValue = user.Value },
                new NpgsqlParameter<Guid> { TypedValue = session.Value },
                new NpgsqlParameter<Guid> { TypedValue = environment.Value },
                new NpgsqlParameter<DateTimeOffset> { TypedValue = clock.GetUtcNow() },
            },
        });
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken)) return new AccessFacts(false, false, false, false, null);
        var status = reader.IsDBNull(1) ? null : reader.GetString(1);
        return new AccessFacts(true, reader.GetBoolean(0), status is not null, status == "suspended", reader.IsDBNull(2) ? null : Membership(reader));
    }

    private static Access Membership(NpgsqlDataReader reader) => new(
        EnumNames<Role>.Value(reader.GetString(2)),
        reader.GetBoolean(3),
        reader.IsDBNull(4) ? null : new ContractorId(reader.GetGuid(4)),
        Ids<Project>(reader, 5),
        Ids<Closure>(reader, 6));

    // Null means all of them.
    private static List<Id<T>>? Ids<T>(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : [.. reader.GetFieldValue<Guid[]>(column).Select(id => new Id<T>(id))];
}
