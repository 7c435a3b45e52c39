-- The action plan and its ratings as they were defined at a time: what gis-data declares, and what province editors changed
-- since (weights, targets, years). Never changed: whoever cites a version reads it again, word for word.
create table geo.plan_version (
  version     bigint generated always as identity primary key,
  kind        text not null constraint plan_version_kind_is_known check (kind in ('definition', 'edit')),
  -- Articles, indicators, rating standard and published ratings.
  definitions jsonb not null,
  -- All changes in force, not only this one's: a version is read alone.
  edits       jsonb not null,
  actor       text not null,
  note        text not null,
  created_at  timestamptz not null default now()
);

-- Figures that cities and the province report, a publication at a time. Numbered with the publications of layers, so that
-- one number names a state of everything.
create table geo.figure_publication (
  id           bigint primary key default nextval(pg_get_serial_sequence('geo.publication', 'id')),
  kind         text not null constraint figure_publication_kind_is_known check (kind in ('publication', 'reversal')),
  actor        text not null,
  source       text not null,
  added        bigint not null,
  changed      bigint not null,
  removed      bigint not null,
  reverses     bigint references geo.figure_publication,
  published_at timestamptz not null default now(),
  constraint a_figure_publication_is_reversed_once unique (reverses)
);
do $$ begin
  execute format('grant usage on sequence %s to geo_app', pg_get_serial_sequence('geo.publication', 'id'));
end $$;

-- One reported value. There is no row for what nobody has reported: a blank is not zero.
create table geo.reported_figure (
  indicator_id text not null,
  adcode       text not null,
  -- 2021, 2021Q3 or 2021-10.
  period       text not null constraint figure_period_is_a_year_quarter_or_month check (period ~ '^[0-9]{4}(Q[1-4]|-(0[1-9]|1[0-2]))?$'),
  value        float8 not null constraint a_figure_is_a_finite_number check (value > '-infinity' and value < 'infinity'),
  -- A document's number or an address: by what the value can be checked.
  evidence     text not null constraint a_figure_has_evidence check (length(btrim(evidence)) between 1 and 1000),
  valid_from   bigint not null references geo.figure_publication,
  valid_to     bigint references geo.figure_publication,
  primary key (indicator_id, adcode, period, valid_from),
  constraint a_figure_is_valid_before_it_ends check (valid_to > valid_from)
);
create unique index a_figure_has_one_current_value on geo.reported_figure (indicator_id, adcode, period) where valid_to is null;
-- What a publication began and ended, for taking it back.
create index reported_figure_by_publication on geo.reported_figure (valid_from);
create index reported_figure_by_ending on geo.reported_figure (valid_to) where valid_to is not null;

grant select, insert on geo.plan_version, geo.figure_publication, geo.reported_figure to geo_app;
grant update (valid_to) on geo.reported_figure to geo_app;

-- A city editor reports for the editor's own city and its counties, or own county; the province's figure is the province's.
create function geo.may_report(adcode text) returns boolean language sql stable
  return geo.may_write(left(adcode, 4) || '00', adcode);

alter table geo.plan_version enable row level security;
create policy plan_versions_are_public on geo.plan_version for select to geo_app using (true);
create policy a_plan_version_is_made_by_province_editors on geo.plan_version for insert to geo_app
  with check (kind = 'edit' and actor = geo.actor() and geo.actor_role() in ('province-editor', 'administrator'));

alter table geo.figure_publication enable row level security;
create policy figure_publications_are_public on geo.figure_publication for select to geo_app using (true);
create policy a_figure_publication_names_who_makes_it on geo.figure_publication for insert to geo_app
  with check (actor = geo.actor() and geo.actor_role() in ('city-editor', 'province-editor', 'administrator'));

alter table geo.reported_figure enable row level security;
create policy reported_figures_are_public on geo.reported_figure for select to geo_app using (true);
create policy figures_begin_inside_the_editors_areas on geo.reported_figure for insert to geo_app with check (geo.may_report(adcode));
create policy figures_end_inside_the_editors_areas on geo.reported_figure for update to geo_app using (true) with check (geo.may_report(adcode));

create function geo.record_plan_version() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform geo.record(new.actor, 'plan-' || new.kind, 'plan', jsonb_build_object('version', new.version, 'note', new.note));
  return null;
end $$;
create constraint trigger a_plan_version_is_recorded after insert on geo.plan_version
  deferrable initially deferred for each row execute function geo.record_plan_version();

create function geo.record_figure_publication() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform geo.record(new.actor, 'figures-' || new.kind, 'figures', jsonb_build_object('publication', new.id, 'source', new.source,
    'added', new.added, 'changed', new.changed, 'removed', new.removed, 'reverses', new.reverses));
  return null;
end $$;
create constraint trigger a_figure_publication_is_recorded after insert on geo.figure_publication
  deferrable initially deferred for each row execute function geo.record_figure_publication();
