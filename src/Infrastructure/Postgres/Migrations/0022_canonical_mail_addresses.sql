-- Two spellings of one mailbox (müller.nl, xn--mller-kva.nl, a decomposed ü) are one address. These functions give the same form as MailAddress.Canonical in the
-- program, for rows that were written before the column existed and for a program of the version before, which does not fill it.

-- RFC 3492; a label within ASCII is returned unchanged.
create function punycode_label(label text) returns text
language plpgsql immutable strict parallel safe as $$
declare
  points int[] := array(select ascii(letter) from unnest(string_to_array(label, null)) with ordinality as letters(letter, place) order by place);
  output text := '';
  point int; next_point int; handled int; basic int; quotient int; threshold int; digit int;
  position int := 128; delta int := 0; bias int := 72; step int;
begin
  foreach point in array points loop
    if point < 128 then output := output || chr(point); end if;
  end loop;
  if length(output) = cardinality(points) then return label; end if;
  basic := length(output);
  handled := basic;
  if basic > 0 then output := output || '-'; end if;
  while handled < cardinality(points) loop
    select min(code) into next_point from unnest(points) as code where code >= position;
    delta := delta + (next_point - position) * (handled + 1);
    position := next_point;
    foreach point in array points loop
      if point < position then delta := delta + 1; end if;
      if point = position then
        quotient := delta;
        step := 36;
        loop
          threshold := greatest(1, least(26, step - bias));
          exit when quotient < threshold;
          digit := threshold + (quotient - threshold) % (36 - threshold);
          output := output || chr(case when digit < 26 then 97 + digit else 22 + digit end);
          quotient := (quotient - threshold) / (36 - threshold);
          step := step + 36;
        end loop;
        output := output || chr(case when quotient < 26 then 97 + quotient else 22 + quotient end);
        delta := case when handled = basic then delta / 700 else delta / 2 end;
        delta := delta + delta / (handled + 1);
        step := 0;
        while delta > 455 loop
          delta := delta / 35;
          step := step + 36;
        end loop;
        bias := step + 36 * delta / (delta + 38);
        delta := 0;
        handled := handled + 1;
      end if;
    end loop;
    delta := delta + 1;
    position := position + 1;
  end loop;
  return 'xn--' || output;
end $$;

create function canonical_mail_address(address text) returns text
language sql immutable strict parallel safe as $$
  select case when position('@' in address) < 2 then lower(address) else
    lower(normalize(split_part(address, '@', 1), NFC)) || '@' || (
      select string_agg(punycode_label(label), '.' order by place)
      from unnest(string_to_array(translate(normalize(lower(normalize(substr(address, position('@' in address) + 1), NFKC)), NFKC), '。', '.'), '.')) with ordinality as labels(label, place))
  end
$$;

-- Where two users already have two spellings of one address, the second keeps its own spelling as key, so that both log in as they are used to.
alter table users add column canonical_email text constraint users_canonical_email_key unique;
create function fill_canonical_email() returns trigger
language plpgsql as $$
begin
  if new.canonical_email is null then
    new.canonical_email := canonical_mail_address(new.email);
    if exists (select from users where canonical_email = new.canonical_email and id <> new.id) then new.canonical_email := new.email; end if;
  end if;
  return new;
end $$;
create trigger users_canonical_email before insert or update on users for each row execute function fill_canonical_email();
do $$
declare person uuid;
begin
  for person in select id from users order by email <> canonical_mail_address(email), id loop
    update users set canonical_email = null where id = person;
  end loop;
end $$;
alter table users alter column canonical_email set not null;
