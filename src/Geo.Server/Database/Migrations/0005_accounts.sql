-- Who is asking. Every transaction of the serving role says so with three settings that end with it (set_config(..., true));
-- one that says nothing is nobody, and every rule below then answers no. An ended setting reads as '', not as null.
create function geo.actor() returns text language sql stable
  return coalesce(current_setting('geo.actor', true), '');
create function geo.actor_role() returns text language sql stable
  return coalesce(current_setting('geo.role', true), '');
create function geo.actor_areas() returns text[] language sql stable
  return string_to_array(coalesce(current_setting('geo.areas', true), ''), ',');

-- People and programs that may do more than read.
create table geo.account (
  id              uuid primary key default gen_random_uuid(),
  -- As its owner writes it. Publications and the audit log carry it, so it never changes and no account is ever deleted.
  name            text not null constraint account_name_has_no_space_or_sign check (name ~ '^[A-Za-z0-9._@+-]{1,64}$'),
  normalized_name text not null constraint account_name_is_unique unique,
  -- Null: this account signs in through the organisation's own identity provider only.
  password_hash   text,
  -- Changes with every change of password; a session that carries another one has ended.
  security_stamp  text not null,
  role            text not null constraint account_role_is_known
                  check (role in ('viewer', 'city-editor', 'province-editor', 'administrator')),
  -- Adcodes of the cities or counties that a city editor may write.
  areas           text[] not null default '{}' constraint account_areas_are_adcodes
                  check (array_to_string(areas, ',', '?') ~ '^([0-9]{6}(,[0-9]{6})*)?$'),
  disabled        boolean not null default false,
  -- 'issuer subject' at the identity provider: names there may change hands, this pair never does.
  oidc_subject    text constraint identity_has_one_account unique,
  created_at      timestamptz not null default now(),
  constraint a_city_editor_and_no_one_else_has_areas check ((role = 'city-editor') = (cardinality(areas) > 0))
);

-- A person's time at the map, from signing in to signing out. The cookie holds only the id, sealed; so signing out ends a
-- session even for whoever copied the cookie.
create table geo.session (
  id             uuid primary key default gen_random_uuid(),
  account_id     uuid not null references geo.account,
  security_stamp text not null,
  started_at     timestamptz not null default now(),
  -- The end that no activity puts off.
  expires_at     timestamptz not null constraint session_ends_after_it_starts check (expires_at > started_at)
);
create index session_by_account on geo.session (account_id);

-- Keys for programs. The key itself is shown once and kept nowhere; 256 random bits need no slow hash.
create table geo.token (
  id           uuid primary key default gen_random_uuid(),
  account_id   uuid not null references geo.account,
  name         text not null constraint token_name_is_a_short_text check (length(name) between 1 and 100),
  -- The first characters, by which its owner tells one from another.
  prefix       text not null,
  sha256       bytea not null constraint token_is_unique unique constraint token_hash_is_32_bytes check (octet_length(sha256) = 32),
  created_at   timestamptz not null default now(),
  expires_at   timestamptz not null constraint token_ends_after_it_starts check (expires_at > created_at),
  -- To the hour, so that reading does not become writing.
  last_used_at timestamptz,
  revoked_at   timestamptz
);
create index token_by_account on geo.token (account_id);

-- Failed sign-ins by name, whether an account has that name or not: so being locked out tells nothing about who exists.
-- By the name's hash, because people type passwords into the wrong field.
create table geo.sign_in_attempt (
  name_sha256 bytea primary key,
  failures    integer not null,
  last_at     timestamptz not null
);

-- What cookies and forms are sealed with, shared by all servers of one service and kept over restarts.
create table geo.data_protection_key (
  id  bigint generated always as identity primary key,
  xml text not null
);

-- The account behind a cookie or a token: whoever holds the secret sees this account and no other. They run as the owner,
-- because at that moment nobody is known yet.
create function geo.account_of_session(session_id uuid) returns table (id uuid, name text, role text, areas text[])
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select a.id, a.name, a.role, a.areas
  from geo.session s join geo.account a on a.id = s.account_id
  where s.id = session_id and s.expires_at > now() and s.security_stamp = a.security_stamp and not a.disabled
$$;

create function geo.account_of_token(token_sha256 bytea) returns table (id uuid, name text, role text, areas text[])
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update geo.token set last_used_at = now()
  where sha256 = token_sha256 and expires_at > now() and revoked_at is null
    and (last_used_at is null or last_used_at < now() - interval '1 hour');
  select a.id, a.name, a.role, a.areas
  from geo.token t join geo.account a on a.id = t.account_id
  where t.sha256 = token_sha256 and t.expires_at > now() and t.revoked_at is null and not a.disabled
$$;
revoke execute on function geo.account_of_session, geo.account_of_token from public;
grant execute on function geo.account_of_session, geo.account_of_token to geo_app;

-- What the serving role may do at all; which rows, the policies say.
grant select, insert on geo.account, geo.session, geo.token to geo_app;
grant update (password_hash, security_stamp, role, areas, disabled) on geo.account to geo_app;
grant delete on geo.session to geo_app;
grant update (revoked_at) on geo.token to geo_app;
grant select, insert, update, delete on geo.sign_in_attempt to geo_app;
grant select, insert on geo.data_protection_key to geo_app;

alter table geo.account enable row level security;
alter table geo.session enable row level security;
alter table geo.token enable row level security;

-- 'door' is the role of the sign-in itself: it must find an account before it knows whose request it is.
create policy accounts_are_seen_by_themselves_administrators_and_the_door on geo.account for select to geo_app
  using (name = geo.actor() or geo.actor_role() in ('administrator', 'door'));
create policy accounts_are_made_by_administrators on geo.account for insert to geo_app
  with check (geo.actor_role() = 'administrator');
create policy accounts_are_changed_by_themselves_and_administrators on geo.account for update to geo_app
  using (name = geo.actor() or geo.actor_role() = 'administrator');

-- A policy sees rows, not columns: of its own row an account may change the password, never what it is allowed to do.
create function geo.refuse_self_promotion() returns trigger language plpgsql as $$
begin
  if current_user = 'geo_app' and geo.actor_role() <> 'administrator' then
    raise exception 'only an administrator changes role, areas or state of an account' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger rights_are_given_by_administrators before update on geo.account for each row
  when ((old.role, old.areas, old.disabled) is distinct from (new.role, new.areas, new.disabled))
  execute function geo.refuse_self_promotion();

create policy sessions_belong_to_their_account on geo.session for all to geo_app
  using (account_id in (select id from geo.account where name = geo.actor()));
create policy tokens_belong_to_their_account on geo.token for all to geo_app
  using (account_id in (select id from geo.account where name = geo.actor()));
