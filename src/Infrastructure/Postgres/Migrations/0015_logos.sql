-- A logo belongs to the environment; every other file to a closure of a project.
alter table files alter column project_id drop not null;
alter table files alter column closure_id drop not null;
alter table files add constraint files_place check ((kind = 'logo') = (project_id is null) and (kind = 'logo') = (closure_id is null));
