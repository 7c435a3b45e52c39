using System.Text.Json.Nodes;

namespace Geo.Server.Submissions.Features;

/// <summary>JSON Merge Patch, RFC 7396: what a patch names is replaced, null takes out, objects are gone into; a list is one value.</summary>
internal static class MergePatch
{
    /// <param name="target">Changed where it is an object.</param>
    public static JsonNode? Apply(JsonNode? target, JsonNode? patch)
    {
        if (patch is not JsonObject changes) return patch?.DeepClone();
        var result = target as JsonObject ?? [];
        foreach (var (name, value) in changes)
        {
            var before = result[name]?.DeepClone();
            result.Remove(name);
            if (value is not null) result[name] = Apply(before, value);
        }
        return result;
    }
}
