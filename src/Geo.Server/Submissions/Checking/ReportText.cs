namespace Geo.Server.Submissions.Checking;

/// <summary>A report as lines for a person at a terminal.</summary>
public static class ReportText
{
    private const int EntriesShown = 5;

    public static IEnumerable<string> Lines(Report report)
    {
        yield return $"{(report.IsAccepted ? "通过" : "未通过")}  {report.File}：{report.Rows} 行，{report.RejectedRows} 行有错误，{report.Accepted} 个站点或区域可发布";
        yield return $"  格式 {report.Format ?? "未知"}  编码 {report.Encoding ?? "-"}  图层 {report.Dataset ?? "-"}  坐标系 {(report.Crs is { } crs ? $"{crs.Code} {crs.Name.Zh}（{Words(crs.Source)}）" : "-")}";
        foreach (var group in report.Findings)
        {
            yield return $"{group.Code} {Words(group.Severity)} {group.Title.Zh} / {group.Title.En}  ×{group.Count}";
            foreach (var entry in group.Entries.Take(EntriesShown))
            {
                var where = entry.Row is { } row ? $"第 {row} 行（表中第 {entry.Line} 行）" : entry.Line is { } line ? $"第 {line} 行" : "文件";
                yield return $"    {where} {entry.Column} {entry.Message.Zh} {(entry.Value is null ? "" : $"[{entry.Value}]")}{(entry.Suggestion is null ? "" : $" → {entry.Suggestion}")}";
            }
            if (group.Count > EntriesShown) yield return $"    … 共 {group.Count} 条";
        }
    }

    private static string Words(Severity severity) => severity switch { Severity.Error => "错误", Severity.Warning => "警告", _ => "提示" };

    private static string Words(CrsSource source) => source switch
    {
        CrsSource.Given => "已指定", CrsSource.File => "取自文件", CrsSource.Format => "格式规定", CrsSource.Header => "取自表头", CrsSource.Guessed => "推测", _ => "默认",
    };
}
