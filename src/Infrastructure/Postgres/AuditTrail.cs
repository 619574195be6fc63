using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Vemap.Application.Common.Ports;
using Vemap.Application.Common.Requests;
using Vemap.Domain.Audit;
using Vemap.Domain.Users;

namespace Vemap.Infrastructure.Postgres;

/// <summary>Refusals in a transaction of their own, one statement; identical ones within a minute only raise a count, so that nobody fills the log by knocking.</summary>
internal sealed class AuditTrail(NpgsqlDataSource source, CallContext call, IIds ids, TimeProvider clock) : IAuditTrail
{
    private const string Record = """
        WITH entry AS (
          INSERT INTO audit_entries (client_environment_id, id, at, action, outcome, actor, origin, trace_id, refusal_key, object_kind, object_id)
          VALUES (@env, @id, @at, @action, @outcome, @actor, @origin, @trace, @key, @kind, @object)
          ON CONFLICT (client_environment_id, refusal_key) DO NOTHING)
        INSERT INTO audit_repeats (client_environment_id, refusal_key, count, last_at) VALUES (@env, @key, 1, @at)
        ON CONFLICT (client_environment_id, refusal_key) DO UPDATE SET count = audit_repeats.count + 1, last_at = excluded.last_at
        """;

    public Task RecordRefusalAsync(string action, string code, CancellationToken cancellationToken) => RecordAsync(action, code, null, cancellationToken);

    public Task RecordFailedLogInAsync(string action, string code, UserId? user, CancellationToken cancellationToken) => RecordAsync(action, code, user, cancellationToken);

    private async Task RecordAsync(string action, string code, UserId? about, CancellationToken cancellationToken)
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
                new("key", Key(action, code, about, at)),
                new("kind", about is null ? DBNull.Value : nameof(User)),
                new("object", about is { } user ? user.Value : DBNull.Value),
            },
        });
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private byte[] Key(string action, string code, UserId? about, DateTimeOffset at) =>
        SHA256.HashData(Encoding.UTF8.GetBytes($"{action}|{code}|{call.User}|{about}|{call.Origin}|{at:yyyyMMddHHmm}"));
}
