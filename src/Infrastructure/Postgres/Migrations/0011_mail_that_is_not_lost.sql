-- Mails about accounts, until they are taken or given up. The letter holds address and secret, and goes with the last attempt.
-- No foreign key: those of the platform itself have the empty environment (all zeros).
create table account_mails (
  client_environment_id uuid not null default '00000000-0000-0000-0000-000000000000',
  id uuid not null,
  letter text,
  status text not null check (status in ('sending', 'sent', 'temporary-failure', 'technical-failure', 'delivered', 'permanent-failure', 'complained')),
  attempt int not null,
  next_attempt_at timestamptz,
  deadline timestamptz not null,
  last_reply text,
  version int not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (client_environment_id, id),
  check ((letter is not null) = (status = 'sending'))
);
create index account_mails_open on account_mails (client_environment_id) where status = 'sending';
call protect_tenant_table('account_mails', 'select, insert, update');
call let_worker_find('account_mails', 'select (client_environment_id, status, next_attempt_at, updated_at)');

-- A dead letter is found by its age, for it is deleted some day, and is revived when its message is sent again.
create index messages_dead on queue.messages (queue, dead_at) where dead_at is not null;
create policy application_revives on queue.messages for update to vemap_application using (queue = 'mail' and dead_at is not null) with check (queue = 'mail' and dead_at is null);

-- Where a provider that tells has told nothing for days, also of mailings that are not being sent any more.
create index recipients_unheard on recipients (client_environment_id, sent_at) where status = 'sent';
grant select (mailing_id, sent_at) on recipients to vemap_worker;
grant select (id, proof) on mailings to vemap_worker;
