using System.Globalization;
using Geo.Server.Tests.Harness;
using ProtoBuf;

namespace Geo.Benchmarks.Serve;

/// <summary>What a tile shows, whatever the order in which the database found its rows.</summary>
internal static class TileContent
{
    private const int Units = 4096;

    public static IReadOnlyList<string> Of(byte[] tile) => [..
        from layer in Read(tile)
        from feature in layer.Features
        let text = $"{layer.Name} {feature.Id} {string.Join(' ', feature.Geometry)} {string.Join(' ', Properties(layer, feature))}"
        orderby text
        select text];

    /// <summary>
    /// How a map server's tile differs from ours, if it does: the same keys with the same values at the same places, to a unit of
    /// 4096. Margins are left out, because who rounds how decides what is in them.
    /// </summary>
    public static string? Difference(byte[] own, byte[] other)
    {
        var (ours, theirs) = (Inside(own), Inside(other));
        foreach (var (id, (place, properties)) in ours)
        {
            if (!theirs.TryGetValue(id, out var twin))
            {
                if (IsAtEdge(place)) continue;
                return $"feature {id} is missing";
            }
            if (Math.Abs(place.Column - twin.Place.Column) > 1 || Math.Abs(place.Row - twin.Place.Row) > 1) return $"feature {id} is at {twin.Place}, not {place}";
            if (properties != twin.Properties) return $"feature {id} says {twin.Properties}, not {properties}";
        }
        return theirs.Where(twin => !ours.ContainsKey(twin.Key) && !IsAtEdge(twin.Value.Place)).Select(twin => $"feature {twin.Key} is not ours").FirstOrDefault();
    }

    public static int Count(byte[] tile) => Read(tile).Sum(layer => layer.Features.Count);

    private static Dictionary<ulong, ((int Column, int Row) Place, string Properties)> Inside(byte[] tile) => (
        from layer in Read(tile)
        from feature in layer.Features
        where feature.Start is { Column: >= 0 and < Units, Row: >= 0 and < Units }
        select (feature.Id, feature.Start, Text: string.Join(' ', Properties(layer, feature)))).ToDictionary(one => one.Id, one => (one.Start, one.Text));

    private static bool IsAtEdge((int Column, int Row) place) => place.Column is <= 1 or >= Units - 2 || place.Row is <= 1 or >= Units - 2;

    private static IEnumerable<string> Properties(MapboxLayer layer, MapboxFeature feature) =>
        feature.Tags.Chunk(2).Select(pair => $"{layer.Keys[(int)pair[0]]}={Text(layer.Values[(int)pair[1]].Value)}").Order(StringComparer.Ordinal);

    // MapServer has no truth values: PostgreSQL's own letters stand for them.
    private static string Text(object value) => value switch { true or "t" => "true", false or "f" => "false", _ => Convert.ToString(value, CultureInfo.InvariantCulture)! };

    private static List<MapboxLayer> Read(byte[] tile) => Serializer.Deserialize<MapboxVectorTile>(new MemoryStream(tile)).Layers;
}
