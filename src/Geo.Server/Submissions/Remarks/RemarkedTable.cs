using Geo.Server.Submissions.Checking;
using Geo.Server.Submissions.Formats;

namespace Geo.Server.Submissions.Remarks;

/// <summary>
/// The city's own table again, its rows in their order and as they were corrected, with a first column that says what is wrong with each. What
/// looks like a formula or markup is escaped, headers too, so that the table may be opened anywhere.
/// </summary>
public static class RemarkedTable
{
    private const string Column = "校核结果";
    private const string LeftOut = "已排除";

    public static async Task WriteAsync(string path, SourceDataset dataset, Header header, Findings findings, CheckSettings settings)
    {
        var remarks = findings.Remarks.GroupBy(remark => remark.Row).ToDictionary(row => row.Key, Text);
        var corrections = new Corrections(settings.Corrections);
        await using ITableWriter table = Path.GetExtension(path).Equals(".xlsx", StringComparison.OrdinalIgnoreCase) ? await WorkbookWriter.CreateAsync(path, Column) : new CsvWriter(path);
        await table.WriteRowAsync([Column, .. header.Columns.Select(Escaped)]);
        foreach (var (source, number) in DataRows.Readable(dataset, header))
        {
            // Totals and notes have no number and no remark.
            var remark = number is not { } known ? "" : corrections.LeaveOut(known) ? LeftOut : remarks.GetValueOrDefault(known, "");
            var row = number is { } mended ? corrections.Apply(source, mended, header) : source;
            await table.WriteRowAsync([remark, .. row.Cells.Select(Escaped)]);
        }
    }

    private static object? Escaped(object? cell) => cell is string text ? Safety.Escape(text) : cell;

    private static string Text(IEnumerable<Findings.Remark> remarks) => string.Join("；", remarks
        .OrderBy(remark => remark.Severity).Select(remark => remark.Column is null ? $"{remark.Rule.Code} {remark.Rule.Title.Zh}" : $"{remark.Rule.Code} {remark.Column}：{remark.Rule.Title.Zh}").Distinct()
        .Select(Safety.Escape));
}
