using System.IO.Compression;
using Microsoft.Extensions.Primitives;

namespace Geo.Server.Ogc.Tiles;

/// <summary>The ways in which a tile travels. It is compressed once, when it is made, and never for an answer.</summary>
internal static class TileCompression
{
    public const string Brotli = "br";
    public const string Gzip = "gzip";

    // Tiles are made while somebody waits: a level that costs about what gzip costs and still saves some percent.
    private const int BrotliQuality = 5;
    private const int BrotliWindowBits = 22;

    // Within one percent of what higher levels reach, in half of their time.
    private static readonly ZLibCompressionOptions GzipLevel = new() { CompressionLevel = 3 };

    // A small tile takes a packet or two either way, and compressing it a fifth of the time of its query: a third of that for a quarter more bytes.
    private static readonly ZLibCompressionOptions GzipLevelOfSmall = new() { CompressionLevel = 1 };
    private const int SmallBytes = 16 * 1024;

    /// <summary>The best of the encodings that a request accepts; null is none.</summary>
    public static string? Accepted(HttpRequest request)
    {
        var header = request.Headers.AcceptEncoding;
        // What browsers send, without taking it apart: no weights and no wildcard.
        if (header is [{ } plain] && !plain.AsSpan().ContainsAny(';', '*'))
            return Names(plain, Brotli) ? Brotli : Names(plain, Gzip) ? Gzip : null;
        if (StringValues.IsNullOrEmpty(header)) return null;
        var accepted = request.GetTypedHeaders().AcceptEncoding;
        double Weight(string name) => accepted.FirstOrDefault(encoding => encoding.Value == name) is { } encoding ? encoding.Quality ?? 1 : 0;
        var (brotli, gzip) = (Weight(Brotli), Weight(Gzip));
        return brotli > 0 && brotli >= gzip ? Brotli : gzip > 0 ? Gzip : null;
    }

    public static byte[] ToGzip(byte[] data)
    {
        using var output = new MemoryStream(data.Length / 2);
        using (var gzip = new GZipStream(output, data.Length < SmallBytes ? GzipLevelOfSmall : GzipLevel)) gzip.Write(data);
        return output.ToArray();
    }

    public static byte[] ToBrotli(byte[] data)
    {
        var output = new byte[BrotliEncoder.GetMaxCompressedLength(data.Length)];
        return BrotliEncoder.TryCompress(data, output, out var length, BrotliQuality, BrotliWindowBits)
            ? output[..length]
            : throw new InvalidOperationException("Brotli needed more room than it said.");
    }

    public static byte[] FromGzip(byte[] data)
    {
        using var gzip = new GZipStream(new MemoryStream(data), CompressionMode.Decompress);
        using var output = new MemoryStream(data.Length * 3);
        gzip.CopyTo(output);
        return output.ToArray();
    }

    private static bool Names(string header, string name)
    {
        foreach (var part in header.AsSpan().Split(','))
            if (header.AsSpan(part).Trim().Equals(name, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }
}
