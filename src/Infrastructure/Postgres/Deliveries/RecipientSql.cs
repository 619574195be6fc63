namespace Vemap.Infrastructure.Postgres.Deliveries;

/// <summary>The statements over sets of recipients; $1 is always the environment.</summary>
/// <remarks>The program of the release before schedules mails in outbox, in rows named by the recipient.</remarks>
internal static class RecipientSql
{
    public const string Add = """
        insert into recipients (
          client_environment_id, id, project_id, mailing_id, stakeholder_id, name, organisation, address, of_environment, mandatory, content_key, is_test,
          status, attempt, created_at, updated_at)
        select $1, r.*, 'queued', 0, $13, $13
        from unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) as r (
          id, project_id, mailing_id, stakeholder_id, name, organisation, address, of_environment, mandatory, content_key, is_test)
        """;

    // Mandatory recipients go first. A recipient who has a scheduled mail keeps it. "not in" is always a hash of the rows, where "not exists" can
    // become ten thousand times ten thousand comparisons when the planner has no fresh statistics of the table.
    public const string QueueMailing = """
        insert into scheduled_mails (client_environment_id, id, recipient_id, payload, due_at, created_at)
        select client_environment_id, gen_random_uuid(), id,
          jsonb_build_object('recipient', id, 'attempt', attempt + 1, 'round', 0),
          greatest($3, next_attempt_at) - case when mandatory then interval '1 millisecond' else interval '0' end, $4
        from recipients
        where client_environment_id = $1 and mailing_id = $2 and not is_test and (status = 'queued' or (status = 'sending' and next_attempt_at is not null))
          and id not in (select recipient_id from scheduled_mails where client_environment_id = $1 and dead_at is null)
          and id::text not in (select name from outbox where client_environment_id = $1 and kind = 'mail')
        """;

    public const string QueueAttempts = """
        insert into scheduled_mails (client_environment_id, id, recipient_id, payload, due_at, created_at)
        select $1, gen_random_uuid(), a.recipient, jsonb_build_object('recipient', a.recipient, 'attempt', a.attempt, 'round', a.round), a.due, $6
        from unnest($2, $3, $4, $5) as a (recipient, attempt, round, due)
        """;

    public const string Save = """
        update recipients r
        set status = c.status, attempt = c.attempt, next_attempt_at = c.next_attempt_at, first_attempt_at = c.first_attempt_at,
          sent_at = c.sent_at, last_reply = c.last_reply, updated_at = c.at
        from unnest($2, $3, $4, $5, $6, $7, $8, $9) as c (id, status, attempt, next_attempt_at, first_attempt_at, sent_at, last_reply, at)
        where r.client_environment_id = $1 and r.id = c.id
        """;

    public const string Record = """
        insert into delivery_events (
          client_environment_id, recipient_id, attempt, event_id, project_id, mailing_id, kind, at, reply_code, enhanced_code, reply, recorded_at)
        select $1, e.recipient, e.attempt, e.event_id, r.project_id, r.mailing_id, e.kind, e.at, e.reply_code, e.enhanced_code, e.reply, $10
        from unnest($2, $3, $4, $5, $6, $7, $8, $9) as e (recipient, attempt, event_id, kind, at, reply_code, enhanced_code, reply)
        join recipients r on r.client_environment_id = $1 and r.id = e.recipient
        on conflict do nothing
        returning recipient_id, attempt, event_id
        """;

    // As DeliveryRules decides it for one: a recipient who waits for another attempt has been tried, and so has failed.
    public const string CancelWaiting = """
        with cancelled as (
          update recipients set status = case when status = 'queued' then 'cancelled' else 'technical-failure' end, next_attempt_at = null, updated_at = $3
          where client_environment_id = $1 and mailing_id = $2 and not is_test and (status = 'queued' or (status = 'sending' and next_attempt_at is not null))
          returning id, project_id, attempt)
        insert into delivery_events (client_environment_id, recipient_id, attempt, event_id, project_id, mailing_id, kind, at, recorded_at)
        select $1, id, attempt + 1, 'vemap-Cancelled', project_id, $2, 'cancelled', $3, $3 from cancelled
        on conflict do nothing
        """;

    public const string AnyOpen = """
        select exists (select from recipients where client_environment_id = $1 and mailing_id = $2 and not is_test and status in ('queued', 'sending', 'sent'))
        """;

    public const string AnyMoving = """
        select exists (select from recipients where client_environment_id = $1 and mailing_id = $2 and not is_test and status in ('queued', 'sending'))
        """;

    // One line a recipient, then one a thing that happened to them, of all that was recorded until a moment: it can be made again whatever is told
    // later. Addresses are not in it, so that erasing a person keeps the proof.
    public const string Timeline = """
        select line from (
          select r.id, 0 as part, null::timestamptz as at, 0 as attempt, '' as event_id, r.id::text as line
          from recipients r where r.client_environment_id = $1 and r.mailing_id = $2 and not r.is_test
          union all
          select r.id, 1, e.recorded_at, e.attempt, e.event_id,
            concat_ws('|', e.recipient_id, e.attempt, e.event_id, e.kind, extract(epoch from e.at), e.reply_code, e.enhanced_code, e.reply)
          from recipients r join delivery_events e on e.client_environment_id = r.client_environment_id and e.recipient_id = r.id
          where r.client_environment_id = $1 and r.mailing_id = $2 and not r.is_test and e.recorded_at <= $3) lines
        order by id, part, at, attempt, event_id
        """;

    // A recipient is forgotten who is queued although the moment has passed, who was handed over without any result although the queue holds seconds, or
    // whose next attempt was not made. A recipient with a scheduled mail is not forgotten, also when it is a dead letter: that waits for an operator.
    // "not in" as in QueueMailing: for ten thousand just queued it takes 9 ms instead of 22 s. The update keeps the next run from finding them at once.
    public const string QueueForgotten = """
        with forgotten as (
          update recipients r set updated_at = $2
          from mailings m
          where r.client_environment_id = $1 and m.client_environment_id = $1 and m.id = r.mailing_id
            and r.status in ('queued', 'sending')
            and case
              when r.status = 'queued' then (r.is_test or m.status in ('scheduled', 'sending')) and greatest(m.send_at, r.updated_at) < $2 - interval '10 minutes'
              when r.next_attempt_at is null then r.updated_at < $2 - interval '15 minutes'
              else m.status <> 'paused' and r.next_attempt_at < $2 - interval '5 minutes' and r.updated_at < $2 - interval '5 minutes'
            end
            and r.id not in (select recipient_id from scheduled_mails where client_environment_id = $1)
            and r.id::text not in (select name from outbox where client_environment_id = $1 and kind = 'mail')
          returning r.id, r.status, r.attempt, r.next_attempt_at)
        insert into scheduled_mails (client_environment_id, id, recipient_id, payload, due_at, created_at)
        select $1, gen_random_uuid(), id,
          jsonb_build_object(
            'recipient', id,
            'attempt', case when status = 'queued' or next_attempt_at is not null then attempt + 1 else attempt end,
            'round', extract(epoch from $2)::bigint / 60),
          $2, $2
        from forgotten
        """;
}
