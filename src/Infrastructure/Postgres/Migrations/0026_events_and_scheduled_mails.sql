-- Events and scheduled mails have a table each. The program of the release before goes on writing to outbox while both run;
-- the new relays take those rows over. A later migration drops outbox.
create table domain_events (
  client_environment_id uuid not null default '00000000-0000-0000-0000-000000000000',
  id uuid not null,
  name text not null,
  payload jsonb not null,
  due_at timestamptz not null,
  failures int not null default 0,
  created_at timestamptz not null,
  dead_at timestamptz,
  reason text,
  primary key (client_environment_id, id)
);
create index domain_events_due on domain_events (client_environment_id, due_at) where dead_at is null;
create index domain_events_dead on domain_events (client_environment_id, dead_at) where dead_at is not null;
call protect_tenant_table('domain_events', 'select, insert');
call let_worker_find('domain_events', 'select, insert, update, delete');

create table scheduled_mails (
  client_environment_id uuid not null,
  id uuid not null,
  recipient_id uuid not null,
  payload jsonb not null,
  due_at timestamptz not null,
  failures int not null default 0,
  created_at timestamptz not null,
  dead_at timestamptz,
  reason text,
  primary key (client_environment_id, id)
);
create index scheduled_mails_due on scheduled_mails (client_environment_id, due_at) where dead_at is null;
create index scheduled_mails_dead on scheduled_mails (client_environment_id, dead_at) where dead_at is not null;
create index scheduled_mails_recipient on scheduled_mails (client_environment_id, recipient_id);
call protect_tenant_table('scheduled_mails', 'select, insert');
call let_worker_find('scheduled_mails', 'select, insert, update, delete');

-- Why a message could not be handled, shown beside its dead letter.
alter table queue.messages add column reason text;

-- A mail about an account that fails again and again is a dead letter as well; whoever operates the queues redrives or drops it.
alter table account_mails
  add column failures int not null default 0,
  add column dead_at timestamptz,
  add column reason text;
grant select (id, failures, dead_at, reason, version) on account_mails to vemap_worker;
grant update (status, letter, next_attempt_at, failures, dead_at, reason, version, updated_at) on account_mails to vemap_worker;
