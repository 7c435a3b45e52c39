using System.Buffers;
using System.ComponentModel;
using Microsoft.Extensions.Caching.Hybrid;

namespace Geo.Server.Ogc.Tiles;

/// <summary>A tile in the cache, compressed as it is sent; empty where nothing is. Nobody changes it, so everybody is handed the same bytes.</summary>
[ImmutableObject(true)]
public sealed class StoredTile(byte[] bytes)
{
    public byte[] Bytes => bytes;
    public bool IsEmpty => bytes.Length == 0;

    /// <summary>The cache counts a tile's bytes, and a second cache behind it would keep them, as they are.</summary>
    internal sealed class Serializer : IHybridCacheSerializer<StoredTile>
    {
        public StoredTile Deserialize(ReadOnlySequence<byte> source) => new(source.ToArray());
        public void Serialize(StoredTile value, IBufferWriter<byte> target) => target.Write(value.Bytes);
    }
}
