using Npgsql;
using NpgsqlTypes;
using Vemap.Application.Common;
using Vemap.Domain.Deliveries;

namespace Vemap.Infrastructure.Postgres.Queue;

/// <summary>Attempts in schema mail, in batches of one statement.</summary>
internal sealed class PostgresMailAttempts(NpgsqlDataSource source, TimeProvider clock) : IMailAttempts
{
    // Earlier rows are read from the snapshot; inserted ones are returned. A row that another mail service inserts at the same
    // moment is in neither: its outcome is unknown, so it is reported as opened before.
    private const string Open = """
        with asked as (select * from unnest($1, $2, $3) as asked (environment, recipient, attempt)),
        opened as (
          insert into mail.attempts (client_environment_id, recipient, attempt, opened_at)
          select environment, recipient, attempt, $4 from asked order by recipient, attempt
          on conflict do nothing returning recipient, attempt)
        select asked.environment, asked.recipient, asked.attempt, opened.recipient is not null, known.closed_at, known.kind, known.reply_code, known.enhanced_code, known.reply
        from asked left join opened using (recipient, attempt) left join mail.attempts known using (recipient, attempt)
        """;

    private const string Close = """
        update mail.attempts a
        set closed_at = closing.at, kind = closing.kind, reply_code = closing.reply_code, enhanced_code = closing.enhanced_code, reply = closing.reply
        from unnest($1, $2, $3, $4, $5, $6, $7) as closing (recipient, attempt, at, kind, reply_code, enhanced_code, reply)
        where a.recipient = closing.recipient and a.attempt = closing.attempt and (a.closed_at is null or a.kind = 'ambiguous')
        """;

    public async Task<IReadOnlyList<AttemptStanding>> OpenAsync(IReadOnlyCollection<AttemptKey> attempts, CancellationToken cancellationToken)
    {
        NpgsqlParameter[] columns =
        [
            new NpgsqlParameter<Guid[]> { TypedValue = [.. attempts.Select(key => key.Environment.Value)] },
            new NpgsqlParameter<Guid[]> { TypedValue = [.. attempts.Select(key => key.Recipient.Value)] },
            new NpgsqlParameter<int[]> { TypedValue = [.. attempts.Select(key => key.Attempt)] },
            new NpgsqlParameter<DateTime> { TypedValue = clock.GetUtcNow().UtcDateTime },
        ];
        return await source.ListAsync(Open, columns, Standing, cancellationToken);
    }

    public async Task CloseAsync(IReadOnlyCollection<DeliveryEvent> results, CancellationToken cancellationToken)
    {
        if (results.Count == 0) return;
        NpgsqlParameter[] columns =
        [
            new NpgsqlParameter<Guid[]> { TypedValue = [.. results.Select(result => result.Recipient.Value)] },
            new NpgsqlParameter<int[]> { TypedValue = [.. results.Select(result => result.Attempt)] },
            new NpgsqlParameter<DateTime[]> { TypedValue = [.. results.Select(result => result.At.UtcDateTime)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz },
            new NpgsqlParameter<string[]> { TypedValue = [.. results.Select(result => EnumNames<DeliveryEventKind>.Name(result.Kind))] },
            new NpgsqlParameter<int?[]> { TypedValue = [.. results.Select(result => result.ReplyCode)] },
            new NpgsqlParameter<string?[]> { TypedValue = [.. results.Select(result => result.EnhancedCode)] },
            new NpgsqlParameter<string?[]> { TypedValue = [.. results.Select(result => result.Reply)] },
        ];
        await source.ExecuteAsync(Close, columns, cancellationToken);
    }

    private static AttemptStanding Standing(NpgsqlDataReader reader)
    {
        var key = new AttemptKey(new(reader.GetGuid(0)), new(reader.GetGuid(1)), reader.GetInt32(2));
        return new AttemptStanding(key, reader.GetBoolean(3), reader.IsDBNull(4) ? null : Result(key, reader));
    }

    private static DeliveryEvent Result(AttemptKey key, NpgsqlDataReader reader) =>
        DeliveryEvent.Result(
            key.Environment,
            key.Recipient,
            key.Attempt,
            EnumNames<DeliveryEventKind>.Value(reader.GetString(5)),
            new DateTimeOffset(reader.GetDateTime(4)),
            reader.IsDBNull(6) ? null : reader.GetInt32(6),
            reader.IsDBNull(7) ? null : reader.GetString(7),
            reader.IsDBNull(8) ? null : reader.GetString(8));
}
