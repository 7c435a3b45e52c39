using System.Text.Json;
using Geo.Server.Submissions.Formats;

namespace Geo.Server.Submissions.Checking;

/// <summary>Rows as the file has them, cells as text: for a person who mends them.</summary>
public sealed record RawRow(int Row, int Line, IReadOnlyList<string?> Cells);

/// <summary>A page of them, and how many there are in all.</summary>
public sealed record RawRows(IReadOnlyList<string> Columns, IReadOnlyList<RawRow> Rows, int Total)
{
    private const int PreviewRows = 8;

    /// <summary>The first rows, to recognise the table by.</summary>
    public static RawRows Preview(SourceDataset dataset, Header header)
    {
        var rows = All(dataset, header).Take(PreviewRows).ToList();
        return new RawRows(header.Columns, rows, rows.Count);
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
        select new RawRow(row.Number!.Value, row.Source.Line, [.. row.Source.Cells.Select(cell => cell is null ? null : CellReading.Text(cell))]);
}
