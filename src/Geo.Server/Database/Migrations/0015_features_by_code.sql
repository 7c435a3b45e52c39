-- Whoever knows a site's code asks by it alone, over the standards face, without knowing its city: the unique index has the
-- city first, so of a million sites it would read every entry to find one.
create index site_by_code on geo.site (layer_id, code) where valid_to is null;
create index zone_by_code on geo.zone (layer_id, code) where valid_to is null;
