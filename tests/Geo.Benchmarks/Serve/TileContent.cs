using Geo.Server.Tests.Harness;
using ProtoBuf;

namespace Geo.Benchmarks.Serve;

/// <summary>What a tile shows, whatever the order in which the database found its rows.</summary>
internal static class TileContent
{
    public static IReadOnlyList<string> Of(byte[] tile) => [..
        from layer in Serializer.Deserialize<MapboxVectorTile>(new MemoryStream(tile)).Layers
        from feature in layer.Features
        let properties = feature.Tags.Chunk(2).Select(pair => $"{layer.Keys[(int)pair[0]]}={layer.Values[(int)pair[1]].Value}").Order(StringComparer.Ordinal)
        let text = $"{layer.Name} {feature.Id} {string.Join(' ', feature.Geometry)} {string.Join(' ', properties)}"
        orderby text
        select text];
}
