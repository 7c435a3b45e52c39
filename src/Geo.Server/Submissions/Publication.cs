using System.Diagnostics.CodeAnalysis;
using Geo.Server.Coverage;
using Geo.Server.Layers;
using Npgsql;

namespace Geo.Server.Submissions;

/// <summary>
/// Which current rows of a layer a submission stands for: those it does not name any more are removed.
/// A city's upload replaces the city's surveyed sites and leaves demonstration sites alone.
/// </summary>
/// <param name="Synthetic">Only demonstration rows, only real ones, or (null) both.</param>
/// <param name="CityAdcode">Only the rows of one city, or (null) the whole province.</param>
public sealed record PublicationScope(bool? Synthetic = null, string? CityAdcode = null);

/// <summary>A publication as it was written. <see cref="Id"/> is null when nothing differed and so nothing was written.</summary>
public sealed record PublicationResult(long? Id, long DataVersion, long Added, long Changed, long Removed);

/// <summary>Why a submission cannot be published; the code is stable.</summary>
public sealed class PublicationException(string code, string message) : Exception(message)
{
    public string Code { get; } = code;
}

/// <summary>
/// Turns a submission into the layer's next state, in one transaction: rows end, rows begin, the data version rises.
/// A server or database killed on the way leaves the last published state.
/// </summary>
public static class Publication
{
    /// <summary>How far outside the drawn shore a site may lie and still belong to the nearest county.</summary>
    public const double CoastToleranceM = 5_000;

    // Inside first, for all rows at once: against the small parts of counties this is a join that runs on every core.
    private const string LocateInside = """
        create temporary table located on commit drop as
        select r.row_number, min(p.adcode) as adcode
        from geo.submission_row r
        join geo.county_part p on st_intersects(p.geom, case when geometrytype(r.geom) = 'POINT' then r.geom else st_pointonsurface(r.geom) end)
        where r.submission_id = $1
        group by r.row_number
        """;

    // Then the few outside. 5 km are at most 0.06 degrees anywhere in the province: a box wide enough for the exact test.
    private const string LocateNear = """
        create temporary table incoming on commit drop as
        select r.*, county.adcode as county_adcode, county.city_adcode
        from geo.submission_row r
        left join located using (row_number)
        left join lateral (
          select a.adcode
          from geo.area a, st_pointonsurface(r.geom) as point
          where located.adcode is null and a.level = 'county' and a.valid_to is null and a.geom && st_expand(point, 0.06)
            and st_distance(a.geom::geography, point::geography) <= $2
          order by st_distance(a.geom::geography, point::geography), a.adcode limit 1
        ) near on true
        left join geo.area county on county.level = 'county' and county.adcode = coalesce(located.adcode, near.adcode) and county.valid_to is null
        where r.submission_id = $1
        """;

    private const string Compare = """
        create temporary table change on commit drop as
        select i.row_number, s.key, s.valid_from as began
        from incoming i
        full join (
          select * from {relation}
          where layer_id = $1 and valid_to is null
            and ($2::boolean is null or synthetic = $2) and ($3::text is null or city_adcode = $3)
        ) s using (city_adcode, code)
        where s.key is null or i.row_number is null
          or (i.name, i.status, i.in_service_date, i.county_adcode, i.synthetic, i.source, i.positional_quality, i.attributes)
             is distinct from (s.name, s.status, s.in_service_date, s.county_adcode, s.synthetic, s.source, s.positional_quality, s.attributes)
          or st_asbinary(i.geom) <> st_asbinary(s.geom)
        """;

    // Twice in the file; or once in it and once among the published features that the scope leaves alone.
    private const string Duplicates = """
        select count(*), string_agg(code || ' (rows ' || rows || ')', ', ' order by rank) filter (where rank <= 5)
        from (
          select code, rows, row_number() over (order by first) as rank
          from (
            select code, string_agg(row_number::text, ', ' order by row_number) as rows, min(row_number) as first
            from incoming group by city_adcode, code having count(*) > 1
            union all
            select i.code, i.row_number || ' and published already', i.row_number
            from change c join incoming i using (row_number) join {relation} s using (city_adcode, code)
            where c.key is null and s.layer_id = $1 and s.valid_to is null
          ) twice
        ) numbered
        """;

    private const string End = """
        update {relation} s set valid_to = $1
        from change c where s.key = c.key and s.valid_from = c.began
        """;

    private const string Begin = """
        insert into {relation} (key, layer_id, code, name, status, in_service_date, city_adcode, county_adcode, synthetic,
          source, positional_quality, attributes, geom, valid_from)
        select coalesce(c.key, nextval('geo.feature_key')), $2, i.code, i.name, i.status, i.in_service_date, i.city_adcode,
          i.county_adcode, i.synthetic, i.source, i.positional_quality, i.attributes, i.geom, $1
        from change c join incoming i using (row_number)
        order by i.row_number
        """;

    private const string CopyCurrent = """
        insert into geo.submission_row (submission_id, row_number, code, name, status, in_service_date, synthetic, source, positional_quality, attributes, geom)
        select $1, row_number() over (order by key), code, name, status, in_service_date, synthetic, source, positional_quality, attributes, geom
        from {relation} where layer_id = $2 and valid_to is null
        """;

    public static async Task<PublicationResult> PublishAsync(
        NpgsqlConnection connection, Layer layer, long submissionId, PublicationScope scope, CancellationToken cancel)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var result = await PublishInsideAsync(connection, layer, submissionId, scope, cancel);
        await transaction.CommitAsync(cancel);
        return result;
    }

    /// <summary>The same inside the caller's transaction, which may be one that the row-level policies hold to its actor's areas.</summary>
    public static async Task<PublicationResult> PublishInsideAsync(
        NpgsqlConnection connection, Layer layer, long submissionId, PublicationScope scope, CancellationToken cancel)
    {
        var version = await PublicationLog.LockAsync(connection, layer, cancel);
        // Each step is analysed before the next reads it: without statistics a join of 100,000 rows with themselves is planned
        // as a loop in a loop, and takes hours.
        await ExecuteAsync(connection, LocateInside, [submissionId], cancel);
        await ExecuteAsync(connection, "create unique index on located (row_number); analyze located", [], cancel);
        await ExecuteAsync(connection, LocateNear, [submissionId, CoastToleranceM], cancel);
        await RefuseUnlocatedAsync(connection, cancel);
        await ExecuteAsync(connection, "create unique index on incoming (row_number); analyze incoming", [], cancel);
        await ExecuteAsync(connection, Compare.For(layer), [layer.Id, scope.Synthetic, scope.CityAdcode], cancel);
        await RefuseDuplicatesAsync(connection, layer, cancel);

        await using var count = new NpgsqlCommand("""
            select count(*) filter (where key is null), count(*) filter (where key is not null and row_number is not null),
              count(*) filter (where row_number is null)
            from change
            """, connection);
        long added, changed, removed;
        await using (var reader = await count.ExecuteReaderAsync(cancel))
        {
            await reader.ReadAsync(cancel);
            (added, changed, removed) = (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2));
        }
        long? id = null;
        if (added + changed + removed > 0)
        {
            id = await PublicationLog.WriteAsync(connection, submissionId, ++version, added, changed, removed, cancel);
            await ExecuteAsync(connection, End.For(layer), [id], cancel);
            await ExecuteAsync(connection, Begin.For(layer), [id, layer.Id], cancel);
            await PublicationLog.RefreshFiguresAsync(connection, layer, version, cancel);
            await CoverageUpdate.ApplyAsync(connection, layer, id.Value, cancel);
        }
        await ExecuteAsync(connection, "delete from geo.submission where id = $1", [submissionId], cancel);
        return new PublicationResult(id, version, added, changed, removed);
    }

    /// <summary>Publishes the current features again where new boundaries put them into another county; usually nothing.</summary>
    public static async Task RelocateAsync(NpgsqlConnection connection, Layer layer, string actor, string source, CancellationToken cancel)
    {
        await using var create = new NpgsqlCommand("insert into geo.submission (layer_id, actor, source) values ($1, $2, $3) returning id", connection)
        { Parameters = { new() { Value = layer.Id }, new() { Value = actor }, new() { Value = source } } };
        var submission = (long)(await create.ExecuteScalarAsync(cancel))!;
        await ExecuteAsync(connection, CopyCurrent.For(layer), [submission, layer.Id], cancel);
        await PublishAsync(connection, layer, submission, new PublicationScope(), cancel);
    }

    /// <summary>The table that holds a layer's rows.</summary>
    internal static string For(this string sql, Layer layer) => sql.Replace("{relation}", layer.Role switch
    {
        LayerRole.Site => "geo.site",
        LayerRole.Zone => "geo.zone",
        _ => throw new PublicationException("not-a-feature-layer", $"Areas are imported, not published: {layer.Id}"),
    }, StringComparison.Ordinal);

    private static async Task RefuseUnlocatedAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            select count(*), string_agg(row_number || ' (' || code || ')', ', ' order by row_number) filter (where rank <= 5)
            from (select row_number, code, row_number() over (order by row_number) as rank from incoming where county_adcode is null) outside
            """, connection);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        await reader.ReadAsync(cancel);
        if (reader.GetInt64(0) > 0)
            throw new PublicationException("outside-province",
                $"{reader.GetInt64(0)} rows lie more than {CoastToleranceM / 1000} km outside the province: rows {reader.GetString(1)} ...");
    }

    [SuppressMessage("Security", "CA2100", Justification = "A constant with a table name from a closed list.")]
    private static async Task RefuseDuplicatesAsync(NpgsqlConnection connection, Layer layer, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(Duplicates.For(layer), connection) { Parameters = { new() { Value = layer.Id } } };
        await using var reader = await command.ExecuteReaderAsync(cancel);
        await reader.ReadAsync(cancel);
        if (reader.GetInt64(0) > 0)
            throw new PublicationException("duplicate-code", $"{reader.GetInt64(0)} codes are there more than once in their city: {reader.GetString(1)} ...");
    }

    [SuppressMessage("Security", "CA2100", Justification = "Every statement is a constant of this file; only the table's name is put in, from a closed list.")]
    internal static async Task<int> ExecuteAsync(NpgsqlConnection connection, string sql, object?[] parameters, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in parameters) command.Parameters.Add(new NpgsqlParameter { Value = parameter ?? DBNull.Value });
        return await command.ExecuteNonQueryAsync(cancel);
    }
}
