create table message_templates (
  client_environment_id uuid not null references client_environments,
  id uuid not null,
  name text not null,
  kind text not null check (kind in ('announcement', 'definitive', 'change', 'withdrawal', 'overrun', 'free')),
  current int not null,
  version int not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (client_environment_id, id)
);
create unique index message_templates_name on message_templates (client_environment_id, name);
call protect_tenant_table('message_templates');

-- Written once: a mailing keeps the version that it was written from.
create table message_template_versions (
  client_environment_id uuid not null,
  message_template_id uuid not null,
  number int not null,
  texts jsonb not null,
  created_at timestamptz not null,
  primary key (client_environment_id, message_template_id, number),
  foreign key (client_environment_id, message_template_id) references message_templates
);
call protect_tenant_table('message_template_versions', 'select, insert');

create table mailings (
  client_environment_id uuid not null references client_environments,
  id uuid not null,
  project_id uuid not null,
  kind text not null check (kind in ('announcement', 'definitive', 'change', 'withdrawal', 'overrun', 'free')),
  status text not null check (status in ('draft', 'awaiting-release', 'scheduled', 'sending', 'paused', 'completed', 'cancelled')),
  texts jsonb not null,
  template_id uuid,
  template_version int,
  audience jsonb not null,
  created_by uuid not null,
  sent_by uuid,
  released_by uuid,
  resend_of uuid,
  expires_at timestamptz,
  send_at timestamptz,
  started_at timestamptz,
  completed_at timestamptz,
  recipient_count int not null,
  proof text not null check (proof in ('events', 'dsn', 'accepted-only')),
  pause_cause text check (pause_cause in ('person', 'bounce-guard', 'closure-changed')),
  pause_reason text,
  timeline_hash text,
  version int not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (client_environment_id, id),
  foreign key (client_environment_id, project_id) references projects,
  foreign key (client_environment_id, resend_of) references mailings,
  check ((status = 'paused') = (pause_cause is not null)),
  check ((status = 'completed') = (timeline_hash is not null))
);
create index mailings_project on mailings (client_environment_id, project_id, id);
create index mailings_resend_of on mailings (client_environment_id, resend_of);
create index mailings_under_way on mailings (client_environment_id, status) where status in ('scheduled', 'sending');
call protect_tenant_table('mailings');
call let_worker_find('mailings', 'select (client_environment_id, status)');

create table mailing_closures (
  client_environment_id uuid not null,
  mailing_id uuid not null,
  closure_id uuid not null,
  project_id uuid not null,
  content_version int,
  primary key (client_environment_id, mailing_id, closure_id),
  foreign key (client_environment_id, mailing_id) references mailings,
  foreign key (client_environment_id, closure_id) references closures
);
create index mailing_closures_closure on mailing_closures (client_environment_id, closure_id);
call protect_tenant_table('mailing_closures');

-- No foreign key to stakeholders: whoever was told stays told when the register has forgotten them.
create table recipients (
  client_environment_id uuid not null,
  id uuid not null,
  project_id uuid not null,
  mailing_id uuid not null,
  stakeholder_id uuid,
  name text not null,
  organisation text,
  address text not null,
  of_environment boolean not null,
  mandatory boolean not null,
  content_key text not null,
  is_test boolean not null,
  status text not null check (status in (
    'queued', 'sending', 'sent', 'temporary-failure', 'technical-failure', 'delivered', 'permanent-failure', 'complained',
    'suppressed', 'cancelled', 'expired', 'not-allowed')),
  attempt int not null,
  first_attempt_at timestamptz,
  next_attempt_at timestamptz,
  sent_at timestamptz,
  last_reply text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (client_environment_id, id),
  foreign key (client_environment_id, mailing_id) references mailings,
  check (next_attempt_at is null or status = 'sending')
) with (fillfactor = 80);
create index recipients_mailing on recipients (client_environment_id, mailing_id, id);
create index recipients_address on recipients (client_environment_id, address, id);
create index recipients_stakeholder on recipients (client_environment_id, stakeholder_id, id);
create index recipients_open on recipients (client_environment_id, mailing_id) where status in ('queued', 'sending', 'sent');
call protect_tenant_table('recipients', 'select, insert, update');
call let_worker_find('recipients', 'select (client_environment_id, status)');

-- The timeline. The key is what makes an event that is told twice one line.
create table delivery_events (
  client_environment_id uuid not null,
  recipient_id uuid not null,
  attempt int not null,
  event_id text not null,
  project_id uuid not null,
  mailing_id uuid not null,
  kind text not null check (kind in (
    'accepted', 'deferred', 'refused', 'ambiguous', 'failed', 'not-allowed', 'delivered', 'bounced', 'delayed', 'complained',
    'dispatched', 'suppressed', 'expired', 'cancelled', 'unheard')),
  at timestamptz not null,
  reply_code int,
  enhanced_code text,
  reply text,
  recorded_at timestamptz not null,
  primary key (client_environment_id, recipient_id, attempt, event_id),
  foreign key (client_environment_id, recipient_id) references recipients
);
call protect_tenant_table('delivery_events', 'select, insert');

create table suppressions (
  client_environment_id uuid not null references client_environments,
  id uuid not null,
  address text not null,
  reason text not null check (reason in ('permanent-failure', 'complaint')),
  reply text,
  since timestamptz not null,
  lifted_at timestamptz,
  lifted_by uuid,
  lift_reason text,
  version int not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (client_environment_id, id),
  check (address = lower(address)),
  check ((lifted_at is null) = (lift_reason is null))
);
create unique index suppressions_in_force on suppressions (client_environment_id, address) where lifted_at is null;
call protect_tenant_table('suppressions');

-- A mail in the outbox is found by its recipient: whoever has a row there has not been forgotten.
create index outbox_mail on outbox (client_environment_id, name) where kind = 'mail';
