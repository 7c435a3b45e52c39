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

    /// <exception cref="DefinitionException">A property is not a field of the layer, or a code, geometry or date cannot be used.</exception>
    public static IReadOnlyList<SubmittedFeature> Read(string path, Layer layer)
    {
        var json = File.ReadAllBytes(path);
        var lines = new JsonLines(json);
        var features = JsonNode.Parse(json)?["features"]?.AsArray() ?? throw new DefinitionException(path, 1, "Not a FeatureCollection.");
        return [.. features.Select((feature, i) => Read(feature!, layer, problem => new DefinitionException(path, lines.Of($"features[{i}].properties"), problem)))];
    }

    private static SubmittedFeature Read(JsonNode feature, Layer layer, Func<string, DefinitionException> problem)
    {
        var properties = feature["properties"]?.AsObject() ?? throw problem("The feature has no properties.");
        foreach (var (name, _) in properties)
            if (layer.Field(name) is null) throw problem($"'{name}' is not a field of the layer {layer.Id}.");

        var code = Text("code") ?? throw problem("The feature has no code.");
        // What is a column leaves the attributes; where a site lies is found, not claimed.
        var attributes = new JsonObject(properties
            .Where(property => property.Value is not null && (property.Key == "kind" || !layer.IsColumn(layer.Field(property.Key)!)))
            .Select(property => KeyValuePair.Create(property.Key, (JsonNode?)property.Value!.DeepClone())));
        return new SubmittedFeature(
            code, Text("name") ?? code, Text("status") ?? "in-service",
            Text("inServiceDate") is { } date ? DateOnly.TryParseExact(date, "yyyy-MM-dd", out var day) ? day : throw problem($"'{date}' is not a date.") : null,
            properties["synthetic"]?.GetValue<bool>() ?? false, Text("source"), Text("positionalQuality"),
            attributes.ToJsonString(),
            feature["geometry"]?.Deserialize<Geometry>(GeoJson) ?? throw problem("The feature has no geometry."));

        string? Text(string name) => properties[name]?.GetValue<string>();
    }
}
