using System.Text.Json.Nodes;
using Geo.Server.Layers;
using Geo.Server.Operations;

namespace Geo.Server.Submissions.Features;

/// <summary>A whole feature as it is to become, before it is checked: what the layer declares, and its geometry as GeoJSON.</summary>
internal sealed record GivenFeature(JsonObject Properties, JsonNode? Geometry)
{
    /// <summary>Nothing was said of where it lies.</summary>
    public bool KeepsPlace { get; private init; }

    // What a feature that was read carries beside its properties: sent back it says nothing.
    private static readonly string[] Members = ["type", "id", "geometry", "place", "properties", "bbox", "links", "positions", "conformsTo", "time"];

    // Each says where positions are, in its own way; the header says it here, and two sayings could differ.
    private static readonly string[] Systems = ["crs", "coordRefSys"];

    /// <summary>Reads a GeoJSON feature that replaces another, or is a new one.</summary>
    /// <param name="current">The feature as it is read now; null for a new one.</param>
    /// <param name="layer">Whose feature it is.</param>
    /// <param name="body">The feature; taken apart.</param>
    /// <exception cref="ProblemException">It is none, or says what is not for its sender to say.</exception>
    public static GivenFeature Of(Layer layer, JsonObject body, JsonObject? current)
    {
        if (Text(body["type"]) != "Feature") throw ProblemException.BadRequest("not-a-feature", "The content must be one GeoJSON object of type Feature.");
        RefuseSystems(body);
        if (body["id"] is { } id && (current is null || id.ToString() != current["id"]!.ToString()))
            throw new ProblemException(422, "id-not-given", current is null ? "The service gives a new feature its id: leave 'id' out." : "The 'id' is not that of the address.");
        var properties = body["properties"] switch
        {
            JsonObject members => members,
            null => [],
            _ => throw ProblemException.BadRequest("not-a-feature", "'properties' must be an object."),
        };
        TakeFound(layer, properties, current?["properties"] as JsonObject);
        // JSON-FG's place, where there is one, goes before the geometry (Part 4, geojson-create-replace B).
        return new GivenFeature(properties, body["place"] ?? body["geometry"]);
    }

    /// <summary>
    /// The feature after a JSON Merge Patch. The patch is shaped as the feature is in GeoJSON, or flat as its schema has it: both stand
    /// in the draft.
    /// </summary>
    /// <exception cref="ProblemException">The patch names what the feature does not have, or what is not for its sender to change, or is of both shapes.</exception>
    public static GivenFeature Patched(Layer layer, JsonObject patch, JsonObject current)
    {
        RefuseSystems(patch);
        var (shaped, flat) = (new JsonObject(), new JsonObject());
        foreach (var (name, value) in patch)
            if (Members.Contains(name)) shaped[name] = value?.DeepClone();
            else if (layer.Field(name) is null) throw new ProblemException(422, "unknown-property", $"A feature of {layer.Id} has no property '{name}'.");
            else flat[name] = value?.DeepClone();
        if (flat.Count > 0 && !shaped.TryAdd("properties", flat))
            throw new ProblemException(422, "two-shapes", "The patch has 'properties' and, beside it, properties by themselves: name them all in one place.");
        if (patch.ContainsKey("id") && patch["id"]?.ToString() != current["id"]!.ToString()) throw new ProblemException(422, "id-not-given", "The 'id' of a feature stays.");
        return Of(layer, (JsonObject)MergePatch.Apply(current.DeepClone(), shaped)!, current) with { KeepsPlace = !NamesPlace(patch) };
    }

    /// <summary>Whether a patch says where the feature lies.</summary>
    public static bool NamesPlace(JsonObject patch) => patch.ContainsKey("geometry") || patch.ContainsKey("place");

    // What the service finds itself may be sent back as it was read, and not otherwise: else it would seem to be heard.
    private static void TakeFound(Layer layer, JsonObject properties, JsonObject? current)
    {
        foreach (var field in layer.AllFields.Where(field => !layer.IsGiven(field) && properties.ContainsKey(field.Name)))
        {
            if (current is null || properties[field.Name]?.ToJsonString() != current[field.Name]?.ToJsonString())
                throw new ProblemException(422, "read-only-property", $"'{field.Name}' is found by the service: leave it out, or as it is.");
            properties.Remove(field.Name);
        }
    }

    private static void RefuseSystems(JsonObject body)
    {
        if (Systems.FirstOrDefault(body.ContainsKey) is { } name) throw ProblemException.BadRequest("crs-in-content", $"Name the coordinate system in the header Content-Crs, not as '{name}'.");
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
