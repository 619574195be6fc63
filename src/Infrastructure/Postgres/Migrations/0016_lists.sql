-- What goes on at a closure, as its nights were reported, and the ends after which that becomes something else by itself; the closure writes it with its
-- nights, so that a list need not read them (ADR 13).
alter table closures
  add column live_status text not null default 'cancelled'
    check (live_status in ('planned', 'started', 'overrunning', 'between', 'ended', 'not-carried-out', 'cancelled')),
  add column live_first_end timestamptz,
  add column live_last_end timestamptz;

update closures c
set
  live_status = case
    when n.overruns then 'overrunning'
    when n.started then 'started'
    when n.all_planned then 'planned'
    when n.planned then 'between'
    when n.ended then 'ended'
    when n.not_carried_out then 'not-carried-out'
    else 'cancelled'
  end,
  live_first_end = case when n.started and not n.overruns then n.started_first_end else n.planned_first_end end,
  live_last_end = case when n.started and not n.overruns then n.started_last_end else n.planned_last_end end
from (
  select client_environment_id, closure_id,
    coalesce(bool_or(status = 'started' and expected_end_at > ends_at), false) as overruns,
    bool_or(status = 'started') as started,
    bool_or(status = 'planned') as planned,
    bool_and(status = 'planned') as all_planned,
    bool_or(status = 'ended') as ended,
    bool_or(status = 'not-carried-out') as not_carried_out,
    min(ends_at) filter (where status = 'started') as started_first_end,
    max(ends_at) filter (where status = 'started') as started_last_end,
    min(ends_at) filter (where status = 'planned') as planned_first_end,
    max(ends_at) filter (where status = 'planned') as planned_last_end
  from occurrences group by client_environment_id, closure_id) n
where n.client_environment_id = c.client_environment_id and n.closure_id = c.id;

alter table closures alter column live_status drop default;

-- The place is searched by its beginning, as the title is. A search has four beginnings joined by "or", so each of them needs its index, or none is of use.
alter table closures add column place_search text collate "C" not null default '';
update closures set place_search = lower(place);
alter table closures alter column place_search drop default;
create index closures_title_search on closures (client_environment_id, title_search);
create index closures_place_search on closures (client_environment_id, place_search);
create index closures_road_number on closures (client_environment_id, road_number);

-- What goes on now is a handful among all nights.
create index occurrences_status on occurrences (client_environment_id, status, starts_at, id);

-- The relay looks for the events of all environments at once, several times a second, among all the mails that wait:
-- in an index that holds nothing but the events, few as they are.
create index outbox_events on outbox (client_environment_id, due_at) where kind = 'event';
