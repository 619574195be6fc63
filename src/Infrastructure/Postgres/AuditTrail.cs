using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using Vemap.Application.Common.Ports;
using Vemap.Application.Common.Requests;
using Vemap.Domain.Audit;
using Vemap.Domain.Users;

namespace Vemap.Infrastructure.Postgres;

/// <summary>Refusals and reads, one statement each; identical ones within a minute only raise a count, so that nobody fills the log by knocking.</summary>
internal sealed class AuditTrail(NpgsqlDataSource source, VemapDbContext db, CallContext call, IIds ids, TimeProvider clock) : IAuditTrail
{
    // The environment is what a caller claims: one that does not exist has no log, and the platform's takes the entry.
    private const string Enter = "SELECT set_config('app.environment', coalesce((SELECT id FROM client_environments WHERE id = $1), $2)::text, true)";

    private const string Record = """
        WITH place AS (SELECT current_setting('app.environment')::uuid AS id), entry AS (
          INSERT INTO audit_entries (client_environment_id, id, at, action, outcome, actor, origin, trace_id, refusal_key, object_kind, object_id)
          SELECT place.id, @id, @at, @action, @outcome, @actor, @origin, @trace, @key, @kind, @object FROM place
          ON CONFLICT (client_environment_id, refusal_key) DO NOTHING)
        INSERT INTO audit_repeats (client_environment_id, refusal_key, count, last_at) SELECT place.id, @key, 1, @at FROM place
        ON CONFLICT (client_environment_id, refusal_key) DO UPDATE SET count = audit_repeats.count + 1, last_at = excluded.last_at
        """;

    public Task RecordRefusalAsync(string action, string code, CancellationToken cancellationToken) => RecordAsync(action, code, null, cancellationToken);

    public Task RecordReadAsync(string action, CancellationToken cancellationToken) => RecordAsync(action, "ok", null, cancellationToken);

    public async Task RecordFailedLogInAsync(string action, string code, UserId? user, CancellationToken cancellationToken)
    {
        // The log-in's own transaction is committed with its refusal. A second connection would let a small pool wait for itself.
        var transaction = (NpgsqlTransaction)db.Database.CurrentTransaction!.GetDbTransaction();
        await RecordAsync(transaction.Connection!, transaction, action, code, user, cancellationToken);
    }

    private async Task RecordAsync(string action, string code, UserId? about, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await RecordAsync(connection, null, action, code, about, cancellationToken);
    }

    private async Task RecordAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, string action, string code, UserId? about, CancellationToken cancellationToken)
    {
        var at = clock.GetUtcNow();
        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Enter) { Parameters = { new() { Value = call.Environment.Value }, new() { Value = Guid.Empty } } });
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Record)
        {
            Parameters =
            {
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
