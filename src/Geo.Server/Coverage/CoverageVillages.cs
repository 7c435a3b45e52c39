using Geo.Server.Layers;
using Geo.Server.Ogc.Common;
using Geo.Server.Operations;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Geo.Server.Coverage;

/// <summary>Villages one by one: which are covered, in the order of their codes.</summary>
internal static class CoverageVillages
{
    private const int MostListed = 10_000;

    public static void MapCoverageVillages(this RouteGroupBuilder coverage) =>
        coverage.MapGet("/{layerId}/villages", GetAsync).WithName("getCoverageVillages").WithSummary("Villages, and whether each is covered").ProducesProblem(400).ProducesProblem(404);

    private static async Task<Results<Ok<VillageList>, EmptyHttpResult>> GetAsync(HttpContext context, string layerId, LayerCatalog catalog, NpgsqlDataSource database, Settlements settlements)
    {
        var parameters = new QueryParameters(context.Request, "area", "covered", "limit", "version");
        var (area, limit) = (parameters["area"], (int)Math.Min(parameters.WholeNumber("limit", 1) ?? 1000, MostListed));
        bool? asked = parameters["covered"] switch
        {
            null => null,
            "true" => true,
            "false" => false,
            var other => throw ProblemException.BadRequest("invalid-covered", $"'covered' is true or false, not '{other}'."),
        };
        var cancel = context.RequestAborted;
        var version = (await CoverageVersion.ResolveAsync(layerId, catalog, parameters.WholeNumber("version", 0), database, cancel)).WithPlanes();
        if (version.Model.Rule.VillageLayer is not { } villages) throw ProblemException.NotFound("no-villages", $"The coverage of {layerId} counts no villages.");
        if (CoverageAnswer.IsFresh(context, $"villages.{layerId}.{version.Number}.{await settlements.VersionAsync(villages, cancel)}", dependsOnOthers: true)) return TypedResults.Empty;
        var found = (await settlements.AllAsync(version, cancel))
            .Where(pair => (area is null || pair.Settlement.County == area || pair.Settlement.City == area) && (asked is null || pair.IsCovered == asked))
            .OrderBy(pair => pair.Settlement.Code, StringComparer.Ordinal).ToList();
        return TypedResults.Ok(new VillageList(version.Number, villages, found.Count, [.. found.Take(limit).Select(pair => new VillageCoverage(
            pair.Settlement.Key, pair.Settlement.Code, pair.Settlement.Name, pair.Settlement.LonDeg, pair.Settlement.LatDeg, pair.IsCovered, pair.Settlement.People, pair.Settlement.County, pair.Settlement.City))]));
    }
}

/// <param name="Matched">All that were asked for, listed or not.</param>
public sealed record VillageList(long Version, string Layer, int Matched, IReadOnlyList<VillageCoverage> Villages);

public sealed record VillageCoverage(long FeatureId, string Code, string Name, double Lon, double Lat, bool Covered, long? People, string County, string City);
