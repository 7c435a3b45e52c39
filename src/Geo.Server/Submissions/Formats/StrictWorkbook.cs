using System.IO.Compression;
using System.Text;

namespace Geo.Server.Submissions.Formats;

/// <summary>
/// Workbooks saved as "Strict Open XML" (ISO 29500 Strict) differ from others by the namespaces of their parts; with these
/// put back the library reads them.
/// </summary>
public static class StrictWorkbook
{
    private const string Mark = "http://purl.oclc.org/ooxml/";

    private static readonly (string Strict, string Usual)[] Namespaces =
    [
        ("http://purl.oclc.org/ooxml/spreadsheetml/main", "http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
        ("http://purl.oclc.org/ooxml/officeDocument/relationships", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    ];

    /// <summary>Whether the workbook's own part is written in the strict namespace.</summary>
    public static bool Is(Archive archive) => archive.Entries.FirstOrDefault(entry => entry.Name.EndsWith("workbook.xml", StringComparison.OrdinalIgnoreCase)) is { } entry
        && Encoding.UTF8.GetString(archive.Read(entry)).Contains(Mark, StringComparison.Ordinal);

    /// <summary>The workbook in memory with the usual namespaces; only the parts that hold cells.</summary>
    public static byte[] ToTransitional(Archive archive)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var entry in archive.Entries.Where(entry => entry.Name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) || entry.Name.EndsWith(".rels", StringComparison.OrdinalIgnoreCase)))
            {
                var text = Encoding.UTF8.GetString(archive.Read(entry));
                foreach (var (strict, usual) in Namespaces) text = text.Replace(strict, usual, StringComparison.Ordinal);
                using var part = zip.CreateEntry(entry.Name, CompressionLevel.Fastest).Open();
                part.Write(Encoding.UTF8.GetBytes(text));
            }
        return file.ToArray();
    }
}
