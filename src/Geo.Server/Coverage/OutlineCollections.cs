using System.Text;
using System.Text.Json.Nodes;
using Geo.Core.Coverage;
using Geo.Core.Crs;
using Geo.Server.Layers;
using Geo.Server.Ogc.Common;
using Geo.Server.Ogc.Common.Pages;
using Geo.Server.Ogc.Features;
using Geo.Server.Operations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Caching.Hybrid;
using NetTopologySuite.Geometries;
using Npgsql;

namespace Geo.Server.Coverage;

/// <summary>
/// The outlines of each coverage as a collection like any other: boxes, pages, filters, coordinate systems and formats are those of
/// all collections. Which zoom they are generalised for is a parameter, and a property that all features of an answer share.
/// </summary>
internal static class OutlineCollections
{
    private const string Suffix = "-coverage";
    private const int FirstZoom = 5, DefaultZoom = 8, LastZoom = 10;
    // In this server's memory alone: the key names neither database nor build.
    private static readonly HybridCacheEntryOptions Cached = new()
    { Expiration = TimeSpan.FromHours(12), LocalCacheExpiration = TimeSpan.FromHours(12), Flags = HybridCacheEntryFlags.DisableDistributedCache };

    private const string Computed = """
        select l.id from geo.layer l where exists (select from geo.coverage c where c.layer_id = l.id and c.has_planes)
        """;

    // The whole grid: no outline reaches beyond it.
    private static readonly Envelope GridBox = BoxOf(CoverageGrid.Shandong());

    public static void MapOutlineCollections(this IEndpointRouteBuilder app)
    {
        var collections = app.MapOgcGroup($"/ogc/collections/{{layerId}}{Suffix}").WithTags("Coverage");
        collections.MapGet("", GetCollectionAsync).WithName("getCoverageCollection").WithSummary("The collection of a coverage's outlines").ProducesProblem(404);
        collections.MapGet("/schema", (HttpRequest request, string layerId, LayerCatalog catalog) => Schemas.SchemaOf(request, LayerOf(Find(catalog, layerId), "")))
            .WithName("getCoverageSchema").WithSummary("The properties of a coverage's outlines").Produces<JsonObject>(200, Negotiation.Schema).ProducesProblem(404);
        collections.MapGet("/queryables", (HttpRequest request, string layerId, LayerCatalog catalog) => Schemas.QueryablesOf(request, LayerOf(Find(catalog, layerId), "")))
            .WithName("getCoverageQueryables").WithSummary("The properties of a coverage's outlines that filters may name").Produces<JsonObject>(200, Negotiation.Schema).ProducesProblem(404);
        collections.MapGet("/items", GetItemsAsync).WithName("getCoverageOutlines").WithSummary("Coverage outlines by class, generalised for a zoom (5 to 10)")
            .Produces<Stream>(200, Negotiation.GeoJson).ProducesProblem(400).ProducesProblem(404);
        collections.MapGet("/items/{featureId}", GetItemAsync).WithName("getCoverageOutline").WithSummary("The outlines of one class")
            .Produces<Stream>(200, Negotiation.GeoJson).ProducesProblem(400).ProducesProblem(404);
    }

    public static async Task<IReadOnlyList<Collection>> ListAsync(HttpRequest request, LayerCatalog catalog, NpgsqlDataSource database, CancellationToken cancel)
    {
        var computed = new HashSet<string>();
        await using var command = database.CreateCommand(Computed);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel)) computed.Add(rows.GetString(0));
        return [.. catalog.Layers.Where(layer => layer.Definition.Coverage is not null && computed.Contains(layer.Id)).Select(layer => Describe(request, layer, Representation.Json))];
    }

    private static Layer Find(LayerCatalog catalog, string id) => catalog.Find(id) is { Definition.Coverage: not null } layer
        ? layer
        : throw ProblemException.NotFound("unknown-collection", $"There is no collection '{id}{Suffix}'. See /ogc/collections.");

    private static Collection Describe(HttpRequest request, Layer source, Representation now)
    {
        var (definition, language) = (LayerOf(source, "").Definition, request.LanguageOf());
        var (path, title) = ($"/ogc/collections/{definition.Id}", definition.Title.In(language));
        Link To(string relative, string relation, string type) => new(Link.To(request, path + relative), relation, type, title);
        return new Collection(
            definition.Id, title, definition.Description!.In(language), new Extent(new SpatialExtent([[GridBox.MinX, GridBox.MinY, GridBox.MaxX, GridBox.MaxY]], Collection.Crs84), null),
            "feature", ServedCrs.Uris, ServedCrs.Storage.Uri, "Digital Shandong · 数字山东",
            [
                .. Link.SelfAndAlternate(request, path, now),
                To("/items?f=json", "items", Negotiation.GeoJson), To("/items?f=html", "items", Negotiation.Html),
                To("/queryables", "http://www.opengis.net/def/rel/ogc/1.0/queryables", Negotiation.Schema), To("/schema", "http://www.opengis.net/def/rel/ogc/1.0/schema", Negotiation.Schema),
            ], null);
    }

    private static async Task<Results<Ok<Collection>, PageResult>> GetCollectionAsync(HttpContext context, string layerId, LayerCatalog catalog, NpgsqlDataSource database)
    {
        var source = Find(catalog, layerId);
        _ = new QueryParameters(context.Request, "f");
        // Is there anything to describe?
        _ = await CoverageVersion.ResolveAsync(layerId, catalog, null, database, context.RequestAborted);
        context.Response.Headers.CacheControl = "no-cache";
        var now = context.Request.RepresentationOf();
        var collection = Describe(context.Request, source, now);
        return now == Representation.Html ? Page.Collection(context.Request, collection) : TypedResults.Ok(collection);
    }

    private static async Task<Results<EmptyHttpResult, PageResult>> GetItemsAsync(
        HttpContext context, string layerId, LayerCatalog catalog, NpgsqlDataSource database, PlaneStore planes, HybridCache cache)
    {
        var source = Find(catalog, layerId);
        var zoom = Zoom(context.Request);
        var query = ItemsQuery.ReadPage(context.Request, LayerOf(source, ""));
        var (layer, version) = await ReadAsync(context, source, query.Version, zoom, catalog, database, planes, cache);
        return await Items.AnswerAsync(context, layer, query, version, database);
    }

    private static async Task<Results<EmptyHttpResult, PageResult, ProblemHttpResult>> GetItemAsync(
        HttpContext context, string layerId, string featureId, LayerCatalog catalog, NpgsqlDataSource database, PlaneStore planes, HybridCache cache)
    {
        var source = Find(catalog, layerId);
        var parameters = new QueryParameters(context.Request, "f", "version", "crs", "zoom");
        var (layer, version) = await ReadAsync(context, source, parameters.WholeNumber("version", 0), Zoom(context.Request), catalog, database, planes, cache);
        return await Items.AnswerOneAsync(context, layer, featureId, ServedCrs.Read(parameters, "crs"), version, database);
    }

    private static async Task<(Layer Layer, LayerVersion Version)> ReadAsync(
        HttpContext context, Layer source, long? asked, int zoom, LayerCatalog catalog, NpgsqlDataSource database, PlaneStore planes, HybridCache cache)
    {
        var version = (await CoverageVersion.ResolveAsync(source.Id, catalog, asked, database, context.RequestAborted)).WithPlanes();
        var outlines = await cache.GetOrCreateAsync($"outlines/{source.Id}/{version.Number}/{zoom}",
            async token => CoverageOutlines.Write(version, zoom, (await planes.StateAsync(version, token)).Overviews), Cached, cancellationToken: context.RequestAborted);
        var layer = LayerOf(source, Encoding.UTF8.GetString(outlines));
        // Quotes inside texts are escaped, so each of these is the type of one feature.
        var count = outlines.AsSpan().Count("\"Feature\""u8);
        return (layer, new LayerVersion(new LayerState(layer.Id, version.Number, version.PublishedAt, count, 0, null, null, GridBox), version.Number, null));
    }

    private static int Zoom(HttpRequest request)
    {
        if (request.Query["zoom"].ToString() is not { Length: > 0 } text) return DefaultZoom;
        return int.TryParse(text, out var zoom) && zoom is >= FirstZoom and <= LastZoom ? zoom
            : throw ProblemException.BadRequest("invalid-zoom", $"'zoom' is {FirstZoom} to {LastZoom}; nearer, the tiles show every cell.");
    }

    /// <summary>The outlines as a layer that is in no table.</summary>
    private static Layer LayerOf(Layer source, string features)
    {
        var rule = source.Definition.Coverage!;
        var title = rule.Title ?? source.Definition.Title;
        var bound = rule.Kind switch
        {
            CoverageKind.Radio => new Field("fromDbm", FieldType.Number, new("起始电平", "From this level on")) { Unit = "dBm" },
            CoverageKind.Reach => new Field("withinM", FieldType.Number, new("路程以内", "Within this way")) { Unit = "m" },
            _ => new Field("withinMs", FieldType.Number, new("时延以内", "Within this round trip")) { Unit = "ms" },
        };
        return Layer.Derived(new LayerDefinition($"{source.Id}{Suffix}", LayerRole.Zone, new($"{title.Zh} · 覆盖轮廓", $"{title.En}: coverage outlines"), source.Definition.Group, source.Definition.Order, "Polygon")
        {
            Description = new($"按图例等级的覆盖轮廓，按缩放级别概化（参数 zoom，{FirstZoom}–{LastZoom}，默认 {DefaultZoom}）。", $"Coverage by class of the legend, generalised for a zoom (parameter 'zoom', {FirstZoom} to {LastZoom}, {DefaultZoom} by default)."),
            Fields =
            [
                new("layer", FieldType.String, new("图层", "Layer")), new("titleZh", FieldType.String, new("等级", "Class (Chinese)")), new("titleEn", FieldType.String, new("等级（英文）", "Class")),
                new("colour", FieldType.String, new("颜色", "Colour")), bound,
                new("zoom", FieldType.Integer, new("缩放级别", "Zoom")) { Minimum = FirstZoom, Maximum = LastZoom }, new("dataVersion", FieldType.Integer, new("数据版本", "Data version")),
            ],
        }, source.Group, features);
    }

    private static Envelope BoxOf(CoverageGrid grid)
    {
        // Parallels and meridians bend in the grid's plane, so its corners are not the outermost points.
        const int steps = 64;
        var box = new Envelope();
        for (var i = 0; i <= steps; i++)
            for (var j = 0; j <= steps; j++)
                if (i is 0 or steps || j is 0 or steps)
                {
                    var at = Albers.Shandong.Inverse(new(grid.WestM + grid.Columns * grid.CellM * i / steps, grid.NorthM - grid.Rows * grid.CellM * j / steps));
                    box.ExpandToInclude(at.LonDeg, at.LatDeg);
                }
        box.ExpandBy(0.01);
        return new Envelope(Math.Floor(box.MinX * 100) / 100, Math.Ceiling(box.MaxX * 100) / 100, Math.Floor(box.MinY * 100) / 100, Math.Ceiling(box.MaxY * 100) / 100);
    }
}
