using Geo.Server.Database;
using Geo.Server.Layers;
using Npgsql;

namespace Geo.Server.Submissions;

/// <summary>
/// Which current rows of a layer a submission stands for: those it does not name any more are removed.
/// A city's upload replaces the city's surveyed sites and leaves demonstration sites alone.
/// </summary>
/// <param name="Synthetic">Only demonstration rows, only real ones, or (null) both.</param>
/// <param name="AreaAdcode">Only the rows of one city or county, or (null) the whole province.</param>
/// <param name="Merge">Rows are added and changed; what the submission does not name stays.</param>
/// <param name="Key">One feature alone, wherever it lies and whatever its code becomes; 0 is one that is not there yet.</param>
public sealed record PublicationScope(bool? Synthetic = null, string? AreaAdcode = null, bool Merge = false, long? Key = null);

/// <summary>
/// Finds where the rows of a submission lie and what each would change of the layer's current state, and writes that beside
/// them. Publishing is then only carrying it out, and what a person has seen is what is published.
/// </summary>
public static class Comparison
{
    /// <summary>How far outside the drawn shore a site may lie and still belong to the nearest county.</summary>
    public const double CoastToleranceM = 5_000;

    /// <summary>The rows of a submission as they come, in a table of the transaction's own.</summary>
    public const string CreateIncoming = """
        create temporary table incoming (
          row_number integer not null, code text not null, name text not null, status text not null, in_service_date date, synthetic boolean not null,
          source text, positional_quality text, attributes jsonb not null, geom geometry not null,
          point geometry generated always as (case when geometrytype(geom) = 'POINT' then geom else st_pointonsurface(geom) end) stored
        ) on commit drop
        """;

    public const string Columns = "row_number, code, name, status, in_service_date, synthetic, source, positional_quality, attributes, geom";

    // County by county, so that each polygon is prepared once for all the points in its box. Then the few outside of all: 5 km
    // are at most 0.06 degrees anywhere in the province, a box wide enough for the exact test.
    private const string Locate = """
        create temporary table located on commit drop as
        select distinct on (r.row_number) r.row_number, county.adcode as county_adcode, county.city_adcode
        from geo.area county
        cross join lateral (select row_number from incoming where point && county.geom and st_intersects(county.geom, point) offset 0) r
        where county.level = 'county' and county.valid_to is null
        order by r.row_number, county.adcode;
        create unique index on located (row_number);
        insert into located
        select r.row_number, near.adcode, near.city_adcode
        from incoming r
        cross join lateral (
          select a.adcode, a.city_adcode
          from geo.area a
          where a.level = 'county' and a.valid_to is null and a.geom && st_expand(r.point, 0.06)
            and st_distance(a.geom::geography, r.point::geography) <= 5000
          order by st_distance(a.geom::geography, r.point::geography), a.adcode limit 1
        ) near
        where not exists (select from located l where l.row_number = r.row_number);
        analyze located
        """;

    private const string Unlocated = """
        select count(*), string_agg(row_number || ' (' || code || ')', ', ' order by row_number) filter (where rank <= 5)
        from (
          select code, row_number, row_number() over (order by row_number) as rank
          from incoming where not exists (select from located l where l.row_number = incoming.row_number)
        ) i
        """;

    private const string Current = """
        create temporary table current_row on commit drop as
        select f.key, f.valid_from, f.city_adcode, f.code
        from {relation} f
        where f.layer_id = $1 and f.valid_to is null and ($2::boolean is null or f.synthetic = $2)
          and ($3::text is null or f.city_adcode = $3 or f.county_adcode = $3) and ($4::bigint is null or f.key = $4)
        """;

    // Which published feature a row is a new state of. Two texts and not one condition: 'or' would keep 100,000 rows from being hashed.
    private const string SameCode = "c.city_adcode = l.city_adcode and c.code = i.code";
    private const string TheOne = "true";

    // Twice in the file; or once in it and once among the published features that the scope leaves alone.
    private const string Duplicates = """
        select count(*), string_agg(code || ' (rows ' || rows || ')', ', ' order by rank) filter (where rank <= 5)
        from (
          select code, rows, row_number() over (order by first) as rank
          from (
            select code, string_agg(row_number::text, ', ' order by row_number) as rows, min(row_number) as first
            from incoming join located using (row_number) group by city_adcode, code having count(*) > 1
            union all
            select i.code, i.row_number || ' and published already', i.row_number
            from incoming i join located l using (row_number)
            join {relation} f on f.layer_id = $1 and f.city_adcode = l.city_adcode and f.code = i.code and f.valid_to is null
            where not exists (select from current_row c where c.key = f.key)
          ) twice
        ) numbered
        """;

    private const string StoreRows = """
        insert into geo.submission_row (submission_id, row_number, code, name, status, in_service_date, synthetic, source, positional_quality,
          attributes, geom, city_adcode, county_adcode, change, key, began)
        select $1, i.row_number, i.code, i.name, i.status, i.in_service_date, i.synthetic, i.source, i.positional_quality,
          i.attributes, st_setsrid(i.geom, 4490), l.city_adcode, l.county_adcode,
          case
            when f.key is null then 'added'
            when (i.code, i.name, i.status, i.in_service_date, l.county_adcode, i.synthetic, i.source, i.positional_quality, i.attributes)
              is distinct from (f.code, f.name, f.status, f.in_service_date, f.county_adcode, f.synthetic, f.source, f.positional_quality, f.attributes)
              or st_asbinary(i.geom) <> st_asbinary(f.geom) then 'changed'
            else 'unchanged'
          end,
          f.key, f.valid_from
        from incoming i join located l using (row_number)
        left join (current_row c join {relation} f on f.key = c.key and f.valid_from = c.valid_from) on {match}
        """;

    private const string StoreRemovals = """
        insert into geo.submission_removal (submission_id, key, began)
        select $1, c.key, c.valid_from from current_row c
        where not exists (select from incoming i join located l using (row_number) where i.code = c.code and l.city_adcode = c.city_adcode)
        """;

    // Noted before anything is read: a publication that commits meanwhile is later than this, and so found by IsStaleAsync.
    private const string NoteBase = """
        update geo.submission s set
          base_version = l.data_version, base_areas = (select max(valid_from) from geo.area where level = 'county' and valid_to is null),
          base_publication = (select coalesce(max(id), 0) from geo.publication where layer_id = l.id)
        from geo.layer l where s.id = $1 and l.id = s.layer_id
        """;

    private const string NoteCounts = """
        update geo.submission s set
          added = r.added, changed = r.changed, unchanged = r.unchanged, removed = (select count(*) from geo.submission_removal where submission_id = $1)
        from (
          select count(*) filter (where change = 'added') as added, count(*) filter (where change = 'changed') as changed,
            count(*) filter (where change = 'unchanged') as unchanged
          from geo.submission_row where submission_id = $1
        ) r
        where s.id = $1
        """;

    private const string TakeRowsOut = """
        with taken as (delete from geo.submission_row where submission_id = $1 returning *)
        insert into incoming (row_number, code, name, status, in_service_date, synthetic, source, positional_quality, attributes, geom)
        select row_number, code, name, status, in_service_date, synthetic, source, positional_quality, attributes, geom from taken
        """;

    // A publication elsewhere in the province changes nothing of what was compared.
    private const string Stale = """
        select s.base_areas is distinct from (select max(valid_from) from geo.area where level = 'county' and valid_to is null)
          or exists (
            select from {relation} f
            where f.layer_id = s.layer_id and (f.valid_from > s.base_publication or f.valid_to > s.base_publication)
              and (s.synthetic is null or f.synthetic = s.synthetic)
              and ({area} is null or f.city_adcode = {area} or f.county_adcode = {area}))
        from geo.submission s where s.id = $1
        """;

    /// <summary>The area that stands for the whole province.</summary>
    public const string Province = "370000";

    private const string Area = "nullif(s.area_adcode, '370000')";

    /// <summary>Compares what stands in the transaction's table <c>incoming</c>, and stores it with the submission.</summary>
    /// <exception cref="PublicationException"><c>outside-province</c> or <c>duplicate-code</c>.</exception>
    public static async Task CompareIncomingAsync(NpgsqlConnection connection, Layer layer, long submissionId, PublicationScope scope, CancellationToken cancel)
    {
        await Sql.ExecuteAsync(connection, NoteBase, [submissionId], cancel);
        // Each step is analysed before the next reads it: without statistics a join of 100,000 rows with themselves is planned
        // as a loop in a loop, and takes hours.
        await Sql.ExecuteAsync(connection, "create index on incoming using gist (point); analyze incoming", [], cancel);
        await Sql.ExecuteAsync(connection, Locate, [], cancel);
        await RefuseAsync(connection, Unlocated, [], "outside-province", (count, codes) => $"{count} rows lie more than {CoastToleranceM / 1000} km outside the province: rows {codes} ...", cancel);
        var area = scope.Key is not null || scope.AreaAdcode == Province ? null : scope.AreaAdcode;
        await Sql.ExecuteAsync(connection, Current.For(layer), [layer.Id, scope.Synthetic, area, scope.Key], cancel);
        await Sql.ExecuteAsync(connection, "create index on current_row (code, city_adcode); create index on current_row (key); analyze current_row", [], cancel);
        await RefuseAsync(connection, Duplicates.For(layer), [layer.Id], "duplicate-code", (count, codes) => $"{count} codes are there more than once in their city: {codes} ...", cancel);
        await Sql.ExecuteAsync(connection, StoreRows.For(layer).Replace("{match}", scope.Key is null ? SameCode : TheOne, StringComparison.Ordinal), [submissionId], cancel);
        if (!scope.Merge) await Sql.ExecuteAsync(connection, StoreRemovals, [submissionId], cancel);
        await Sql.ExecuteAsync(connection, NoteCounts, [submissionId], cancel);
        await Sql.ExecuteAsync(connection, "drop table incoming, located, current_row", [], cancel);
    }

    /// <summary>Compares the stored rows again with what is published by now.</summary>
    public static async Task RenewAsync(NpgsqlConnection connection, Layer layer, long submissionId, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select synthetic, area_adcode, mode = 'merge', feature_key from geo.submission where id = $1", connection)
        { Parameters = { new() { Value = submissionId } } };
        PublicationScope scope;
        await using (var row = await command.ExecuteReaderAsync(cancel))
        {
            await row.ReadAsync(cancel);
            scope = new PublicationScope(row.IsDBNull(0) ? null : row.GetBoolean(0), row.IsDBNull(1) ? null : row.GetString(1), row.GetBoolean(2), row.IsDBNull(3) ? null : row.GetInt64(3));
        }
        await Sql.ExecuteAsync(connection, CreateIncoming, [], cancel);
        await Sql.ExecuteAsync(connection, TakeRowsOut, [submissionId], cancel);
        await Sql.ExecuteAsync(connection, "delete from geo.submission_removal where submission_id = $1", [submissionId], cancel);
        await CompareIncomingAsync(connection, layer, submissionId, scope, cancel);
    }

    /// <summary>Whether anything was published since that the comparison speaks of, or the counties themselves.</summary>
    public static async Task<bool> IsStaleAsync(NpgsqlConnection connection, Layer layer, long submissionId, CancellationToken cancel) =>
        await Sql.ScalarAsync<bool>(connection, Stale.For(layer).Replace("{area}", Area, StringComparison.Ordinal), [submissionId], cancel);

    private static async Task RefuseAsync(
        NpgsqlConnection connection, string sql, object?[] parameters, string code, Func<long, string, string> message, CancellationToken cancel)
    {
        await using var command = Sql.Command(connection, sql, parameters);
        await using var row = await command.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        if (row.GetInt64(0) > 0) throw new PublicationException(code, message(row.GetInt64(0), row.GetString(1)));
    }
}
