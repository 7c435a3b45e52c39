using System.Diagnostics.CodeAnalysis;
using Geo.Core.Boundaries;
using Geo.Core.Crs;
using Geo.Server.Coverage;
using Geo.Server.Database;
using Geo.Server.Layers;
using Geo.Server.Submissions;
using NetTopologySuite.Geometries;
using Npgsql;
using NpgsqlTypes;

namespace Geo.Server.Areas;

/// <summary>
/// Publishes areas made from county boundaries: cities, circles and the province are unions of counties, at every zoom.
/// All levels change in one transaction, and with them the sites that now lie elsewhere are published with their new county.
/// </summary>
public static class AreaImport
{
    private static readonly string[] LargerLevels = ["city", "circle", "province"];

    private const string CreateIncoming = """
        create temporary table incoming_area (
          level text, adcode text, name text, name_en text, parent_adcode text, city_adcode text, circle text,
          population bigint, urban bigint, rural bigint, area_km2 numeric, label geometry, geom geometry
        ) on commit drop;
        create temporary table incoming_shape (level text, adcode text, zoom_from smallint, zoom_to smallint, geom geometry) on commit drop
        """;

    private const string Differs = """
        select exists (
          select 1 from incoming_area i
          full join (select * from geo.area where valid_to is null) a using (level, adcode)
          where (i.name, i.name_en, i.parent_adcode, i.city_adcode, i.circle, i.population, i.urban, i.rural, i.area_km2)
                is distinct from (a.name, a.name_en, a.parent_adcode, a.city_adcode, a.circle, a.population_2020, a.urban_population_2020, a.rural_population_2020, a.area_km2)
            or st_asbinary(i.geom) is distinct from st_asbinary(a.geom))
        """;

    private const string Log = """
        insert into geo.publication (layer_id, data_version, kind, actor, source, added, changed, removed)
        select l.id, l.data_version + 1, 'publication', $2, $3, counts.added, counts.changed, counts.removed
        from geo.layer l, (
          select count(*) filter (where a.adcode is null) as added, count(*) filter (where a.adcode is not null and i.adcode is not null) as changed,
            count(*) filter (where i.adcode is null) as removed
          from (select * from incoming_area where level = $4) i
          full join (select * from geo.area where level = $4 and valid_to is null) a using (adcode)
        ) counts
        where l.id = $1
        returning id
        """;

    // Neighbours share edges, so a new border of one is a new shape of all: the whole level gets new rows. Statements of
    // their own, because rows may only begin once their predecessors have ended.
    private const string End = "update geo.area set valid_to = $2 where level = $1 and valid_to is null";

    private const string Begin = """
        insert into geo.area (adcode, level, name, name_en, parent_adcode, city_adcode, circle,
          population_2020, urban_population_2020, rural_population_2020, area_km2, label, geom, valid_from)
        select adcode, level, name, name_en, parent_adcode, city_adcode, circle, population, urban, rural, area_km2,
          -- A label of other boundaries may lie outside of these.
          case when st_contains(st_setsrid(geom, 4490), st_setsrid(label, 4490)) then st_setsrid(label, 4490) else st_setsrid(st_pointonsurface(geom), 4490) end,
          st_setsrid(geom, 4490), $2
        from incoming_area where level = $1
        """;

    private const string Shape = """
        insert into geo.area_shape (level, adcode, valid_from, zoom_from, zoom_to, geom)
        select level, adcode, $2, zoom_from, zoom_to, st_transform(st_setsrid(geom, 4490), 3857)
        from incoming_shape where level = $1
        """;

    private const string Refresh = """
        update geo.layer l set
          data_version = p.data_version, published_at = now(),
          feature_count = (select count(*) from incoming_area where level = $1),
          extent = (select st_setsrid(st_extent(geom)::geometry, 4490) from incoming_area where level = $1)
        from geo.publication p where p.id = $2 and l.id = p.layer_id
        returning l.data_version
        """;

    /// <summary>Writes the areas; returns false when nothing differs from what is published.</summary>
    public static async Task<bool> RunAsync(
        NpgsqlDataSource database, LayerCatalog catalog, IReadOnlyList<AreaRow> rows, Boundaries boundaries, string actor, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using (var transaction = await connection.BeginTransactionAsync(cancel))
        {
            var layers = catalog.Layers.Where(layer => layer.Role == LayerRole.Area).ToList();
            foreach (var layer in layers) await PublicationLog.LockAsync(connection, layer, cancel);
            await Sql.ExecuteAsync(connection, CreateIncoming, [], cancel);
            await CopyAreasAsync(connection, rows, boundaries.Counties, cancel);
            await CopyShapesAsync(connection, rows, boundaries.Counties, cancel);
            await using (var differs = new NpgsqlCommand(Differs, connection))
                if (await differs.ExecuteScalarAsync(cancel) is false) return false;
            foreach (var layer in layers)
            {
                var level = layer.Definition.Level!;
                var publication = await ScalarAsync(connection, Log, [layer.Id, actor, boundaries.Source, level], cancel);
                await Sql.ExecuteAsync(connection, End, [level, publication], cancel);
                await Sql.ExecuteAsync(connection, Begin, [level, publication], cancel);
                await Sql.ExecuteAsync(connection, Shape, [level, publication], cancel);
                var version = await ScalarAsync(connection, Refresh, [level, publication], cancel);
                await Sql.ExecuteAsync(connection, "select pg_notify($1, $2)", [PublicationLog.Channel, $"{layer.Id}:{version}"], cancel);
            }
            await Sql.ExecuteAsync(connection, "drop table incoming_area, incoming_shape; analyze geo.area", [], cancel);
            foreach (var layer in catalog.Layers.Where(layer => layer.Role != LayerRole.Area))
                await Publication.RelocateInsideAsync(connection, layer, actor, boundaries.Source, cancel);
            await transaction.CommitAsync(cancel);
        }
        await CoverageUpdate.EnsureAsync(database, actor, _ => { }, cancel);
        return true;
    }

    [SuppressMessage("Security", "CA2100", Justification = "Every statement is a constant of this file.")]
    private static async Task<long> ScalarAsync(NpgsqlConnection connection, string sql, object[] parameters, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in parameters) command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        return (long)(await command.ExecuteScalarAsync(cancel))!;
    }

    private static async Task CopyAreasAsync(NpgsqlConnection connection, IReadOnlyList<AreaRow> rows, IReadOnlyList<AreaShape> counties, CancellationToken cancel)
    {
        // To the square metre each, then summed, so that cities and province are exactly their counties.
        var areaKm2 = counties.ToDictionary(county => county.Key, county => Math.Round((decimal)EllipsoidalArea.SquareMetres(county.Shape) / 1_000_000m, 6));
        await using var copy = await connection.BeginBinaryImportAsync("copy incoming_area from stdin (format binary)", cancel);
        foreach (var (row, shape, members) in WithShapes(rows, counties))
        {
            await copy.StartRowAsync(cancel);
            foreach (var text in (string?[])[row.Level, row.Adcode, row.Name, row.NameEn, row.ParentAdcode, row.CityAdcode, row.Circle])
                if (text is null) await copy.WriteNullAsync(cancel);
                else await copy.WriteAsync(text, NpgsqlDbType.Text, cancel);
            foreach (var people in (long[])[row.Population2020, row.UrbanPopulation2020, row.RuralPopulation2020])
                await copy.WriteAsync(people, NpgsqlDbType.Bigint, cancel);
            await copy.WriteAsync(members.Sum(adcode => areaKm2[adcode]), NpgsqlDbType.Numeric, cancel);
            await copy.WriteAsync(new Point(row.LabelLonDeg, row.LabelLatDeg), NpgsqlDbType.Geometry, cancel);
            await copy.WriteAsync(shape, NpgsqlDbType.Geometry, cancel);
        }
        await copy.CompleteAsync(cancel);
    }

    private static async Task CopyShapesAsync(NpgsqlConnection connection, IReadOnlyList<AreaRow> rows, IReadOnlyList<AreaShape> counties, CancellationToken cancel)
    {
        const int LastZoom = 30;
        List<(int From, int To, IReadOnlyList<AreaShape> Counties)> bands =
        [
            .. ZoomBand.All.Select(band => (band.MinZoom, band.MaxZoom, Generalisation.Simplify(counties, band))),
            (ZoomBand.All[^1].MaxZoom + 1, LastZoom, counties),
        ];
        await using var copy = await connection.BeginBinaryImportAsync("copy incoming_shape from stdin (format binary)", cancel);
        foreach (var (from, to, generalised) in bands)
            foreach (var (row, shape, _) in WithShapes(rows, generalised))
            {
                await copy.StartRowAsync(cancel);
                await copy.WriteAsync(row.Level, NpgsqlDbType.Text, cancel);
                await copy.WriteAsync(row.Adcode, NpgsqlDbType.Text, cancel);
                await copy.WriteAsync((short)from, NpgsqlDbType.Smallint, cancel);
                await copy.WriteAsync((short)to, NpgsqlDbType.Smallint, cancel);
                await copy.WriteAsync(shape, NpgsqlDbType.Geometry, cancel);
            }
        await copy.CompleteAsync(cancel);
    }

    /// <summary>Every area of every level with its shape and its counties.</summary>
    private static IEnumerable<(AreaRow Row, Geometry Shape, IReadOnlyList<string> Members)> WithShapes(IReadOnlyList<AreaRow> rows, IReadOnlyList<AreaShape> counties)
    {
        var byAdcode = rows.ToDictionary(row => row.Adcode);
        var province = rows.Single(row => row.Level == "province").Adcode;
        foreach (var county in counties) yield return (byAdcode[county.Key], county.Shape, [county.Key]);
        foreach (var level in LargerLevels)
            foreach (var union in BoundaryUnion.Groups(counties, adcode => AreaTable.GroupOf(byAdcode[adcode], level, province)))
                yield return (byAdcode[union.Key], union.Shape,
                    [.. counties.Select(county => county.Key).Where(adcode => AreaTable.GroupOf(byAdcode[adcode], level, province) == union.Key)]);
    }
}
