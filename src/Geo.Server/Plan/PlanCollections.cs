using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Geo.Server.Layers;
using Geo.Server.Ogc.Common;
using Geo.Server.Ogc.Features;
using Geo.Server.Operations;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Geo.Server.Plan;

/// <summary>
/// Indicators and ratings joined to their areas, as OGC API Features with a root of its own, /ogc/plan: GIS programs map them
/// without a join. Apart from /ogc, whose collections have tiles, schemas and versions of their own.
/// </summary>
public static class PlanCollections
{
    private const int MostItems = 200;

    private static readonly IReadOnlyList<string> ConformsTo =
    [
        "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core",
        "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
        "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    ];

    private static readonly IReadOnlyList<PlanCollection> Collections =
    [
        new("plan-cities", "city", false, new Title("行动方案指标（市）", "Action plan indicators by city")),
        new("plan-counties", "county", false, new Title("行动方案指标（县）", "Action plan indicators by county")),
        new("ratings-cities", "city", true, new Title("新型智慧城市评价（市，演示）", "Smart city ratings by city (demonstration)")),
        new("ratings-counties", "county", true, new Title("新型智慧城市评价（县，演示）", "Smart city ratings by county (demonstration)")),
    ];

    // A box without width or height is a line or a point, and still meets what it lies in.
    private const string Geometries = """
        select adcode, st_asewkb(geom) from geo.area
        where level = $1 and valid_from <= $2 and (valid_to is null or valid_to > $2)
          and ($3::float8[] is null or st_intersects(geom, st_setsrid(st_envelope(st_makeline(st_makepoint($3[1], $3[2]), st_makepoint($3[3], $3[4]))), 4490)))
          and ($4::text is null or adcode = $4)
        order by adcode
        """;

    public static void MapPlanCollections(this IEndpointRouteBuilder app)
    {
        var root = app.MapOgcGroup("/ogc/plan").WithTags("Plan");
        root.MapGet("/", GetLandingPage).WithName("getPlanLandingPage").WithSummary("Indicators and ratings as OGC API Features: landing page");
        root.MapGet("/conformance", () => TypedResults.Ok(new Ogc.Conformance(ConformsTo))).WithName("getPlanConformance").WithSummary("Conformance classes");
        root.MapGet("/collections", (HttpRequest request) => TypedResults.Ok(new PlanCollectionList(
                [new Link(Link.To(request, "/ogc/plan/collections"), "self", Negotiation.Json, "JSON")], [.. Collections.Select(collection => Describe(request, collection))])))
            .WithName("getPlanCollections").WithSummary("Collections of indicators and ratings");
        root.MapGet("/collections/{collectionId}", (HttpRequest request, string collectionId) => TypedResults.Ok(Describe(request, Find(collectionId))))
            .WithName("getPlanCollection").WithSummary("One of them").ProducesProblem(404);
        root.MapGet("/collections/{collectionId}/items", GetItemsAsync).WithName("getPlanItems").WithSummary("Areas with their figures").Produces<object>(200, Negotiation.GeoJson).ProducesProblem(400).ProducesProblem(404);
        root.MapGet("/collections/{collectionId}/items/{adcode}", GetItemAsync).WithName("getPlanItem").WithSummary("One area with its figures").Produces<object>(200, Negotiation.GeoJson).ProducesProblem(404);
    }

    private static Ok<Ogc.LandingPage> GetLandingPage(HttpRequest request) => TypedResults.Ok(new Ogc.LandingPage("数字山东2021行动方案 · 指标与评价", "行动方案指标和评价得分，连同市、县边界。Indicators and ratings with the areas they belong to.",
    [
        new(Link.To(request, "/ogc/plan"), "self", Negotiation.Json, "JSON"),
        new(Link.To(request, "/ogc/plan/conformance"), "conformance", Negotiation.Json, "Conformance"),
        new(Link.To(request, "/ogc/plan/collections"), "data", Negotiation.Json, "Collections"),
        new(Link.To(request, "/ogc/api"), "service-desc", Negotiation.OpenApi, "OpenAPI 3.0"),
    ]));

    private static PlanCollection Find(string id) => Collections.FirstOrDefault(collection => collection.Id == id)
        ?? throw ProblemException.NotFound("unknown-collection", $"There is no collection '{id}'. See /ogc/plan/collections.");

    private static PlanCollectionView Describe(HttpRequest request, PlanCollection collection)
    {
        var (path, title) = ($"/ogc/plan/collections/{collection.Id}", collection.Title.In(request.LanguageOf()));
        return new PlanCollectionView(collection.Id, title, "feature", [Collection.Crs84], Collection.Crs84,
            [new(Link.To(request, path), "self", Negotiation.Json, title), new(Link.To(request, path + "/items"), "items", Negotiation.GeoJson, title)]);
    }

    private static async Task<EmptyHttpResult> GetItemsAsync(HttpContext context, string collectionId, PlanReading reading, NpgsqlDataSource database)
    {
        var collection = Find(collectionId);
        var query = new PlanQuery(context.Request, "limit", "offset", "bbox", "datetime");
        var limit = Whole(query["limit"], "limit", MostItems, 1);
        var offset = Whole(query["offset"], "offset", 0, 0);
        return await WriteAsync(context, collection, query, null, Math.Min(limit, MostItems), offset, reading, database);
    }

    private static Task<EmptyHttpResult> GetItemAsync(HttpContext context, string collectionId, string adcode, PlanReading reading, NpgsqlDataSource database) =>
        WriteAsync(context, Find(collectionId), new PlanQuery(context.Request), adcode, 1, 0, reading, database);

    private static async Task<EmptyHttpResult> WriteAsync(
        HttpContext context, PlanCollection collection, PlanQuery query, string? adcode, int limit, int offset, PlanReading reading, NpgsqlDataSource database)
    {
        if (query.Format != "json") throw ProblemException.BadRequest("invalid-f", "'f' must be json.");
        var cancel = context.RequestAborted;
        var box = adcode is null ? Box(query["bbox"]) : null;
        var moment = await query.MomentAsync(reading, cancel);
        var period = query.Period(moment);
        if (Revalidation.IsFresh(context, $"{collection.Id}.{moment.Key}.{period.Text}.{limit}.{offset}", moment.IsPinned)) return TypedResults.Empty;
        var figures = await reading.FiguresAsync(moment, period, cancel);
        var geometries = await GeometriesAsync(database, collection.Level, moment.At, box, adcode, cancel);
        if (adcode is not null && geometries.Count == 0) throw ProblemException.NotFound("unknown-feature", $"The collection {collection.Id} has no feature '{adcode}'.");

        context.Response.ContentType = Negotiation.GeoJson;
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        if (adcode is not null)
        {
            WriteFeature(json, collection, figures, geometries[0]);
            await json.FlushAsync(cancel);
            return TypedResults.Empty;
        }
        json.WriteStartObject();
        json.WriteString("type", "FeatureCollection");
        json.WriteNumber("numberMatched", geometries.Count);
        json.WriteNumber("numberReturned", Math.Clamp(geometries.Count - offset, 0, limit));
        json.WriteStartArray("features");
        foreach (var area in geometries.Skip(offset).Take(limit)) WriteFeature(json, collection, figures, area);
        json.WriteEndArray();
        json.WriteStartArray("links");
        WriteLink(json, "self", Link.To(context.Request, context.Request.Path + context.Request.QueryString));
        if (offset + limit < geometries.Count)
        {
            var kept = context.Request.Query.Where(pair => pair.Key is not ("limit" or "offset")).Select(pair => $"&{pair.Key}={Uri.EscapeDataString(pair.Value.ToString())}");
            WriteLink(json, "next", Link.To(context.Request, $"{context.Request.Path}?limit={limit}&offset={offset + limit}{string.Concat(kept)}"));
        }
        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(cancel);
        return TypedResults.Empty;
    }

    private static void WriteFeature(Utf8JsonWriter json, PlanCollection collection, PeriodFigures figures, (string Adcode, byte[] Geometry) area)
    {
        var about = figures.Areas.Find(area.Adcode)!;
        json.WriteStartObject();
        json.WriteString("type", "Feature");
        json.WriteString("id", area.Adcode);
        json.WritePropertyName("geometry");
        GeoJsonGeometry.Write(json, area.Geometry, ServedCrs.Crs84);
        json.WriteStartObject("properties");
        json.WriteString("adcode", about.Adcode);
        json.WriteString("name", about.Name);
        json.WriteString("nameEn", about.NameEn);
        json.WriteString("period", figures.Period.Text);
        json.WriteNumber("planVersion", figures.Version.Number);
        if (collection.HasRatings)
        {
            var row = figures.Ratings[collection.Level].Find(area.Adcode);
            json.WriteBoolean("demonstration", true);
            Number("stars", row?.Stars);
            Number("score", row?.Score);
            Number("rank", row?.Rank);
            for (var i = 0; i < figures.Version.Plan.Standard.Domains.Count; i++) Number($"{figures.Version.Plan.Standard.Domains[i].Id}Score", row?.Domains[i]);
        }
        else
            foreach (var (id, found) in figures.Indicators)
                if (found.ByArea.TryGetValue(area.Adcode, out var figure)) Number(id, figure.Value);
        json.WriteEndObject();
        json.WriteEndObject();

        // A blank is null, so that no program takes it for zero.
        void Number(string name, double? value)
        {
            if (value is { } number) json.WriteNumber(name, number);
            else json.WriteNull(name);
        }
    }

    private static void WriteLink(Utf8JsonWriter json, string relation, string href)
    {
        json.WriteStartObject();
        json.WriteString("href", href);
        json.WriteString("rel", relation);
        json.WriteString("type", Negotiation.GeoJson);
        json.WriteEndObject();
    }

    private static async Task<IReadOnlyList<(string Adcode, byte[] Geometry)>> GeometriesAsync(NpgsqlDataSource database, string level, long at, double[]? box, string? adcode, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(Geometries);
        command.Parameters.Add(new() { Value = level });
        command.Parameters.Add(new() { Value = at });
        command.Parameters.Add(new NpgsqlParameter<double[]?> { TypedValue = box });
        command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = adcode });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var areas = new List<(string, byte[])>();
        while (await rows.ReadAsync(cancel)) areas.Add((rows.GetString(0), rows.GetFieldValue<byte[]>(1)));
        return areas;
    }

    private static int Whole(string? text, string name, int otherwise, int least) => text is null ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least ? number
        : throw ProblemException.BadRequest($"invalid-{name}", $"'{name}' must be a whole number of at least {least}, not '{text}'.");

    private static double[]? Box(string? text)
    {
        if (text is null) return null;
        var parts = text.Split(',');
        var numbers = parts.Select(part => double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : double.NaN).ToArray();
        return numbers.Length == 4 && !numbers.Any(double.IsNaN) && numbers[0] <= numbers[2] && numbers[1] <= numbers[3] ? numbers
            : throw ProblemException.BadRequest("invalid-bbox", "'bbox' is west,south,east,north in degrees.");
    }

    private sealed record PlanCollection(string Id, string Level, bool HasRatings, Title Title);
}

public sealed record PlanCollectionList(IReadOnlyList<Link> Links, IReadOnlyList<PlanCollectionView> Collections);

public sealed record PlanCollectionView(string Id, string Title, string ItemType, IReadOnlyList<string> Crs, string StorageCrs, IReadOnlyList<Link> Links);
