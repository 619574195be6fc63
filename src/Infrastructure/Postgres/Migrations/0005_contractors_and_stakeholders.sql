create table contractors (
  client_environment_id uuid not null references client_environments,
  id uuid not null,
  name text not null,
  contact_name text,
  email text,
  phone text,
  version int not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (client_environment_id, id)
);
create unique index contractors_name on contractors (client_environment_id, lower(name));
call protect_tenant_table('contractors');

-- The tables that have named contractors so far.
alter table project_contractors add foreign key (client_environment_id, contractor_id) references contractors;
create index project_contractors_contractor on project_contractors (client_environment_id, contractor_id);
call check_references_at_commit('project_contractors');
alter table memberships add foreign key (client_environment_id, contractor_id) references contractors;
create index memberships_contractor on memberships (client_environment_id, contractor_id);
call check_references_at_commit('memberships');
alter table closures add foreign key (client_environment_id, contractor_id) references contractors;
call check_references_at_commit('closures');

create table stakeholders (
  client_environment_id uuid not null references client_environments,
  id uuid not null,
  project_id uuid,
  name text not null,
  sort_name text not null,
  organisation text,
  email text not null,
  fallback_email text,
  phone text,
  language text not null check (language in ('nl', 'en')),
  category text not null check (category in ('emergency-services', 'public-transport', 'municipality', 'road-authority', 'business', 'residents', 'other')),
  mandatory boolean not null,
  interest_area jsonb,
  linked_user uuid references users,
  version int not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (client_environment_id, id),
  foreign key (client_environment_id, project_id) references projects
);
-- The environment's own register is the one without a project.
create unique index stakeholders_email on stakeholders (client_environment_id, project_id, lower(email)) nulls not distinct;
create index stakeholders_name on stakeholders (client_environment_id, sort_name, id);
create index stakeholders_linked_user on stakeholders (client_environment_id, linked_user);
call protect_tenant_table('stakeholders');

create table stakeholder_groups (
  client_environment_id uuid not null references client_environments,
  id uuid not null,
  project_id uuid,
  name text not null,
  version int not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (client_environment_id, id),
  foreign key (client_environment_id, project_id) references projects
);
create unique index stakeholder_groups_name on stakeholder_groups (client_environment_id, project_id, name) nulls not distinct;
call protect_tenant_table('stakeholder_groups');

create table stakeholder_group_members (
  client_environment_id uuid not null,
  stakeholder_group_id uuid not null,
  stakeholder_id uuid not null,
  primary key (client_environment_id, stakeholder_group_id, stakeholder_id),
  foreign key (client_environment_id, stakeholder_group_id) references stakeholder_groups,
  foreign key (client_environment_id, stakeholder_id) references stakeholders
);
create index stakeholder_group_members_stakeholder on stakeholder_group_members (client_environment_id, stakeholder_id);
call protect_tenant_table('stakeholder_group_members');
