-- Who did what, when and from where; written by the transaction that did it, so neither is there without the other.
create table geo.audit (
  -- 1, 2, 3 without a gap: a missing entry shows.
  id       bigint primary key,
  at       timestamptz not null,
  actor    text not null,
  action   text not null,
  subject  text not null,
  detail   jsonb not null,
  -- Null: the command line.
  address  inet,
  -- The SHA-256 of the entry before, so that no entry can be changed, taken out or put in without changing all that follow.
  previous bytea not null,
  sha256   bytea not null constraint audit_entry_has_one_successor unique
);

-- Text that is the same whatever a session's time zone or formats are.
create function geo.audit_sha256(e geo.audit) returns bytea language sql stable
  return sha256(convert_to(jsonb_build_array(e.id, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'),
    e.actor, e.action, e.subject, e.detail, host(e.address), encode(e.previous, 'hex'))::text, 'UTF8'));

-- Links an entry to the chain. Number, time and hashes are never the writer's to choose.
create function geo.link_audit() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare last geo.audit;
begin
  perform pg_advisory_xact_lock(hashtext('geo.audit'));
  select * into last from geo.audit order by id desc limit 1;
  new.id := coalesce(last.id, 0) + 1;
  new.at := clock_timestamp();
  new.previous := coalesce(last.sha256, decode(repeat('00', 32), 'hex'));
  new.sha256 := geo.audit_sha256(new);
  return new;
end $$;
create trigger an_entry_is_linked_to_the_one_before before insert on geo.audit for each row execute function geo.link_audit();

-- Holds for the owner too.
create function geo.refuse_audit_change() returns trigger language plpgsql as $$
begin
  raise exception 'the audit log is only ever added to' using errcode = 'insufficient_privilege';
end $$;
create trigger the_audit_log_is_only_added_to before update or delete or truncate on geo.audit
  for each statement execute function geo.refuse_audit_change();

-- The first entry that is not what was written, or null. What a chain cannot show is that its end was cut off: compare the
-- head with one noted elsewhere.
create function geo.audit_break() returns bigint language sql stable
  return (
    select min(id) from (
      select e.id, e.sha256 is distinct from geo.audit_sha256(e)
        or e.previous is distinct from coalesce(lag(e.sha256) over chain, decode(repeat('00', 32), 'hex'))
        or e.id <> coalesce(lag(e.id) over chain, 0) + 1 as broken
      from geo.audit e window chain as (order by e.id)
    ) entry where broken);

grant select on geo.audit to geo_app;
grant insert (actor, action, subject, detail, address) on geo.audit to geo_app;
alter table geo.audit enable row level security;
create policy the_audit_log_is_read_by_administrators on geo.audit for select to geo_app using (geo.actor_role() = 'administrator');
create policy an_entry_names_who_writes_it on geo.audit for insert to geo_app with check (actor = geo.actor());

-- What must be recorded records itself, so that no handler can forget it. At commit, because from then on until its end a
-- transaction is alone with the log: a publication of minutes must not keep people from signing in.
create function geo.record(actor text, action text, subject text, detail jsonb) returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  insert into geo.audit (actor, action, subject, detail, address)
  values (coalesce(nullif(actor, ''), session_user), action, subject, jsonb_strip_nulls(detail),
    nullif(current_setting('geo.address', true), '')::inet)
$$;
-- Only triggers may call it, or anyone could write in another's name.
revoke execute on function geo.record from public;

create function geo.record_publication() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform geo.record(new.actor, new.kind, new.layer_id, jsonb_build_object('publication', new.id, 'dataVersion', new.data_version,
    'source', new.source, 'added', new.added, 'changed', new.changed, 'removed', new.removed, 'reverses', new.reverses));
  return null;
end $$;
create constraint trigger a_publication_is_recorded after insert on geo.publication
  deferrable initially deferred for each row execute function geo.record_publication();

create function geo.record_account() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    perform geo.record(geo.actor(), 'account-created', new.name, jsonb_build_object('role', new.role, 'areas', new.areas, 'oidcSubject', new.oidc_subject));
    return null;
  end if;
  if (old.role, old.areas) is distinct from (new.role, new.areas) then
    perform geo.record(geo.actor(), 'rights-changed', new.name,
      jsonb_build_object('role', new.role, 'areas', new.areas, 'roleBefore', old.role, 'areasBefore', old.areas));
  end if;
  if old.disabled <> new.disabled then
    perform geo.record(geo.actor(), case when new.disabled then 'account-disabled' else 'account-enabled' end, new.name, '{}');
  end if;
  if old.password_hash is distinct from new.password_hash then
    perform geo.record(geo.actor(), 'password-changed', new.name, '{}');
  end if;
  return null;
end $$;
create constraint trigger an_account_is_recorded after insert or update on geo.account
  deferrable initially deferred for each row execute function geo.record_account();

create function geo.record_session() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare account text;
begin
  if tg_op = 'INSERT' then
    select name into account from geo.account where id = new.account_id;
    perform geo.record(geo.actor(), 'signed-in', account, jsonb_build_object('until', new.expires_at));
  elsif old.expires_at > now() then
    select name into account from geo.account where id = old.account_id;
    perform geo.record(geo.actor(), 'signed-out', account, '{}');
  end if;
  return null;
end $$;
create constraint trigger a_session_is_recorded after insert or delete on geo.session
  deferrable initially deferred for each row execute function geo.record_session();

create function geo.record_token() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare account text;
begin
  select name into account from geo.account where id = new.account_id;
  if tg_op = 'INSERT' then
    perform geo.record(geo.actor(), 'token-created', account, jsonb_build_object('token', new.name, 'prefix', new.prefix, 'until', new.expires_at));
  elsif old.revoked_at is null and new.revoked_at is not null then
    perform geo.record(geo.actor(), 'token-revoked', account, jsonb_build_object('token', new.name, 'prefix', new.prefix));
  end if;
  return null;
end $$;
create constraint trigger a_token_is_recorded after insert or update on geo.token
  deferrable initially deferred for each row execute function geo.record_token();
