using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Geo.Benchmarks.Serve;

/// <summary>Whether two servers say the same of the same features. Only then does their speed compare.</summary>
internal static class FeatureContent
{
    // Map servers turn degrees out of the plane by themselves and round; 1e-6 degrees are 0.1 m.
    private const double Degrees = 1e-6;

    public static IReadOnlyList<JsonElement> Read(string json) =>
        JsonDocument.Parse(json).RootElement is var root && root.TryGetProperty("features", out var features) ? [.. features.EnumerateArray()] : [root];

    /// <summary>Refuses a peer whose JSON is not the same in every value.</summary>
    public static void RequireEqual(IReadOnlyList<JsonElement> own, IReadOnlyList<JsonElement> other, string what)
    {
        if (own.Count != other.Count || own.Count == 0) throw new InvalidOperationException($"{what}: {own.Count} features against {other.Count}.");
        for (var i = 0; i < own.Count; i++)
            foreach (var member in (string[])["type", "id", "geometry", "properties"])
                if (!JsonNode.DeepEquals(Node(own[i].GetProperty(member)), Node(other[i].GetProperty(member))))
                    throw new InvalidOperationException($"{what}: feature {i} differs: {own[i]} against {other[i]}");
    }

    /// <summary>How a map server's answer differs, if it does: the same keys, places and values are asked of it, whatever types and order it gives them.</summary>
    public static string? Difference(IReadOnlyList<JsonElement> own, IReadOnlyList<JsonElement> other)
    {
        var others = other.ToDictionary(feature => feature.GetProperty("id").ToString());
        if (own.Count != others.Count) return $"{others.Count} features, not {own.Count}";
        foreach (var feature in own)
        {
            if (!others.TryGetValue(feature.GetProperty("id").ToString(), out var twin)) return $"no feature {feature.GetProperty("id")}";
            var (place, theirs) = (Place(feature), Place(twin));
            if (Math.Abs(place.X - theirs.X) > Degrees || Math.Abs(place.Y - theirs.Y) > Degrees) return $"{feature.GetProperty("id")} lies at {theirs}, not {place}";
            var properties = twin.GetProperty("properties");
            foreach (var property in feature.GetProperty("properties").EnumerateObject())
                if (!properties.TryGetProperty(property.Name, out var value) || !IsSame(property.Value, value))
                    return $"{property.Name} of {feature.GetProperty("id")} is {(value.ValueKind == JsonValueKind.Undefined ? "missing" : value.ToString())}, not {property.Value}";
        }
        return null;
    }

    private static bool IsSame(JsonElement own, JsonElement other)
    {
        var text = other.ToString();
        return own.ValueKind switch
        {
            JsonValueKind.Number => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && Math.Abs(number - own.GetDouble()) < 1e-9,
            JsonValueKind.True => text is "t" or "true" or "True",
            JsonValueKind.False => text is "f" or "false" or "False",
            JsonValueKind.Array or JsonValueKind.Object => JsonNode.DeepEquals(Node(own), other.ValueKind == JsonValueKind.String ? JsonNode.Parse(text) : Node(other)),
            _ => text == own.ToString(),
        };
    }

    private static (double X, double Y) Place(JsonElement feature) =>
        feature.GetProperty("geometry").GetProperty("coordinates") is var pair ? (pair[0].GetDouble(), pair[1].GetDouble()) : default;

    private static JsonNode? Node(JsonElement element) => JsonNode.Parse(element.GetRawText());
}
