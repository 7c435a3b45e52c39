-- Coverage as it was computed with a publication, in the publication's own transaction: whoever sees the rows sees the planes
-- and the figures that belong to them.
create table geo.coverage (
  layer_id       text not null references geo.layer,
  -- The publication that it was computed for; a later one that changed no site has none of its own and shows this one's.
  publication_id bigint not null references geo.publication,
  -- The rule as it stood, so that a figure of the past still says how it came about.
  rule           jsonb not null,
  -- Names rule, grid, people and boundaries together: figures with different names are not compared without a word.
  assumptions_id text not null,
  -- Sites in service; those of them that had to take defaults for power, height or band; those that no model holds for.
  sites          bigint not null,
  defaulted      bigint not null,
  left_out       bigint not null,
  computed_ms    bigint not null,
  -- False once the planes of a past state were thinned out; its figures stay.
  has_planes     boolean not null default true,
  computed_at    timestamptz not null default now(),
  primary key (layer_id, publication_id)
);

-- The planes in tiles of 256 by 256 cells, each valid from one publication to another like a site. A tile never changes,
-- so a reader may keep it for ever. What the server compressed is not compressed again.
create table geo.coverage_tile (
  layer_id   text not null references geo.layer,
  tile       integer not null,
  valid_from bigint not null references geo.publication,
  valid_to   bigint references geo.publication,
  levels     bytea not null,
  depths     bytea not null,
  -- What low zooms draw: shares and means of 8 by 8 cells and more, so that a picture of the province reads little.
  overview   bytea not null,
  primary key (layer_id, tile, valid_from),
  constraint coverage_tile_is_valid_before_it_ends check (valid_to > valid_from)
);
alter table geo.coverage_tile alter column levels set storage external, alter column depths set storage external, alter column overview set storage external;
create unique index coverage_tile_has_one_current_row on geo.coverage_tile (layer_id, tile) where valid_to is null;
-- Thinning out asks for the tiles that ended before a publication.
create index coverage_tile_by_ending on geo.coverage_tile (layer_id, valid_to) where valid_to is not null;

-- The figures of an area: whole cells and whole thousandths of people, so that sums over levels are exact.
create table geo.coverage_area (
  layer_id   text not null references geo.layer,
  adcode     text not null,
  level      text not null,
  valid_from bigint not null references geo.publication,
  valid_to   bigint references geo.publication,
  figures    jsonb not null,
  primary key (layer_id, adcode, valid_from),
  constraint coverage_area_is_valid_before_it_ends check (valid_to > valid_from)
);
create unique index coverage_area_has_one_current_row on geo.coverage_area (layer_id, adcode) where valid_to is null;

-- A rule that the province has put in the place of the layer's own; the newest counts, null goes back to the layer's own.
create table geo.coverage_rule (
  id         bigint generated always as identity primary key,
  layer_id   text not null references geo.layer,
  rule       jsonb,
  actor      text not null,
  changed_at timestamptz not null default now()
);
create index coverage_rule_by_layer on geo.coverage_rule (layer_id, id);

-- People by cell of a raster that the province has imported in the place of the evenly spread census.
create table geo.population_raster (
  id          bigint generated always as identity primary key,
  source      text not null,
  year        integer not null,
  -- Compressed rows: see the importer.
  people      bytea not null,
  imported_at timestamptz not null default now()
);
alter table geo.population_raster alter column people set storage external;

grant select on geo.coverage, geo.coverage_tile, geo.coverage_area, geo.coverage_rule, geo.population_raster to geo_app;
grant insert, update (has_planes) on geo.coverage to geo_app;
grant insert, delete, update (valid_to) on geo.coverage_tile to geo_app;
grant insert, update (valid_to) on geo.coverage_area to geo_app;
grant insert on geo.coverage_rule to geo_app;

-- True inside the transaction that wrote the publication, and nowhere else: a publication carries its transaction's time.
create function geo.is_published_now(publication bigint, layer text) returns boolean language sql stable
  return exists (select from geo.publication p where p.id = publication and p.layer_id = layer and p.published_at = now() and p.actor = geo.actor());

-- Everyone reads. The serving role writes coverage only with a publication of its own; a tile that reaches over a border
-- belongs to no city, so who may publish at all is what counts.
alter table geo.coverage enable row level security;
create policy coverage_is_public on geo.coverage for select to geo_app using (true);
create policy coverage_comes_with_a_publication on geo.coverage for insert to geo_app with check (geo.is_published_now(publication_id, layer_id));
create policy coverage_is_thinned_out_by_editors on geo.coverage for update to geo_app
  using (geo.actor_role() in ('city-editor', 'province-editor', 'administrator')) with check (not has_planes);

alter table geo.coverage_tile enable row level security;
create policy coverage_tiles_are_public on geo.coverage_tile for select to geo_app using (true);
create policy coverage_tiles_begin_with_a_publication on geo.coverage_tile for insert to geo_app with check (geo.is_published_now(valid_from, layer_id));
create policy coverage_tiles_end_with_a_publication on geo.coverage_tile for update to geo_app using (true) with check (geo.is_published_now(valid_to, layer_id));
create policy coverage_tiles_of_the_past_are_thinned_out on geo.coverage_tile for delete to geo_app
  using (valid_to is not null and geo.actor_role() in ('city-editor', 'province-editor', 'administrator'));

alter table geo.coverage_area enable row level security;
create policy coverage_figures_are_public on geo.coverage_area for select to geo_app using (true);
create policy coverage_figures_begin_with_a_publication on geo.coverage_area for insert to geo_app with check (geo.is_published_now(valid_from, layer_id));
create policy coverage_figures_end_with_a_publication on geo.coverage_area for update to geo_app using (true) with check (geo.is_published_now(valid_to, layer_id));

-- Rules are the province's.
alter table geo.coverage_rule enable row level security;
create policy coverage_rules_are_public on geo.coverage_rule for select to geo_app using (true);
create policy coverage_rules_are_the_provinces on geo.coverage_rule for insert to geo_app
  with check (actor = geo.actor() and geo.actor_role() in ('province-editor', 'administrator'));

-- A changed rule, or changed towns, are a new version of the layers whose coverage depends on them.
create policy coverage_changes_with_what_it_depends_on on geo.publication for insert to geo_app
  with check (actor = geo.actor() and kind = 'definition' and source like 'coverage:%' and geo.actor_role() in ('city-editor', 'province-editor', 'administrator'));
