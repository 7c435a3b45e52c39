using Geo.Core.Coverage;
using Npgsql;
using NpgsqlTypes;

namespace Geo.Server.Coverage;

/// <summary>A tile as it is kept.</summary>
internal sealed record PackedTile(byte[] Levels, byte[] Depths, byte[] Overview)
{
    public static PackedTile Of(CoverageTile tile, CoverageModel model) =>
        new(Packing.Pack(tile.Levels), Packing.Pack(tile.Depths), Packing.Pack(Coverage.Overview.Of(tile, model).Kept));

    public CoverageTile Unpack() => CoverageTile.Restore(
        Packing.Unpack(Levels, CoverageGrid.TileSize * CoverageGrid.TileSize), Packing.Unpack(Depths, CoverageGrid.TileSize * CoverageGrid.TileSize));

    public bool IsSame(PackedTile other) => Levels.AsSpan().SequenceEqual(other.Levels) && Depths.AsSpan().SequenceEqual(other.Depths) && Overview.AsSpan().SequenceEqual(other.Overview);
}

/// <summary>The tiles of the planes in the database.</summary>
internal static class TileRows
{
    private const string Current = "select tile, levels, depths, overview from geo.coverage_tile where layer_id = $1 and valid_to is null";

    private const string End = "update geo.coverage_tile set valid_to = $2 where layer_id = $1 and valid_to is null and tile = any ($3)";

    private const string Begin = """
        insert into geo.coverage_tile (layer_id, tile, valid_from, levels, depths, overview)
        select $1, tile, $2, levels, depths, overview from unnest($3::int[], $4::bytea[], $5::bytea[], $6::bytea[]) as t(tile, levels, depths, overview)
        """;

    // States whose planes are kept: the swipe goes back to these, figures go back for ever.
    private const int KeptStates = 24;

    private const string Oldest = """
        select publication_id from geo.coverage where layer_id = $1 order by publication_id desc offset $2 limit 1
        """;

    public static async Task<Dictionary<int, PackedTile>> CurrentAsync(NpgsqlConnection connection, string layerId, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(Current, connection) { Parameters = { new() { Value = layerId } } };
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var tiles = new Dictionary<int, PackedTile>();
        while (await rows.ReadAsync(cancel))
            tiles.Add(rows.GetInt32(0), new(rows.GetFieldValue<byte[]>(1), rows.GetFieldValue<byte[]>(2), rows.GetFieldValue<byte[]>(3)));
        return tiles;
    }

    public static PackedTile?[] Pack(IReadOnlyList<int> tiles, CoveragePlanes planes, CoverageModel model)
    {
        var packed = new PackedTile?[tiles.Count];
        Parallel.For(0, tiles.Count, i => packed[i] = planes.Tile(tiles[i]) is { } tile && !tile.Levels.IndexOfAnyExcept((byte)0).Equals(-1) ? PackedTile.Of(tile, model) : null);
        return packed;
    }

    /// <summary>Ends the tiles that are named and begins those of them that hold something.</summary>
    public static async Task WriteAsync(NpgsqlConnection connection, string layerId, long publicationId, IReadOnlyList<int> tiles, PackedTile?[] packed, CancellationToken cancel)
    {
        await using (var end = new NpgsqlCommand(End, connection) { Parameters = { new() { Value = layerId }, new() { Value = publicationId }, new() { Value = tiles.ToArray() } } })
            await end.ExecuteNonQueryAsync(cancel);
        // Some at a time, so that a statement stays within what the database reads at once.
        foreach (var part in Enumerable.Range(0, tiles.Count).Where(i => packed[i] is not null).Chunk(256))
        {
            await using var begin = new NpgsqlCommand(Begin, connection) { Parameters = { new() { Value = layerId }, new() { Value = publicationId }, new() { Value = part.Select(i => tiles[i]).ToArray() } } };
            foreach (var values in (byte[][][])[[.. part.Select(i => packed[i]!.Levels)], [.. part.Select(i => packed[i]!.Depths)], [.. part.Select(i => packed[i]!.Overview)]])
                begin.Parameters.Add(new() { Value = values, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea });
            await begin.ExecuteNonQueryAsync(cancel);
        }
    }

    /// <summary>Takes out the planes of states that are no longer shown.</summary>
    public static async Task ThinOutAsync(NpgsqlConnection connection, string layerId, CancellationToken cancel)
    {
        await using var find = new NpgsqlCommand(Oldest, connection) { Parameters = { new() { Value = layerId }, new() { Value = KeptStates - 1 } } };
        if (await find.ExecuteScalarAsync(cancel) is not long oldest) return;
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("delete from geo.coverage_tile where layer_id = $1 and valid_to <= $2") { Parameters = { new() { Value = layerId }, new() { Value = oldest } } },
                new("update geo.coverage set has_planes = false where layer_id = $1 and publication_id < $2 and has_planes") { Parameters = { new() { Value = layerId }, new() { Value = oldest } } },
            },
        };
        await batch.ExecuteNonQueryAsync(cancel);
    }
}
