using System.Text;
using Geo.Server.Submissions.Checking;
using Microsoft.AspNetCore.Http.HttpResults;
using SpreadCheetah;

namespace Geo.Server.Plan;

/// <summary>Figures as a table for a spreadsheet. Numbers are numbers; no text can be taken for a formula; a blank stays blank.</summary>
public static class FigureTable
{
    private const string Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static async Task<FileContentHttpResult> OfAsync(string format, string name, string sheet, IEnumerable<IEnumerable<object?>> rows)
    {
        var cells = rows.Select(row => row.Select(Plain));
        return format == "csv"
            ? TypedResults.File(Csv(cells), "text/csv; charset=utf-8", $"{name}.csv")
            : TypedResults.File(await WorkbookAsync(sheet, cells), Workbook, $"{name}.xlsx");
    }

    /// <summary>A number, a text that nothing runs, or nothing.</summary>
    private static object? Plain(object? cell) => cell switch
    {
        null => null,
        string text => Safety.Escape(text),
        bool value => value ? "是" : "否",
        _ => Convert.ToDouble(cell),
    };

    // With the mark by which Excel knows UTF-8.
    private static byte[] Csv(IEnumerable<IEnumerable<object?>> rows)
    {
        var text = new StringBuilder("\uFEFF");
        foreach (var row in rows) text.AppendJoin(',', row.Select(cell => Quoted(cell?.ToString() ?? ""))).Append("\r\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Quoted(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static async Task<byte[]> WorkbookAsync(string sheet, IEnumerable<IEnumerable<object?>> rows)
    {
        using var stream = new MemoryStream();
        await using (var workbook = await Spreadsheet.CreateNewAsync(stream))
        {
            await workbook.StartWorksheetAsync(sheet);
            foreach (var row in rows)
                await workbook.AddRowAsync([.. row.Select(cell => cell switch { double number => new DataCell(number), string text => new DataCell(text), _ => default })]);
            await workbook.FinishAsync();
        }
        return stream.ToArray();
    }
}
