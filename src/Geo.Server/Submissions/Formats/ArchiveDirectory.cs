using System.Buffers.Binary;
using System.Text;
using Geo.Server.Submissions.Checking;

namespace Geo.Server.Submissions.Formats;

/// <summary>Reads the central directory of a zip file (APPNOTE 4.3.12), which is where a member's place and checksum stand.</summary>
public static class ArchiveDirectory
{
    private const uint EndSignature = 0x06054b50;
    private const uint EntrySignature = 0x02014b50;
    private const uint LocalSignature = 0x04034b50;
    private const int EndLength = 22;
    private const int EntryLength = 46;
    private const int LocalLength = 30;
    private const int LongestComment = 65_535;
    private const int Stored = 0;
    private const int Deflated = 8;
    private const int UnixLink = 0xA000;
    private const ushort Zip64Extra = 1;

    public static IReadOnlyList<ArchiveEntry> Read(byte[] zip, Limits limits)
    {
        try
        {
            return ReadEntries(zip, limits);
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw Corrupt("目录越界", "the directory points outside the file", e);
        }
    }

    private static List<ArchiveEntry> ReadEntries(ReadOnlySpan<byte> zip, Limits limits)
    {
        var end = FindEnd(zip);
        var count = BinaryPrimitives.ReadUInt16LittleEndian(zip[(end + 10)..]);
        if (count > limits.ArchiveEntries)
            throw new FileFaultException(Rules.ArchiveTooLarge, $"{count} 个文件", $"{count} members");
        var at = checked((int)Math.Min(int.MaxValue, BinaryPrimitives.ReadUInt32LittleEndian(zip[(end + 16)..])));
        var entries = new List<ArchiveEntry>();
        for (var i = 0; i < count; i++)
        {
            var head = zip.Slice(at, EntryLength);
            if (BinaryPrimitives.ReadUInt32LittleEndian(head) != EntrySignature) throw Corrupt("目录损坏", "the directory is damaged");
            var nameLength = BinaryPrimitives.ReadUInt16LittleEndian(head[28..]);
            var extraLength = BinaryPrimitives.ReadUInt16LittleEndian(head[30..]);
            var commentLength = BinaryPrimitives.ReadUInt16LittleEndian(head[32..]);
            var extra = zip.Slice(at + EntryLength + nameLength, extraLength);
            if (ReadEntry(zip, head, zip.Slice(at + EntryLength, nameLength), extra) is { } entry) entries.Add(entry);
            at += EntryLength + nameLength + extraLength + commentLength;
        }
        RefuseOverlaps(entries);
        return entries;
    }

    private static int FindEnd(ReadOnlySpan<byte> zip)
    {
        for (var at = zip.Length - EndLength; at >= 0 && at >= zip.Length - EndLength - LongestComment; at--)
            if (BinaryPrimitives.ReadUInt32LittleEndian(zip[at..]) == EndSignature) return at;
        throw Corrupt("找不到压缩包目录", "the directory of the archive is missing");
    }

    private static ArchiveEntry? ReadEntry(ReadOnlySpan<byte> zip, ReadOnlySpan<byte> head, ReadOnlySpan<byte> nameBytes, ReadOnlySpan<byte> extra)
    {
        var flags = BinaryPrimitives.ReadUInt16LittleEndian(head[8..]);
        var method = BinaryPrimitives.ReadUInt16LittleEndian(head[10..]);
        var name = NameOf(nameBytes, isUtf8: (flags & 0x800) != 0);
        RefusePath(name);
        if (BinaryPrimitives.ReadUInt16LittleEndian(head[40..]) is var mode && (mode & 0xF000) == UnixLink && head[5] == 3)
            throw new FileFaultException(Rules.ArchivePath, $"{name} 是链接", $"{name} is a link");
        if (name.EndsWith('/')) return null;
        if ((flags & 1) != 0) throw new FileFaultException(Rules.Encrypted, name, name);
        if (method is not (Stored or Deflated)) throw Corrupt($"{name} 的压缩方法 {method} 不支持", $"{name} is packed by method {method}");

        long packed = BinaryPrimitives.ReadUInt32LittleEndian(head[20..]), local = BinaryPrimitives.ReadUInt32LittleEndian(head[42..]);
        if (packed == uint.MaxValue || local == uint.MaxValue) (packed, local) = Zip64(head, extra, packed, local);
        var localHead = zip.Slice(checked((int)Math.Min(local, int.MaxValue)), LocalLength);
        if (BinaryPrimitives.ReadUInt32LittleEndian(localHead) != LocalSignature) throw Corrupt($"{name} 的位置有误", $"{name} is not where the directory says");
        var data = local + LocalLength + BinaryPrimitives.ReadUInt16LittleEndian(localHead[26..]) + BinaryPrimitives.ReadUInt16LittleEndian(localHead[28..]);
        if (data + packed > zip.Length) throw Corrupt($"{name} 不完整", $"{name} is cut short");
        return new ArchiveEntry(name, data, packed, BinaryPrimitives.ReadUInt32LittleEndian(head[16..]), method == Deflated);
    }

    // Only the sizes that do not fit stand there, in this order: size, packed size, offset.
    private static (long Packed, long Local) Zip64(ReadOnlySpan<byte> head, ReadOnlySpan<byte> extra, long packed, long local)
    {
        while (extra.Length >= 4)
        {
            var length = BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]);
            var field = extra.Slice(4, length);
            if (BinaryPrimitives.ReadUInt16LittleEndian(extra) == Zip64Extra)
            {
                if (BinaryPrimitives.ReadUInt32LittleEndian(head[24..]) == uint.MaxValue) field = field[8..];
                if (packed == uint.MaxValue)
                {
                    packed = BinaryPrimitives.ReadInt64LittleEndian(field);
                    field = field[8..];
                }
                if (local == uint.MaxValue) local = BinaryPrimitives.ReadInt64LittleEndian(field);
                return packed >= 0 && local >= 0 ? (packed, local) : throw Corrupt("目录损坏", "the directory is damaged");
            }
            extra = extra[(4 + length)..];
        }
        return (packed, local);
    }

    // Chinese Windows writes names in GBK and does not say so.
    private static string NameOf(ReadOnlySpan<byte> bytes, bool isUtf8)
    {
        try
        {
            return TextEncoding.Strict(Encoding.UTF8.CodePage).GetString(bytes);
        }
        catch (DecoderFallbackException) when (!isUtf8)
        {
            return TextEncoding.Gb18030.GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            throw Corrupt("文件名编码有误", "a name is not valid UTF-8", e);
        }
    }

    private static void RefusePath(string name)
    {
        if (name.Length == 0 || name[0] == '/' || name.Contains('\\') || name.Contains(':') || name.Contains('\0') || name.Split('/').Contains(".."))
            throw new FileFaultException(Rules.ArchivePath, name, name);
    }

    private static void RefuseOverlaps(List<ArchiveEntry> entries)
    {
        var end = 0L;
        foreach (var entry in entries.OrderBy(entry => entry.Offset))
        {
            if (entry.Offset < end) throw new FileFaultException(Rules.ArchiveTooLarge, $"{entry.Name} 与其他文件重叠", $"{entry.Name} overlaps another member");
            end = entry.Offset + entry.PackedBytes;
        }
    }

    private static FileFaultException Corrupt(string zh, string en, Exception? cause = null) => new(Rules.Corrupt, zh, en, cause: cause);
}
