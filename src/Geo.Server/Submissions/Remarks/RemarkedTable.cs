using Geo.Server.Submissions.Checking;
using Geo.Server.Submissions.Formats;

namespace Geo.Server.Submissions.Remarks;

/// <summary>
/// The city's own table again, its rows in their order, with a first column that says what is wrong with each. What looks
/// like a formula or markup is escaped, so that the table may be opened anywhere.
/// </summary>
public static class RemarkedTable
{
    private const string Column = "校核结果";

    public static void Write(string path, SourceDataset dataset, Header header, Findings findings)
    {
        var remarks = findings.Remarks.GroupBy(remark => remark.Row).ToDictionary(row => row.Key, Text);
        using ITableWriter table = Path.GetExtension(path).Equals(".xlsx", StringComparison.OrdinalIgnoreCase) ? new WorkbookWriter(path) : new CsvWriter(path);
        table.WriteRow([Column, .. header.Columns]);
        var number = 0;
        foreach (var row in dataset.Rows)
        {
            if (row.Line <= header.Line || row.IsBlank) continue;
            // Numbered as the check numbered them: totals and notes are not counted.
            var remark = SummaryRows.Is(row) ? "" : remarks.GetValueOrDefault(++number, "");
            table.WriteRow([remark, .. row.Cells.Select(Escaped)]);
        }
    }

    private static object? Escaped(object? cell) => cell is string text ? Safety.Escape(text) : cell;

    private static string Text(IEnumerable<Findings.Remark> remarks) => string.Join("；", remarks
        .OrderBy(remark => remark.Severity).Select(remark => remark.Column is null ? $"{remark.Rule.Code} {remark.Rule.Title.Zh}" : $"{remark.Rule.Code} {remark.Column}：{remark.Rule.Title.Zh}").Distinct());
}
