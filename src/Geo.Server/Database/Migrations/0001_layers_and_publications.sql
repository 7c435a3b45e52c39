-- PostGIS keeps and indexes geometry; btree_gist lets one spatial index lead with the layer; pg_trgm finds names by any part.
-- In public by name: a database user called geo would otherwise get them into its own schema.
create extension if not exists postgis schema public;
create extension if not exists btree_gist schema public;
create extension if not exists pg_trgm schema public;

-- The serving role. It never owns anything, so it is subject to every grant and policy.
do $$ begin
  create role geo_app nologin;
exception when duplicate_object or unique_violation then null;
end $$;
grant usage on schema geo to geo_app;
grant geo_app to current_user;

-- A layer as gis-data/layers/<id>/layer.json declares it, with what is published of it.
create table geo.layer (
  id              text primary key constraint layer_id_is_kebab_case check (id ~ '^[a-z0-9][a-z0-9-]*$'),
  role            text not null constraint layer_role_is_site_zone_or_area check (role in ('site', 'zone', 'area')),
  -- The declaration itself: a past version of the data can then be read with the words of its time.
  definition      jsonb not null,
  -- Rises with every publication. Tiles, ETags and figures carry it, so a reader can say which state was seen.
  data_version    bigint not null default 0,
  published_at    timestamptz,
  -- Figures of the current state, kept with it in the same transaction, so that no reader has to count.
  feature_count   bigint not null default 0,
  synthetic_count bigint not null default 0,
  period_from     smallint,
  period_to       smallint,
  extent          geometry(Polygon, 4490)
);

-- Who changed what, and when. Never deleted: every row version below points here.
create table geo.publication (
  id           bigint generated always as identity primary key,
  layer_id     text not null references geo.layer,
  data_version bigint not null,
  kind         text not null constraint publication_kind_is_known
               check (kind in ('publication', 'reversal', 'definition')),
  actor        text not null,
  source       text not null,
  added        bigint not null default 0,
  changed      bigint not null default 0,
  removed      bigint not null default 0,
  reverses     bigint references geo.publication,
  published_at timestamptz not null default now(),
  constraint a_data_version_has_one_publication unique (layer_id, data_version),
  constraint a_publication_is_reversed_once unique (reverses)
);

grant select on geo.layer, geo.publication to geo_app;
