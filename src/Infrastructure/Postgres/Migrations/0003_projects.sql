create table projects (
  client_environment_id uuid not null references client_environments,
  id uuid not null,
  code text not null,
  name text not null,
  description text,
  status text not null check (status in ('active', 'archived')),
  version int not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (client_environment_id, id)
);
create unique index projects_code on projects (client_environment_id, code);
call protect_tenant_table('projects');

create table project_members (
  client_environment_id uuid not null,
  project_id uuid not null,
  user_id uuid not null references users,
  primary key (client_environment_id, project_id, user_id),
  foreign key (client_environment_id, project_id) references projects
);
create index project_members_user on project_members (client_environment_id, user_id);
call protect_tenant_table('project_members');

create table project_contractors (
  client_environment_id uuid not null,
  project_id uuid not null,
  contractor_id uuid not null,
  primary key (client_environment_id, project_id, contractor_id),
  foreign key (client_environment_id, project_id) references projects
);
call protect_tenant_table('project_contractors');
