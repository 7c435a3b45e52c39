-- The serving role publishes, and the database itself keeps a city editor inside the editor's own areas, whatever a handler
-- forgets to ask. The owner of the tables (the command line) is not held by policies.

-- May the session write what lies in this city and county? Nobody and viewers may not.
create function geo.may_write(city text, county text) returns boolean language sql stable
  return geo.actor_role() in ('province-editor', 'administrator')
    or (geo.actor_role() = 'city-editor' and (city = any (geo.actor_areas()) or county = any (geo.actor_areas())));

-- Drafts come and go; published rows are only ever added, or ended by setting valid_to. History stays as it was.
grant insert, delete on geo.submission to geo_app;
grant insert, delete on geo.submission_row to geo_app;
grant insert on geo.publication, geo.site, geo.zone to geo_app;
grant update (valid_to) on geo.site, geo.zone to geo_app;
grant usage on sequence geo.feature_key to geo_app;
grant update (data_version, published_at, feature_count, synthetic_count, period_from, period_to, extent) on geo.layer to geo_app;

-- A draft is its author's; those who answer for the province see all of them.
alter table geo.submission enable row level security;
create policy a_draft_is_its_authors on geo.submission for all to geo_app
  using ((actor = geo.actor() and geo.actor_role() = 'city-editor') or geo.actor_role() in ('province-editor', 'administrator'))
  with check (actor = geo.actor() and geo.actor_role() in ('city-editor', 'province-editor', 'administrator'));

-- Asked once a statement, not once a row: the drafts that the session sees are few, a draft's rows are many.
alter table geo.submission_row enable row level security;
create policy a_drafts_rows_go_with_it on geo.submission_row for all to geo_app
  using (submission_id in (select id from geo.submission));

-- Everyone reads what is published. A forbidden change fails (check) instead of changing nothing in silence (using), so that
-- a publication that reaches beyond its areas is refused as a whole.
alter table geo.site enable row level security;
create policy published_sites_are_public on geo.site for select to geo_app using (true);
create policy sites_begin_inside_the_editors_areas on geo.site for insert to geo_app with check (geo.may_write(city_adcode, county_adcode));
create policy sites_end_inside_the_editors_areas on geo.site for update to geo_app using (true) with check (geo.may_write(city_adcode, county_adcode));

alter table geo.zone enable row level security;
create policy published_zones_are_public on geo.zone for select to geo_app using (true);
create policy zones_begin_inside_the_editors_areas on geo.zone for insert to geo_app with check (geo.may_write(city_adcode, county_adcode));
create policy zones_end_inside_the_editors_areas on geo.zone for update to geo_app using (true) with check (geo.may_write(city_adcode, county_adcode));

-- A publication names who made it. Definitions and boundaries change by the command line only.
alter table geo.publication enable row level security;
create policy the_history_is_public on geo.publication for select to geo_app using (true);
create policy a_publication_names_who_makes_it on geo.publication for insert to geo_app
  with check (actor = geo.actor() and kind in ('publication', 'reversal') and geo.actor_role() in ('city-editor', 'province-editor', 'administrator'));

-- The figures and the version of a layer move with a publication, and only editors publish.
alter table geo.layer enable row level security;
create policy layers_are_public on geo.layer for select to geo_app using (true);
create policy layers_are_moved_by_editors on geo.layer for update to geo_app using (true)
  with check (geo.actor_role() in ('city-editor', 'province-editor', 'administrator'));
