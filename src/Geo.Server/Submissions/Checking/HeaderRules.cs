using Geo.Server.Layers;
using Geo.Server.Submissions.Formats;

namespace Geo.Server.Submissions.Checking;

/// <summary>What is wrong with a header as such.</summary>
public static class HeaderRules
{
    public static void Check(Header header, SourceDataset dataset, Layer? layer, bool needsPosition, TargetWords words, Findings findings)
    {
        foreach (var missing in words.Said.Where(said => !header.Columns.Contains(said)))
            findings.Add(Rules.ColumnMissing, new Place(Line: header.Line), missing, new($"文件中没有列“{missing}”", $"the file has no column '{missing}'"), severity: Severity.Warning);
        if (header.Notes.Count > 0)
            findings.Add(Rules.TitleRowsSkipped, new Place(Line: header.Line), detail: new($"表头在第 {header.Line} 行", $"the header is row {header.Line}"));
        if (dataset.Columns is null && header.Columns.Any(string.IsNullOrWhiteSpace))
            findings.Add(Rules.HeaderBlank, new Place(Line: header.Line));
        CheckDuplicates(header, dataset, findings);
        if (needsPosition && !dataset.HasGeometry && !header.HasPosition)
            findings.Add(Rules.CoordinatesMissing, new Place(Line: header.Line), detail: new("需要经度和纬度，或 X 和 Y", "longitude and latitude, or X and Y, are needed"));
        if (layer is null) return;
        foreach (var field in layer.AllFields.Where(field => field.Required && header.IndexOf(field.Name) < 0))
            // Features of a geographic format often carry a name and nothing else; a table without the column lacks the column.
            findings.Add(Rules.ColumnMissing, new Place(Field: field.Name), detail: new(field.Title.Zh, field.Title.En),
                suggestion: field.Title.Zh, severity: dataset.HasGeometry ? Severity.Warning : Severity.Error);
    }

    private static void CheckDuplicates(Header header, SourceDataset dataset, Findings findings)
    {
        if (dataset.Columns is not null) return;
        foreach (var group in header.Columns.Select((column, i) => (Word: HeaderText.Normalise(column), Column: column, i))
            .Where(column => column.Word.Length > 0).GroupBy(column => column.Word).Where(group => group.Count() > 1))
        {
            // Which of two columns is the code, or the position, is not for us to choose unless they agree.
            var columns = group.Select(column => column.i).ToList();
            var isKey = columns.Exists(i => header.Targets[i]?.IsKey == true);
            var severity = isKey && dataset.Rows.SkipWhile(row => row.Line <= header.Line).Any(row => Differ(row, columns)) ? Severity.Error : Severity.Warning;
            findings.Add(Rules.HeaderDuplicate, new Place(Line: header.Line, Column: group.First().Column), severity: severity,
                detail: new($"{group.First().Column}，采用第一列", $"{group.First().Column}: the first is taken"));
        }
    }

    private static bool Differ(SourceRow row, List<int> columns) =>
        columns.Select(i => i < row.Cells.Length ? row.Cells[i]?.ToString() : null).Distinct().Count() > 1;
}
