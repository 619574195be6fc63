using Microsoft.Extensions.Caching.Memory;
using Npgsql;
using Vemap.Application.Common;
using Vemap.Application.Common.Ports;
using Vemap.Application.Common.Requests;
using Vemap.Domain.Users;

namespace Vemap.Infrastructure.Postgres;

/// <summary>One statement tells all about a caller; kept for five seconds, so that a demotion works within them.</summary>
internal sealed class AccessReader(NpgsqlDataSource source, IMemoryCache cache, TimeProvider clock) : IAccessReader
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(5);

    private const string Read = """
        SELECT u.is_admin, e.status, m.role, m.read_only, m.contractor_id,
          ARRAY(SELECT p.project_id FROM project_members p WHERE p.client_environment_id = $3 AND p.user_id = $1)
        FROM users u
        JOIN sessions s ON s.user_id = u.id AND s.id = $2 AND s.ended_at IS NULL AND s.expires_at > $4
        LEFT JOIN client_environments e ON e.id = $3
        LEFT JOIN memberships m ON m.client_environment_id = $3 AND m.user_id = u.id AND (m.ends_at IS NULL OR m.ends_at > $4)
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

    // What was read up to now; another process forgets it after five seconds at most.
    public void Forget(UserId user) => cache.Set(user, clock.GetUtcNow(), Kept);

    private bool IsForgotten(UserId user, DateTimeOffset readAt) => cache.TryGetValue(user, out DateTimeOffset forgottenAt) && readAt <= forgottenAt;

    private async Task<AccessFacts> QueryAsync(UserId user, SessionId session, ClientEnvironmentId environment, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var batch = connection.Told(environment, user);
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

    private static Access Membership(NpgsqlDataReader reader)
    {
        var role = EnumNames<Role>.Value(reader.GetString(2));
        var projects = reader.GetFieldValue<Guid[]>(5).Select(id => new ProjectId(id)).ToList();
        return new Access(
            role,
            reader.GetBoolean(3),
            reader.IsDBNull(4) ? null : new ContractorId(reader.GetGuid(4)),
            role == Role.Organisation ? null : role == Role.Manager ? projects : [],
            role == Role.Organisation ? null : []);
    }
}
