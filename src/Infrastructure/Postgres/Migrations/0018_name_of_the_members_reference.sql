-- PostgreSQL cut the name that it made itself (63 characters are its limit), so that nobody knew the constraint by it: a group whose member was removed
-- at the same moment failed without a reason.
alter table stakeholder_group_members
  rename constraint stakeholder_group_members_client_environment_id_stakehold_fkey1 to stakeholder_group_members_stakeholder_fkey;
