using Geo.Server.Layers;
using Geo.Server.Ogc.Common;
using Geo.Server.Ogc.Common.Pages;
using Geo.Server.Ogc.Features;
using Geo.Server.Ogc.Tiles;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Geo.Server.Ogc;

/// <summary>The standards face: landing page, conformance, collections; features and tiles are mapped beside it.</summary>
public static class OgcApi
{
    /// <summary>Only what wholly works is listed.</summary>
    private static readonly IReadOnlyList<string> ConformsTo =
    [
        "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core",
        "http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/collections",
        "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
        "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
        "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/html",
        "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
        "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
        "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables",
        "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables-query-parameters",
        "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/filter",
        "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/features-filter",
        "http://www.opengis.net/spec/ogcapi-features-4/1.0/conf/create-replace-delete",
        "http://www.opengis.net/spec/ogcapi-features-4/1.0/conf/update",
        "http://www.opengis.net/spec/ogcapi-features-4/1.0/conf/optimistic-locking-etags",
        "http://www.opengis.net/spec/ogcapi-features-4/1.0/conf/features",
        "http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/schemas",
        "http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/advanced-property-roles",
        "http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/returnables-and-receivables",
        "http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/queryables",
        // The name under which Part 5 was published.
        "http://www.opengis.net/spec/ogcapi-common-3/1.0/conf/schemas",
        "http://www.opengis.net/spec/ogcapi-common-3/1.0/conf/advanced-property-roles",
        "http://www.opengis.net/spec/ogcapi-common-3/1.0/conf/returnables-and-receivables",
        "http://www.opengis.net/spec/ogcapi-common-3/1.0/conf/queryables",
        "http://www.opengis.net/spec/cql2/1.0/conf/cql2-text",
        "http://www.opengis.net/spec/cql2/1.0/conf/cql2-json",
        "http://www.opengis.net/spec/cql2/1.0/conf/basic-cql2",
        "http://www.opengis.net/spec/cql2/1.0/conf/advanced-comparison-operators",
        "http://www.opengis.net/spec/cql2/1.0/conf/case-insensitive-comparison",
        "http://www.opengis.net/spec/cql2/1.0/conf/accent-insensitive-comparison",
        "http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-functions",
        "http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-functions-plus",
        "http://www.opengis.net/spec/cql2/1.0/conf/spatial-functions",
        "http://www.opengis.net/spec/cql2/1.0/conf/temporal-functions",
        "http://www.opengis.net/spec/cql2/1.0/conf/array-functions",
        "http://www.opengis.net/spec/cql2/1.0/conf/property-property",
        "http://www.opengis.net/spec/cql2/1.0/conf/arithmetic",
        "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/core",
        "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tileset",
        "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tilesets-list",
        "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/geodata-tilesets",
        "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/dataset-tilesets",
        "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/collections-selection",
        "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/oas30",
        "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/mvt",
    ];

    private static readonly Title ServiceTitle = new("数字山东基础设施一张图", "Digital Shandong: infrastructure coverage map");

    private static readonly Title ServiceDescription = new(
        "山东省 16 市 136 县（市、区）的边界与数字基础设施图层，依据 OGC API 发布。",
        "Boundaries of Shandong's 16 cities and 136 counties and the layers of its digital infrastructure, as an OGC API.");

    public static void MapOgcApi(this IEndpointRouteBuilder app)
    {
        var ogc = app.MapOgcGroup("/ogc");
        ogc.MapGet("/", GetLandingPage).WithName("getLandingPage").WithSummary("Landing page").WithTags("Capabilities");
        ogc.MapGet("/conformance", GetConformance).WithName("getConformance").WithSummary("Conformance classes").WithTags("Capabilities");
        ogc.MapTileMatrixSets();
        ogc.MapDatasetTiles();
        var collections = ogc.MapGroup("/collections");
        collections.MapGet("/", ListCollectionsAsync).WithName("getCollections").WithSummary("All collections").WithTags("Capabilities");
        collections.MapGet("/{collectionId}", GetCollectionAsync).WithName("getCollection").WithSummary("One collection").WithTags("Capabilities").ProducesProblem(404);
        collections.MapItems();
        collections.MapSchemas();
        collections.MapTilesets();
        collections.MapTiles();
    }

    private static Results<Ok<LandingPage>, PageResult> GetLandingPage(HttpRequest request)
    {
        _ = new QueryParameters(request, "f");
        var (now, language) = (request.RepresentationOf(), request.LanguageOf());
        var page = new LandingPage(ServiceTitle.In(language), ServiceDescription.In(language),
        [
            .. Link.SelfAndAlternate(request, "/ogc", now),
            new(Link.To(request, "/ogc/conformance"), "conformance", Negotiation.Json, "Conformance"),
            new(Link.To(request, "/ogc/collections"), "data", Negotiation.Json, "Collections"),
            new(Link.To(request, "/ogc/tiles"), "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector", Negotiation.Json, "Tiles of all collections"),
            new(Link.To(request, "/ogc/tileMatrixSets"), "http://www.opengis.net/def/rel/ogc/1.0/tiling-schemes", Negotiation.Json, "Tile matrix sets"),
            new(Link.To(request, "/ogc/api"), "service-desc", Negotiation.OpenApi, "OpenAPI 3.0"),
            new(Link.To(request, "/docs"), "service-doc", Negotiation.Html, "API documentation"),
        ]);
        return now == Representation.Html ? Page.Links(request, page.Title, page.Links, page.Description) : TypedResults.Ok(page);
    }

    private static Results<Ok<Conformance>, PageResult> GetConformance(HttpRequest request)
    {
        _ = new QueryParameters(request, "f");
        return request.RepresentationOf() == Representation.Html
            ? Page.Links(request, "Conformance", [.. ConformsTo.Select(uri => new Link(uri, "conforms to", "", uri))])
            : TypedResults.Ok(new Conformance(ConformsTo));
    }

    private static async Task<Results<Ok<CollectionList>, PageResult>> ListCollectionsAsync(
        HttpRequest request, LayerCatalog catalog, NpgsqlDataSource database, DerivedCollections derived, CancellationToken cancel)
    {
        _ = new QueryParameters(request, "f");
        var (now, language) = (request.RepresentationOf(), request.LanguageOf());
        var states = await LayerState.AllAsync(database, cancel);
        List<Collection> collections = [.. catalog.Layers.Where(layer => states.ContainsKey(layer.Id))
            .Select(layer => Collection.Describe(request, layer, states[layer.Id], language, Representation.Json)), .. await derived.ListAsync(request, cancel)];
        request.HttpContext.Response.Headers.CacheControl = "no-cache";
        return now == Representation.Html
            ? Page.Collections(request, collections)
            : TypedResults.Ok(new CollectionList([.. Link.SelfAndAlternate(request, "/ogc/collections", now)], collections));
    }

    private static async Task<Results<Ok<Collection>, PageResult>> GetCollectionAsync(
        HttpRequest request, string collectionId, LayerCatalog catalog, NpgsqlDataSource database, CancellationToken cancel)
    {
        var layer = Collection.Find(catalog, collectionId).SeenBy(request.HttpContext);
        _ = new QueryParameters(request, "f");
        var now = request.RepresentationOf();
        var collection = Collection.Describe(request, layer, await LayerState.OfAsync(layer, database, cancel), request.LanguageOf(), now);
        if (layer.ExactFrom is null) request.HttpContext.Response.Headers.CacheControl = "no-cache";
        return now == Representation.Html ? Page.Collection(request, collection) : TypedResults.Ok(collection);
    }
}

public sealed record LandingPage(string Title, string Description, IReadOnlyList<Link> Links);
public sealed record Conformance(IReadOnlyList<string> ConformsTo);
public sealed record CollectionList(IReadOnlyList<Link> Links, IReadOnlyList<Collection> Collections);
