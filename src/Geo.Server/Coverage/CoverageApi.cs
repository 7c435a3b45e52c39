using Geo.Server.Layers;
using Geo.Server.Ogc.Common;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Geo.Server.Coverage;

/// <summary>Coverage over HTTP: what there is, as pictures, at a point, by area and zone.</summary>
public static class CoverageApi
{
    private const string States = """
        select l.id from geo.layer l where exists (select from geo.coverage c where c.layer_id = l.id)
        """;

    public static void AddCoverage(this IServiceCollection services)
    {
        services.AddSingleton<PlaneStore>();
        services.AddSingleton<CoverageGround>();
        services.AddSingleton<Settlements>();
        services.AddSingleton<Supply>();
        services.AddSingleton(provider => new DerivedCollections((request, cancel) =>
            OutlineCollections.ListAsync(request, provider.GetRequiredService<LayerCatalog>(), provider.GetRequiredService<NpgsqlDataSource>(), cancel)));
        services.AddHostedService<CoverageFollower>();
    }

    public static void MapCoverage(this IEndpointRouteBuilder app)
    {
        var coverage = app.MapGroup("/api/coverage").WithTags("Coverage");
        coverage.MapGet("/", ListAsync).WithName("getCoverages").WithSummary("The layers that have coverage, their legends and assumptions");
        coverage.MapCoverageTiles();
        coverage.MapCoverageValue();
        coverage.MapCoverageAreas();
        coverage.MapCoverageZones();
        coverage.MapCoverageVillages();
        coverage.MapCoverageGaps();
        coverage.MapCoverageStatistics();
        coverage.MapCoverageVersions();
        coverage.MapCoverageRecompute();
        coverage.MapCoverageRule();
        app.MapOutlineCollections();
    }

    private static async Task<Ok<CoverageList>> ListAsync(HttpContext context, LayerCatalog catalog, NpgsqlDataSource database, CoverageGround grounds)
    {
        _ = new QueryParameters(context.Request);
        var cancel = context.RequestAborted;
        context.Response.Headers.CacheControl = "no-cache";
        var computed = new HashSet<string>();
        await using (var command = database.CreateCommand(States))
        await using (var rows = await command.ExecuteReaderAsync(cancel))
            while (await rows.ReadAsync(cancel)) computed.Add(rows.GetString(0));
        var coverages = new List<CoverageDescription>();
        foreach (var layer in catalog.Layers.Where(layer => computed.Contains(layer.Id) && layer.Definition.Coverage is not null))
        {
            var version = await CoverageVersion.ResolveAsync(layer.Id, catalog, null, database, cancel);
            var rule = version.Model.Rule;
            coverages.Add(new CoverageDescription(
                layer.Id, rule.Kind.ToString().ToLowerInvariant(), rule.Title ?? layer.Definition.Title, version.Number, version.PublishedAt, rule.CellM,
                [.. PlanePicture.Legends(version.Model).Keys], rule.Legend, PlanePicture.Legends(version.Model), Indicators.Of(version.Model),
                [.. rule.Zones.Select(zone => zone.Layer)], Assumptions.Of(version, await grounds.OfAsync(version.Model, cancel))));
        }
        return TypedResults.Ok(new CoverageList(coverages));
    }
}

public sealed record CoverageList(IReadOnlyList<CoverageDescription> Coverages);

/// <param name="Legend">Of the plane "level".</param>
/// <param name="ZoneLayers">Layers of zones that this coverage judges.</param>
public sealed record CoverageDescription(
    string Layer, string Kind, Title Titles, long Version, DateTime PublishedAt, double CellM, IReadOnlyList<string> Planes,
    IReadOnlyList<CoverageClass> Legend, IReadOnlyDictionary<string, IReadOnlyList<CoverageClass>> Legends, IReadOnlyList<Indicator> Indicators, IReadOnlyList<string> ZoneLayers, AssumptionSet Assumptions);
