using Geo.Server.Submissions.Checking;

namespace Geo.Server.Submissions.Formats;

/// <summary>The formats that are read, and which of them a file is.</summary>
public static class FileFormats
{
    /// <summary>Asked in this order; text tables last, because almost any text could be one.</summary>
    public static readonly IReadOnlyList<SourceFormat> All =
    [
        new WorkbookFormat(),
        new GeoPackageFormat(),
        new KmzFormat(),
        new ShapefileFormat(),
        new KmlFormat(),
        new GeoJsonFormat(),
        new DelimitedTextFormat(),
    ];

    /// <exception cref="FileFaultException">Empty, too large, no known format, or another than its name says.</exception>
    public static SourceFormat Of(SourceFile file)
    {
        var length = new FileInfo(file.Path).Length;
        if (length == 0) throw new FileFaultException(Rules.FileEmpty, "0 字节", "0 bytes");
        if (length > file.Limits.FileBytes)
            throw new FileFaultException(Rules.LimitExceeded, $"文件 {length} 字节，上限 {file.Limits.FileBytes}", $"{length} bytes; the limit is {file.Limits.FileBytes}");
        var head = FileHead.Of(file.Path);
        if (IsBlank(file.Path, head)) throw new FileFaultException(Rules.FileEmpty, "只有空白", "only blanks");

        var named = All.FirstOrDefault(format => format.Extensions.Contains(head.Extension));
        if (named is not null && named.Matches(head)) return named;
        // A name without a known ending says nothing, so only the content counts.
        var found = All.FirstOrDefault(format => format.Matches(head));
        if (named is null && found is not null) return found;
        if (named is not null && found is null) throw new FileFaultException(Rules.Malformed, $"不是可读的 {named.Name} 文件", $"not a {named.Name} file that can be read");
        throw new FileFaultException(Rules.ContentMismatch,
            $"扩展名 {head.Extension}，内容{(found is null ? "无法识别" : $"是 {found.Name}")}",
            $"the name ends in '{head.Extension}', the content is {found?.Name ?? "of no known format"}");
    }

    private static bool IsBlank(string path, FileHead head)
    {
        if (head.Bytes.AsSpan().ContainsAnyExcept(" \t\r\n"u8)) return false;
        using var file = File.OpenRead(path);
        var buffer = new byte[65_536];
        for (int read; (read = file.Read(buffer)) > 0;)
            if (buffer.AsSpan(0, read).ContainsAnyExcept(" \t\r\n"u8)) return false;
        return true;
    }
}
