-- An open-ended phase and its closure end at 2200-01-01Z, an instant that nobody can enter: earlier versions of the program read an end that they can work with.

-- A window may last a weekend. Null: it ends the next time that the clock shows its end, as all earlier windows do.
alter table phases add column window_ends_after_days int;

-- The last day for which an open-ended phase with a window has its nights planned; the worker finds the phases whose nights run out.
alter table phases add column planned_until date;
create index phases_planned_until on phases (client_environment_id, planned_until) where planned_until is not null;
call let_worker_find('phases', 'select (client_environment_id, closure_id, planned_until)');
call let_worker_find('closures', 'select (client_environment_id, id, status)');

-- The letter of the carriageway, as in "23.4a".
alter table closures
  add column hectometer_from_letter text,
  add column hectometer_to_letter text;

-- Where an environment's closures lie: a box in degrees. Null: the Netherlands with its sea.
alter table client_environments add column area jsonb;

-- Closures are found by the words of title, place, number and road number. Words are compared in one form: lower case, without accents, and with
-- compatibility forms (ligatures, full width) written out, so that composed and decomposed letters are the same. A row each, because a range over
-- text is one of the few searches that row-level security lets an index do. Collation "default", because "C", which some columns have, knows no capitals
-- beyond ASCII.
create function search_word(word text) returns text language sql immutable strict parallel safe as $$
  select left(regexp_replace(lower(regexp_replace(normalize(word, NFKD) collate "default", '[\u0300-\u036f]', '', 'g')),
    '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u00d7\u00f7\u02b0-\u02ff\u2000-\u206f\u3000-\u303f]', '', 'g'), 60)
$$;

create function search_words(variadic texts text[]) returns setof text language sql immutable parallel safe as $$
  select distinct left(part, 60)
  from regexp_split_to_table(lower(regexp_replace(normalize(array_to_string(texts, ' '), NFKD) collate "default", '[\u0300-\u036f]', '', 'g')),
    '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u00d7\u00f7\u02b0-\u02ff\u2000-\u206f\u3000-\u303f]+') part
  where part <> ''
$$;

create table closure_words (
  client_environment_id uuid not null,
  closure_id uuid not null,
  word text collate "C" not null,
  project_id uuid not null,
  primary key (client_environment_id, closure_id, word),
  foreign key (client_environment_id, closure_id) references closures on delete cascade
);
create index closure_words_word on closure_words (client_environment_id, word, closure_id);
call protect_tenant_table('closure_words', 'select, insert, delete');

-- The database keeps them, so that closures written by an earlier version of the program are found too. Once a statement for inserts, which may bring many rows.
create function closures_get_words() returns trigger language plpgsql as $$
begin
  insert into closure_words (client_environment_id, closure_id, word, project_id)
  select c.client_environment_id, c.id, words.word, c.project_id
  from added c, search_words(c.title, c.place, c.number, c.road_number) words(word);
  return null;
end $$;

create function closures_change_words() returns trigger language plpgsql as $$
begin
  delete from closure_words w where w.client_environment_id = new.client_environment_id and w.closure_id = new.id;
  insert into closure_words (client_environment_id, closure_id, word, project_id)
  select new.client_environment_id, new.id, words.word, new.project_id
  from search_words(new.title, new.place, new.number, new.road_number) words(word);
  return null;
end $$;

create trigger closures_get_words after insert on closures referencing new table as added for each statement execute function closures_get_words();
create trigger closures_change_words after update of title, place, number, road_number on closures for each row execute function closures_change_words();

insert into closure_words (client_environment_id, closure_id, word, project_id)
select c.client_environment_id, c.id, words.word, c.project_id
from closures c, search_words(c.title, c.place, c.number, c.road_number) words(word);
