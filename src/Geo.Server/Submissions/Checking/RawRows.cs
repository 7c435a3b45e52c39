using System.Text.Json;
using Geo.Server.Submissions.Formats;

namespace Geo.Server.Submissions.Checking;

/// <summary>Rows as the file has them, cells as text: for a person who mends them.</summary>
public sealed record RawRow(int Row, int Line, IReadOnlyList<string> Cells);

/// <summary>The first rows of a table, to recognise it by.</summary>
/// <param name="Lines">In which line of the file each stands.</param>
public sealed record TablePreview(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows, IReadOnlyList<int> Lines);

/// <summary>A page of them, and how many there are in all.</summary>
public sealed record RawRows(IReadOnlyList<string> Columns, IReadOnlyList<RawRow> Rows, int Total)
{
    private const int PreviewRows = 8;

    public static TablePreview Preview(SourceDataset dataset, Header header)
    {
        var rows = All(dataset, header).Take(PreviewRows).ToList();
        return new TablePreview(header.Columns, [.. rows.Select(row => row.Cells)], [.. rows.Select(row => row.Line)]);
    }

    /// <summary>Of a file in which no table was found.</summary>
    public static void WriteNone(RowsPage page) => Write(page, new RawRows([], [], 0));

    /// <param name="rejected">The numbers of the rows asked for; null for all.</param>
    public static void Write(RowsPage page, SourceDataset dataset, Header header, IReadOnlySet<int>? rejected)
    {
        var (rows, total) = (new List<RawRow>(), 0);
        foreach (var row in All(dataset, header))
        {
            if (rejected?.Contains(row.Row) == false) continue;
            if (total >= page.Offset && rows.Count < page.Limit) rows.Add(row);
            total++;
        }
        Write(page, new RawRows(header.Columns, rows, total));
    }

    private static void Write(RowsPage page, RawRows rows)
    {
        using var file = File.Create(page.Path);
        JsonSerializer.Serialize(file, rows, Report.Json);
    }

    private static IEnumerable<RawRow> All(SourceDataset dataset, Header header) =>
        from row in DataRows.Readable(dataset, header)
        where row.Number is not null
        select new RawRow(row.Number!.Value, row.Source.Line, [.. row.Source.Cells.Select(cell => cell is null ? "" : CellReading.Text(cell))]);
}
