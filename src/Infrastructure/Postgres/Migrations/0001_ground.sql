-- What every later migration and every table of a client environment stands on.

-- A command saves all its rows at once, in whatever order; references are checked when it commits.
create procedure check_references_at_commit(table_name text)
language plpgsql as $$
declare reference name;
begin
  for reference in select conname from pg_constraint where conrelid = table_name::regclass and contype = 'f' loop
    execute format('alter table %I alter constraint %I deferrable initially deferred', table_name, reference);
  end loop;
end $$;

-- The wall between client environments. Forced, so that it holds for the owner too, who gets a policy of its own:
-- without it a migration's backfill would silently change nothing.
-- The setting stands in a sub-select, so that it is evaluated once and indexes are used; nullif, because a setting
-- that was local to an earlier transaction is left behind as an empty text.
create procedure protect_tenant_table(name text, rights text default 'select, insert, update, delete')
language plpgsql as $$
begin
  call check_references_at_commit(name);
  execute format('alter table %I enable row level security', name);
  execute format('alter table %I force row level security', name);
  execute format('create policy owner on %I to vemap_owner using (true) with check (true)', name);
  execute format(
    'create policy tenant on %I to vemap_application using (client_environment_id = (select nullif(current_setting(''app.environment'', true), '''')::uuid))',
    name);
  execute format('grant %s on %I to vemap_application', rights, name);
end $$;

-- The worker only finds work, over all environments; what follows is a command under the application's role.
create procedure let_worker_find(name text, rights text)
language plpgsql as $$
begin
  execute format('create policy worker on %I to vemap_worker using (true) with check (true)', name);
  execute format('grant %s on %I to vemap_worker', rights, name);
end $$;

-- The default: EF takes the empty environment, which is the platform's, for no value and leaves the column out.
-- Written in the same transaction as the change it tells of; relayed afterwards.
create table outbox (
  client_environment_id uuid not null default '00000000-0000-0000-0000-000000000000',
  id uuid not null,
  kind text not null check (kind in ('event', 'mail')),
  name text not null,
  payload jsonb not null,
  due_at timestamptz not null,
  failures int not null default 0,
  created_at timestamptz not null,
  primary key (client_environment_id, id)
);
create index outbox_due on outbox (client_environment_id, kind, due_at);
call protect_tenant_table('outbox', 'select, insert');
call let_worker_find('outbox', 'select, update, delete');

-- Append only. The empty environment (all zeros) is the platform itself.
create table audit_entries (
  client_environment_id uuid not null default '00000000-0000-0000-0000-000000000000',
  id uuid not null,
  at timestamptz not null,
  action text not null,
  outcome text not null,
  actor uuid,
  object_kind text,
  object_id uuid,
  origin text not null,
  trace_id text not null,
  refusal_key bytea,
  details_hash bytea,
  previous_hash bytea,
  hash bytea,
  primary key (client_environment_id, id)
);
create unique index audit_entries_refusal_key on audit_entries (client_environment_id, refusal_key);
create index audit_entries_object on audit_entries (client_environment_id, object_id, id);
call protect_tenant_table('audit_entries', 'select, insert');

-- Beside the entries, so that erasing a person leaves the entries and their hashes whole.
create table audit_details (
  client_environment_id uuid not null default '00000000-0000-0000-0000-000000000000',
  id uuid not null,
  salt bytea not null,
  details text not null,
  primary key (client_environment_id, id),
  foreign key (client_environment_id, id) references audit_entries
);
call protect_tenant_table('audit_details', 'select, insert');

-- Identical refusals within one minute are one entry; how often is counted here.
create table audit_repeats (
  client_environment_id uuid not null default '00000000-0000-0000-0000-000000000000',
  refusal_key bytea not null,
  count int not null,
  last_at timestamptz not null,
  primary key (client_environment_id, refusal_key)
);
call protect_tenant_table('audit_repeats', 'select, insert, update');
