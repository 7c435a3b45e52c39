using Geo.Server.Coverage;
using Geo.Server.Layers;
using Microsoft.Extensions.Caching.Memory;
using NetTopologySuite.Geometries;
using Npgsql;

namespace Geo.Server.Plan;

/// <summary>What a layer's coverage says of a county: people or zones covered, of all.</summary>
public sealed record CoveragePart(string County, double Covered, double Whole);

/// <param name="Parts">Null: coverage was not computed for this state of the layer, or its planes are no longer kept.</param>
/// <param name="Synthetic">Whether demonstration sites cover.</param>
public sealed record CoverageParts(IReadOnlyList<CoveragePart>? Parts, bool Synthetic)
{
    public static CoverageParts NotComputed { get; } = new(null, false);
}

/// <summary>
/// Reads what coverage left behind with each publication: people from its figures by area, zones from its planes. Nothing of
/// it is computed here, so the plan can never disagree with the coverage map.
/// </summary>
internal sealed class CoverageNumbers(NpgsqlDataSource database, LayerCatalog layers, PlaneStore planes, IMemoryCache cache)
{
    /// <summary>The share of a zone that must be covered where the coverage rule says nothing of such zones (article 16).</summary>
    private const double UsualFunctionalShare = 0.95;

    private const string Covered = "covered";

    private const string Latest = "select publication_id from geo.coverage where layer_id = $1 and publication_id <= $2 order by publication_id desc limit 1";

    // Thousandths of people in whole numbers: sums over levels are exact.
    private const string People = """
        select adcode, coalesce((figures -> $3 ->> 1)::float8, 0) / 1000, coalesce((figures -> 'all' ->> 1)::float8, 0) / 1000
        from geo.coverage_area where layer_id = $1 and level = 'county' and valid_from <= $2 and (valid_to is null or valid_to > $2) order by adcode
        """;

    private const string Zones = """
        select county_adcode, geom from geo.zone where layer_id = $1 and valid_from <= $2 and (valid_to is null or valid_to > $2) order by key
        """;

    private const string Synthetic = """
        select exists (select from geo.site where layer_id = $1 and synthetic and valid_from <= $2 and (valid_to is null or valid_to > $2))
        """;

    /// <param name="at">The last publication that counts.</param>
    /// <param name="versionOf">The data version of a layer then.</param>
    public async Task<CoverageParts> ReadAsync(Indicator indicator, long at, Func<string, long> versionOf, CancellationToken cancel)
    {
        if (layers.Find(indicator.Layer!) is not { Definition.Coverage: not null } || versionOf(indicator.Layer!) is not (> 0 and var dataVersion)) return CoverageParts.NotComputed;
        await using var latest = database.CreateCommand(Latest);
        Add(latest, indicator.Layer!, at);
        if (await latest.ExecuteScalarAsync(cancel) is not long computed) return CoverageParts.NotComputed;
        var key = $"plan-coverage:{indicator.Layer}:{computed}:{indicator.Reach}:{indicator.Zones}:{(indicator.Zones is { } zones ? versionOf(zones) : 0)}";
        if (cache.TryGetValue(key, out CoverageParts? known)) return known!;
        await using var synthetic = database.CreateCommand(Synthetic);
        Add(synthetic, indicator.Layer!, at);
        var parts = new CoverageParts(indicator.Zones is null ? await PeopleAsync(indicator, at, cancel) : await ZonesAsync(indicator, dataVersion, at, cancel), (bool)(await synthetic.ExecuteScalarAsync(cancel))!);
        return cache.Set(key, parts, new MemoryCacheEntryOptions { Size = 100 + 60L * (parts.Parts?.Count ?? 0), SlidingExpiration = TimeSpan.FromHours(1) });
    }

    private async Task<IReadOnlyList<CoveragePart>?> PeopleAsync(Indicator indicator, long at, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(People);
        Add(command, indicator.Layer!, at, indicator.Reach ?? Covered);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var parts = new List<CoveragePart>();
        while (await rows.ReadAsync(cancel)) parts.Add(new CoveragePart(rows.GetString(0), rows.GetDouble(1), rows.GetDouble(2)));
        return parts.Count == 0 ? null : parts;
    }

    private async Task<IReadOnlyList<CoveragePart>?> ZonesAsync(Indicator indicator, long dataVersion, long at, CancellationToken cancel)
    {
        var version = await CoverageVersion.ResolveAsync(indicator.Layer!, layers, dataVersion, database, cancel);
        if (!version.HasPlanes) return null;
        var zones = new List<(string County, Geometry Shape)>();
        await using (var command = database.CreateCommand(Zones))
        {
            Add(command, indicator.Zones!, at);
            await using var rows = await command.ExecuteReaderAsync(cancel);
            while (await rows.ReadAsync(cancel)) zones.Add((rows.GetString(0), rows.GetFieldValue<Geometry>(1)));
        }
        if (zones.Count == 0) return null;
        var figures = await ShapeFigures.OfAsync(version, [.. zones.Select(zone => zone.Shape)], planes, people: null, cancel);
        var enough = version.Model.Rule.Zones.FirstOrDefault(rule => rule.Layer == indicator.Zones)?.FunctionalShare ?? UsualFunctionalShare;
        return [.. zones.Zip(figures).GroupBy(pair => pair.First.County).Select(county => new CoveragePart(county.Key,
            county.Count(pair => pair.Second[Figures.All].Cells > 0 && pair.Second[indicator.Reach ?? Covered].Cells / (double)pair.Second[Figures.All].Cells >= enough), county.Count()))];
    }

    private static void Add(NpgsqlCommand command, params object[] values)
    {
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
    }
}
