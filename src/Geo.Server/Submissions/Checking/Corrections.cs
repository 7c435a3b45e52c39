using Geo.Server.Submissions.Formats;

namespace Geo.Server.Submissions.Checking;

/// <summary>Cells that a person mended and rows that a person left out, by the number of the data row. The file itself stays as it came.</summary>
public sealed class Corrections
{
    private readonly Dictionary<int, Dictionary<string, string>> _cells = [];
    private readonly HashSet<int> _leftOut = [];

    public Corrections(IEnumerable<Correction>? corrections)
    {
        foreach (var (row, column, value) in corrections ?? [])
        {
            if (value is null || column is null)
            {
                _leftOut.Add(row);
                continue;
            }
            if (!_cells.TryGetValue(row, out var cells)) _cells.Add(row, cells = new(StringComparer.Ordinal));
            // The last word counts.
            cells[column] = value;
        }
    }

    public bool LeaveOut(int row) => _leftOut.Contains(row);

    public SourceRow Apply(SourceRow source, int row, Header header)
    {
        if (!_cells.TryGetValue(row, out var mended)) return source;
        var cells = source.Cells;
        Array.Resize(ref cells, Math.Max(cells.Length, header.Columns.Count));
        if (ReferenceEquals(cells, source.Cells)) cells = [.. cells];
        for (var i = 0; i < header.Columns.Count; i++)
            if (mended.TryGetValue(header.Columns[i], out var value)) cells[i] = value.Trim() is { Length: > 0 } text ? TextEncoding.Clean(text) : null;
        return source with { Cells = cells };
    }
}
