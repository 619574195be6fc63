-- What an environment enters about somebody it invites is its own until the person accepts. Null: accepted, as are all memberships of before.
alter table memberships
  add column invitee_email text,
  add column invitee_full_name text,
  add column invitee_language text check (invitee_language in ('nl', 'en')),
  add column invitee_company text,
  add column invitee_phone text,
  add constraint memberships_invitee check ((invitee_full_name is null) = (invitee_email is null) and (invitee_full_name is null) = (invitee_language is null));

-- Links are per environment: an invitation replaces an earlier one of its own environment only. Zeros: the platform, and all tokens of before.
alter table one_time_tokens add column invited_to uuid not null default '00000000-0000-0000-0000-000000000000';

-- Refresh tokens that may be presented again for half a minute.
alter table sessions add column replaced_tokens jsonb not null default '[]';

-- Wrong passwords by account and network. The columns lockout_end and access_failed_count of credentials are not read any more.
create table log_in_failures (
  user_id uuid not null references users (id),
  network text not null,
  failures int not null,
  last_at timestamptz not null,
  blocked_until timestamptz,
  primary key (user_id, network)
);
create index log_in_failures_last on log_in_failures (last_at);
call check_references_at_commit('log_in_failures');
grant select, insert, update, delete on log_in_failures to vemap_application;
grant select (last_at), delete on log_in_failures to vemap_worker;
