using Geo.Server.Layers;
using Geo.Server.Operations;
using Microsoft.Extensions.Caching.Hybrid;
using Npgsql;

namespace Geo.Server.Ogc.Tiles;

/// <summary>The tiles of every version that were asked for, compressed. Many who ask for one cold tile wait for one query.</summary>
public sealed class TileCache(HybridCache cache, NpgsqlDataSource database, Admission admission)
{
    // A version's tiles never change; only room decides how long one stays.
    private static readonly HybridCacheEntryOptions Kept = new() { Expiration = TimeSpan.FromHours(12), LocalCacheExpiration = TimeSpan.FromHours(12) };

    /// <summary>A tile as gzip.</summary>
    public ValueTask<StoredTile> GzipAsync(Layer layer, long version, int zoom, int row, int column, CancellationToken cancel) =>
        cache.GetOrCreateAsync($"tile/{layer.ViewId}/{version}/{zoom}/{row}/{column}", (Cache: this, layer, version, zoom, row, column),
            static (tile, token) => tile.Cache.ReadAsync(tile.layer, tile.version, tile.zoom, tile.row, tile.column, token), Kept, cancellationToken: cancel);

    /// <summary>A tile as Brotli, made from the gzip: the database writes a tile once, whoever asks for it.</summary>
    public ValueTask<StoredTile> BrotliAsync(Layer layer, long version, int zoom, int row, int column, CancellationToken cancel) =>
        cache.GetOrCreateAsync($"tile.br/{layer.ViewId}/{version}/{zoom}/{row}/{column}", (Cache: this, layer, version, zoom, row, column),
            static async (tile, token) =>
            {
                var gzip = await tile.Cache.GzipAsync(tile.layer, tile.version, tile.zoom, tile.row, tile.column, token);
                return gzip.IsEmpty ? gzip : new StoredTile(TileCompression.ToBrotli(TileCompression.FromGzip(gzip.Bytes)));
            }, Kept, cancellationToken: cancel);

    private async ValueTask<StoredTile> ReadAsync(Layer layer, long version, int zoom, int row, int column, CancellationToken cancel)
    {
        using var admitted = await admission.EnterAsync(cancel);
        // Nearly always the version asked for is the current one, and then one statement does.
        await using (var connection = await database.OpenConnectionAsync(cancel))
            if (await QueryAsync(connection, layer, zoom, row, column, null, cancel) is var (tile, current) && current == version) return Store(tile);
        await using var snapshot = await LayerSnapshot.OpenAsync(database, layer, version, cancel);
        return Store((await QueryAsync(snapshot.Connection, layer, zoom, row, column, snapshot.PublicationId, cancel)).Tile);
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

    private static StoredTile Store(byte[] tile) => new(tile is [] ? [] : TileCompression.ToGzip(tile));
}
