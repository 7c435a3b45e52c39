using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Geo.Server.Tests.Coverage;

/// <summary>Reads a picture of palette colours: how opaque each pixel is, and which colour it has.</summary>
internal sealed class Png
{
    private readonly byte[] _palette;
    private readonly byte[] _opacity;
    private readonly byte[] _rows;

    private Png(int width, int height, byte[] palette, byte[] opacity, byte[] rows) => (Width, Height, _palette, _opacity, _rows) = (width, height, palette, opacity, rows);

    public int Width { get; }
    public int Height { get; }

    public double Opacity(int x, int y) => Index(x, y) is var index && index < _opacity.Length ? _opacity[index] / 255.0 : 1;

    public string Colour(int x, int y) => Convert.ToHexString(_palette.AsSpan(3 * Index(x, y), 3));

    public static Png Read(byte[] file)
    {
        Assert.Equal(new byte[] { 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A }, file[..8]);
        var (chunks, at) = (new Dictionary<string, byte[]>(), 8);
        while (at < file.Length)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            chunks.Add(Encoding.ASCII.GetString(file, at + 4, 4), file[(at + 8)..(at + 8 + length)]);
            at += 12 + length;
        }
        var header = chunks["IHDR"];
        Assert.Equal((8, 3), (header[8], header[9]));
        int width = BinaryPrimitives.ReadInt32BigEndian(header), height = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4));
        using var zlib = new ZLibStream(new MemoryStream(chunks["IDAT"]), CompressionMode.Decompress);
        var rows = new byte[height * (width + 1)];
        zlib.ReadExactly(rows);
        for (var row = 0; row < height; row++) Assert.Equal(0, rows[row * (width + 1)]);
        return new Png(width, height, chunks["PLTE"], chunks["tRNS"], rows);
    }

    private int Index(int x, int y) => _rows[y * (Width + 1) + 1 + x];
}
