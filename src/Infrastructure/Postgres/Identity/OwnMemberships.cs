using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using Vemap.Application.Common;
using Vemap.Domain.Users;

namespace Vemap.Infrastructure.Postgres.Identity;

/// <summary>Reads across environments what one user belongs to; the policy own_memberships lets through that user's rows only.</summary>
internal sealed class OwnMemberships(VemapDbContext db, TimeProvider clock) : IOwnMemberships
{
    private const string Read = """
        SELECT e.id, e.slug, e.name, e.accent_colour, e.logo_file_id, e.mode = 'trial', e.status = 'suspended', m.id, m.role, m.contractor_id, m.read_only, m.ends_at,
          m.invitee_full_name IS NOT NULL, m.version
        FROM memberships m JOIN client_environments e ON e.id = m.client_environment_id
        WHERE m.user_id = $1 AND (m.ends_at IS NULL OR m.ends_at > $2)
        ORDER BY e.name, e.id
        """;

    public async Task<IReadOnlyList<OwnMembership>> ListAsync(UserId user, CancellationToken cancellationToken)
    {
        // On the command's own connection, if there is one: a log-in would otherwise hold two of the pool.
        await db.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            await using var batch = ((NpgsqlConnection)db.Database.GetDbConnection()).TenantBatch(default, user);
            batch.Transaction = db.Database.CurrentTransaction?.GetDbTransaction() as NpgsqlTransaction;
            batch.BatchCommands.Add(new NpgsqlBatchCommand(Read) { Parameters = { new() { Value = user.Value }, new() { Value = clock.GetUtcNow() } } });
            await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
            await reader.NextResultAsync(cancellationToken);
            var memberships = new List<OwnMembership>();
            while (await reader.ReadAsync(cancellationToken)) memberships.Add(From(reader));
            return memberships;
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private static OwnMembership From(NpgsqlDataReader reader) => new(
        new ClientEnvironmentId(reader.GetGuid(0)),
        reader.GetString(1),
        reader.GetString(2),
        reader.IsDBNull(3) ? null : reader.GetString(3),
        reader.IsDBNull(4) ? null : new FileId(reader.GetGuid(4)),
        reader.GetBoolean(5),
        reader.GetBoolean(6),
        new MembershipId(reader.GetGuid(7)),
        EnumNames<Role>.Value(reader.GetString(8)),
        reader.IsDBNull(9) ? null : new ContractorId(reader.GetGuid(9)),
        reader.GetBoolean(10),
        reader.IsDBNull(11) ? null : reader.GetFieldValue<DateTimeOffset>(11),
        reader.GetBoolean(12),
        reader.GetInt32(13));
}
