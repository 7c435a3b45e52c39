-- What was handed in, before it is published: a file's rows, as they will become sites or zones.
create table geo.submission (
  id         bigint generated always as identity primary key,
  layer_id   text not null references geo.layer,
  actor      text not null,
  source     text not null,
  created_at timestamptz not null default now()
);

create table geo.submission_row (
  submission_id      bigint not null references geo.submission on delete cascade,
  row_number         integer not null,
  code               text not null,
  name               text not null,
  status             text not null,
  in_service_date    date,
  synthetic          boolean not null,
  source             text,
  positional_quality text,
  attributes         jsonb not null,
  geom               geometry(Geometry, 4490) not null,
  primary key (submission_id, row_number)
);

grant select on geo.submission, geo.submission_row to geo_app;
