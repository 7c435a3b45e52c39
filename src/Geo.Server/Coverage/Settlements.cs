using Geo.Core.Coverage;
using Microsoft.Extensions.Caching.Memory;
using Npgsql;

namespace Geo.Server.Coverage;

/// <summary>A settlement as a point, with the county it lies in.</summary>
internal sealed record Settlement(long Key, string Code, string Name, double LonDeg, double LatDeg, string County, string City, long? People);

/// <summary>Villages: whether the cell that each lies in is covered.</summary>
internal sealed class Settlements(NpgsqlDataSource database, PlaneStore planes, IMemoryCache cache)
{
    private const string Version = "select data_version from geo.layer where id = $1";

    private const string Select = """
        select key, code, name, st_x(geom), st_y(geom), county_adcode, city_adcode, (attributes ->> 'population')::numeric::bigint
        from geo.site where layer_id = $1 and valid_to is null
        """;

    private const string Parents = """
        select c.adcode, case $1 when 'county' then c.adcode when 'city' then c.city_adcode when 'circle' then c.circle else p.adcode end
        from geo.area c left join geo.area p on p.level = 'province' and p.valid_to is null
        where c.level = 'county' and c.valid_to is null
        """;

    public async Task<long> VersionAsync(string? layerId, CancellationToken cancel)
    {
        if (layerId is null) return 0;
        await using var command = database.CreateCommand(Version);
        command.Parameters.Add(new() { Value = layerId });
        return await command.ExecuteScalarAsync(cancel) as long? ?? 0;
    }

    public async Task<IReadOnlyList<(Settlement Settlement, bool IsCovered)>> AllAsync(CoverageVersion version, CancellationToken cancel)
    {
        if (version.Model.Rule.VillageLayer is not { } layerId) return [];
        var key = ("villages", version.LayerId, version.PublicationId, await VersionAsync(layerId, cancel));
        if (cache.TryGetValue(key, out IReadOnlyList<(Settlement, bool)>? known)) return known!;
        var settlements = new List<Settlement>();
        await using var command = database.CreateCommand(Select);
        command.Parameters.Add(new() { Value = layerId });
        await using (var rows = await command.ExecuteReaderAsync(cancel))
            while (await rows.ReadAsync(cancel))
                settlements.Add(new(rows.GetInt64(0), rows.GetString(1), rows.GetString(2), rows.GetDouble(3), rows.GetDouble(4), rows.GetString(5), rows.GetString(6), rows.IsDBNull(7) ? null : rows.GetInt64(7)));
        var grid = version.Model.Grid;
        var cells = settlements.ConvertAll(one => grid.CellOf(Plane.Of(one.LonDeg, one.LatDeg)));
        var tiles = await planes.TilesAsync(version, cells.Where(cell => grid.Contains(cell.Row, cell.Column)).Select(cell => CellAt.Tile(grid, cell)).Distinct(), cancel);
        IReadOnlyList<(Settlement, bool)> all = [.. settlements.Zip(cells, (one, cell) =>
            (one, grid.Contains(cell.Row, cell.Column) && tiles.TryGetValue(CellAt.Tile(grid, cell), out var tile) && tile.Levels[CellAt.InTile(cell)] >= version.Model.CoveredCode))];
        return cache.Set(key, all, new MemoryCacheEntryOptions { Size = 200L * all.Count + 100, SlidingExpiration = TimeSpan.FromHours(1) });
    }

    /// <summary>Villages of each area of a level.</summary>
    public async Task<Dictionary<string, VillageCount>> CountAsync(CoverageVersion version, string level, CancellationToken cancel)
    {
        var all = await AllAsync(version, cancel);
        var counts = new Dictionary<string, VillageCount>();
        if (all.Count == 0) return counts;
        var parents = await ParentsAsync(level, cancel);
        foreach (var (one, isCovered) in all)
            if (parents.GetValueOrDefault(one.County) is { } area)
                counts[area] = counts.GetValueOrDefault(area) is { } so ? new(so.Total + 1, so.Covered + (isCovered ? 1 : 0)) : new(1, isCovered ? 1 : 0);
        return counts;
    }

    /// <summary>The area of a level that each county lies in.</summary>
    public async Task<Dictionary<string, string>> ParentsAsync(string level, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(Parents);
        command.Parameters.Add(new() { Value = level });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var parents = new Dictionary<string, string>();
        while (await rows.ReadAsync(cancel))
            if (!rows.IsDBNull(1)) parents.Add(rows.GetString(0), rows.GetString(1));
        return parents;
    }
}

/// <summary>Where a cell is kept.</summary>
internal static class CellAt
{
    public static int Tile(CoverageGrid grid, (int Row, int Column) cell) => cell.Row / CoverageGrid.TileSize * grid.TileColumns + cell.Column / CoverageGrid.TileSize;

    public static int InTile((int Row, int Column) cell) => cell.Row % CoverageGrid.TileSize * CoverageGrid.TileSize + cell.Column % CoverageGrid.TileSize;
}
