using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Geo.Server.Ogc.Common;

/// <summary>What the OpenAPI document says of the operations that write a feature: they read content and headers themselves.</summary>
internal static class OpenApiWriting
{
    private const string Feature = """
        {"type": "Feature", "geometry": {"type": "Point", "coordinates": [117.074, 36.651]},
         "properties": {"code": "JN-0001", "name": "泉城路", "operator": "cmcc", "band": "n78", "heightM": 35, "sectors": [{"cell": "1", "azimuthDeg": 0}, {"cell": "2", "azimuthDeg": 120}]}}
        """;

    private const string Patch = """{"properties": {"heightM": 40, "vendor": null}}""";

    public static bool Is(string? operationId) => operationId is "createItem" or "replaceItem" or "updateItem" or "deleteItem";

    /// <summary>Gives an operation its content; returns its headers.</summary>
    public static IEnumerable<OpenApiParameter> Describe(OpenApiOperation operation)
    {
        var (isNew, hasContent) = (operation.OperationId == "createItem", operation.OperationId != "deleteItem");
        if (hasContent)
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Description = operation.OperationId == "updateItem"
                    ? "What changes, shaped as the feature is; null takes a property out. What it may hold: /ogc/collections/{collectionId}/schema"
                    : "One GeoJSON feature. What it must and may hold: /ogc/collections/{collectionId}/schema, without what is readOnly",
                Content = operation.OperationId == "updateItem"
                    ? new Dictionary<string, OpenApiMediaType> { [Negotiation.MergePatch] = Content(Patch, []) }
                    : new[] { Negotiation.GeoJson, Negotiation.Json }.ToDictionary(type => type, _ => Content(Feature, ["type", "geometry", "properties"])),
            };
        foreach (var (status, answer) in operation.Responses ?? [])
            if (status is "200" or "201" && answer is OpenApiResponse response)
            {
                response.Headers = new Dictionary<string, IOpenApiHeader> { ["ETag"] = new OpenApiHeader { Description = "The state that the write made", Schema = Text() } };
                if (status == "201") response.Headers["Location"] = new OpenApiHeader { Description = "The new feature", Schema = Text() };
            }
        if (hasContent) yield return Header("Content-Crs", "Coordinate system of the positions in the content, in its own order of axes; CRS84 when it is left out");
        if (!isNew) yield return Header("If-Match", "The ETag of the feature as it was read, or *", required: true);
        yield return Header("Idempotency-Key", "The same request under the same key is done once");
    }

    private static OpenApiMediaType Content(string example, string[] required) => new()
    {
        Example = JsonNode.Parse(example),
        Schema = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Required = required.ToHashSet(),
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["type"] = new OpenApiSchema { Type = JsonSchemaType.String, Enum = [JsonValue.Create("Feature")] },
                ["geometry"] = new OpenApiSchema { Type = JsonSchemaType.Object },
                ["properties"] = new OpenApiSchema { Type = JsonSchemaType.Object },
            },
        },
    };

    private static OpenApiSchema Text() => new() { Type = JsonSchemaType.String };

    private static OpenApiParameter Header(string name, string description, bool required = false) =>
        new() { Name = name, In = ParameterLocation.Header, Description = description, Required = required, Schema = Text() };
}
