using Geo.Server.Layers;
using Geo.Server.Ogc.Common;
using Geo.Server.Operations;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Geo.Server.Ogc.Tiles;

/// <summary>OGC API - Tiles Part 1: the vector tiles of a collection. One of a named version that is in the cache costs no SQL, nor does its 304.</summary>
public static class Tiles
{
    public static void MapTiles(this RouteGroupBuilder collections) =>
        collections.MapGet("/{collectionId}/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}", GetTileAsync).WithName("getTile")
            .WithSummary("A vector tile").WithTags("Tiles").WithMetadata(new AdmitsItself())
            .Produces<Stream>(200, Negotiation.VectorTile).Produces(204).ProducesProblem(400).ProducesProblem(404);

    private static async Task<Results<EmptyHttpResult, NoContent, FileContentHttpResult>> GetTileAsync(
        HttpContext context, string collectionId, string tileMatrixSetId, string tileMatrix, string tileRow, string tileCol,
        LayerCatalog catalog, TileVersions versions, TileCache cache, Admission admission)
    {
        var layer = Collection.Find(catalog, collectionId).SeenBy(context);
        var (zoom, row, column) = ReadAddress(tileMatrixSetId, tileMatrix, tileRow, tileCol, $"/ogc/collections/{layer.Id}/tiles");
        var asked = new QueryParameters(context.Request, "version", "f") is var parameters && parameters["f"] is null or "mvt"
            ? parameters.WholeNumber("version", 0)
            : throw ProblemException.BadRequest("invalid-f", "Tiles come as 'mvt' only.");

        var cancel = context.RequestAborted;
        if (asked is not { } number || versions.Find(layer, number, zoom, row, column) is not { } version)
            using (await admission.EnterAsync(cancel)) version = await versions.ResolveAsync(layer, asked, zoom, row, column, cancel);
        if (Revalidation.IsFresh(context, layer, Revalidation.Named(version.NameIn(layer)))) return TypedResults.Empty;

        var encoding = TileCompression.Accepted(context.Request);
        var tile = await cache.TileAsync(layer, version, zoom, row, column, encoding == TileCompression.Brotli, cancel);
        return Answer(context, tile, encoding);
    }

    /// <param name="context">The request.</param>
    /// <param name="tile">The tile as Brotli where that is the encoding, else as gzip.</param>
    /// <param name="encoding">How to send it; null is uncompressed.</param>
    internal static Results<EmptyHttpResult, NoContent, FileContentHttpResult> Answer(HttpContext context, StoredTile tile, string? encoding)
    {
        if (tile.IsEmpty) return TypedResults.NoContent();
        if (encoding is null) return TypedResults.Bytes(TileCompression.FromGzip(tile.Bytes), Negotiation.VectorTile);
        context.Response.Headers.ContentEncoding = encoding;
        return TypedResults.Bytes(tile.Bytes, Negotiation.VectorTile);
    }

    /// <exception cref="ProblemException">There is no such tile matrix set, or the tile is outside its limits.</exception>
    internal static (int Zoom, int Row, int Column) ReadAddress(string tileMatrixSetId, string tileMatrix, string tileRow, string tileCol, string tilesets)
    {
        Tilesets.RequireKnown(tileMatrixSetId);
        return int.TryParse(tileMatrix, out var zoom) && int.TryParse(tileRow, out var row) && int.TryParse(tileCol, out var column) && TileGrid.Contains(zoom, row, column)
            ? (zoom, row, column)
            : throw ProblemException.NotFound("outside-tile-limits", $"No tile {tileMatrix}/{tileRow}/{tileCol}: see the limits at {tilesets}/{TileGrid.Id}.");
    }
}
