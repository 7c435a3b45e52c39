using Geo.Server.Layers;
using Geo.Server.Operations;
using Microsoft.Extensions.Caching.Hybrid;
using Npgsql;

namespace Geo.Server.Ogc.Tiles;

/// <summary>
/// The tiles that were asked for, by the name of their content and compressed: in this server's memory, and behind it in a cache that
/// servers share, where there is one. Many who ask for one cold tile wait for one query.
/// </summary>
public sealed class TileCache(HybridCache cache, NpgsqlDataSource database, Admission admission)
{
    // What has a name never changes; only room decides how long it stays.
    private static readonly HybridCacheEntryOptions Kept = new() { Expiration = TimeSpan.FromDays(7), LocalCacheExpiration = TimeSpan.FromDays(7) };

    /// <summary>A tile of one layer, as Brotli or as gzip.</summary>
    public ValueTask<StoredTile> TileAsync(Layer layer, TileVersion version, int zoom, int row, int column, bool brotli, CancellationToken cancel)
    {
        if (version.Changed == 0) return new(StoredTile.Empty);
        var name = version.NameIn(layer);
        return brotli
            ? cache.GetOrCreateAsync($"tile.br/{name}/{zoom}/{row}/{column}", (Cache: this, layer, version, zoom, row, column),
                static async (tile, token) => ToBrotli(await tile.Cache.TileAsync(tile.layer, tile.version, tile.zoom, tile.row, tile.column, brotli: false, token)), Kept, cancellationToken: cancel)
            : cache.GetOrCreateAsync($"tile/{name}/{zoom}/{row}/{column}", (Cache: this, layer, version, zoom, row, column),
                static (tile, token) => tile.Cache.ReadAsync(tile.layer, tile.version.Number, tile.zoom, tile.row, tile.column, token), Kept, cancellationToken: cancel);
    }

    /// <summary>The tiles of several layers as one. A vector tile is a list of layers, so that is the tiles of each, one after the other.</summary>
    /// <param name="name">Names all the parts with their versions.</param>
    public ValueTask<StoredTile> CombinedAsync(
        IReadOnlyList<(Layer Layer, TileVersion Version)> parts, string name, int zoom, int row, int column, bool brotli, CancellationToken cancel) => brotli
        ? cache.GetOrCreateAsync($"tiles.br/{name}/{zoom}/{row}/{column}", (Cache: this, parts, name, zoom, row, column),
            static async (tile, token) => ToBrotli(await tile.Cache.CombinedAsync(tile.parts, tile.name, tile.zoom, tile.row, tile.column, brotli: false, token)), Kept, cancellationToken: cancel)
        : cache.GetOrCreateAsync($"tiles/{name}/{zoom}/{row}/{column}", (Cache: this, parts, zoom, row, column),
            static (tile, token) => tile.Cache.CombineAsync(tile.parts, tile.zoom, tile.row, tile.column, token), Kept, cancellationToken: cancel);

    // What is read is the state that was asked for, not the one that changed the tile: they say the same of it, and the current one has the indexes.
    private async ValueTask<StoredTile> ReadAsync(Layer layer, long version, int zoom, int row, int column, CancellationToken cancel)
    {
        using var admitted = await admission.EnterAsync(cancel);
        // Nearly always the version asked for is the current one, and then one statement does.
        await using (var connection = await database.OpenConnectionAsync(cancel))
            if (await QueryAsync(connection, layer, zoom, row, column, null, cancel) is var (tile, current) && current == version) return StoredTile.Gzip(tile);
        await using var snapshot = await LayerSnapshot.OpenAsync(database, layer, version, cancel);
        return StoredTile.Gzip((await QueryAsync(snapshot.Connection, layer, zoom, row, column, snapshot.PublicationId, cancel)).Tile);
    }

    private static async Task<(byte[] Tile, long Version)> QueryAsync(
        NpgsqlConnection connection, Layer layer, int zoom, int row, int column, long? publicationId, CancellationToken cancel)
    {
        await using var command = TileSql.Tile(layer, zoom, row, column, publicationId);
        command.Connection = connection;
        // Planned once for a connection: planning takes as long as a small tile. The plan is the same for every tile, because the box is joined and not given.
        await command.PrepareAsync(cancel);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        await reader.ReadAsync(cancel);
        return (reader.GetFieldValue<byte[]>(0), reader.GetInt64(1));
    }

    private async ValueTask<StoredTile> CombineAsync(IReadOnlyList<(Layer Layer, TileVersion Version)> parts, int zoom, int row, int column, CancellationToken cancel)
    {
        using var whole = new MemoryStream();
        foreach (var (layer, version) in parts)
            if (await TileAsync(layer, version, zoom, row, column, brotli: false, cancel) is { IsEmpty: false } part)
                whole.Write(TileCompression.FromGzip(part.Bytes));
        return StoredTile.Gzip(whole.ToArray());
    }

    // Made from the gzip: the database writes a tile once, whoever asks for it.
    private static StoredTile ToBrotli(StoredTile gzip) => gzip.IsEmpty ? gzip : new StoredTile(TileCompression.ToBrotli(TileCompression.FromGzip(gzip.Bytes)));
}
