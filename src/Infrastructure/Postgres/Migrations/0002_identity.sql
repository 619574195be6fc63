-- Who there is: client environments, users, memberships, sessions, and what the embedded identity keeps.
-- All but memberships belong to the platform and have no tenant policy; only Auth, Users, ClientEnvironments and Authorization touch them.

create table client_environments (
  id uuid primary key,
  slug text not null constraint client_environments_slug_key unique,
  name text not null,
  status text not null check (status in ('active', 'suspended')),
  mode text not null check (mode in ('trial', 'live')),
  sender_name text not null,
  sender_address text not null,
  reply_to text,
  logo_file_id uuid,
  accent_colour text,
  duty_desk text,
  settings jsonb not null,
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
grant select, insert, update on client_environments to vemap_application;
-- The worker finds out whose mail may go.
grant select (id, status, mode) on client_environments to vemap_worker;

create table users (
  id uuid primary key,
  email text not null constraint users_email_key unique check (email = lower(email)),
  full_name text not null,
  company text,
  phone text,
  language text not null check (language in ('nl', 'en')),
  status text not null check (status in ('invited', 'active', 'disabled')),
  is_admin boolean not null,
  activated_at timestamptz,
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
grant select, insert, update on users to vemap_application;

create table memberships (
  client_environment_id uuid not null references client_environments (id),
  id uuid not null,
  user_id uuid not null references users (id),
  role text not null check (role in ('organisation', 'manager', 'stakeholder')),
  contractor_id uuid,
  read_only boolean not null,
  ends_at timestamptz,
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (client_environment_id, id),
  constraint memberships_user_key unique (client_environment_id, user_id)
);
call protect_tenant_table('memberships');
-- Everybody sees their own memberships, in whichever environment they are.
create policy own_memberships on memberships for select to vemap_application
  using (user_id = (select nullif(current_setting('app.user', true), '')::uuid));

create table sessions (
  id uuid primary key,
  user_id uuid not null references users (id),
  refresh_token_hash bytea not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  end_reason text check (end_reason in ('logged-out', 'token-reused', 'password-changed', 'user-disabled')),
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index sessions_open on sessions (user_id) where ended_at is null;
call check_references_at_commit('sessions');
grant select, insert, update on sessions to vemap_application;

-- What ASP.NET Core Identity knows of a user, under the user's own id; the address is in users.
create table credentials (
  id uuid primary key references users (id),
  password_hash text,
  security_stamp text,
  concurrency_stamp text,
  two_factor_enabled boolean not null,
  lockout_enabled boolean not null,
  lockout_end timestamptz,
  access_failed_count integer not null
);
call check_references_at_commit('credentials');
grant select, insert, update on credentials to vemap_application;

create table one_time_tokens (
  id uuid primary key,
  user_id uuid not null references users (id),
  purpose text not null check (purpose in ('invitation', 'new-password', 'password-reset')),
  secret_hash bytea not null,
  expires_at timestamptz not null,
  spent_at timestamptz,
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index one_time_tokens_open on one_time_tokens (user_id, purpose) where spent_at is null;
call check_references_at_commit('one_time_tokens');
grant select, insert, update on one_time_tokens to vemap_application;

-- The private part is wrapped by a key derived from the master key.
create table signing_keys (
  id uuid primary key,
  public_key text not null,
  wrapped_private_key bytea not null,
  active_from timestamptz not null constraint signing_keys_active_from_key unique,
  created_at timestamptz not null
);
grant select, insert on signing_keys to vemap_application;
