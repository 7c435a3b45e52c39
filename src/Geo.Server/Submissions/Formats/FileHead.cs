using System.Text;

namespace Geo.Server.Submissions.Formats;

/// <summary>The first bytes of a file: enough to tell what it is.</summary>
public sealed class FileHead
{
    private const int Length = 4_096;

    private FileHead(byte[] bytes, string extension) => (Bytes, Extension) = (bytes, extension);

    public byte[] Bytes { get; }
    public string Extension { get; }

    public bool IsZip => Starts("PK\u0003\u0004"u8) || Starts("PK\u0005\u0006"u8);
    public bool IsCompoundFile => Starts([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
    public bool IsSqlite => Starts("SQLite format 3\0"u8);

    /// <summary>Nothing that stands in no text: UTF-16 has zeros, but never two text formats' worth of other controls.</summary>
    public bool IsText => !IsZip && !IsCompoundFile && !IsSqlite && Bytes.AsSpan().IndexOf("\0\0\0\0"u8) < 0;

    /// <summary>The beginning as text without marks and blanks before it, as far as ASCII goes.</summary>
    public string Text => Encoding.Latin1.GetString(Bytes.AsSpan(Bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? 3 : 0)).TrimStart();

    public static FileHead Of(string path)
    {
        using var file = File.OpenRead(path);
        var bytes = new byte[Math.Min(Length, file.Length)];
        file.ReadExactly(bytes);
        return new FileHead(bytes, Path.GetExtension(path).ToLowerInvariant());
    }

    public bool Starts(ReadOnlySpan<byte> signature) => Bytes.AsSpan().StartsWith(signature);
}
