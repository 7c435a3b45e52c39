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
        await using var snapshot = await LayerSnapshot.OpenAsync(database, layer, version, cancel);
        await using var command = TileSql.Tile(layer, zoom, row, column, snapshot.PublicationId);
        command.Connection = snapshot.Connection;
        return new StoredTile(await command.ExecuteScalarAsync(cancel) is byte[] { Length: > 0 } tile ? TileCompression.ToGzip(tile) : []);
    }
}
