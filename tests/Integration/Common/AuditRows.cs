using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Vemap.Integration.Common;

/// <summary>The audit log as it stands in the database.</summary>
public sealed record AuditRow(string Action, string Outcome, Guid? Actor, string? ObjectKind, string? Details, bool HashHolds, int Count);

public static class AuditRows
{
    public static async Task<IReadOnlyList<AuditRow>> OfAsync(World world)
    {
        await using var connection = new NpgsqlConnection(world.Host.Database.As("superuser"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("""
            select e.action, e.outcome, e.actor, e.object_kind, d.details, d.salt, e.details_hash, coalesce(r.count, 1)
            from audit_entries e left join audit_details d using (client_environment_id, id) left join audit_repeats r using (client_environment_id, refusal_key)
            where e.client_environment_id = $1 order by e.id
            """, connection) { Parameters = { new() { Value = world.Environment.Value } } };
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<AuditRow>();
        while (await reader.ReadAsync())
        {
            var details = reader.IsDBNull(4) ? null : reader.GetString(4);
            var holds = details is not null && SHA256.HashData([.. reader.GetFieldValue<byte[]>(5), .. Encoding.UTF8.GetBytes(details)]).AsSpan().SequenceEqual(reader.GetFieldValue<byte[]>(6));
            rows.Add(new AuditRow(
                reader.GetString(0), reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetGuid(2), reader.IsDBNull(3) ? null : reader.GetString(3), details, holds, reader.GetInt32(7)));
        }

        return rows;
    }
}
