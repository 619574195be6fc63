-- The way of a mail between the application and the mail service: the queues, and the attempts to send.
-- No row-level security by client environment here: the mail service works for all of them and sees no other table.

create schema queue;
create schema mail;
grant usage on schema queue to vemap_application, vemap_mail;
grant usage on schema mail to vemap_mail;

-- A message lives until it is completed; then its payload goes at once (it holds an address) and the row stays for
-- some minutes, so that the same dedup key is not queued again.
create table queue.messages (
  id bigint generated always as identity primary key,
  queue text not null check (queue in ('mail', 'result', 'feedback')),
  group_key text not null,
  dedup_key text not null,
  payload text,
  visible_at timestamptz not null,
  receives int not null default 0,
  created_at timestamptz not null,
  completed_at timestamptz,
  dead_at timestamptz,
  unique (queue, dedup_key)
) with (
  -- Every row is written three times: vacuum by count, not by share, and leave room to update in place.
  fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
  autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 50000, autovacuum_vacuum_cost_delay = 0
);
-- visible_at is in no index, so that receiving updates in place. One index finds what is next, the other what was before it in its group;
-- the statements are written so that neither can take the other's place, for the planner's numbers on such a table are never true.
create index messages_waiting on queue.messages (queue, (id + 0)) where completed_at is null and dead_at is null;
create index messages_group on queue.messages (group_key, id);
create index messages_completed on queue.messages (completed_at) where completed_at is not null;

-- The application puts mails on the queue and takes what is told of them; the mail service does everything.
alter table queue.messages enable row level security;
create policy mail on queue.messages to vemap_mail using (true) with check (true);
create policy application_reads on queue.messages for select to vemap_application using (true);
create policy application_sends on queue.messages for insert to vemap_application with check (queue = 'mail');
create policy application_takes on queue.messages for update to vemap_application using (queue in ('result', 'feedback'));
grant select, insert, update on queue.messages to vemap_application;
grant select, insert, update, delete on queue.messages to vemap_mail;

-- One row per attempt, written before MAIL FROM and after the reply. No address.
create table mail.attempts (
  recipient uuid not null,
  attempt int not null,
  client_environment_id uuid not null,
  opened_at timestamptz not null,
  closed_at timestamptz,
  kind text,
  reply_code int,
  enhanced_code text,
  reply text,
  primary key (recipient, attempt)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0);
create index attempts_opened on mail.attempts (opened_at);
grant select, insert, update, delete on mail.attempts to vemap_mail;
