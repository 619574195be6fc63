-- Which nights of a closure a mailing announced: a night that the closure loses later is cancelled in the readers' calendars.
alter table mailing_closures add column nights jsonb not null default '[]';
