using Geo.Server.Submissions.Checking;

namespace Geo.Server.Submissions.Formats;

/// <summary>Looks through the parts of an .xlsx before a library does: sizes, checksums, and no DTD in any of them.</summary>
public static class WorkbookArchive
{
    // A part's DTD stands before its root element, so in its first block.
    private static readonly byte[] Dtd = "<!DOCTYPE"u8.ToArray();

    /// <summary>The workbook in another form where the library needs one; null where the file itself will do.</summary>
    public static byte[]? Check(SourceFile file)
    {
        var archive = new Archive(file);
        if (archive.Entries.Any(entry => entry.Name is "EncryptedPackage" or "EncryptionInfo"))
            throw new FileFaultException(Rules.Encrypted, "请去除密码后再上传", "take the password off");
        if (!archive.Entries.Any(entry => entry.Name.EndsWith("workbook.xml", StringComparison.OrdinalIgnoreCase)
            || entry.Name.EndsWith("workbook.bin", StringComparison.OrdinalIgnoreCase)))
            throw new FileFaultException(Rules.Corrupt, "缺少 workbook.xml", "workbook.xml is missing");
        // Pictures and embedded documents are not read, so they are not inflated.
        foreach (var entry in archive.Entries.Where(entry => entry.Name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase)
            || entry.Name.EndsWith(".rels", StringComparison.OrdinalIgnoreCase)))
        {
            archive.Verify(entry, block =>
            {
                if (block.IndexOf(Dtd) >= 0) throw new FileFaultException(Rules.XmlDtd, entry.Name, entry.Name);
            });
        }
        return StrictWorkbook.Is(archive) ? StrictWorkbook.ToTransitional(archive) : null;
    }
}
