-- Who resumes a mailing has seen the newer version, and the guard that was lifted; neither is asked about again.
alter table mailing_closures add column accepted_version int;
alter table mailings add column guard_lifted boolean not null default false;
alter table mailings add column subject text;

-- A cancelled mailing of which part went out is bound by its hash too.
alter table mailings drop constraint mailings_check1;
alter table mailings add constraint mailings_timeline check (status <> 'completed' or timeline_hash is not null);
create index mailings_unsettled on mailings (client_environment_id) where status = 'cancelled' and recipient_count > 0 and timeline_hash is null;
