-- Which tiles a publication changes, so that all others stay in caches: for each layer and cell the last data version that changed
-- anything there. A cell is a tile of zoom 12; servers sum cells up for the zooms above, and a deeper tile asks its own at 12.
create table geo.tile_change (
  layer_id     text not null references geo.layer,
  -- Row times 4096 plus column; -1 is every tile at once, for what changes all: a new definition, new boundaries.
  cell         integer not null constraint a_cell_is_a_tile_of_zoom_12_or_all check (cell between -1 and 16777215),
  data_version bigint not null,
  primary key (layer_id, cell)
);
-- A server that has met version n reads what changed since.
create index tile_change_by_version on geo.tile_change (layer_id, data_version) include (cell);

-- Read by all, written by the triggers below and nobody else: a publication cannot forget it, whichever way it comes.
grant select on geo.tile_change to geo_app;

-- The column and row at zoom 12. What lies outside the part of the world that is served counts at its edge, because a tile of a
-- far zoom reaches beyond it.
create function geo.tile_column(longitude float8) returns integer language sql immutable parallel safe
  return floor((least(greatest(longitude, 114.0), 123.5) + 180) / 360 * 4096)::integer;
create function geo.tile_row(latitude float8) returns integer language sql immutable parallel safe
  return floor((1 - asinh(tan(radians(least(greatest(latitude, 33.8), 39.0)))) / pi()) / 2 * 4096)::integer;

-- The cells that rows touch as they begin or end. Every row is its box, as the tiles' own SQL selects rows by their boxes, in
-- whole hundredths of a degree: that is the cell to which a limited position is known, so the set of changed tiles gives no more
-- away than the coarse position does. That cell is widened by 0.012 degrees, 0.136 of a tile of zoom 12: more than the margin that tiles of
-- zoom 11 and deeper repeat of their neighbours. The zooms above widen further as they sum up.
create function geo.note_changed_rows() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into geo.tile_change as noted (layer_id, cell, data_version)
  select p.layer_id, r * 4096 + c, max(p.data_version)
  from (
    -- Thousands of rows have few different boxes of cells, so these are made distinct before they are taken apart.
    select distinct case tg_op when 'INSERT' then valid_from else valid_to end as publication_id,
      geo.tile_column(floor(public.st_xmin(geom) * 100) / 100 - 0.012) as first_column,
      geo.tile_column(floor(public.st_xmax(geom) * 100) / 100 + 0.022) as last_column,
      geo.tile_row(floor(public.st_ymax(geom) * 100) / 100 + 0.022) as first_row,
      geo.tile_row(floor(public.st_ymin(geom) * 100) / 100 - 0.012) as last_row
    from changed
  ) box
  join geo.publication p on p.id = box.publication_id,
  generate_series(first_column, last_column) c, generate_series(first_row, last_row) r
  group by 1, 2
  on conflict (layer_id, cell) do update set data_version = excluded.data_version where noted.data_version < excluded.data_version;
  return null;
end $$;
create trigger sites_that_begin_change_tiles after insert on geo.site referencing new table as changed for each statement execute function geo.note_changed_rows();
create trigger sites_that_end_change_tiles after update on geo.site referencing new table as changed for each statement execute function geo.note_changed_rows();
create trigger zones_that_begin_change_tiles after insert on geo.zone referencing new table as changed for each statement execute function geo.note_changed_rows();
create trigger zones_that_end_change_tiles after update on geo.zone referencing new table as changed for each statement execute function geo.note_changed_rows();

-- Neighbours share edges and a level is published as a whole: all of its tiles are new.
create function geo.note_changed_areas() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into geo.tile_change as noted (layer_id, cell, data_version)
  select p.layer_id, -1, max(p.data_version)
  from (select distinct case tg_op when 'INSERT' then valid_from else valid_to end as publication_id from changed) area
  join geo.publication p on p.id = area.publication_id
  group by 1
  on conflict (layer_id, cell) do update set data_version = excluded.data_version where noted.data_version < excluded.data_version;
  return null;
end $$;
create trigger areas_that_begin_change_every_tile after insert on geo.area referencing new table as changed for each statement execute function geo.note_changed_areas();
create trigger areas_that_end_change_every_tile after update on geo.area referencing new table as changed for each statement execute function geo.note_changed_areas();

-- Tiles carry what the declaration names.
create function geo.note_changed_definition() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into geo.tile_change values (new.id, -1, new.data_version)
  on conflict (layer_id, cell) do update set data_version = excluded.data_version;
  return null;
end $$;
create trigger a_new_definition_changes_every_tile after update of definition on geo.layer
  for each row when (old.definition <> new.definition and new.data_version > 0) execute function geo.note_changed_definition();

-- Of what was published before this nobody knows which cells it touched: the version of now stands for all of it.
insert into geo.tile_change select id, -1, data_version from geo.layer where data_version > 0;
