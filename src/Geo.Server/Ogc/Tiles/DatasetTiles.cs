using System.Security.Cryptography;
using System.Text;
using Geo.Server.Layers;
using Geo.Server.Ogc.Common;
using Geo.Server.Ogc.Common.Pages;
using Geo.Server.Operations;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Geo.Server.Ogc.Tiles;

/// <summary>
/// OGC API - Tiles Part 1: tiles of several collections at once. A vector tile of several layers is the tiles of the layers, one after the
/// other, so each comes from the cache of its own collection; what they make together is kept as well.
/// </summary>
public static class DatasetTiles
{
    private static readonly Title Name = new("全部图层", "All layers");

    public static void MapDatasetTiles(this RouteGroupBuilder ogc)
    {
        ogc.MapGet("/tiles", ListTilesets).WithName("getDatasetTilesets").WithSummary("The tilesets of all collections").WithTags("Tiles");
        ogc.MapGet("/tiles/{tileMatrixSetId}", GetTileset).WithName("getDatasetTileset").WithSummary("One tileset of all collections").WithTags("Tiles").ProducesProblem(404);
        ogc.MapGet("/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}", GetTileAsync).WithName("getDatasetTile")
            .WithSummary("A vector tile of several collections").WithTags("Tiles").WithMetadata(new AdmitsItself())
            .Produces<Stream>(200, Negotiation.VectorTile).Produces(204).ProducesProblem(400).ProducesProblem(404);
    }

    private static Results<Ok<TilesetList>, PageResult> ListTilesets(HttpRequest request) =>
        Tilesets.List(request, "/ogc/tiles", Name.In(request.LanguageOf()));

    private static Results<Ok<Tileset>, JsonHttpResult<TileJson>, PageResult> GetTileset(HttpRequest request, string tileMatrixSetId, LayerCatalog catalog)
    {
        Tilesets.RequireKnown(tileMatrixSetId);
        var parameters = new QueryParameters(request, "f", "collections");
        return Tilesets.Describe(request, "/ogc", Name.In(request.LanguageOf()), ReadCollections(parameters, catalog), parameters["collections"]);
    }

    private static async Task<Results<EmptyHttpResult, NoContent, FileContentHttpResult>> GetTileAsync(
        HttpContext context, string tileMatrixSetId, string tileMatrix, string tileRow, string tileCol,
        LayerCatalog catalog, NpgsqlDataSource database, TileVersions versions, TileCache cache, Admission admission)
    {
        var (zoom, row, column) = Tiles.ReadAddress(tileMatrixSetId, tileMatrix, tileRow, tileCol, "/ogc/tiles");
        var parameters = new QueryParameters(context.Request, "collections", "f");
        if (parameters["f"] is not (null or "mvt")) throw ProblemException.BadRequest("invalid-f", "Tiles come as 'mvt' only.");
        List<Layer> layers = [.. ReadCollections(parameters, catalog).Select(layer => layer.SeenBy(context))];
        var cancel = context.RequestAborted;
        List<(Layer Layer, TileVersion Version)> parts = [];
        using (await admission.EnterAsync(cancel))
        {
            var states = await LayerState.AllAsync(database, cancel);
            foreach (var layer in layers.Where(layer => states.ContainsKey(layer.Id)))
                parts.Add((layer, await versions.OfCurrentAsync(layer, states[layer.Id].DataVersion, zoom, row, column, cancel)));
        }
        var name = NameOf(parts);
        if (IsFresh(context, name, parts)) return TypedResults.Empty;
        var encoding = TileCompression.Accepted(context.Request);
        return Tiles.Answer(context, await cache.CombinedAsync(parts, name, zoom, row, column, encoding == TileCompression.Brotli, cancel), encoding);
    }

    /// <summary>The collections that the parameter names, each once, in the order of the catalogue; all when it is not given.</summary>
    /// <exception cref="ProblemException">One of them does not exist.</exception>
    private static List<Layer> ReadCollections(QueryParameters parameters, LayerCatalog catalog)
    {
        if (parameters["collections"] is not { } list) return [.. catalog.Layers];
        var names = list.Split(',').ToHashSet(StringComparer.Ordinal);
        if (names.FirstOrDefault(name => catalog.Find(name) is null) is { } unknown)
            throw ProblemException.BadRequest("invalid-collections", $"There is no collection '{unknown}'. See /ogc/collections.");
        return [.. catalog.Layers.Where(layer => names.Contains(layer.Id))];
    }

    private static string NameOf(List<(Layer Layer, TileVersion Version)> parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(',', parts.Select(part => part.Version.NameIn(part.Layer))))))[..32];

    private static bool IsFresh(HttpContext context, string name, List<(Layer Layer, TileVersion Version)> parts)
    {
        // Where positions are limited the same address shows another thing to another person.
        var limited = parts.Any(part => part.Layer.ExactFrom is not null);
        context.Response.Headers.Vary = limited ? "Accept-Encoding, Cookie, Authorization" : "Accept-Encoding";
        context.Response.Headers.CacheControl = limited ? "private, no-cache" : "no-cache";
        return Revalidation.IsHeld(context, Revalidation.Named(name));
    }
}
