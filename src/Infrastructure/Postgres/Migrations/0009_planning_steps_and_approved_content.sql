-- Written once: who took which step of a closure's planning. The closure's own columns only know the last one.
create table closure_steps (
  client_environment_id uuid not null,
  closure_id uuid not null,
  closure_version int not null,
  to_status text not null check (to_status in ('draft', 'submitted', 'changes-requested', 'refused', 'confirmed', 'cancelled')),
  project_id uuid not null,
  from_status text not null check (from_status in ('draft', 'submitted', 'changes-requested', 'refused', 'confirmed', 'cancelled')),
  content_version int not null,
  at timestamptz not null,
  by uuid not null,
  note text,
  primary key (client_environment_id, closure_id, closure_version, to_status),
  foreign key (client_environment_id, closure_id) references closures
);
call protect_tenant_table('closure_steps', 'select, insert');

-- The time to take a report back runs from when it was made. Of older reports only the moment that they tell is known.
alter table occurrences add start_reported_at timestamptz, add end_reported_at timestamptz;
update occurrences set start_reported_at = started_at, end_reported_at = ended_at where started_at is not null;

-- An approval names the content of the closure that it is for. Of older ones nobody knows it.
alter table vkm_plan_closures add approved_content_version int;
update vkm_plan_reviews set closures = (
  select coalesce(jsonb_agg(jsonb_build_object('closureId', id, 'contentVersion', null) order by place), '[]')
  from jsonb_array_elements(closures) with ordinality as one (id, place));

-- What goes on from a moment on has started at most the longest night before it; else all of the past would be read first.
create index occurrences_length on occurrences (client_environment_id, (ends_at - starts_at));

-- A link that is still valid can bring back the bytes of a file that was erased; it is erased once more when the last link has expired.
create index files_erased_early on files (client_environment_id, upload_until)
  where status in ('rejected', 'deleted', 'expired') and erased_at < upload_until;
grant select (erased_at) on files to vemap_worker;
