using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;
using Vemap.Application.Common.Requests;
using Vemap.Infrastructure.Local;

namespace Vemap.Infrastructure.Postgres;

/// <summary>Refusals and reads, one statement each. Identical ones within a minute only raise a count, so that nobody can fill the log.</summary>
internal sealed class AuditTrail(NpgsqlDataSource source, VemapDbContext db, CallContext call, TimeProvider clock) : IAuditTrail
{
    // The environment is what a caller claims. One that does not exist has no log; the entry goes into the platform's.
    private const string Enter = "SELECT set_config('app.environment', coalesce((SELECT id FROM client_environments WHERE id = $1), $2)::text, true)";

    // Only an object that exists in this environment is named and gets a row of its own: a thousand guessed ids are one row with a count,
    // and a caller's rows in a minute are at most as many as the objects whose ids they know.
    private static string Record(string known) => $"""
        WITH place AS (SELECT current_setting('app.environment')::uuid AS id, ({known}) AS object), entry_key AS (
          SELECT id, object, CASE WHEN object IS NOT NULL THEN @kind END AS kind, sha256(convert_to(concat(@same, '|', object), 'UTF8')) AS key FROM place), added AS (
          INSERT INTO audit_entries (client_environment_id, id, at, action, outcome, actor, origin, trace_id, refusal_key, object_kind, object_id)
          SELECT entry_key.id, @id, @at, @action, @outcome, @actor, @origin, @trace, entry_key.key, entry_key.kind, entry_key.object FROM entry_key
          ON CONFLICT (client_environment_id, refusal_key) DO NOTHING)
        INSERT INTO audit_repeats (client_environment_id, refusal_key, count, last_at) SELECT entry_key.id, entry_key.key, 1, @at FROM entry_key
        ON CONFLICT (client_environment_id, refusal_key) DO UPDATE SET count = audit_repeats.count + 1, last_at = excluded.last_at
        """;

    public Task RecordRefusalAsync(string action, string code, IId? about, CancellationToken cancellationToken) =>
        RecordAsync(action, code, about, cancellationToken);

    public Task RecordReadAsync(string action, IId? about, CancellationToken cancellationToken) => RecordAsync(action, "ok", about, cancellationToken);

    public async Task RecordFailedLogInAsync(string action, string code, UserId? user, CancellationToken cancellationToken)
    {
        // The transaction of the log-in is committed with its refusal. A second connection could deadlock a small pool.
        var transaction = (NpgsqlTransaction)db.Database.CurrentTransaction!.GetDbTransaction();
        await RecordAsync(transaction.Connection!, transaction, action, code, user, cancellationToken);
    }

    private async Task RecordAsync(string action, string code, IId? about, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await RecordAsync(connection, null, action, code, about, cancellationToken);
    }

    private async Task RecordAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, string action, string code, IId? about,
        CancellationToken cancellationToken)
    {
        var at = clock.GetUtcNow();
        var kind = about?.GetType().GenericTypeArguments[0];
        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Enter) { Parameters = { new() { Value = call.Environment.Value }, new() { Value = Guid.Empty } } });
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Record(Known(kind)))
        {
            Parameters =
            {
                new("id", AuditEntryId.New().Value),
                new("at", at),
                new("action", action),
                new("outcome", code),
                new("actor", call.IsSignedIn ? call.User.Value : DBNull.Value),
                new("origin", call.Origin),
                new("trace", call.TraceId),
                new("same", $"{action}|{code}|{Caller}|{at:yyyyMMddHHmm}"),
                new("kind", (object?)kind?.Name ?? DBNull.Value) { NpgsqlDbType = NpgsqlDbType.Text },
                new("object", (object?)about?.Value ?? DBNull.Value) { NpgsqlDbType = NpgsqlDbType.Uuid },
            },
        });
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    // A user is one caller from wherever they come, or the addresses of one network would be as many rows.
    private string Caller => call.IsSignedIn ? call.User.ToString() : ClientNetwork.Of(call.Origin);

    // Row-level security applies to this table as to any other.
    private string Known(Type? kind) => kind is null ? "@object" : $"SELECT known.id FROM {db.Model.FindEntityType(kind)!.GetTableName()} known WHERE known.id = @object";
}
