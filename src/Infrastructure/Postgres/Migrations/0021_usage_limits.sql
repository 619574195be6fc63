-- How much each environment has used of what costs others (invitations, test mails, uploads, mails) in the window that began last. The empty environment is the platform.
create table usage_counts (
  client_environment_id uuid not null default '00000000-0000-0000-0000-000000000000',
  kind text not null,
  subject text not null,
  window_start timestamptz not null,
  amount bigint not null,
  primary key (client_environment_id, kind, subject)
);
call protect_tenant_table('usage_counts', 'select, insert, update');
