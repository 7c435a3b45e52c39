-- Province, economic circles, cities and counties. Each row is valid from one publication to another,
-- so that a state of the past can be asked for and a publication undone.
create table geo.area (
  adcode                text not null,
  level                 text not null constraint area_level_is_known
                        check (level in ('province', 'circle', 'city', 'county')),
  name                  text not null,
  name_en               text not null,
  parent_adcode         text,
  city_adcode           text,
  -- The adcode of its economic circle.
  circle                text,
  population_2020       bigint,
  urban_population_2020 bigint,
  rural_population_2020 bigint,
  -- Computed from the geometry on the ellipsoid, never typed; to the square metre, so that sums over levels are exact.
  area_km2              numeric(12, 6) not null,
  geom                  geometry(MultiPolygon, 4490) not null,
  -- Where a name sits well, inside the area; so that whoever only names it need not read its geometry.
  label                 geometry(Point, 4490) not null,
  valid_from            bigint not null references geo.publication,
  valid_to              bigint references geo.publication,
  primary key (adcode, valid_from),
  constraint area_population_is_urban_plus_rural check (population_2020 = urban_population_2020 + rural_population_2020),
  constraint area_is_valid_before_it_ends check (valid_to > valid_from)
);

-- One current row an area; also the order in which items are paged.
create unique index area_has_one_current_row on geo.area (level, adcode) where valid_to is null;
-- Items by bbox, and the county a site lies in.
create index area_by_place on geo.area using gist (level, geom) where valid_to is null;

-- The same areas generalised for a band of zoom levels, edges shared between neighbours and levels.
-- In Web Mercator, because only tiles read them.
create table geo.area_shape (
  level      text not null,
  adcode     text not null,
  valid_from bigint not null,
  zoom_from  smallint not null,
  zoom_to    smallint not null,
  geom       geometry(MultiPolygon, 3857) not null,
  primary key (adcode, valid_from, zoom_from),
  foreign key (adcode, valid_from) references geo.area
);
create index area_shape_by_place on geo.area_shape using gist (level, zoom_from, geom);

-- Today's counties cut into small parts. A county has some 850 vertices, and asking it for each of 100,000 sites costs
-- four times what asking its parts does.
create table geo.county_part (
  adcode text not null,
  geom   geometry(Polygon, 4490) not null
);
create index county_part_by_place on geo.county_part using gist (geom);

grant select on geo.area, geo.area_shape, geo.county_part to geo_app;
