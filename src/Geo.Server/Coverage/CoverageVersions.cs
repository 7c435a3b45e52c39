using Geo.Server.Layers;
using Geo.Server.Ogc.Common;
using Geo.Server.Operations;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Geo.Server.Coverage;

/// <summary>The versions of a layer's coverage, the newest first.</summary>
internal static class CoverageVersions
{
    private const string Select = """
        select p.data_version, p.published_at, p.actor, p.source, c.has_planes, c.assumptions_id,
          (select (f.figures -> 'covered' ->> 1)::bigint from geo.coverage_area f
           where f.layer_id = c.layer_id and f.level = 'province' and f.valid_from <= c.publication_id and (f.valid_to is null or f.valid_to > c.publication_id))
        from geo.coverage c join geo.publication p on p.id = c.publication_id
        where c.layer_id = $1 order by c.publication_id desc limit 500
        """;

    public static void MapCoverageVersions(this RouteGroupBuilder coverage) =>
        coverage.MapGet("/{layerId}/versions", GetAsync).WithName("getCoverageVersions").WithSummary("Versions of a coverage, and whether their planes are kept").ProducesProblem(404);

    private static async Task<Ok<VersionList>> GetAsync(HttpContext context, string layerId, LayerCatalog catalog, NpgsqlDataSource database)
    {
        _ = new QueryParameters(context.Request);
        if (catalog.Find(layerId) is not { Definition.Coverage: not null })
            throw ProblemException.NotFound("unknown-coverage", $"There is no coverage of '{layerId}'; /api/coverage lists them.");
        context.Response.Headers.CacheControl = "no-cache";
        await using var command = database.CreateCommand(Select);
        command.Parameters.Add(new() { Value = layerId });
        await using var rows = await command.ExecuteReaderAsync(context.RequestAborted);
        var versions = new List<VersionEntry>();
        while (await rows.ReadAsync(context.RequestAborted))
            versions.Add(new(rows.GetInt64(0), rows.GetDateTime(1), rows.GetString(2), rows.GetString(3), rows.GetBoolean(4), rows.GetString(5),
                new Amount(0, rows.IsDBNull(6) ? 0 : rows.GetInt64(6)).People));
        return TypedResults.Ok(new VersionList(versions));
    }
}

public sealed record VersionList(IReadOnlyList<VersionEntry> Versions);

public sealed record VersionEntry(long Version, DateTime PublishedAt, string Actor, string Source, bool HasPlanes, string AssumptionsId, double CoveredPeople);
