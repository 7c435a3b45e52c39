using System.Text.Json;
using System.Text.Json.Nodes;
using Geo.Core.Cql2;
using Geo.Server.Layers;
using Geo.Server.Ogc.Common;
using Geo.Server.Ogc.Common.Pages;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Geo.Server.Ogc.Features;

/// <summary>What features carry (Features Part 5) and what filters may name (Part 3), as JSON Schema 2020-12.</summary>
public static class Schemas
{
    public static void MapSchemas(this RouteGroupBuilder collections)
    {
        collections.MapGet("/{collectionId}/schema", GetSchema).WithName("getSchema").WithSummary("The properties of features").WithTags("Features")
            .Produces<JsonObject>(200, Negotiation.Schema).ProducesProblem(404);
        collections.MapGet("/{collectionId}/queryables", GetQueryables).WithName("getQueryables").WithSummary("The properties that filters may name").WithTags("Features")
            .Produces<JsonObject>(200, Negotiation.Schema).ProducesProblem(404);
    }

    private static Results<ContentHttpResult, PageResult> GetSchema(HttpRequest request, string collectionId, LayerCatalog catalog) => SchemaOf(request, Collection.Find(catalog, collectionId));

    private static Results<ContentHttpResult, PageResult> GetQueryables(HttpRequest request, string collectionId, LayerCatalog catalog) => QueryablesOf(request, Collection.Find(catalog, collectionId));

    internal static Results<ContentHttpResult, PageResult> SchemaOf(HttpRequest request, Layer layer)
    {
        var language = request.LanguageOf();
        var properties = new JsonObject { ["id"] = Id(layer), ["geometry"] = Geometry(layer) };
        if (!layer.IsVersionedByFeature) properties["geometry"]!["readOnly"] = true;
        foreach (var field in layer.AllFields)
        {
            var description = Describe(field, language);
            if (!layer.IsGiven(field)) description["readOnly"] = true;
            Add(properties, field.Name, description);
        }
        var schema = Document(request, layer, "schema", properties);
        schema["required"] = new JsonArray([.. layer.AllFields.Where(field => field.Required).Select(field => (JsonNode)field.Name)]);
        // A property that is written under a wrong name would be lost in silence.
        schema["additionalProperties"] = false;
        return Answer(request, schema, "schema");
    }

    internal static Results<ContentHttpResult, PageResult> QueryablesOf(HttpRequest request, Layer layer)
    {
        var language = request.LanguageOf();
        var properties = new JsonObject();
        foreach (var queryable in Queryables.Of(layer).Values)
            Add(properties, queryable.Name, queryable switch
            {
                { Name: Queryables.Id } => Id(layer),
                { Type: Cql2Type.Geometry } => Geometry(layer),
                { Type: Cql2Type.Array } => new JsonObject
                {
                    ["title"] = queryable.Field!.Title.In(language),
                    ["type"] = "array",
                    ["items"] = Describe(queryable.Field!, language),
                },
                _ => Describe(queryable.Field!, language),
            });
        var schema = Document(request, layer, "queryables", properties);
        // A filter that names anything else is an error.
        schema["additionalProperties"] = false;
        return Answer(request, schema, "queryables");
    }

    private static void Add(JsonObject properties, string name, JsonObject description)
    {
        description["x-ogc-propertySeq"] = properties.Count + 1;
        properties[name] = description;
    }

    private static JsonObject Document(HttpRequest request, Layer layer, string name, JsonObject properties) => new()
    {
        ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
        ["$id"] = Link.To(request, $"/ogc/collections/{layer.Id}/{name}"),
        ["title"] = layer.Definition.Title.In(request.LanguageOf()),
        ["type"] = "object",
        ["properties"] = properties,
    };

    private static Results<ContentHttpResult, PageResult> Answer(HttpRequest request, JsonObject schema, string title)
    {
        _ = new QueryParameters(request, "f");
        request.HttpContext.Response.Headers.CacheControl = "no-cache";
        request.HttpContext.Response.Headers.Vary = "Accept, Accept-Language";
        return request.RepresentationOf() == Representation.Html
            ? Page.Of<SchemaPage>(request, new() { ["Title"] = title, ["Schema"] = JsonSerializer.SerializeToElement(schema) })
            : TypedResults.Text(schema.ToJsonString(), Negotiation.Schema);
    }

    private static JsonObject Id(Layer layer) => new()
    {
        ["title"] = "id",
        ["type"] = FeatureRelation.Of(layer).KeyIsText ? "string" : "integer",
        ["x-ogc-role"] = "id",
        ["readOnly"] = true,
        ["x-ogc-propertySeq"] = 0,
    };

    private static JsonObject Geometry(Layer layer) => new()
    {
        ["title"] = "geometry",
        ["x-ogc-role"] = "primary-geometry",
        ["format"] = layer.Definition.GeometryType switch
        {
            "Point" => "geometry-point",
            "LineString" => "geometry-linestring-or-multilinestring",
            _ => "geometry-polygon-or-multipolygon",
        },
        ["x-ogc-propertySeq"] = 1,
    };

    private static JsonObject Describe(Field field, string language)
    {
        var description = new JsonObject { ["title"] = field.Title.In(language) };
        if (field.Description is { } words) description["description"] = words.In(language);
        description["type"] = field.Type switch
        {
            FieldType.Integer => "integer",
            FieldType.Number => "number",
            FieldType.Boolean => "boolean",
            FieldType.Array => "array",
            _ => "string",
        };
        if (field.Type == FieldType.Date) description["format"] = "date";
        if (field.Name == "inServiceDate") description["x-ogc-role"] = "primary-instant";
        if (field.Unit is { } unit)
        {
            description["x-unit"] = unit;
            if (field.Type is FieldType.Integer or FieldType.Number) description["x-ogc-unit"] = Ucum.Of(unit);
        }
        if (field.Minimum is { } minimum) description["minimum"] = minimum;
        if (field.Maximum is { } maximum) description["maximum"] = maximum;
        if (field.Domain is { } domain)
        {
            description["enum"] = new JsonArray([.. domain.Select(value => (JsonNode)value.Value)]);
            description["x-enumNames"] = new JsonArray([.. domain.Select(value => (JsonNode)value.Title.In(language))]);
        }
        if (field.Items is { } items)
        {
            var properties = new JsonObject();
            foreach (var item in items) properties[item.Name] = Describe(item, language);
            description["items"] = new JsonObject { ["type"] = "object", ["properties"] = properties };
        }
        return description;
    }
}
