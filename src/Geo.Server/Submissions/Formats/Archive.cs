using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using Geo.Server.Submissions.Checking;

namespace Geo.Server.Submissions.Formats;

/// <summary>A member of a zip file, by the words of its central directory.</summary>
public sealed record ArchiveEntry(string Name, long Offset, long PackedBytes, uint Crc, bool IsDeflated);

/// <summary>
/// A zip file that is not trusted: nothing is extracted, sizes are counted while inflating and not believed, checksums are
/// compared, and paths that lead elsewhere, encrypted members, links and overlaps refuse the whole archive.
/// </summary>
public sealed class Archive
{
    private readonly byte[] _bytes;
    private readonly Limits _limits;
    private long _inflated;

    public Archive(SourceFile file)
    {
        _bytes = File.ReadAllBytes(file.Path);
        _limits = file.Limits;
        Entries = ArchiveDirectory.Read(_bytes, _limits);
    }

    /// <summary>Files only, in the archive's order.</summary>
    public IReadOnlyList<ArchiveEntry> Entries { get; }

    /// <summary>Refuses archives within the archive: nothing that a city sends needs one.</summary>
    public void RefuseNested()
    {
        foreach (var entry in Entries)
            if (Path.GetExtension(entry.Name).ToLowerInvariant() is ".zip" or ".rar" or ".7z" or ".gz" or ".tar" or ".kmz" or ".xlsx")
                throw new FileFaultException(Rules.ArchiveTooLarge, $"{entry.Name} 是压缩包", $"{entry.Name} is an archive itself");
    }

    /// <exception cref="FileFaultException">Too large, or its checksum differs.</exception>
    public byte[] Read(ArchiveEntry entry)
    {
        using var kept = new MemoryStream();
        Inflate(entry, kept);
        return kept.ToArray();
    }

    /// <summary>Inflates a member only to count it and compare its checksum, and hands its beginning to a look.</summary>
    public void Verify(ArchiveEntry entry, Action<ReadOnlySpan<byte>>? look = null) => Inflate(entry, Stream.Null, look);

    private void Inflate(ArchiveEntry entry, Stream target, Action<ReadOnlySpan<byte>>? look = null)
    {
        try
        {
            using var packed = new MemoryStream(_bytes, (int)entry.Offset, (int)entry.PackedBytes, writable: false);
            using Stream plain = entry.IsDeflated ? new DeflateStream(packed, CompressionMode.Decompress) : packed;
            var crc = new Crc32();
            var buffer = new byte[1 << 16];
            var length = 0L;
            for (int read; (read = plain.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)) > 0;)
            {
                (length, _inflated) = (length + read, _inflated + read);
                if (_inflated > _limits.InflatedBytes || (length > _limits.SuspectBytes && length / Math.Max(1, entry.PackedBytes) > _limits.ArchiveRatio))
                    throw new FileFaultException(Rules.ArchiveTooLarge, $"{entry.Name} 解压后过大", $"{entry.Name} inflates to too much");
                look?.Invoke(buffer.AsSpan(0, read));
                crc.Append(buffer.AsSpan(0, read));
                target.Write(buffer, 0, read);
            }
            if (crc.GetCurrentHashAsUInt32() != entry.Crc)
                throw new FileFaultException(Rules.Corrupt, $"{entry.Name} 校验和不符", $"the checksum of {entry.Name} differs");
        }
        catch (InvalidDataException e)
        {
            throw new FileFaultException(Rules.Corrupt, $"{entry.Name} 无法解压", $"{entry.Name} cannot be inflated", cause: e);
        }
    }
}
