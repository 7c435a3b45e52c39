using Geo.Server.Submissions.Formats;

namespace Geo.Server.Submissions.Checking;

/// <summary>Rows of a table that are about it and not in it: totals, and notes and signatures below.</summary>
public static class SummaryRows
{
    private const int FewCells = 3;
    private static readonly HashSet<string> Totals = ["合计", "总计", "小计", "共计", "汇总", "total", "sum", "subtotal", "平均", "合计数"];
    private static readonly string[] Notes = ["注", "备注:", "说明", "填表", "制表", "填报", "审核", "审批", "单位负责人", "联系电话", "note:"];

    public static bool Is(SourceRow row)
    {
        if (row.Geometry is not null || Array.Find(row.Cells, cell => cell is not null) is not string first || first.Length > 200) return false;
        // Codes are plain ASCII, so most rows end here.
        if (first.Length > 0 && char.IsAsciiDigit(first[0])) return false;
        var word = HeaderText.Value(first);
        if (Totals.Contains(word.TrimEnd(':'))) return true;
        return Array.TrueForAll(Notes, note => !word.StartsWith(note, StringComparison.Ordinal)) is false && row.Cells.Count(cell => cell is not null) <= FewCells;
    }
}
