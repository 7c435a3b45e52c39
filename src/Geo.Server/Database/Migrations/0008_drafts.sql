-- A draft is a submission with its file: handed in, checked, compared with what is published, and kept until it is
-- published or expires. The command line's submissions have no file and live for one publication.
alter table geo.submission
  -- What it speaks for: the province, a city or a county. Null: the command line, whose scope is its own.
  add column area_adcode      text,
  -- Only demonstration rows, only real ones, or (null) both.
  add column synthetic        boolean,
  -- replace: what the area has and the file does not name is removed; merge: nothing is.
  add column mode             text not null default 'replace' constraint submission_mode_is_known check (mode in ('replace', 'merge')),
  add column state            text not null default 'checked' constraint submission_state_is_known
                              check (state in ('uploading', 'checking', 'checked', 'awaiting-approval', 'published')),
  -- Rises with every change of its settings; the report says which revision it is of.
  add column revision         integer not null default 1,
  add column settings         jsonb not null default '{}',
  add column file_name        text constraint file_name_is_short check (length(file_name) between 1 and 255),
  add column file_size        bigint constraint file_size_is_positive check (file_size >= 0),
  add column received         bigint not null default 0,
  add column file_sha256      bytea,
  -- As text: it is handed out as it was written, never asked into.
  add column report           text,
  add column report_revision  integer,
  add column rows_read        bigint,
  add column rows_accepted    bigint,
  add column rows_rejected    bigint,
  add column is_accepted      boolean,
  -- The state of the layer, and of the boundaries, with which its rows were compared.
  add column base_version     bigint,
  add column base_publication bigint,
  add column base_areas       bigint,
  add column added            bigint,
  add column changed          bigint,
  add column removed          bigint,
  add column unchanged        bigint,
  add column publication_id   bigint references geo.publication,
  add column updated_at       timestamptz not null default now(),
  add column expires_at       timestamptz not null default now() + interval '30 days',
  -- Why its rows cannot be published although each is sound: {"code", "detail"}.
  add column problem          jsonb,
  add constraint a_file_speaks_for_an_area check (file_name is null or area_adcode is not null),
  add constraint no_more_is_received_than_announced check (received <= file_size),
  add constraint a_published_draft_is_accepted check (state <> 'published' or is_accepted);

-- An author's own, newest first; what waits for a check; the same file again.
create index submission_by_author on geo.submission (actor, id) where file_name is not null;
create index submission_to_check on geo.submission (id) where state = 'checking';
create index submission_by_file on geo.submission (file_sha256) where file_sha256 is not null;

-- The file as it came, in pieces: one transaction each, so that an upload goes on where it broke off; beside the rows, so
-- that any server can check it and a backup holds it.
create table geo.submission_chunk (
  submission_id bigint not null references geo.submission on delete cascade,
  position      bigint not null,
  bytes         bytea not null,
  primary key (submission_id, position)
);
-- Files are packed already, or are packed once for all when they are sent.
alter table geo.submission_chunk alter column bytes set storage external;

-- Rows as they will be published: where they lie, and what they change.
alter table geo.submission_row
  add column city_adcode   text,
  add column county_adcode text,
  add column change        text constraint row_change_is_known check (change in ('added', 'changed', 'unchanged')),
  -- The published feature that the row is a new state of, and the publication in which that state began.
  add column key           bigint,
  add column began         bigint;

-- What is published in the area of a submission and not named by it.
create table geo.submission_removal (
  submission_id bigint not null references geo.submission on delete cascade,
  key           bigint not null,
  began         bigint not null,
  primary key (submission_id, key)
);

-- How far long work has come. Not part of the work's own transaction, because nobody could read it then; and not logged,
-- because nobody misses it after a crash.
create unlogged table geo.submission_progress (
  submission_id bigint primary key,
  step          text not null,
  done          bigint not null,
  total         bigint not null,
  at            timestamptz not null default now()
);

-- The first answer to a write that carried an Idempotency-Key, written with it.
create table geo.idempotency (
  actor          text not null,
  key            text not null constraint idempotency_key_is_short check (length(key) between 1 and 255),
  request_sha256 bytea not null,
  status         integer not null,
  location       text,
  body           text,
  at             timestamptz not null default now(),
  primary key (actor, key)
);
create index idempotency_by_age on geo.idempotency (at);

-- Where a publication came from, and for which area it spoke.
alter table geo.publication
  add column area_adcode   text,
  add column submission_id bigint;
create index publication_by_layer on geo.publication (layer_id, id);

-- 'checker' is the service's own work on what was handed in: it sees drafts, and nothing of what was published of them.
drop policy a_draft_is_its_authors on geo.submission;
create policy a_draft_is_seen_by_its_author on geo.submission for select to geo_app
  using ((actor = geo.actor() and geo.actor_role() = 'city-editor') or geo.actor_role() in ('province-editor', 'administrator')
    or (geo.actor_role() = 'checker' and state in ('checking', 'checked')));
create policy a_draft_names_its_author on geo.submission for insert to geo_app
  with check (actor = geo.actor() and geo.actor_role() in ('city-editor', 'province-editor', 'administrator'));
create policy a_draft_is_thrown_away_by_its_author on geo.submission for delete to geo_app
  using ((actor = geo.actor() and geo.actor_role() = 'city-editor') or geo.actor_role() in ('province-editor', 'administrator'));
create policy a_draft_is_changed_by_its_author on geo.submission for update to geo_app using (true)
  with check ((actor = geo.actor() and geo.actor_role() in ('city-editor', 'province-editor', 'administrator'))
    -- Whoever answers for the province publishes what an editor proposed; the checker hands a draft back.
    or geo.actor_role() in ('province-editor', 'administrator', 'checker'));
grant update on geo.submission to geo_app;

alter table geo.submission_chunk enable row level security;
create policy a_file_goes_with_its_draft on geo.submission_chunk for all to geo_app using (submission_id in (select id from geo.submission));
alter table geo.submission_removal enable row level security;
create policy removals_go_with_their_draft on geo.submission_removal for all to geo_app using (submission_id in (select id from geo.submission));
alter table geo.submission_progress enable row level security;
create policy progress_goes_with_its_draft on geo.submission_progress for all to geo_app using (submission_id in (select id from geo.submission));
alter table geo.idempotency enable row level security;
create policy answers_are_for_who_asked on geo.idempotency for all to geo_app using (actor = geo.actor() and actor <> '');
grant select, insert, delete on geo.submission_chunk, geo.submission_removal to geo_app;
grant select, insert, update, delete on geo.submission_progress to geo_app;
grant select, insert on geo.idempotency to geo_app;
grant execute on function geo.may_write to geo_app;

-- A row of its author's own: not to be given to another, nor taken back once it is published.
create function geo.refuse_draft_forgery() returns trigger language plpgsql as $$
begin
  if (new.id, new.layer_id, new.actor, new.area_adcode, new.created_at) is distinct from (old.id, old.layer_id, old.actor, old.area_adcode, old.created_at)
    or old.state = 'published' then
    raise exception 'a draft keeps its author, layer and area, and what is published stays as it is' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger a_draft_stays_its_own before update on geo.submission for each row execute function geo.refuse_draft_forgery();

create function geo.refuse_published_deletion() returns trigger language plpgsql as $$
begin
  if old.state = 'published' and current_user = 'geo_app' then
    raise exception 'what was published stays with its file' using errcode = 'insufficient_privilege';
  end if;
  return old;
end $$;
create trigger a_published_draft_stays before delete on geo.submission for each row execute function geo.refuse_published_deletion();

-- A file is on record from the moment it is whole.
create function geo.record_submission() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform geo.record(new.actor, 'handed-in', new.layer_id, jsonb_build_object('submission', new.id, 'area', new.area_adcode,
    'file', new.file_name, 'size', new.file_size, 'sha256', encode(new.file_sha256, 'hex')));
  return null;
end $$;
create constraint trigger a_file_handed_in_is_recorded after update on geo.submission
  deferrable initially deferred for each row when (old.state = 'uploading' and new.state <> 'uploading') execute function geo.record_submission();

-- Drafts that nobody came back for, and answers that nobody will ask for again.
create function geo.sweep_drafts() returns bigint language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  delete from geo.idempotency where at < now() - interval '1 day';
  delete from geo.submission_progress p where at < now() - interval '1 day';
  with swept as (delete from geo.submission where expires_at < now() and state <> 'published' and file_name is not null returning 1)
  select count(*) from swept
$$;
revoke execute on function geo.sweep_drafts from public;
grant execute on function geo.sweep_drafts to geo_app;

-- Points are located by their counties' whole polygons now, each prepared once.
drop table geo.county_part;

-- A publication begins and ends thousands of rows at once. Their references, and where they lie, are held by one question a
-- statement: a foreign key asks once a row, which took a third of a publication of 100,000 sites.
alter table geo.site drop constraint site_layer_id_fkey, drop constraint site_valid_from_fkey, drop constraint site_valid_to_fkey;
alter table geo.zone drop constraint zone_layer_id_fkey, drop constraint zone_valid_from_fkey, drop constraint zone_valid_to_fkey;

create function geo.check_begun_rows() returns trigger language plpgsql as $$
declare stray text;
begin
  if exists (select from (select distinct layer_id, valid_from from begun) b
             where not exists (select from geo.publication p where p.id = b.valid_from and p.layer_id = b.layer_id)) then
    raise exception 'a row begins with a publication of its layer' using errcode = 'foreign_key_violation', constraint = 'a_row_begins_with_a_publication';
  end if;
  -- Sorted by county: the same polygon for many points in a row is prepared once. In the sea near the shore, outside all
  -- counties, a site belongs to the nearest.
  select row.code into stray
  from (
    select code, city_adcode, county_adcode, case when geometrytype(geom) = 'POINT' then geom else st_pointonsurface(geom) end as point
    from begun order by county_adcode
  ) row
  left join geo.area county on county.level = 'county' and county.adcode = row.county_adcode and county.valid_to is null
  where case
    when county.adcode is null or county.city_adcode is distinct from row.city_adcode then true
    when st_intersects(county.geom, row.point) then false
    else st_distance(county.geom::geography, row.point::geography) > 5000
      or exists (select from geo.area other where other.level = 'county' and other.valid_to is null and st_intersects(other.geom, row.point))
    end
  limit 1;
  if stray is not null then
    raise exception 'the feature % does not lie in the county that it is given', stray
      using errcode = 'check_violation', constraint = 'a_feature_lies_in_its_county';
  end if;
  return null;
end $$;

create function geo.check_ended_rows() returns trigger language plpgsql as $$
begin
  if exists (select from (select distinct layer_id, valid_to from ended where valid_to is not null) e
             where not exists (select from geo.publication p where p.id = e.valid_to and p.layer_id = e.layer_id)) then
    raise exception 'a row ends with a publication of its layer' using errcode = 'foreign_key_violation', constraint = 'a_row_ends_with_a_publication';
  end if;
  return null;
end $$;

create trigger sites_begin_where_they_lie after insert on geo.site referencing new table as begun for each statement execute function geo.check_begun_rows();
create trigger zones_begin_where_they_lie after insert on geo.zone referencing new table as begun for each statement execute function geo.check_begun_rows();
create trigger sites_end_with_a_publication after update on geo.site referencing new table as ended for each statement execute function geo.check_ended_rows();
create trigger zones_end_with_a_publication after update on geo.zone referencing new table as ended for each statement execute function geo.check_ended_rows();
