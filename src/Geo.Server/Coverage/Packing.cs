using System.IO.Compression;

namespace Geo.Server.Coverage;

/// <summary>Bytes of a tile as they are kept: the same bytes always give the same, so that equal tiles are equal rows.</summary>
internal static class Packing
{
    public static byte[] Pack(ReadOnlySpan<byte> data)
    {
        using var output = new MemoryStream(data.Length / 4);
        using (var stream = new ZLibStream(output, CompressionLevel.Fastest)) stream.Write(data);
        return output.ToArray();
    }

    public static byte[] Unpack(byte[] packed, int length)
    {
        var data = new byte[length];
        using var stream = new ZLibStream(new MemoryStream(packed), CompressionMode.Decompress);
        stream.ReadExactly(data);
        return data;
    }
}
