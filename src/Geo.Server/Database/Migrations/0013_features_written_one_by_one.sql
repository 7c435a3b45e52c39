-- One feature handed in by itself: its key, or 0 for one that is not there yet. Null: a submission speaks for all of its area.
-- Kept with the submission, because what waits for approval is compared again, and then must still mean this feature alone.
alter table geo.submission add column feature_key bigint;

-- The first answer to a write names the state that it made, and is a feature as often as a plain document.
alter table geo.idempotency
  add column etag         text,
  add column content_type text;
