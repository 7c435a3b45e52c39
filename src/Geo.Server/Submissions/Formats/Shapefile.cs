using System.Text;
using Geo.Server.Submissions.Checking;

namespace Geo.Server.Submissions.Formats;

/// <summary>Zipped Shapefiles. Each .shp with its namesakes is a dataset; folders and what computers leave behind are overlooked.</summary>
public sealed class ShapefileFormat : SourceFormat
{
    // As ArcGIS calls them, whole and as a dbf cuts them.
    private static readonly HashSet<string> Measures = new(StringComparer.OrdinalIgnoreCase) { "Shape_Length", "Shape_Leng", "Shape_Le_1", "Shape_Area", "Shape_Ar_1" };

    public override string Name => "shp";
    public override IReadOnlyList<string> Extensions => [".zip"];

    public override bool Matches(FileHead head) => head.IsZip && head.Extension is not (".xlsx" or ".xlsm" or ".kmz");

    public override IReadOnlyList<SourceDataset> Open(SourceFile file)
    {
        var archive = new Archive(file);
        archive.RefuseNested();
        var members = archive.Entries
            .Where(entry => !entry.Name.StartsWith("__MACOSX/", StringComparison.Ordinal) && !Path.GetFileName(entry.Name).StartsWith('.'))
            .GroupBy(entry => Path.ChangeExtension(entry.Name, null).ToLowerInvariant()).ToList();
        var datasets = members.Where(group => group.Any(entry => IsPart(entry, ".shp"))).Select(group => Open(archive, [.. group], file)).ToList();
        return datasets.Count > 0 ? datasets : throw new FileFaultException(Rules.PartMissing, "压缩包中没有 .shp", "there is no .shp in the archive");
    }

    private static SourceDataset Open(Archive archive, IReadOnlyList<ArchiveEntry> parts, SourceFile file)
    {
        var shapes = new ShapeRecords(Part(".shp")!, file.Limits);
        shapes.RefuseImpossible(file.Findings);
        if (Part(".shx") is { } index) shapes.CheckIndex(index, file.Findings);
        else file.Findings.Add(Rules.PartMissing, detail: new("缺少 .shx，已按顺序读取", ".shx is missing: read in sequence"), severity: Severity.Warning);
        var dbf = Part(".dbf");
        if (dbf is null)
        {
            shapes.RefuseInvalid();
            throw new FileFaultException(Rules.PartMissing, "缺少 .dbf", ".dbf is missing");
        }
        var table = new DbfTable(dbf, file, Text(Part(".cpg")));
        if (table.Columns.Count == 0) throw new FileFaultException(Rules.NoFeatures, ".dbf 没有任何字段", ".dbf has no field: nothing says what the shapes are");
        if (table.RowCount != shapes.Count)
            throw new FileFaultException(Rules.Malformed, $".shp 有 {shapes.Count} 条，.dbf 有 {table.RowCount} 条", $".shp has {shapes.Count} records, .dbf {table.RowCount}");
        var prj = Text(Part(".prj"))?.Trim().TrimStart('\uFEFF');
        return new SourceDataset(Path.GetFileNameWithoutExtension(parts[0].Name), () => Rows(shapes, table))
        {
            Columns = table.Columns, HasGeometry = true, Crs = string.IsNullOrEmpty(prj) ? SourceCrs.Unstated : new SourceCrs(null, prj),
        };

        byte[]? Part(string extension) => parts.FirstOrDefault(entry => IsPart(entry, extension)) is { } entry ? archive.Read(entry) : null;
        static string? Text(byte[]? bytes) => bytes is null ? null
            : System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : TextEncoding.Gb18030.GetString(bytes);
    }

    private static IEnumerable<SourceRow> Rows(ShapeRecords shapes, DbfTable table)
    {
        int[] measures = [.. Enumerable.Range(0, table.Columns.Count).Where(i => Measures.Contains(table.Columns[i]))];
        for (var i = 0; i < shapes.Count; i++)
        {
            if (table.IsDeleted(i)) continue;
            var (geometry, fault) = shapes.Read(i);
            var cells = table.Cells(i);
            // A line or area that came to nothing is written as no shape at all, and its measure beside it says so.
            if (geometry is null && fault is null && Array.Exists(measures, measure => cells[measure] is 0.0)) fault = new SourceFault(Rules.Degenerate, IsMild: true);
            yield return new SourceRow(i + 1, cells, geometry, fault);
        }
    }

    private static bool IsPart(ArchiveEntry entry, string extension) => entry.Name.EndsWith(extension, StringComparison.OrdinalIgnoreCase);
}
