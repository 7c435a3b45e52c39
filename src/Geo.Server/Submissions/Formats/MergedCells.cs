using ExcelDataReader;

namespace Geo.Server.Submissions.Formats;

/// <summary>
/// Cells merged downwards, as tables of sectors merge the site over its rows: each row gets the value that the first has.
/// </summary>
public sealed class MergedCells(CellRange[]? ranges)
{
    // A merge over a whole column is decoration.
    private const int TallestMerge = 100;

    private readonly CellRange[] _ranges = [.. (ranges ?? []).Where(range =>
        range.FromRow < range.ToRow && range.ToRow - range.FromRow <= TallestMerge && range.FromColumn == range.ToColumn).OrderBy(range => range.FromRow)];
    private readonly List<(CellRange Range, object? Value)> _open = [];
    private int _next;

    /// <summary>Rows come in order, from 1.</summary>
    public void Fill(int line, object?[] cells)
    {
        var row = line - 1;
        _open.RemoveAll(open => open.Range.ToRow < row);
        if (Array.Exists(cells, cell => cell is not null))
            foreach (var (range, value) in _open)
                if (range.FromColumn < cells.Length) cells[range.FromColumn] ??= value;
        for (; _next < _ranges.Length && _ranges[_next].FromRow <= row; _next++)
            if (_ranges[_next].FromColumn < cells.Length) _open.Add((_ranges[_next], cells[_ranges[_next].FromColumn]));
    }
}
