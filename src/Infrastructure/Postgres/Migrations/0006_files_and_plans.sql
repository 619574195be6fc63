create table files (
  client_environment_id uuid not null references client_environments,
  id uuid not null,
  project_id uuid not null,
  closure_id uuid not null,
  kind text not null check (kind in ('vkm-plan', 'support-file', 'logo')),
  name text not null,
  size bigint not null check (size > 0),
  content_type text not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  status text not null check (status in ('awaiting-upload', 'expired', 'quarantined', 'available', 'rejected', 'blocked', 'deleted')),
  reason text,
  uploaded_by uuid not null references users,
  upload_until timestamptz not null,
  erased_at timestamptz,
  version int not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (client_environment_id, id),
  foreign key (client_environment_id, project_id) references projects,
  foreign key (client_environment_id, closure_id) references closures
);
create index files_closure on files (client_environment_id, project_id, closure_id, id);
create index files_closure_alone on files (client_environment_id, closure_id);
create index files_waiting on files (client_environment_id, upload_until) where status = 'awaiting-upload';
call protect_tenant_table('files');
-- The worker finds out where uploads have been abandoned.
call let_worker_find('files', 'select (client_environment_id, status, upload_until)');

create table vkm_plans (
  client_environment_id uuid not null references client_environments,
  id uuid not null,
  project_id uuid not null,
  title text not null,
  current_version int not null,
  status text not null check (status in ('pending', 'approved', 'changes-requested', 'withdrawn', 'superseded', 'revoked')),
  awaits_review boolean not null,
  version int not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (client_environment_id, id),
  foreign key (client_environment_id, project_id) references projects
);
create index vkm_plans_project on vkm_plans (client_environment_id, project_id, id);
create index vkm_plans_awaiting_review on vkm_plans (client_environment_id, id) where awaits_review;
call protect_tenant_table('vkm_plans');

create table vkm_plan_versions (
  client_environment_id uuid not null,
  vkm_plan_id uuid not null,
  number int not null,
  project_id uuid not null,
  file_id uuid not null,
  sha256 text not null,
  status text not null check (status in ('pending', 'approved', 'changes-requested', 'withdrawn', 'superseded', 'revoked')),
  reason text,
  added_by uuid not null references users,
  uploaded_by uuid not null references users,
  added_at timestamptz not null,
  decided_at timestamptz,
  primary key (client_environment_id, vkm_plan_id, number),
  foreign key (client_environment_id, vkm_plan_id) references vkm_plans,
  foreign key (client_environment_id, file_id) references files
);
create unique index vkm_plan_versions_file on vkm_plan_versions (client_environment_id, file_id);
-- One version of a plan at most waits for a decision or is approved.
create unique index vkm_plan_versions_current on vkm_plan_versions (client_environment_id, vkm_plan_id) where status in ('pending', 'approved');
call protect_tenant_table('vkm_plan_versions');

create table vkm_plan_closures (
  client_environment_id uuid not null,
  vkm_plan_id uuid not null,
  closure_id uuid not null,
  project_id uuid not null,
  status text not null check (status in ('awaiting-review', 'approved', 'changes-requested', 'void')),
  approved_version int,
  approved_sha256 text,
  primary key (client_environment_id, vkm_plan_id, closure_id),
  foreign key (client_environment_id, vkm_plan_id) references vkm_plans,
  foreign key (client_environment_id, closure_id) references closures,
  check (status <> 'approved' or (approved_version is not null and approved_sha256 is not null))
);
create index vkm_plan_closures_closure on vkm_plan_closures (client_environment_id, closure_id, status);
call protect_tenant_table('vkm_plan_closures');

-- Append only: a decision is never changed, whatever happens to the plan afterwards.
create table vkm_plan_reviews (
  client_environment_id uuid not null,
  vkm_plan_id uuid not null,
  number int not null,
  project_id uuid not null,
  version_number int not null,
  sha256 text not null,
  decision text not null check (decision in ('approved', 'changes-requested')),
  remark text,
  closures jsonb not null,
  reviewer uuid not null references users,
  at timestamptz not null,
  primary key (client_environment_id, vkm_plan_id, number),
  foreign key (client_environment_id, vkm_plan_id) references vkm_plans
);
call protect_tenant_table('vkm_plan_reviews', 'select, insert');
