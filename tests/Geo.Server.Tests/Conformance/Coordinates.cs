using System.Text.Json;

namespace Geo.Server.Tests.Conformance;

/// <summary>The positions of a GeoJSON feature, in whatever depth of lists they lie.</summary>
internal static class Coordinates
{
    public static IEnumerable<(double X, double Y)> Of(JsonElement feature) => In(feature.GetProperty("geometry").GetProperty("coordinates"));

    private static IEnumerable<(double X, double Y)> In(JsonElement list) => list[0].ValueKind == JsonValueKind.Number
        ? [(list[0].GetDouble(), list[1].GetDouble())]
        : list.EnumerateArray().SelectMany(In);
}
