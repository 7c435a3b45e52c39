using System.Text.Json.Nodes;
using Geo.Core.Cql2;
using Geo.Server.Layers;
using Geo.Server.Ogc.Common.Pages;
using Geo.Server.Ogc.Cql2;
using Geo.Server.Ogc.Features;
using Geo.Server.Ogc.Features.Exports;
using Geo.Server.Ogc.Tiles;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Geo.Server.Ogc.Common;

/// <summary>One OpenAPI 3.0 document for /ogc and /api, made from the endpoints; and the same for people at /docs.</summary>
public static class OpenApiDocuments
{
    private const string Name = "v1";

    public static void AddOpenApiDocument(this IServiceCollection services) => services.AddOpenApi(Name, options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_0;
        // Under /ogc there is HEAD wherever there is GET.
        options.ShouldInclude = description => description.HttpMethod != HttpMethods.Head || description.RelativePath?.StartsWith("ogc", StringComparison.Ordinal) != true;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo { Title = "Geo: the infrastructure coverage map of Digital Shandong", Version = "0.1.0" };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(DescribeParameters);
    });

    public static void MapOpenApiDocument(this IEndpointRouteBuilder app)
    {
        var documents = app.MapOgcGroup("");
        documents.MapGet("/ogc/api", async (HttpContext context) =>
        {
            var document = await ReadAsync(context);
            context.Response.ContentType = Negotiation.OpenApi;
            context.Response.Headers.CacheControl = "no-cache";
            await context.Response.WriteAsync(await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_0, context.RequestAborted), context.RequestAborted);
        }).ExcludeFromDescription();
        // As a Delegate: a lambda of HttpContext alone would be taken for one that writes the answer itself.
        documents.MapGet("/docs", (Delegate)GetDocsAsync).ExcludeFromDescription();
    }

    private static async Task<PageResult> GetDocsAsync(HttpContext context) =>
        Page.Of<DocsPage>(context.Request, new() { ["Document"] = await ReadAsync(context) });

    private static async Task<OpenApiDocument> ReadAsync(HttpContext context)
    {
        var document = await context.RequestServices.GetRequiredKeyedService<IOpenApiDocumentProvider>(Name).GetOpenApiDocumentAsync(context.RequestAborted);
        document.Servers = [new OpenApiServer { Url = Link.To(context.Request, "") }];
        return document;
    }

    // The handlers read their queries themselves, strictly; this says in the document what they read.
    private static Task DescribeParameters(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancel)
    {
        var catalog = context.ApplicationServices.GetRequiredService<LayerCatalog>();
        operation.OperationId ??= context.Description.ActionDescriptor.EndpointMetadata.OfType<IEndpointNameMetadata>().FirstOrDefault()?.EndpointName;
        operation.Parameters ??= [];
        foreach (var parameter in operation.Parameters.OfType<OpenApiParameter>())
        {
            if (parameter.Name == "collectionId")
                parameter.Schema = Enumeration(catalog.Layers.Where(layer => layer.IsVersionedByFeature || !OpenApiWriting.Is(operation.OperationId)).Select(layer => layer.Id));
            if (parameter.Name == "layerId") parameter.Schema = Enumeration(catalog.Layers.Where(layer => layer.Role == LayerRole.Site || layer.Definition.ServedBy is not null).Select(layer => layer.Id));
            if (parameter.Name == "tileMatrixSetId") parameter.Schema = Enumeration([TileGrid.Id]);
        }
        foreach (var parameter in operation.OperationId switch
        {
            "getItems" => (IEnumerable<OpenApiParameter>)[Limit(ItemsQuery.MaximumLimit, ItemsQuery.DefaultLimit), .. Selecting, Cursor, Version, Format(["json", "html", .. TableFormat.All.Select(format => format.Name)])],
            "getItem" => [Crs("crs", "Coordinate system of the answer"), Version, Format("json", "html")],
            { } write when OpenApiWriting.Is(write) => OpenApiWriting.Describe(operation),
            "getCoverageOutlines" => [Limit(ItemsQuery.MaximumLimit, ItemsQuery.DefaultLimit), .. Selecting, Zoom, Cursor, Version, Format(["json", "html", .. TableFormat.All.Select(format => format.Name)])],
            "getCoverageOutline" => [Crs("crs", "Coordinate system of the answer"), Zoom, Version, Format("json", "html")],
            { } export when export.StartsWith("exportItems", StringComparison.Ordinal) => [.. Selecting, Version],
            "getTile" => [Version, Format("mvt")],
            "getTileset" => [Format("json", "html", "tilejson")],
            "getDatasetTileset" => [Collections, Format("json", "html", "tilejson")],
            "getDatasetTile" => [Collections, Format("mvt")],
            "getAreas" => [Level, Version],
            "getLayerCounts" => [Level, Version],
            "search" => [Query("q", "Words, a code or an adcode", new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = 100 }), Limit(50, 10)],
            "getAudit" => [Text("actor"), Text("action"), Text("subject"), Text("from"), Text("to"), Limit(1000, 100), Text("before")],
            "exportAudit" => [Text("actor"), Text("action"), Text("subject"), Text("from"), Text("to")],
            "checkAudit" => [Text("head")],
            "signInWithOidc" => [Text("return")],
            _ when context.Description.RelativePath?.StartsWith("ogc", StringComparison.Ordinal) == true => [Format("json", "html")],
            _ => [],
        }) operation.Parameters.Add(parameter);
        // What 'f' names is at the same address.
        if (operation.Parameters.FirstOrDefault(parameter => parameter.Name == "f")?.Schema?.Enum is { } formats && operation.Responses?["200"] is OpenApiResponse answer)
        {
            answer.Content ??= new Dictionary<string, OpenApiMediaType>();
            if (formats.Any(format => (string?)format == "html")) answer.Content[Negotiation.Html] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
            foreach (var table in TableFormat.All.Where(table => formats.Any(format => (string?)format == table.Name)))
                answer.Content[table.MediaType.Split(';')[0]] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } };
        }
        return Task.CompletedTask;
    }

    private static OpenApiParameter Level => Query("level", "Level of the areas; counties when it is left out", Enumeration(["county", "city", "circle", "province"]));

    private static IEnumerable<OpenApiParameter> Selecting =>
    [
        Bbox, Datetime, Crs("crs", "Coordinate system of the answer"), Crs("bbox-crs", "Coordinate system of bbox"),
        Query("filter", "A CQL2 expression over the queryables", new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = Cql2Limits.MaximumLength }),
        Query("filter-lang", "How the filter is written", Enumeration([FilterReading.Text, FilterReading.Json])),
        Crs("filter-crs", "Coordinate system of the geometries in the filter"),
        Properties,
    ];

    // They differ from collection to collection, so the document cannot name them: a parameter for each member of an object.
    private static OpenApiParameter Properties => new()
    {
        Name = "queryables",
        In = ParameterLocation.Query,
        Style = ParameterStyle.Form,
        Explode = true,
        Description = "Every queryable with a simple value is a parameter by its own name, with the schema of the queryable; several values with commas between them",
        Schema = new OpenApiSchema { Type = JsonSchemaType.Object, AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.String } },
    };

    private static OpenApiParameter Crs(string name, string description) => Query(name, description, Enumeration(ServedCrs.Uris));

    private static OpenApiParameter Collections => Query("collections", "The collections, all when it is left out",
        new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String } }, style: ParameterStyle.Form);

    private static OpenApiParameter Bbox => Query("bbox", "west,south,east,north in degrees; or six numbers with heights",
        new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.Number }, MinItems = 4, MaxItems = 6 }, style: ParameterStyle.Form);

    private static OpenApiParameter Datetime => Query("datetime", "An instant or an interval, ends open with '..'; of the in-service date", new OpenApiSchema { Type = JsonSchemaType.String });

    private static OpenApiParameter Cursor => Query("cursor", "Where the next page begins; from the link 'next'", new OpenApiSchema { Type = JsonSchemaType.String });

    private static OpenApiParameter Zoom => Query("zoom", "The zoom that outlines are generalised for", new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "5", Maximum = "10", Default = JsonValue.Create(8) });

    private static OpenApiParameter Version => Query("version", "A past data version of the layer; the current one when it is left out", new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "0" });

    private static OpenApiParameter Limit(int maximum, int byDefault) => Query("limit", "Features on a page",
        new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1", Maximum = $"{maximum}", Default = JsonValue.Create(byDefault) });

    private static OpenApiParameter Format(params string[] formats) => Query("f", "The format, instead of Accept", Enumeration(formats));

    private static OpenApiParameter Text(string name) => Query(name, name switch
    {
        "actor" => "Who did it",
        "action" => "What was done: signed-in, account-created, publication, …",
        "subject" => "On what: an account, a layer",
        "from" => "From this moment or day (UTC) on",
        "to" => "Before this moment or day (UTC)",
        "before" => "Entries before this number: 'next' of the page before",
        "head" => "A hash noted earlier, to be looked for",
        _ => "A path of this service to come back to",
    }, new OpenApiSchema { Type = JsonSchemaType.String });

    private static OpenApiParameter Query(string name, string description, OpenApiSchema schema, ParameterStyle? style = null) =>
        new() { Name = name, In = ParameterLocation.Query, Description = description, Schema = schema, Style = style, Explode = style is null ? true : false };

    private static OpenApiSchema Enumeration(IEnumerable<string> values) =>
        new() { Type = JsonSchemaType.String, Enum = [.. values.Select(value => (JsonNode)value)] };
}
