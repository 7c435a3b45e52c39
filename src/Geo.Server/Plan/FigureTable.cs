using Geo.Server.Submissions.Checking;
using Geo.Server.Submissions.Remarks;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Geo.Server.Plan;

/// <summary>Figures as a table for a spreadsheet. Numbers are numbers; no text can be taken for a formula; a blank stays blank.</summary>
public static class FigureTable
{
    private const string Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static FileContentHttpResult Of(string format, string name, string sheet, IEnumerable<IEnumerable<object?>> rows)
    {
        using var stream = new MemoryStream();
        using (ITableWriter writer = format == "csv" ? new CsvWriter(stream) : new WorkbookWriter(stream, sheet))
            foreach (var row in rows) writer.WriteRow(row.Select(cell => cell is string text ? Safety.Escape(text) : cell is int or long ? Convert.ToDouble(cell) : cell));
        return TypedResults.File(stream.ToArray(), format == "csv" ? "text/csv; charset=utf-8" : Workbook, $"{name}.{format}");
    }
}
