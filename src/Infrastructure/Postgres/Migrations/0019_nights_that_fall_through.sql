-- A night to come that is not carried out, or is after all, makes what was told of the closure untrue, though its content stays: mailings keep which nights they told.
alter table closures add column nights_version int not null default 0;
alter table mailing_closures add column nights_version int;

-- Taken back within a day, as a start and an end are. Of what was reported before nobody knows when.
alter table occurrences add column not_carried_out_reported_at timestamptz;
