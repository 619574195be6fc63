namespace Vemap.Infrastructure.Postgres.Queue;

/// <summary>Where dead letters lie, and the statements over them. Redrive and drop take the moment as $1, and one id or an empty text for all as $2.</summary>
internal sealed record DeadLetterPlace(string Name, bool IsOfWorker, string From, string About, string Redrive, string Drop)
{
    // "redrive" makes a row as if it had just been written. A message that is dropped is completed, so that its payload goes at once.
    public static IReadOnlyList<DeadLetterPlace> All { get; } =
    [
        Queue("mail"),
        Queue("result"),
        Queue("feedback"),
        Rows("events", "domain_events", "name"),
        Rows("scheduled-mails", "scheduled_mails", "'recipient ' || recipient_id::text"),
        new(
            "account-mails",
            IsOfWorker: true,
            "account_mails where dead_at is not null",
            "client_environment_id::text, failures",
            $"""
            update account_mails set dead_at = null, failures = 0, reason = null, version = version + 1,
              next_attempt_at = case when next_attempt_at is not null then $1::timestamptz end, updated_at = $1::timestamptz - interval '15 minutes'
            where dead_at is not null and {Chosen} returning 1
            """,
            $"""
            update account_mails set status = 'technical-failure', letter = null, next_attempt_at = null, dead_at = null, version = version + 1, updated_at = $1
            where dead_at is not null and {Chosen} returning 1
            """),
    ];

    private const string Chosen = "($2 = '' or id::text = $2)";

    public string Count => $"select count(*), min(dead_at) from {From}";

    public string List => $"select id::text, {About}, dead_at, reason from {From} order by dead_at, id limit 100";

    private static DeadLetterPlace Queue(string queue)
    {
        var dead = $"queue = '{queue}' and dead_at is not null";
        return new(
            queue,
            IsOfWorker: false,
            $"queue.messages where {dead}",
            "'group ' || group_key, receives - 1",
            $"update queue.messages set dead_at = null, receives = 0, reason = null, visible_at = $1 where {dead} and {Chosen} returning 1",
            $"update queue.messages set dead_at = null, completed_at = $1, payload = null where {dead} and {Chosen} returning 1");
    }

    private static DeadLetterPlace Rows(string name, string table, string about) => new(
        name,
        IsOfWorker: true,
        $"{table} where dead_at is not null",
        $"client_environment_id::text || ' ' || {about}, failures",
        $"update {table} set dead_at = null, failures = 0, reason = null, due_at = $1 where dead_at is not null and {Chosen} returning 1",
        $"delete from {table} where dead_at <= $1 and {Chosen} returning 1");
}
