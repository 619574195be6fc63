using System.Text.Json;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;
using Vemap.Application.Common;

namespace Vemap.Infrastructure.Postgres.Queue;

/// <summary>A queue in one table. Every operation is one statement, whatever the number of messages.</summary>
/// <param name="isOrdered">The messages of a group are delivered one after the other.</param>
internal abstract class PostgresQueue<TMessage>(NpgsqlDataSource source, string queue, bool isOrdered, TimeProvider clock, ILogger log) : IQueue<TMessage>
{
    private const int MaxReceives = 5;

    // A dead letter whose message is sent again is revived: the reconciler repeats what was lost.
    private const string Insert = """
        insert into queue.messages (queue, group_key, dedup_key, payload, visible_at, created_at)
        select $1, item.group_key, item.dedup_key, item.payload, $5, $5
        from unnest($2, $3, $4) with ordinality as item (group_key, dedup_key, payload, place) order by item.place
        on conflict (queue, dedup_key) do update set payload = excluded.payload, visible_at = excluded.visible_at, receives = 0, dead_at = null, reason = null
        where messages.dead_at is not null
        """;

    // On an ordered queue only the first unfinished message of a group can be taken; the others wait, also while it is being worked on.
    // "id + 0", "queue || ''" and "coalesce" leave one index each to choose from: messages_waiting for what is next, messages_group for what was
    // before it. Otherwise the planner may choose to read one of them from end to end for every message.
    private const string Take = """
        with next as materialized (
          select m.id from queue.messages m
          where m.queue = $1 and m.completed_at is null and m.dead_at is null and m.visible_at <= $3
            and ($6 or not exists (
              select from queue.messages earlier
              where earlier.group_key = m.group_key and earlier.id < m.id and earlier.queue || '' = $1 and coalesce(earlier.completed_at, earlier.dead_at) is null))
          order by m.id + 0 limit $2 for update of m skip locked),
        taken as (
          update queue.messages m
          set receives = m.receives + 1, visible_at = $4, dead_at = case when m.receives >= $5 then $3::timestamptz end
          from next where m.id = next.id
          returning m.id, m.receives, m.payload, m.dead_at)
        select id, receives, payload, dead_at is not null from taken order by id
        """;

    // A handle is good until the message is received again: its count of receives has moved on then. The primary key is the only index that fits.
    private const string Done = """
        update queue.messages m set completed_at = $4, payload = null
        from unnest($2, $3) as handle (id, receives)
        where m.id = handle.id and m.receives = handle.receives and m.queue || '' = $1 and coalesce(m.completed_at, m.dead_at) is null
        """;

    private const string Hide = """
        update queue.messages m set visible_at = $4
        from unnest($2, $3) as handle (id, receives)
        where m.id = handle.id and m.receives = handle.receives and m.queue || '' = $1 and coalesce(m.completed_at, m.dead_at) is null
        """;

    private const string Note = """
        update queue.messages m set reason = $4
        from unnest($2, $3) as handle (id, receives)
        where m.id = handle.id and m.receives = handle.receives and m.queue || '' = $1 and coalesce(m.completed_at, m.dead_at) is null
        """;

    public async Task SendAsync(IReadOnlyCollection<QueueItem<TMessage>> items, CancellationToken cancellationToken)
    {
        if (items.Count == 0) return;
        // One statement cannot meet the same row twice.
        var once = items.DistinctBy(item => item.DedupKey).ToList();
        NpgsqlParameter[] columns =
        [
            Text(queue),
            Texts([.. once.Select(item => item.Group)]),
            Texts([.. once.Select(item => item.DedupKey)]),
            Texts([.. once.Select(item => StoredJson.Write(item.Message))]),
            Instant(clock.GetUtcNow()),
        ];
        await source.ExecuteAsync(Insert, columns, cancellationToken);
    }

    public async Task<IReadOnlyList<ReceivedMessage<TMessage>>> ReceiveAsync(int max, TimeSpan visibility, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        NpgsqlParameter[] terms =
            [Text(queue), Number(max), Instant(now), Instant(now + visibility), Number(MaxReceives), new NpgsqlParameter<bool> { TypedValue = !isOrdered }];
        var taken = await source.ListAsync(Take, terms, row => (Id: row.GetInt64(0), Receives: row.GetInt32(1), Payload: row.GetString(2), IsDead: row.GetBoolean(3)), cancellationToken);
        var messages = new List<ReceivedMessage<TMessage>>(taken.Count);
        foreach (var row in taken.Where(row => row.IsDead)) QueueLog.Dead(log, queue, row.Id, row.Receives - 1);
        foreach (var row in taken.Where(row => !row.IsDead))
        {
            var handle = $"{row.Id}:{row.Receives}";
            try
            {
                messages.Add(new ReceivedMessage<TMessage>(StoredJson.Read<TMessage>(row.Payload), handle, row.Receives));
            }
            catch (JsonException unreadable)
            {
                // It comes back until it is a dead letter, for a newer program may be able to read it.
                await ChangeAsync(Note, [handle], Text(FailureReason.Of(unreadable)), cancellationToken);
            }
        }

        return messages;
    }

    public Task CompleteAsync(IReadOnlyCollection<ReceivedMessage<TMessage>> messages, CancellationToken cancellationToken) =>
        ChangeAsync(Done, Handles(messages), Instant(clock.GetUtcNow()), cancellationToken);

    public Task ExtendAsync(IReadOnlyCollection<ReceivedMessage<TMessage>> messages, TimeSpan visibility, CancellationToken cancellationToken) =>
        ChangeAsync(Hide, Handles(messages), Instant(clock.GetUtcNow() + visibility), cancellationToken);

    public Task FailAsync(IReadOnlyCollection<ReceivedMessage<TMessage>> messages, string reason, CancellationToken cancellationToken) =>
        ChangeAsync(Note, Handles(messages), Text(reason), cancellationToken);

    public async Task<long> DepthAsync(CancellationToken cancellationToken) =>
        (await source.ListAsync("select count(*) from queue.messages where queue = $1 and completed_at is null and dead_at is null", [Text(queue)], row => row.GetInt64(0), cancellationToken))[0];

    private static List<string> Handles(IEnumerable<ReceivedMessage<TMessage>> messages) => [.. messages.Select(message => message.Handle)];

    private async Task ChangeAsync(string sql, List<string> messages, NpgsqlParameter value, CancellationToken cancellationToken)
    {
        if (messages.Count == 0) return;
        var handles = messages.ConvertAll(handle => handle.Split(':'));
        NpgsqlParameter[] columns =
        [
            Text(queue),
            new NpgsqlParameter<long[]> { TypedValue = [.. handles.Select(parts => long.Parse(parts[0]))] },
            new NpgsqlParameter<int[]> { TypedValue = [.. handles.Select(parts => int.Parse(parts[1]))] },
            value,
        ];
        await source.ExecuteAsync(sql, columns, cancellationToken);
    }

    private static NpgsqlParameter<int> Number(int value) => new() { TypedValue = value };

    private static NpgsqlParameter<string> Text(string value) => new() { TypedValue = value };

    private static NpgsqlParameter<string[]> Texts(string[] values) => new() { TypedValue = values };

    private static NpgsqlParameter<DateTime> Instant(DateTimeOffset value) => new() { TypedValue = value.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz };
}

internal sealed class PostgresMailQueue(NpgsqlDataSource source, TimeProvider clock, ILogger<PostgresMailQueue> log)
    : PostgresQueue<OutgoingMail>(source, "mail", isOrdered: true, clock, log), IMailQueue;

// Events are recorded in any order, and one that cannot be handled must not hold up the others about its recipient.
internal sealed class PostgresResultQueue(NpgsqlDataSource source, TimeProvider clock, ILogger<PostgresResultQueue> log)
    : PostgresQueue<DeliveryEvent>(source, "result", isOrdered: false, clock, log), IResultQueue;

internal sealed class PostgresFeedbackQueue(NpgsqlDataSource source, TimeProvider clock, ILogger<PostgresFeedbackQueue> log)
    : PostgresQueue<DeliveryEvent>(source, "feedback", isOrdered: false, clock, log), IFeedbackQueue;

internal static partial class QueueLog
{
    [LoggerMessage(31, LogLevel.Error, "Message {Message} of the {Queue} queue is a dead letter after {Receives} receives; see ./vemap queue")]
    public static partial void Dead(ILogger log, string queue, long message, int receives);
}
