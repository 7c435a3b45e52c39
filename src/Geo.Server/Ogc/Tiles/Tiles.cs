using System.IO.Compression;
using Geo.Server.Layers;
using Geo.Server.Ogc.Common;
using Geo.Server.Ogc.Features;
using Geo.Server.Operations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Caching.Hybrid;
using Npgsql;

namespace Geo.Server.Ogc.Tiles;

/// <summary>OGC API - Tiles Part 1: the vector tiles of a collection, cached by data version and stored compressed.</summary>
public static class Tiles
{
    // A version's tiles never change; only room decides how long one stays.
    private static readonly HybridCacheEntryOptions Cached = new() { Expiration = TimeSpan.FromHours(12), LocalCacheExpiration = TimeSpan.FromHours(12) };

    public static void MapTiles(this RouteGroupBuilder collections) =>
        collections.MapGet("/{collectionId}/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}", GetTileAsync).WithName("getTile")
            .WithSummary("A vector tile").WithTags("Tiles")
            .Produces<Stream>(200, Negotiation.VectorTile).Produces(204).ProducesProblem(400).ProducesProblem(404);

    private static async Task<Results<EmptyHttpResult, NoContent, FileContentHttpResult>> GetTileAsync(
        HttpContext context, string collectionId, string tileMatrixSetId, string tileMatrix, string tileRow, string tileCol,
        LayerCatalog catalog, NpgsqlDataSource database, HybridCache cache)
    {
        var layer = Collection.Find(catalog, collectionId).SeenBy(context);
        Tilesets.RequireKnown(tileMatrixSetId);
        if (!int.TryParse(tileMatrix, out var zoom) || !int.TryParse(tileRow, out var row) || !int.TryParse(tileCol, out var column)
            || !TileGrid.Contains(zoom, row, column))
            throw ProblemException.NotFound("outside-tile-limits",
                $"No tile {tileMatrix}/{tileRow}/{tileCol}: see the limits at /ogc/collections/{layer.Id}/tiles/{TileGrid.Id}.");
        var asked = new QueryParameters(context.Request, "version", "f") is var parameters && parameters["f"] is null or "mvt"
            ? parameters.WholeNumber("version", 0)
            : throw ProblemException.BadRequest("invalid-f", "Tiles come as 'mvt' only.");

        var cancel = context.RequestAborted;
        var version = await LayerVersion.ResolveAsync(layer, asked, database, cancel);
        if (Revalidation.IsFresh(context, layer, version.Number)) return TypedResults.Empty;
        // Many who ask for one cold tile wait for one query.
        var tile = await cache.GetOrCreateAsync($"tile/{layer.ViewId}/{version.Number}/{zoom}/{row}/{column}",
            token => ReadAsync(layer, zoom, row, column, version.Number, database, token), Cached, cancellationToken: cancel);
        if (tile.Length == 0) return TypedResults.NoContent();
        if (AcceptsGzip(context.Request))
        {
            context.Response.Headers.ContentEncoding = "gzip";
            return TypedResults.Bytes(tile, Negotiation.VectorTile);
        }
        return TypedResults.Bytes(Gzip.Decompress(tile), Negotiation.VectorTile);
    }

    private static async ValueTask<byte[]> ReadAsync(
        Layer layer, int zoom, int row, int column, long version, NpgsqlDataSource database, CancellationToken cancel)
    {
        await using var snapshot = await LayerSnapshot.OpenAsync(database, layer, version, cancel);
        await using var command = TileSql.Tile(layer, zoom, row, column, snapshot.PublicationId);
        command.Connection = snapshot.Connection;
        return await command.ExecuteScalarAsync(cancel) is byte[] { Length: > 0 } tile ? Gzip.Compress(tile) : [];
    }

    private static bool AcceptsGzip(HttpRequest request) =>
        request.GetTypedHeaders().AcceptEncoding.Any(encoding => encoding.Value == "gzip" && encoding.Quality is not 0);

    private static class Gzip
    {
        public static byte[] Compress(byte[] data)
        {
            using var output = new MemoryStream(data.Length / 2);
            using (var gzip = new GZipStream(output, CompressionLevel.Optimal)) gzip.Write(data);
            return output.ToArray();
        }

        public static byte[] Decompress(byte[] data)
        {
            using var gzip = new GZipStream(new MemoryStream(data), CompressionMode.Decompress);
            using var output = new MemoryStream(data.Length * 3);
            gzip.CopyTo(output);
            return output.ToArray();
        }
    }
}
