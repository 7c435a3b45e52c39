using System.Collections.Concurrent;
using Geo.Core.Coverage;
using Geo.Core.Crs;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Union;
using Npgsql;

namespace Geo.Server.Coverage;

/// <summary>What coverage is measured against: counties, towns and people on a grid.</summary>
/// <param name="Id">Names the content: boundaries, census, towns, raster of people and grid.</param>
/// <param name="Adcodes">Counties by their number in the raster.</param>
/// <param name="Towns">One zone, all towns together.</param>
/// <param name="Totals">All cells and people of each county, as the only measure.</param>
internal sealed record Ground(string Id, ZoneRaster Counties, IReadOnlyList<string> Adcodes, ZoneRaster Towns, PopulationPlane People, ZoneTally Totals, PeopleSource Source)
{
    // Each holds some 300 MB for the province at 50 m; there is one a grid, and for a moment two when boundaries change.
    private const int MostKept = 4;
    private static readonly ConcurrentDictionary<string, Lazy<Task<Ground>>> Kept = new();

    private const string Content = """
        select md5(
          (select coalesce(string_agg(concat_ws(':', adcode, urban_population_2020, rural_population_2020, md5(st_asbinary(geom))), ',' order by adcode), '')
           from geo.area where level = 'county' and valid_to is null)
          || (select coalesce(string_agg(md5(st_asbinary(geom)), ',' order by md5(st_asbinary(geom))), '')
              from geo.zone where layer_id = $1 and valid_to is null and status = 'in-service')),
          (select id from geo.population_raster order by id desc limit 1)
        """;

    private const string CountyRows = """
        select adcode, urban_population_2020, rural_population_2020, geom from geo.area where level = 'county' and valid_to is null order by adcode
        """;

    private const string TownRows = "select geom from geo.zone where layer_id = $1 and valid_to is null and status = 'in-service' order by key";

    public CoverageGrid Grid => Counties.Grid;

    /// <summary>The ground as the connection's transaction sees it; what was made once for the same content is used again.</summary>
    public static async Task<Ground> ReadAsync(NpgsqlConnection connection, CoverageGrid grid, string? urbanLayer, CancellationToken cancel)
    {
        string id;
        long? raster;
        await using (var command = new NpgsqlCommand(Content, connection) { Parameters = { new NpgsqlParameter<string?> { TypedValue = urbanLayer } } })
        await using (var row = await command.ExecuteReaderAsync(cancel))
        {
            await row.ReadAsync(cancel);
            raster = row.IsDBNull(1) ? null : row.GetInt64(1);
            id = $"{row.GetString(0)[..12]}-{grid.CellM:0.###}-{raster ?? 0}";
        }
        if (Kept.Count > MostKept) Kept.Clear();
        var lazy = Kept.GetOrAdd(id, _ => new Lazy<Task<Ground>>(() => MakeAsync(connection, grid, id, urbanLayer, raster, cancel)));
        try
        {
            return await lazy.Value;
        }
        catch
        {
            Kept.TryRemove(id, out _);
            throw;
        }
    }

    private static async Task<Ground> MakeAsync(NpgsqlConnection connection, CoverageGrid grid, string id, string? urbanLayer, long? raster, CancellationToken cancel)
    {
        var (adcodes, census, shapes, towns) = (new List<string>(), new List<CensusCount>(), new List<Geometry>(), new List<Geometry>());
        await using (var command = new NpgsqlCommand(CountyRows, connection))
        await using (var rows = await command.ExecuteReaderAsync(cancel))
            while (await rows.ReadAsync(cancel))
            {
                adcodes.Add(rows.GetString(0));
                census.Add(new CensusCount(rows.GetInt64(1), rows.GetInt64(2)));
                shapes.Add(Plane.Of(rows.GetFieldValue<Geometry>(3)));
            }
        if (urbanLayer is not null)
        {
            await using var command = new NpgsqlCommand(TownRows, connection) { Parameters = { new() { Value = urbanLayer } } };
            await using var rows = await command.ExecuteReaderAsync(cancel);
            while (await rows.ReadAsync(cancel)) towns.Add(Plane.Of(rows.GetFieldValue<Geometry>(0)));
        }
        var counties = ZoneDrawing.Draw(grid, shapes);
        var townRaster = ZoneDrawing.Draw(grid, towns.Count == 0 ? [] : [Polygons(UnaryUnionOp.Union(towns))]);
        // Islands smaller than a cell may leave a county without one on a coarse grid; its people then have no place.
        var (people, source) = raster is { } number
            ? await PopulationRaster.ReadAsync(connection, grid, number, cancel)
            : (PopulationPlane.Spread(counties, census, townRaster), PeopleSource.Census);
        var totals = ZoneTally.Of([.. Enumerable.Range(0, grid.Tiles)], _ => null, counties, [new CoverageMeasure(0)], people);
        return new Ground(id, counties, adcodes, townRaster, people, totals, source);
    }

    // Towns that touch in a line or point leave lines behind; they are no area.
    private static Geometry Polygons(Geometry union) => union is GeometryCollection and not MultiPolygon
        ? union.Factory.BuildGeometry([.. Enumerable.Range(0, union.NumGeometries).Select(union.GetGeometryN).Where(part => part is Polygon)])
        : union;
}

/// <summary>Where the people come from.</summary>
public sealed record PeopleSource(string Source, int Year)
{
    public static readonly PeopleSource Census = new("census-2020", 2020);
}

/// <summary>From longitude and latitude to the grid's plane.</summary>
internal static class Plane
{
    public static PlanePoint Of(double lonDeg, double latDeg) => Albers.Shandong.Forward(new LonLat(lonDeg, latDeg));

    public static Geometry Of(Geometry geometry)
    {
        var moved = geometry.Copy();
        moved.Apply(new Move());
        moved.GeometryChanged();
        return moved;
    }

    private sealed class Move : IEntireCoordinateSequenceFilter
    {
        public bool Done => false;
        public bool GeometryChanged => true;

        public void Filter(CoordinateSequence sequence)
        {
            for (var i = 0; i < sequence.Count; i++)
            {
                var point = Of(sequence.GetX(i), sequence.GetY(i));
                sequence.SetX(i, point.EastingM);
                sequence.SetY(i, point.NorthingM);
            }
        }
    }
}
