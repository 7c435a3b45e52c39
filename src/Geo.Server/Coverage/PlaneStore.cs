using Geo.Core.Coverage;
using Geo.Server.Operations;
using Microsoft.Extensions.Caching.Memory;
using Npgsql;

namespace Geo.Server.Coverage;

/// <summary>Which tile of a state is which row, and what low zooms draw of it.</summary>
internal sealed record PlaneState(IReadOnlyDictionary<int, long> ValidFrom, IReadOnlyDictionary<int, Overview> Overviews);

/// <summary>
/// The planes as readers see them. A stored tile never changes and is named by the publication it began with, so what was
/// read once is right for ever; which tiles make up a state is fixed by its publication. Nobody can see half of one.
/// </summary>
internal sealed class PlaneStore(NpgsqlDataSource database, IMemoryCache cache)
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(6);

    private const string Index = """
        select tile, valid_from from geo.coverage_tile where layer_id = $1 and valid_from <= $2 and (valid_to is null or valid_to > $2)
        """;

    private const string Overviews = """
        select tile, valid_from, overview from geo.coverage_tile where layer_id = $1 and (tile, valid_from) in (select * from unnest($2::int[], $3::bigint[]))
        """;

    private const string Tiles = """
        select tile, valid_from, levels, depths from geo.coverage_tile where layer_id = $1 and (tile, valid_from) in (select * from unnest($2::int[], $3::bigint[]))
        """;

    public async Task<PlaneState> StateAsync(CoverageVersion version, CancellationToken cancel)
    {
        var key = ("state", version.LayerId, version.PublicationId);
        if (cache.TryGetValue(key, out PlaneState? known)) return known!;
        var validFrom = new Dictionary<int, long>();
        await using var command = database.CreateCommand(Index);
        command.Parameters.Add(new() { Value = version.LayerId });
        command.Parameters.Add(new() { Value = version.PublicationId });
        await using (var rows = await command.ExecuteReaderAsync(cancel))
            while (await rows.ReadAsync(cancel)) validFrom.Add(rows.GetInt32(0), rows.GetInt64(1));
        var overviews = await EachAsync(version.LayerId, validFrom, Overviews, "overview", 8192,
            row => Overview.Restore(Packing.Unpack(row.GetFieldValue<byte[]>(2), Overview.Length)), cancel);
        return cache.Set(key, new PlaneState(validFrom, overviews), new MemoryCacheEntryOptions { Size = 200_000, SlidingExpiration = Kept });
    }

    /// <summary>Some tiles of a state; those that no site reaches are missing.</summary>
    public async Task<IReadOnlyDictionary<int, CoverageTile>> TilesAsync(CoverageVersion version, IEnumerable<int> tiles, CancellationToken cancel)
    {
        var state = await StateAsync(version, cancel);
        var wanted = tiles.Where(state.ValidFrom.ContainsKey).ToDictionary(tile => tile, tile => state.ValidFrom[tile]);
        return await EachAsync(version.LayerId, wanted, Tiles, "tile", 2 * CoverageGrid.TileSize * CoverageGrid.TileSize,
            row => new PackedTile(row.GetFieldValue<byte[]>(2), row.GetFieldValue<byte[]>(3), []).Unpack(), cancel);
    }

    private async Task<Dictionary<int, T>> EachAsync<T>(
        string layerId, Dictionary<int, long> wanted, string sql, string kind, int bytes, Func<NpgsqlDataReader, T> read, CancellationToken cancel)
        where T : class
    {
        var found = new Dictionary<int, T>(wanted.Count);
        var missing = new List<int>();
        foreach (var (tile, validFrom) in wanted)
            if (cache.TryGetValue((kind, layerId, tile, validFrom), out T? known)) found.Add(tile, known!);
            else missing.Add(tile);
        if (missing.Count == 0) return found;
#pragma warning disable CA2100 // Constants of this file.
        await using var command = database.CreateCommand(sql);
#pragma warning restore CA2100
        command.Parameters.Add(new() { Value = layerId });
        command.Parameters.Add(new() { Value = missing.ToArray() });
        command.Parameters.Add(new() { Value = missing.Select(tile => wanted[tile]).ToArray() });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            var tile = rows.GetInt32(0);
            found.Add(tile, cache.Set((kind, layerId, tile, rows.GetInt64(1)), read(rows), new MemoryCacheEntryOptions { Size = bytes, SlidingExpiration = Kept }));
        }
        // A state that was thinned out since: a hole in it must not be taken for a place without coverage.
        return found.Count == wanted.Count ? found : throw ProblemException.NotFound("unknown-version", $"The planes of this version of {layerId} are no longer kept.");
    }
}
