using System.Globalization;
using Geo.Core.Coverage;
using Geo.Core.Crs;
using Geo.Server.Layers;
using Geo.Server.Ogc.Common;
using Geo.Server.Operations;
using Microsoft.AspNetCore.Http.HttpResults;
using NetTopologySuite.Geometries;
using Npgsql;

namespace Geo.Server.Coverage;

/// <summary>What the planes say at a point, and which site it comes from.</summary>
internal static class CoverageValue
{
    private const string Named = """
        select code, name, st_x(geom), st_y(geom) from geo.site where layer_id = $1 and key = $2 and valid_from <= $3 and (valid_to is null or valid_to > $3)
        """;

    private const string Nearest = """
        select key from geo.site where layer_id = $1 and status = 'in-service' and valid_from <= $2 and (valid_to is null or valid_to > $2)
        order by geom <-> st_setsrid(st_makepoint($3, $4), 4490) limit 16
        """;

    private const string County = "select name, name_en from geo.area where level = 'county' and adcode = $1 and valid_to is null";

    public static void MapCoverageValue(this RouteGroupBuilder coverage) =>
        coverage.MapGet("/{layerId}/value", GetAsync).WithName("getCoverageValue").WithSummary("Level, best server and margin at a point").ProducesProblem(400).ProducesProblem(404);

    private static async Task<Results<Ok<PointValue>, EmptyHttpResult>> GetAsync(
        HttpContext context, string layerId, LayerCatalog catalog, NpgsqlDataSource database, PlaneStore planes, CoverageGround grounds)
    {
        var parameters = new QueryParameters(context.Request, "lon", "lat", "version");
        double lonDeg = Degrees(parameters, "lon", 180), latDeg = Degrees(parameters, "lat", 90);
        var cancel = context.RequestAborted;
        var version = (await CoverageVersion.ResolveAsync(layerId, catalog, parameters.WholeNumber("version", 0), database, cancel)).WithPlanes();
        var grid = version.Model.Grid;
        var at = Math.Abs(lonDeg - 118.75) < 60 ? Plane.Of(lonDeg, latDeg) : new PlanePoint(double.MaxValue, 0);
        if (Math.Abs(at.EastingM) > 1e7 || grid.CellOf(at) is var cell && !grid.Contains(cell.Row, cell.Column))
            throw ProblemException.NotFound("outside-grid", "The point lies outside the grid of the province.");
        if (CoverageAnswer.IsFresh(context, $"{layerId}.{version.Number}")) return TypedResults.Empty;

        cell = grid.CellOf(at);
        var tile = (await planes.TilesAsync(version, [CellAt.Tile(grid, cell)], cancel)).Values.SingleOrDefault();
        byte code = tile is null ? (byte)0 : tile.Levels[CellAt.InTile(cell)], depth = tile is null ? (byte)0 : tile.Depths[CellAt.InTile(cell)];
        var ground = await grounds.OfAsync(version.Model, cancel);
        await using var connection = await database.OpenConnectionAsync(cancel);
        var county = ground.Counties.ZoneAt(cell.Row, cell.Column) is { } zone ? await CountyAsync(connection, ground.Adcodes[zone], cancel) : null;
        var people = ground.People.Tile(CellAt.Tile(grid, cell)) is { IsEmpty: false } here ? here[CellAt.InTile(cell)] / (double)PopulationPlane.UnitsPerPerson : 0;
        var value = new PointValue(version.Number, [cell.Column, cell.Row], code >= version.Model.CoveredCode, depth, people) { County = county };
        switch (version.Model)
        {
            case RadioModel radio:
                var server = code == 0 ? null : await ServerAsync(connection, version, ground, at, cell, code, lonDeg, latDeg, cancel);
                var levelDbm = radio.Scale.LevelDbm(code);
                return TypedResults.Ok(value with
                {
                    LevelDbm = levelDbm, MarginDb = levelDbm - radio.Radio.ThresholdDbm, Server = server,
                    Deep = code >= radio.Deep!.Value.FromCode && depth >= radio.Deep.Value.FromDepth,
                    Class = ClassOf(version.Model, code),
                });
            case ReachModel reach:
                var station = await NearestAsync(connection, version, at, lonDeg, latDeg, cancel);
                return TypedResults.Ok(value with { Nearest = station, DistanceM = station?.DistanceM, WayM = station?.DistanceM * reach.Reach.Circuity, Class = ClassOf(version.Model, code) });
            default:
                var latency = ((LatencyModel)version.Model).Latency;
                var centre = await NearestAsync(connection, version, at, lonDeg, latDeg, cancel);
                return TypedResults.Ok(value with
                {
                    Nearest = centre, DistanceM = centre?.DistanceM, Class = ClassOf(version.Model, code),
                    RoundTripMs = centre is null ? null : LatencyRings.RoundTripMs(centre.DistanceM, latency.Circuity, latency.EquipmentMs),
                });
        }
    }

    /// <summary>The site whose own code is the plane's; of several the one with the smallest key.</summary>
    private static async Task<PointSite?> ServerAsync(
        NpgsqlConnection connection, CoverageVersion version, Ground ground, PlanePoint at, (int Row, int Column) cell, byte code, double lonDeg, double latDeg, CancellationToken cancel)
    {
        // A model reaches 5 km at most; a degree of longitude is at least 85 km here, one of latitude 111 km.
        const double reachDegLon = 5.3 / 85, reachDegLat = 5.3 / 111;
        var sites = await SiteRows.InAsync(connection, version.LayerId, version.PublicationId, lonDeg - reachDegLon, latDeg - reachDegLat, lonDeg + reachDegLon, latDeg + reachDegLat, cancel);
        var templates = CoverageMemory.Templates(version.Model);
        foreach (var row in sites.OrderBy(site => site.Key))
            if (SiteRows.Model(row, version.Model, ground).Site is { } site && templates.CodeAt(site, cell.Row, cell.Column) == code)
                return await SiteAsync(connection, version, row.Key, at, cancel);
        return null;
    }

    private static async Task<PointSite?> NearestAsync(NpgsqlConnection connection, CoverageVersion version, PlanePoint at, double lonDeg, double latDeg, CancellationToken cancel)
    {
        // By degrees first, then by metres among those: a degree of longitude is shorter than one of latitude.
        var keys = new List<long>();
        await using (var command = new NpgsqlCommand(Nearest, connection))
        {
            foreach (var value in (object[])[version.LayerId, version.PublicationId, lonDeg, latDeg]) command.Parameters.Add(new() { Value = value });
            await using var rows = await command.ExecuteReaderAsync(cancel);
            while (await rows.ReadAsync(cancel)) keys.Add(rows.GetInt64(0));
        }
        var sites = new List<PointSite>();
        foreach (var key in keys)
            if (await SiteAsync(connection, version, key, at, cancel) is { } site) sites.Add(site);
        return sites.MinBy(site => site.DistanceM);
    }

    private static async Task<PointSite?> SiteAsync(NpgsqlConnection connection, CoverageVersion version, long key, PlanePoint at, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(Named, connection);
        foreach (var value in (object[])[version.LayerId, key, version.PublicationId]) command.Parameters.Add(new() { Value = value });
        await using var row = await command.ExecuteReaderAsync(cancel);
        if (!await row.ReadAsync(cancel)) return null;
        var stands = Plane.Of(row.GetDouble(2), row.GetDouble(3));
        return new(key, row.GetString(0), row.GetString(1), Math.Round(double.Hypot(stands.EastingM - at.EastingM, stands.NorthingM - at.NorthingM), 1));
    }

    private static async Task<NamedArea?> CountyAsync(NpgsqlConnection connection, string adcode, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(County, connection) { Parameters = { new() { Value = adcode } } };
        await using var row = await command.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel) ? new(adcode, new(row.GetString(0), row.GetString(1))) : null;
    }

    private static Title? ClassOf(CoverageModel model, byte code)
    {
        for (var i = 0; i < model.LegendCodes.Count; i++)
            if (code >= model.LegendCodes[i] && code > 0) return model.Rule.Legend[i].Title;
        return null;
    }

    private static double Degrees(QueryParameters parameters, string name, double most) =>
        double.TryParse(parameters[name], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && Math.Abs(value) <= most
            ? value
            : throw ProblemException.BadRequest($"invalid-{name}", $"'{name}' must be degrees from {-most} to {most}.");
}

public sealed record NamedArea(string Adcode, Title Name);

public sealed record PointSite(long FeatureId, string Code, string Name, double DistanceM);

/// <param name="Cell">Column and row on the grid.</param>
/// <param name="Servers">How many sites cover it.</param>
/// <param name="People">Of the cell.</param>
public sealed record PointValue(long Version, IReadOnlyList<int> Cell, bool Covered, int Servers, double People)
{
    public double? LevelDbm { get; init; }
    public double? MarginDb { get; init; }
    public bool? Deep { get; init; }
    public PointSite? Server { get; init; }
    public PointSite? Nearest { get; init; }
    public double? DistanceM { get; init; }
    public double? WayM { get; init; }
    public double? RoundTripMs { get; init; }
    public Title? Class { get; init; }
    public NamedArea? County { get; init; }
}
