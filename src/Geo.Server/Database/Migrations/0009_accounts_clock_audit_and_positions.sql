-- Sessions and tokens are judged at the moment that the service names, not at the database's own: the service has one clock,
-- which tests set, and its cookie and its row end together.
drop function geo.account_of_session(uuid);
create function geo.account_of_session(session_id uuid, at timestamptz) returns table (id uuid, name text, role text, areas text[], ends timestamptz)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select a.id, a.name, a.role, a.areas, s.expires_at
  from geo.session s join geo.account a on a.id = s.account_id
  where s.id = session_id and s.expires_at > at and s.security_stamp = a.security_stamp and not a.disabled
$$;

drop function geo.account_of_token(bytea);
create function geo.account_of_token(token_sha256 bytea, at timestamptz) returns table (id uuid, name text, role text, areas text[], ends timestamptz)
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update geo.token set last_used_at = at
  where sha256 = token_sha256 and expires_at > at and revoked_at is null
    and (last_used_at is null or last_used_at < at - interval '1 hour');
  select a.id, a.name, a.role, a.areas, t.expires_at
  from geo.token t join geo.account a on a.id = t.account_id
  where t.sha256 = token_sha256 and t.expires_at > at and t.revoked_at is null and not a.disabled
$$;
revoke execute on function geo.account_of_session, geo.account_of_token from public;
grant execute on function geo.account_of_session, geo.account_of_token to geo_app;

-- Where the organisation's provider may bring new people in, they begin as readers: the sign-in can make nothing more.
create policy the_door_makes_viewers_of_known_identities on geo.account for insert to geo_app
  with check (geo.actor_role() = 'door' and role = 'viewer' and oidc_subject is not null and password_hash is null and not disabled);

-- The log is read newest first, by who, what or whom.
create index audit_by_actor on geo.audit (actor, id);
create index audit_by_action on geo.audit (action, id);
create index audit_by_subject on geo.audit (subject, id);

-- Where a site lies, to a hundredth of a degree: the centre of its cell, about a kilometre wide. For who may not see more.
create function geo.coarse(place geometry) returns geometry
  language sql immutable strict parallel safe
  return st_setsrid(st_makepoint((floor(st_x(place) * 100) + 0.5) / 100, (floor(st_y(place) * 100) + 0.5) / 100), st_srid(place));

-- Sites as they may be seen from afar: whatever is selected, drawn or compared, it is the coarse place. `near` is the exact
-- one in Mercator, there to find rows by index in a widened box before the coarse place decides; it decides nothing itself.
create view geo.coarse_site with (security_invoker) as
select s.key, s.layer_id, s.code, s.name, s.status, s.in_service_date, s.city_adcode, s.county_adcode, s.synthetic, s.source,
  s.positional_quality, s.attributes, geo.coarse(s.geom) as geom, st_transform(geo.coarse(s.geom), 3857) as geom_3857,
  s.geom_3857 as near, s.period, s.valid_from, s.valid_to
from geo.site s;
grant select on geo.coarse_site to geo_app;
