using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;

namespace Geo.Server.Coverage;

/// <summary>A colour with its transparency.</summary>
internal readonly record struct Rgba(byte Red, byte Green, byte Blue, byte Alpha);

/// <summary>Pictures of at most 256 colours as PNG (ISO/IEC 15948): one byte a pixel, colours and transparencies in tables.</summary>
internal static class PalettePng
{
    private static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    public static byte[] Write(int width, int height, ReadOnlySpan<byte> pixels, IReadOnlyList<Rgba> palette)
    {
        using var png = new MemoryStream(pixels.Length / 4);
        png.Write(Signature);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        (header[8], header[9]) = (8, 3);   // bits a sample, indexed colour
        WriteChunk(png, "IHDR", header);
        WriteChunk(png, "PLTE", [.. palette.SelectMany(colour => new[] { colour.Red, colour.Green, colour.Blue })]);
        WriteChunk(png, "tRNS", [.. palette.Select(colour => colour.Alpha)]);
        using var data = new MemoryStream(pixels.Length / 4);
        using (var zlib = new ZLibStream(data, CompressionLevel.Fastest, leaveOpen: true))
        {
            // Each row is preceded by its filter: none.
            var rows = new byte[height * (width + 1)];
            for (var row = 0; row < height; row++) pixels.Slice(row * width, width).CopyTo(rows.AsSpan(row * (width + 1) + 1));
            zlib.Write(rows);
        }
        WriteChunk(png, "IDAT", data.GetBuffer().AsSpan(0, (int)data.Length));
        WriteChunk(png, "IEND", []);
        return png.ToArray();
    }

    private static void WriteChunk(MemoryStream png, string type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4], name = stackalloc byte[4];
        Encoding.ASCII.GetBytes(type, name);
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        png.Write(number);
        png.Write(name);
        png.Write(data);
        var crc = new Crc32();
        crc.Append(name);
        crc.Append(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, crc.GetCurrentHashAsUInt32());
        png.Write(number);
    }
}
