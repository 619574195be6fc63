using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Vemap.Application.Common.Ports;
using Vemap.Application.Common.Requests;
using Vemap.Domain.Audit;

namespace Vemap.Infrastructure.Postgres;

/// <summary>Refusals in a transaction of their own, one statement; identical ones within a minute only raise a count, so that nobody fills the log by knocking.</summary>
internal sealed class AuditTrail(NpgsqlDataSource source, CallContext call, IIds ids, TimeProvider clock) : IAuditTrail
{
    private const string Record = """
        WITH entry AS (
          INSERT INTO audit_entries (client_environment_id, id, at, action, outcome, actor, origin, trace_id, refusal_key)
          VALUES (@env, @id, @at, @action, @outcome, @actor, @origin, @trace, @key)
          ON CONFLICT (client_environment_id, refusal_key) DO NOTHING)
        INSERT INTO audit_repeats (client_environment_id, refusal_key, count, last_at) VALUES (@env, @key, 1, @at)
        ON CONFLICT (client_environment_id, refusal_key) DO UPDATE SET count = audit_repeats.count + 1, last_at = excluded.last_at
        """;

    public async Task RecordRefusalAsync(string action, string code, CancellationToken cancellationToken)
    {
        var at = clock.GetUtcNow();
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var batch = connection.Told(call);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Record)
        {
            Parameters =
            {
                new("env", call.Environment.Value),
                new("id", ids.New<AuditEntry>().Value),
                new("at", at),
                new("action", action),
                new("outcome", code),
                new("actor", call.IsSignedIn ? call.User.Value : DBNull.Value),
                new("origin", call.Origin),
                new("trace", call.TraceId),
                new("key", Key(action, code, at)),
            },
        });
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private byte[] Key(string action, string code, DateTimeOffset at) =>
        SHA256.HashData(Encoding.UTF8.GetBytes($"{action}|{code}|{call.User}|{call.Origin}|{at:yyyyMMddHHmm}"));
}
