using Geo.Server.Layers;
using Geo.Server.Ogc.Common;
using Geo.Server.Operations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Caching.Memory;
using NetTopologySuite.Geometries;
using Npgsql;

namespace Geo.Server.Coverage;

/// <summary>Zones measured against the planes. They are counted from the planes when asked, so they can never disagree with them.</summary>
internal static class CoverageZones
{
    private const string Select = """
        select key, code, name, geom, county_adcode, city_adcode from geo.zone where layer_id = $1 and valid_to is null order by key
        """;

    public static void MapCoverageZones(this RouteGroupBuilder coverage) =>
        coverage.MapGet("/{layerId}/zones", GetAsync).WithName("getCoverageZones").WithSummary("Zones, such as development zones, and the share of each that is covered; of a layer of zones that sites serve, such as reservoirs, which are served")
            .ProducesProblem(400).ProducesProblem(404);

    private static async Task<Results<Ok<IReadOnlyList<ZoneCoverage>>, Ok<ServedZoneList>, EmptyHttpResult>> GetAsync(
        HttpContext context, string layerId, LayerCatalog catalog, NpgsqlDataSource database, PlaneStore planes, CoverageGround grounds, Settlements settlements, IMemoryCache cache)
    {
        if (catalog.Find(layerId) is { Definition.ServedBy: { } served } zoneLayer)
            return await ServedZones.ReadAsync(context, zoneLayer, served, catalog, database, settlements) is { } list ? TypedResults.Ok(list) : TypedResults.Empty;
        var parameters = new QueryParameters(context.Request, "zoneLayer", "version");
        var cancel = context.RequestAborted;
        var version = (await CoverageVersion.ResolveAsync(layerId, catalog, parameters.WholeNumber("version", 0), database, cancel)).WithPlanes();
        var asked = parameters["zoneLayer"];
        List<ZoneRule> rules = [.. version.Model.Rule.Zones.Where(zone => asked is null || zone.Layer == asked)];
        if (asked is not null && rules.Count == 0)
            throw ProblemException.BadRequest("invalid-zoneLayer", $"The coverage of {layerId} judges {string.Join(", ", version.Model.Rule.Zones.Select(zone => zone.Layer))}, not '{asked}'.");
        var answer = new List<ZoneCoverage>();
        var names = new List<string>();
        foreach (var rule in rules) names.Add($"{rule.Layer}.{await settlements.VersionAsync(rule.Layer, cancel)}");
        if (CoverageAnswer.IsFresh(context, $"{layerId}.{version.Number}.{string.Join('.', names)}", dependsOnOthers: true)) return TypedResults.Empty;
        for (var i = 0; i < rules.Count; i++)
        {
            var key = ("zones", layerId, version.PublicationId, names[i]);
            if (!cache.TryGetValue(key, out IReadOnlyList<ZoneCoverage>? zones))
            {
                zones = await MeasureAsync(version, rules[i], database, planes, await grounds.OfAsync(version.Model, cancel), cancel);
                cache.Set(key, zones, new MemoryCacheEntryOptions { Size = 300L * zones.Count + 100, SlidingExpiration = TimeSpan.FromHours(1) });
            }
            answer.AddRange(zones!);
        }
        return TypedResults.Ok<IReadOnlyList<ZoneCoverage>>(answer);
    }

    private static async Task<IReadOnlyList<ZoneCoverage>> MeasureAsync(
        CoverageVersion version, ZoneRule rule, NpgsqlDataSource database, PlaneStore planes, Ground ground, CancellationToken cancel)
    {
        var zones = new List<(long Key, string Code, string Name, Geometry Shape, string County, string City)>();
        await using (var command = database.CreateCommand(Select))
        {
            command.Parameters.Add(new() { Value = rule.Layer });
            await using var rows = await command.ExecuteReaderAsync(cancel);
            while (await rows.ReadAsync(cancel)) zones.Add((rows.GetInt64(0), rows.GetString(1), rows.GetString(2), rows.GetFieldValue<Geometry>(3), rows.GetString(4), rows.GetString(5)));
        }
        var figures = await ShapeFigures.OfAsync(version, [.. zones.Select(zone => zone.Shape)], planes, ground.People, cancel);
        return [.. zones.Zip(figures, (zone, counted) =>
        {
            var (all, covered) = (counted[Figures.All], counted["covered"]);
            var share = all.Cells == 0 ? 0 : covered.Cells / (double)all.Cells;
            return new ZoneCoverage(rule.Layer, zone.Key, zone.Code, zone.Name, all.AreaKm2(version.Model.Grid), covered.AreaKm2(version.Model.Grid), share,
                share >= rule.FunctionalShare, rule.FunctionalShare, zone.County, zone.City);
        })];
    }
}

/// <param name="Functional">The share reaches what the rule asks of such zones (article 16 of the plan: 95 %).</param>
public sealed record ZoneCoverage(
    string Layer, long FeatureId, string Code, string Name, double AreaKm2, double CoveredAreaKm2, double Share, bool Functional, double FunctionalShare, string County, string City);
