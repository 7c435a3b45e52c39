using System.Buffers;
using System.Buffers.Binary;
using System.ComponentModel;
using Microsoft.Extensions.Caching.Hybrid;

namespace Geo.Server.Ogc.Tiles;

/// <summary>A tile in the cache, compressed as it is sent; empty where nothing is. Nobody changes it, so everybody is handed the same bytes.</summary>
[ImmutableObject(true)]
public sealed class StoredTile(byte[] bytes)
{
    public static readonly StoredTile Empty = new([]);

    public byte[] Bytes => bytes;
    public bool IsEmpty => bytes.Length == 0;

    public static StoredTile Gzip(byte[] tile) => tile is [] ? Empty : new StoredTile(TileCompression.ToGzip(tile));

    /// <summary>
    /// How a tile is written, by which the cache also counts what it holds: the length, the bytes, and for small ones as much more as
    /// an entry takes in memory. Counted by their bytes alone, millions of empty tiles would be no load at all.
    /// </summary>
    internal sealed class Serializer : IHybridCacheSerializer<StoredTile>
    {
        public const int SmallestEntryBytes = 768;

        public StoredTile Deserialize(ReadOnlySequence<byte> source)
        {
            var written = source.ToArray();
            var length = BinaryPrimitives.ReadInt32LittleEndian(written);
            return length == 0 ? Empty : new StoredTile(written[sizeof(int)..(sizeof(int) + length)]);
        }

        public void Serialize(StoredTile value, IBufferWriter<byte> target)
        {
            var written = target.GetSpan(Math.Max(SmallestEntryBytes, sizeof(int) + value.Bytes.Length))[..Math.Max(SmallestEntryBytes, sizeof(int) + value.Bytes.Length)];
            BinaryPrimitives.WriteInt32LittleEndian(written, value.Bytes.Length);
            value.Bytes.CopyTo(written[sizeof(int)..]);
            written[(sizeof(int) + value.Bytes.Length)..].Clear();
            target.Advance(written.Length);
        }
    }
}
