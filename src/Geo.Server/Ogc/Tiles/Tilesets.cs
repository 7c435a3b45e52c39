using Geo.Server.Layers;
using Geo.Server.Ogc.Common;
using Geo.Server.Ogc.Common.Pages;
using Geo.Server.Operations;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Geo.Server.Ogc.Tiles;

/// <summary>What tells a client where a collection's tiles are: the list of tilesets, a tileset, the tile matrix set.</summary>
public static class Tilesets
{
    private const string SetUri = "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad";
    private const string Crs = "http://www.opengis.net/def/crs/EPSG/0/3857";
    private const int TilePixels = 256;

    public static void MapTilesets(this RouteGroupBuilder collections)
    {
        collections.MapGet("/{collectionId}/tiles", ListTilesets).WithName("getTilesets").WithSummary("The tilesets of a collection").WithTags("Tiles").ProducesProblem(404);
        collections.MapGet("/{collectionId}/tiles/{tileMatrixSetId}", GetTileset).WithName("getTileset").WithSummary("One tileset").WithTags("Tiles").ProducesProblem(404);
    }

    public static void MapTileMatrixSets(this RouteGroupBuilder ogc)
    {
        ogc.MapGet("/tileMatrixSets", ListTileMatrixSets).WithName("getTileMatrixSets").WithSummary("The tile matrix sets").WithTags("Tiles");
        ogc.MapGet("/tileMatrixSets/{tileMatrixSetId}", GetTileMatrixSet).WithName("getTileMatrixSet").WithSummary("One tile matrix set").WithTags("Tiles").ProducesProblem(404);
    }

    /// <exception cref="ProblemException">It is not WebMercatorQuad.</exception>
    public static void RequireKnown(string tileMatrixSetId)
    {
        if (tileMatrixSetId != TileGrid.Id)
            throw ProblemException.NotFound("unknown-tile-matrix-set", $"There is no tile matrix set '{tileMatrixSetId}'; tiles come in {TileGrid.Id}.");
    }

    private static Results<Ok<TilesetList>, PageResult> ListTilesets(HttpRequest request, string collectionId, LayerCatalog catalog)
    {
        var layer = Collection.Find(catalog, collectionId);
        return List(request, $"/ogc/collections/{layer.Id}/tiles", layer.Definition.Title.In(request.LanguageOf()));
    }

    private static async Task<Results<Ok<Tileset>, JsonHttpResult<TileJson>, PageResult>> GetTileset(
        HttpRequest request, string collectionId, string tileMatrixSetId, LayerCatalog catalog, NpgsqlDataSource database, CancellationToken cancel)
    {
        var layer = Collection.Find(catalog, collectionId);
        RequireKnown(tileMatrixSetId);
        _ = new QueryParameters(request, "f");
        if (request.Query["f"] == "tilejson")
        {
            request.HttpContext.Response.Headers.CacheControl = "no-cache";
            // A map reads TileJSON anew each time it is opened, so it is given tiles that it may keep: those of the version of this moment.
            // A tileset's own template stays without one, because desktop programs keep it in their projects for years.
            var version = (await LayerState.OfAsync(layer, database, cancel)).DataVersion;
            var template = $"{Link.To(request, $"/ogc/collections/{layer.Id}/tiles/{TileGrid.Id}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}")}?version={version}";
            return TypedResults.Json(TileJson.Of(layer.Definition.Title.In(request.LanguageOf()), template, [layer], request.LanguageOf()), contentType: TileJson.MediaType);
        }
        return Describe(request, $"/ogc/collections/{layer.Id}", layer.Definition.Title.In(request.LanguageOf()), [layer]);
    }

    /// <summary>The one tileset that there is under a path.</summary>
    public static Results<Ok<TilesetList>, PageResult> List(HttpRequest request, string path, string title)
    {
        _ = new QueryParameters(request, "f");
        var now = request.RepresentationOf();
        List<Link> links = [.. Link.SelfAndAlternate(request, path, now)];
        var item = new TilesetItem(title, "vector", Crs, SetUri,
        [
            new(Link.To(request, $"{path}/{TileGrid.Id}"), "self", Negotiation.Json, TileGrid.Id),
            Scheme(request),
        ]);
        return now == Representation.Html
            ? Page.Links(request, $"{title} · tiles", [new($"{path}/{TileGrid.Id}", "tileset", "", TileGrid.Id)])
            : TypedResults.Ok(new TilesetList([item], links));
    }

    /// <summary>A tileset of some layers: as the standard describes it, as TileJSON, or as a page.</summary>
    /// <param name="selected">The collections asked for, as they were asked for; null where there is nothing to select.</param>
    public static Results<Ok<Tileset>, JsonHttpResult<TileJson>, PageResult> Describe(HttpRequest request, string geodata, string title, IReadOnlyList<Layer> layers, string? selected = null)
    {
        var path = $"{geodata}/tiles/{TileGrid.Id}";
        var language = request.LanguageOf();
        var selection = selected is null ? "" : $"collections={Uri.EscapeDataString(selected)}";
        var template = Link.To(request, $"{path}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}{(selected is null ? "" : $"?{selection}")}");
        if (request.Query["f"] == "tilejson") return TypedResults.Json(TileJson.Of(title, template, layers, language), contentType: TileJson.MediaType);
        var now = request.RepresentationOf();
        List<Link> links =
        [
            .. Link.SelfAndAlternate(request, path, now, query: selection),
            new(Link.To(request, $"{path}?f=tilejson{(selected is null ? "" : $"&{selection}")}"), "describedby", TileJson.MediaType, "TileJSON"),
            new(template, "item", Negotiation.VectorTile, "Tiles") { Templated = true },
            Scheme(request),
            new(Link.To(request, geodata), "http://www.opengis.net/def/rel/ogc/1.0/geodata", Negotiation.Json, title),
        ];
        if (now == Representation.Html) return Page.Links(request, $"{title} · {TileGrid.Id}", links);
        var limits = Enumerable.Range(0, TileGrid.LastZoom + 1).Select(zoom =>
        {
            var (firstRow, lastRow, firstColumn, lastColumn) = TileGrid.Limits(zoom);
            return new TileMatrixLimits($"{zoom}", firstRow, lastRow, firstColumn, lastColumn);
        });
        var served = TileGrid.Served;
        return TypedResults.Ok(new Tileset(
            title, "vector", Crs, SetUri, limits,
            new TilesetBox([served.MinX, served.MinY], [served.MaxX, served.MaxY], Collection.Crs84),
            [.. layers.Select(layer => new TilesetLayer(layer.Id, "vector", layer.Definition.Title.In(language), Dimension(layer)))], links));
    }

    private static int Dimension(Layer layer) => layer.Definition.GeometryType switch { "Point" => 0, "LineString" => 1, _ => 2 };

    private static Link Scheme(HttpRequest request) => new(
        Link.To(request, $"/ogc/tileMatrixSets/{TileGrid.Id}"), "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme", Negotiation.Json, TileGrid.Id);

    private static Results<Ok<TileMatrixSetList>, PageResult> ListTileMatrixSets(HttpRequest request)
    {
        _ = new QueryParameters(request, "f");
        var link = new Link(Link.To(request, $"/ogc/tileMatrixSets/{TileGrid.Id}"), "self", Negotiation.Json, TileGrid.Id);
        return request.RepresentationOf() == Representation.Html
            ? Page.Links(request, "Tile matrix sets", [link])
            : TypedResults.Ok(new TileMatrixSetList([new TileMatrixSetItem(TileGrid.Id, TileGrid.Id, SetUri, [link])]));
    }

    private static Results<Ok<TileMatrixSet>, PageResult> GetTileMatrixSet(HttpRequest request, string tileMatrixSetId)
    {
        RequireKnown(tileMatrixSetId);
        _ = new QueryParameters(request, "f");
        if (request.RepresentationOf() == Representation.Html)
            return Page.Links(request, TileGrid.Id, [new(SetUri, "describes", "", SetUri)]);
        return TypedResults.Ok(new TileMatrixSet(TileGrid.Id, "Google Maps Compatible for the World", SetUri, Crs, ["E", "N"],
            Enumerable.Range(0, TileGrid.LastZoom + 1).Select(zoom =>
            {
                var cellSize = 2 * TileGrid.HalfSideM / TilePixels / (1 << zoom);
                // 0.28 mm is the size of a pixel by the standard's definition of scale.
                return new TileMatrix($"{zoom}", cellSize / 0.00028, cellSize, "topLeft", [-TileGrid.HalfSideM, TileGrid.HalfSideM], TilePixels, TilePixels, 1 << zoom, 1 << zoom);
            })));
    }
}

public sealed record TilesetList(IReadOnlyList<TilesetItem> Tilesets, IReadOnlyList<Link> Links);
public sealed record TilesetItem(string Title, string DataType, string Crs, string TileMatrixSetURI, IReadOnlyList<Link> Links);
public sealed record Tileset(
    string Title, string DataType, string Crs, string TileMatrixSetURI, IEnumerable<TileMatrixLimits> TileMatrixSetLimits,
    TilesetBox BoundingBox, IReadOnlyList<TilesetLayer> Layers, IReadOnlyList<Link> Links);
public sealed record TilesetBox(IReadOnlyList<double> LowerLeft, IReadOnlyList<double> UpperRight, string Crs);
public sealed record TilesetLayer(string Id, string DataType, string Title, int GeometryDimension);
public sealed record TileMatrixLimits(string TileMatrix, int MinTileRow, int MaxTileRow, int MinTileCol, int MaxTileCol);
public sealed record TileMatrixSetList(IReadOnlyList<TileMatrixSetItem> TileMatrixSets);
public sealed record TileMatrixSetItem(string Id, string Title, string Uri, IReadOnlyList<Link> Links);
public sealed record TileMatrixSet(string Id, string Title, string Uri, string Crs, IReadOnlyList<string> OrderedAxes, IEnumerable<TileMatrix> TileMatrices);
public sealed record TileMatrix(
    string Id, double ScaleDenominator, double CellSize, string CornerOfOrigin, IReadOnlyList<double> PointOfOrigin,
    int TileWidth, int TileHeight, int MatrixWidth, int MatrixHeight);
