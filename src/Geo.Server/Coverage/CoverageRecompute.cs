using System.Diagnostics;
using Geo.Core.Coverage;
using Geo.Server.Accounts;
using Geo.Server.Layers;
using Geo.Server.Ogc.Common;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Geo.Server.Coverage;

/// <summary>"Recompute now": an area's figures once more from the rows alone, beside those that are shown.</summary>
internal static class CoverageRecompute
{
    private const string Stored = """
        select figures::text from geo.coverage_area where layer_id = $1 and adcode = $2 and valid_from <= $3 and (valid_to is null or valid_to > $3)
        """;

    private const string Members = "select adcode from geo.area where level = 'county' and valid_to is null and $1 in (adcode, city_adcode, circle, '370000')";

    // One at a time: it takes both processors for seconds.
    private static readonly SemaphoreSlim Turn = new(1);

    public static void MapCoverageRecompute(this RouteGroupBuilder coverage) =>
        coverage.MapPost("/{layerId}/recompute", PostAsync).WithName("recomputeCoverage").WithSummary("An area's figures from the rows alone, beside those shown")
            .RequireAuthorization(policy => policy.RequireRole("city-editor", "province-editor", "administrator"))
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404);

    private static async Task<Results<Ok<Recomputation>, ProblemHttpResult>> PostAsync(
        RecomputeRequest given, string layerId, HttpContext context, LayerCatalog catalog, NpgsqlDataSource database, CoverageGround grounds)
    {
        _ = new QueryParameters(context.Request);
        var cancel = context.RequestAborted;
        var version = await CoverageVersion.ResolveAsync(layerId, catalog, null, database, cancel);
        await using var connection = await database.OpenConnectionAsync(cancel);
        var counties = await TextsAsync(connection, Members, cancel, given.Area ?? "");
        var stored = await TextsAsync(connection, Stored, cancel, layerId, given.Area ?? "", version.PublicationId);
        if (counties.Count == 0 || stored.Count == 0) return Refusal.Of(400, "invalid-area", $"'area' is the adcode of a county, city, circle or the province, not '{given.Area}'.");

        var ground = await grounds.OfAsync(version.Model, cancel);
        if (CoverageUpdate.AssumptionsId((await EffectiveRule.ReadAsync(connection, layerId, cancel))!, ground) != version.AssumptionsId)
            return Refusal.Of(409, "changed-since", "Rule, boundaries or towns have changed since; run `geo coverage compute`.");
        await Turn.WaitAsync(cancel);
        try
        {
            var started = Stopwatch.GetTimestamp();
            var figures = await Task.Run(async () => await ComputeAsync(connection, version, ground, counties.ToHashSet(), cancel), cancel);
            var (was, now) = (Figures.Parse(stored[0]), figures);
            return TypedResults.Ok(new Recomputation(Shown(was), Shown(now), was.ToJson() == now.ToJson(), Stopwatch.GetElapsedTime(started).TotalMilliseconds, version.Number));
        }
        finally
        {
            Turn.Release();
        }

        CoverageArea Shown(Figures figures) => CoverageArea.Of(given.Area!, new("", ""), figures, version.Model, null, null);
    }

    private static async Task<Figures> ComputeAsync(NpgsqlConnection connection, CoverageVersion version, Ground ground, HashSet<string> counties, CancellationToken cancel)
    {
        var (model, grid) = (version.Model, version.Model.Grid);
        var tiles = TilesOf(ground, counties);
        var sites = SiteRows.Model(await SiteRows.AtAsync(connection, version.LayerId, version.PublicationId, cancel), model, ground).Where(site => site.Site is not null).Select(site => site.Site!);
        if (model is RadioModel)
        {
            // Whoever stands farther from every tile than a model reaches does not matter.
            const double reachM = 5_100;
            var near = tiles.Select(tile => (North: grid.NorthM - tile / grid.TileColumns * CoverageGrid.TileSize * grid.CellM, West: grid.WestM + tile % grid.TileColumns * CoverageGrid.TileSize * grid.CellM)).ToList();
            var sideM = CoverageGrid.TileSize * grid.CellM;
            double north = near.Max(at => at.North) + reachM, south = near.Min(at => at.North) - sideM - reachM, west = near.Min(at => at.West) - reachM, east = near.Max(at => at.West) + sideM + reachM;
            sites = sites.Where(site => site.Position.NorthingM < north && site.Position.NorthingM > south && site.Position.EastingM > west && site.Position.EastingM < east);
        }
        var planes = CoveragePlanes.Empty(CoverageMemory.Templates(model)).With([.. sites]);
        var all = Figures.Of(ZoneTally.Of(tiles, planes.Tile, ground.Counties, model.PlainMeasures, ground.People), ground.Totals, model);
        var sum = new Figures();
        for (var zone = 0; zone < all.Length; zone++)
            if (counties.Contains(ground.Adcodes[zone])) sum.Add(all[zone]);
        return sum;
    }

    private static List<int> TilesOf(Ground ground, HashSet<string> counties)
    {
        var grid = ground.Grid;
        var tiles = new SortedSet<int>();
        for (var row = 0; row < grid.Rows; row++)
            foreach (var run in ground.Counties.Runs(row))
                if (counties.Contains(ground.Adcodes[run.Zone]))
                    for (var column = run.Start / CoverageGrid.TileSize; column <= (run.End - 1) / CoverageGrid.TileSize; column++) tiles.Add(row / CoverageGrid.TileSize * grid.TileColumns + column);
        return [.. tiles];
    }

#pragma warning disable CA2100 // Constants of this file.
    private static async Task<List<string>> TextsAsync(NpgsqlConnection connection, string sql, CancellationToken cancel, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var texts = new List<string>();
        while (await rows.ReadAsync(cancel)) texts.Add(rows.GetString(0));
        return texts;
    }
#pragma warning restore CA2100
}

public sealed record RecomputeRequest(string? Area);

public sealed record Recomputation(CoverageArea Stored, CoverageArea Recomputed, bool Equal, double Milliseconds, long Version);
