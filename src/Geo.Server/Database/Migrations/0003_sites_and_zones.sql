-- A quarter as a number: 1 is 2000Q1 or earlier, 77 is 2019Q1; 0 stands for a site without a date.
-- Filters over time in tiles and figures all use it.
create function geo.period(day date) returns smallint
  language sql immutable parallel safe
  return case when day is null then 0
              else greatest(1, 1 + (extract(year from day)::int - 2000) * 4 + extract(quarter from day)::int - 1) end::smallint;

-- What stays the same while a site's rows come and go.
create sequence geo.feature_key;

-- One row a site and state of it: a station, a data centre, a charging location.
create table geo.site (
  key                bigint not null,
  layer_id           text not null references geo.layer,
  -- The city's own code: with layer and city it names the site from one upload to the next.
  code               text not null,
  name               text not null,
  status             text not null constraint site_status_is_known check (status in ('planned', 'building', 'in-service')),
  in_service_date    date,
  -- Where it lies, not what a table claims.
  city_adcode        text not null,
  county_adcode      text not null,
  synthetic          boolean not null default false,
  source             text,
  positional_quality text,
  attributes         jsonb not null,
  geom               geometry(Geometry, 4490) not null,
  -- Tiles cut thousands of rows at a time; they transform the envelope and find the rows ready.
  geom_3857          geometry(Geometry, 3857) not null generated always as (st_transform(geom, 3857)) stored,
  period             smallint not null generated always as (geo.period(in_service_date)) stored,
  valid_from         bigint not null references geo.publication,
  valid_to           bigint references geo.publication,
  primary key (key, valid_from),
  constraint site_is_valid_before_it_ends check (valid_to > valid_from)
);

-- Main urban areas, development zones, villages, reservoirs: what coverage is measured against. The same shape as a
-- site, so that one publication code serves both; apart, because zones are joined with sites and never the other way.
create table geo.zone (like geo.site including all);
alter table geo.zone
  add column kind text generated always as (attributes ->> 'kind') stored,
  add foreign key (layer_id) references geo.layer,
  add foreign key (valid_from) references geo.publication,
  add foreign key (valid_to) references geo.publication;

-- The current state: identity, paging order, place, and a city's or county's sites.
create unique index site_code_is_unique_in_its_city on geo.site (layer_id, city_adcode, code) where valid_to is null;
create unique index site_by_key on geo.site (layer_id, key) where valid_to is null;
create index site_by_place on geo.site using gist (layer_id, geom_3857) where valid_to is null;
create index site_by_county on geo.site (county_adcode, layer_id) where valid_to is null;
create index site_by_name on geo.site using gin (name gin_trgm_ops) where valid_to is null;
-- What a publication began and ended: reversal, and the states of the past.
create index site_by_publication on geo.site (layer_id, valid_from);
create index site_by_ending on geo.site (valid_to) where valid_to is not null;

create unique index zone_code_is_unique_in_its_city on geo.zone (layer_id, city_adcode, code) where valid_to is null;
create unique index zone_by_key on geo.zone (layer_id, key) where valid_to is null;
create index zone_by_place on geo.zone using gist (layer_id, geom_3857) where valid_to is null;
create index zone_by_county on geo.zone (county_adcode, layer_id) where valid_to is null;
create index zone_by_name on geo.zone using gin (name gin_trgm_ops) where valid_to is null;
create index zone_by_publication on geo.zone (layer_id, valid_from);
create index zone_by_ending on geo.zone (valid_to) where valid_to is not null;

grant select on geo.site, geo.zone to geo_app;
