using System.Text.Json;
using System.Text.Json.Nodes;
using Geo.Server.Layers;
using Geo.Server.Submissions;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO.Converters;

namespace Geo.Server.Seeding;

/// <summary>
/// Reads a layer's named facilities: a GeoJSON FeatureCollection whose properties are the layer's fields.
/// Longitude and latitude, CGCS2000.
/// </summary>
public static class FacilityFile
{
    private static readonly JsonSerializerOptions GeoJson = new() { Converters = { new GeoJsonConverterFactory() } };

    /// <exception cref="DefinitionException">
    /// Not GeoJSON; or a property is not a field of the layer or does not fit it; or a feature has no code or geometry.
    /// </exception>
    public static IReadOnlyList<SubmittedFeature> Read(string path, Layer layer)
    {
        var json = File.ReadAllBytes(path);
        try
        {
            var lines = new JsonLines(json);
            var features = (JsonNode.Parse(json) as JsonObject)?["features"] as JsonArray ?? throw new DefinitionException(path, 1, "Not a FeatureCollection.");
            return [.. features.Select((feature, i) => Read(feature as JsonObject, layer, (place, problem) => new DefinitionException(path, lines.Of($"features[{i}]{place}"), problem)))];
        }
        catch (JsonException e)
        {
            throw new DefinitionException(path, (e.LineNumber ?? 0) + 1, $"Not JSON: {e.Message}");
        }
    }

    private static SubmittedFeature Read(JsonObject? feature, Layer layer, Func<string, string, DefinitionException> refuse)
    {
        DefinitionException Problem(string what) => refuse(".properties", what);
        var properties = feature?["properties"] as JsonObject ?? throw refuse("", "The feature has no properties.");
        foreach (var (name, value) in properties)
        {
            var field = layer.Field(name) ?? throw refuse($".properties.{name}", $"'{name}' is not a field of the layer {layer.Id}.");
            if (value is not null && Misfit(field, value) is { } misfit) throw refuse($".properties.{name}", misfit);
        }

        var code = Text("code") ?? throw Problem("The feature has no code.");
        // What is a column leaves the attributes; where a site lies is found, not claimed.
        var attributes = new JsonObject(properties
            .Where(property => property.Value is not null && (property.Key == "kind" || !layer.IsColumn(layer.Field(property.Key)!)))
            .Select(property => KeyValuePair.Create(property.Key, (JsonNode?)property.Value!.DeepClone())));
        return new SubmittedFeature(
            code, Text("name") ?? code, Text("status") ?? "in-service",
            Text("inServiceDate") is { } date ? DateOnly.ParseExact(date, "yyyy-MM-dd") : null,
            properties["synthetic"]?.GetValue<bool>() ?? false, Text("source"), Text("positionalQuality"),
            attributes.ToJsonString(),
            feature!["geometry"]?.Deserialize<Geometry>(GeoJson) ?? throw Problem("The feature has no geometry."));

        string? Text(string name) => properties[name]?.GetValue<string>();
    }

    /// <summary>What is wrong with a value; null when it fits its field.</summary>
    private static string? Misfit(Field field, JsonNode value)
    {
        var kind = value.GetValueKind();
        return field.Type switch
        {
            FieldType.Integer or FieldType.Number => kind == JsonValueKind.Number ? null : $"'{field.Name}' must be a number.",
            FieldType.Boolean => kind is JsonValueKind.True or JsonValueKind.False ? null : $"'{field.Name}' must be true or false.",
            FieldType.Array => kind == JsonValueKind.Array ? null : $"'{field.Name}' must be a list.",
            _ when kind != JsonValueKind.String => $"'{field.Name}' must be a text.",
            FieldType.Date => DateOnly.TryParseExact(value.GetValue<string>(), "yyyy-MM-dd", out _) ? null : $"'{value}' is not a date.",
            _ => field.Domain is not { } domain || domain.Any(known => known.Value == value.GetValue<string>())
                ? null
                : $"'{field.Name}' must be one of {string.Join(", ", domain.Select(known => known.Value))}, not '{value}'.",
        };
    }
}
