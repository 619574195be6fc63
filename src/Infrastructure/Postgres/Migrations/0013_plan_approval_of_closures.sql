-- Whether an approved plan covers a closure, beside the closure: every list shows it, and looking it up row by row was half of what a list cost the
-- database. It follows vkm_plan_closures in the same transaction, whoever writes there; nobody else writes it (ADR 11).
alter table closures add column plan_is_approved boolean not null default false;

create function closures_follow_plan_coverage() returns trigger language plpgsql as $$
declare
  covered vkm_plan_closures := coalesce(new, old);
begin
  update closures c
  set plan_is_approved = not c.plan_is_approved
  where c.client_environment_id = covered.client_environment_id and c.id = covered.closure_id
    and c.plan_is_approved <> exists (
      select from vkm_plan_closures v
      where v.client_environment_id = covered.client_environment_id and v.closure_id = covered.closure_id and v.status = 'approved');
  return null;
end $$;

create trigger closures_follow_plan_coverage after insert or delete or update of status on vkm_plan_closures
  for each row execute function closures_follow_plan_coverage();

update closures c set plan_is_approved = true
where exists (
  select from vkm_plan_closures v
  where v.client_environment_id = c.client_environment_id and v.closure_id = c.id and v.status = 'approved');
