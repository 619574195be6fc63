-- Two plans that cover one closure are changed under no common lock: each change saw the approval of the other, which was about to go, and the column
-- stayed true with nothing approved. Now each takes the closure first; what it reads after that is what the one before has committed (ADR 11).
-- No key changes, so the lock is the weaker one: rows that refer to the closure can be written meanwhile.
create or replace function closures_follow_plan_coverage() returns trigger language plpgsql as $$
declare
  covered vkm_plan_closures := coalesce(new, old);
begin
  perform from closures c where c.client_environment_id = covered.client_environment_id and c.id = covered.closure_id for no key update;
  update closures c
  set plan_is_approved = not c.plan_is_approved
  where c.client_environment_id = covered.client_environment_id and c.id = covered.closure_id
    and c.plan_is_approved <> exists (
      select from vkm_plan_closures v
      where v.client_environment_id = covered.client_environment_id and v.closure_id = covered.closure_id and v.status = 'approved');
  return null;
end $$;

-- Once, for what has gone wrong so far; until this is committed nobody changes the coverage the old way.
lock table vkm_plan_closures in share row exclusive mode;
update closures c set plan_is_approved = not c.plan_is_approved
where c.plan_is_approved <> exists (
  select from vkm_plan_closures v
  where v.client_environment_id = c.client_environment_id and v.closure_id = c.id and v.status = 'approved');
