using System.Data;
using Geo.Core.Coverage;
using Npgsql;

namespace Geo.Server.Coverage;

/// <summary>Whether what is stored is what comes out when everything is computed again from the rows alone.</summary>
public static class CoverageVerify
{
    /// <summary>The differences, in words; none when all agrees.</summary>
    public static async Task<IReadOnlyList<string>> DifferencesAsync(NpgsqlConnection connection, EffectiveRule rule, CancellationToken cancel)
    {
        // Rows, planes and figures of one moment.
        await using var moment = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        return await DifferencesInsideAsync(connection, rule, cancel);
    }

    /// <summary>The same inside the caller's transaction.</summary>
    internal static async Task<IReadOnlyList<string>> DifferencesInsideAsync(NpgsqlConnection connection, EffectiveRule rule, CancellationToken cancel)
    {
        var (layerId, model, differences) = (rule.LayerId, CoverageModel.Of(rule.Rule), new List<string>());
        if (await CoverageState.LatestAsync(connection, layerId, cancel) is not { } state) return [];
        var ground = await Ground.ReadAsync(connection, model.Grid, rule.Rule.UrbanLayer, cancel);
        if (CoverageUpdate.AssumptionsId(rule, ground) != state.AssumptionsId) return ["rule, boundaries, towns or people have changed since it was computed"];

        var sites = SiteRows.Model(await SiteRows.AtAsync(connection, layerId, null, cancel), model, ground);
        var counts = (sites.Length, sites.Count(site => site.IsDefaulted), sites.Count(site => site.Site is null));
        if (counts != (state.Sites, state.Defaulted, state.LeftOut)) differences.Add($"sites, defaulted, left out: {counts} instead of {(state.Sites, state.Defaulted, state.LeftOut)}");
        // No template of an earlier computation is used.
        var planes = CoveragePlanes.Empty(new TemplateCache(model.Grid, model.Settings)).With([.. sites.Where(site => site.Site is not null).Select(site => site.Site!)]);
        var stored = await TileRows.CurrentAsync(connection, layerId, cancel);
        var wrong = new bool[model.Grid.Tiles];
        Parallel.For(0, wrong.Length, tile => wrong[tile] = !IsSame(planes.Tile(tile), stored.GetValueOrDefault(tile), model));
        differences.AddRange(Enumerable.Range(0, wrong.Length).Where(tile => wrong[tile]).Select(tile => $"tile {tile} differs"));

        var tally = ZoneTally.Of([.. Enumerable.Range(0, model.Grid.Tiles)], planes.Tile, ground.Counties, model.PlainMeasures, ground.People);
        var counties = ground.Adcodes.Zip(Figures.Of(tally, ground.Totals, model)).ToDictionary(pair => pair.First, pair => pair.Second);
        var figures = await AreaFigures.CurrentAsync(connection, layerId, cancel);
        foreach (var (adcode, (_, expected)) in await AreaFigures.RollUpAsync(connection, counties, cancel))
            if (!figures.TryGetValue(adcode, out var has) || has.ToJson() != expected.ToJson()) differences.Add($"area {adcode}: {has?.ToJson() ?? "nothing"} instead of {expected.ToJson()}");
        return differences;
    }

    private static bool IsSame(CoverageTile? computed, PackedTile? stored, CoverageModel model)
    {
        if (computed is null || computed.Levels.IndexOfAnyExcept((byte)0) < 0) return stored is null;
        return stored is not null && stored.Unpack() is var kept && kept.Levels.SequenceEqual(computed.Levels) && kept.Depths.SequenceEqual(computed.Depths)
            && Overview.Of(computed, model).Kept.SequenceEqual(Packing.Unpack(stored.Overview, Overview.Length));
    }
}
