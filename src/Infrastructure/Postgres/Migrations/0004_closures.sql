-- A row of its own, because a planner sees only the closures of their own projects and numbers are the environment's.
create table closure_number_series (
  client_environment_id uuid not null references client_environments,
  id uuid not null,
  year int not null,
  last int not null,
  version int not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (client_environment_id, id)
);
create unique index closure_number_series_year on closure_number_series (client_environment_id, year);
call protect_tenant_table('closure_number_series');

-- The bounding box is four float8 and the window two timestamptz: under row-level security only leakproof operators use an index.
-- Collation "C", so that a prefix is a range.
create table closures (
  client_environment_id uuid not null,
  id uuid not null,
  project_id uuid not null,
  number text collate "C" not null,
  title text not null,
  title_search text collate "C" not null,
  road_number text collate "C",
  hectometer_from numeric(7, 3),
  hectometer_to numeric(7, 3),
  side text check (side in ('left', 'right', 'both')),
  place text not null,
  geometry jsonb not null,
  west double precision not null,
  south double precision not null,
  east double precision not null,
  north double precision not null,
  contractor_id uuid,
  measures jsonb not null,
  hindrance_scheme text check (hindrance_scheme in ('ndw-category', 'class', 'melvin-impact')),
  hindrance_value text,
  contacts jsonb not null,
  public_text text,
  internal_note text,
  no_plan_reason text,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  content_version int not null,
  status text not null check (status in ('draft', 'submitted', 'changes-requested', 'refused', 'confirmed', 'cancelled')),
  status_at timestamptz not null,
  status_by uuid not null,
  status_note text,
  refusal_reason text check (refusal_reason in (
    'incomplete', 'conflicts-with-other-works', 'too-much-hindrance', 'emergency-services-cut-off', 'public-transport-cut-off', 'notice-too-short', 'other')),
  version int not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (client_environment_id, id),
  foreign key (client_environment_id, project_id) references projects,
  check (starts_at < ends_at),
  check ((hindrance_scheme is null) = (hindrance_value is null))
);
create unique index closures_number on closures (client_environment_id, number);
create index closures_window on closures (client_environment_id, starts_at, id);
create index closures_project_window on closures (client_environment_id, project_id, starts_at, id);
create index closures_contractor on closures (client_environment_id, contractor_id);
call protect_tenant_table('closures');

create table phases (
  client_environment_id uuid not null,
  id uuid not null,
  project_id uuid not null,
  closure_id uuid not null,
  name text,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  window_from time,
  window_to time,
  weekdays jsonb not null,
  exceptions jsonb not null,
  primary key (client_environment_id, id),
  foreign key (client_environment_id, closure_id) references closures on delete cascade,
  check ((window_from is null) = (window_to is null))
);
create index phases_closure on phases (client_environment_id, closure_id);
call protect_tenant_table('phases');

create table detours (
  client_environment_id uuid not null,
  id uuid not null,
  project_id uuid not null,
  closure_id uuid not null,
  name text not null,
  description text,
  modes jsonb not null,
  geometry jsonb not null,
  west double precision not null,
  south double precision not null,
  east double precision not null,
  north double precision not null,
  primary key (client_environment_id, id),
  foreign key (client_environment_id, closure_id) references closures on delete cascade
);
create index detours_closure on detours (client_environment_id, closure_id);
call protect_tenant_table('detours');

-- No foreign key to phases: a night that was carried out outlives the phase it came from.
create table occurrences (
  client_environment_id uuid not null,
  id uuid not null,
  project_id uuid not null,
  closure_id uuid not null,
  phase_id uuid not null,
  day date not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  status text not null check (status in ('planned', 'started', 'ended', 'not-carried-out', 'cancelled')),
  started_at timestamptz,
  ended_at timestamptz,
  expected_end_at timestamptz,
  reason text,
  primary key (client_environment_id, id),
  foreign key (client_environment_id, closure_id) references closures on delete cascade,
  check (starts_at < ends_at)
);
create index occurrences_window on occurrences (client_environment_id, starts_at, id);
create index occurrences_closure on occurrences (client_environment_id, closure_id, starts_at, id);
create index occurrences_project_status on occurrences (client_environment_id, project_id, status);
call protect_tenant_table('occurrences');

-- Written once: versions are never changed.
create table closure_versions (
  client_environment_id uuid not null,
  closure_id uuid not null,
  number int not null,
  project_id uuid not null,
  by uuid not null,
  at timestamptz not null,
  difference jsonb not null,
  primary key (client_environment_id, closure_id, number),
  foreign key (client_environment_id, closure_id) references closures
);
call protect_tenant_table('closure_versions', 'select, insert');
