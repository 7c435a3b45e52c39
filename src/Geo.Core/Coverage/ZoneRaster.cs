namespace Geo.Core.Coverage;

/// <summary>Cells of one row, from a column to before another, that belong to one zone.</summary>
/// <param name="Start">First column.</param>
/// <param name="End">One past the last column.</param>
/// <param name="Zone">Number of the zone, from 0.</param>
public readonly record struct ZoneRun(int Start, int End, int Zone);

/// <summary>
/// A raster of zone numbers, kept as runs of each row: 12 bytes a run, some 10 MB for the province's counties at 50 m where
/// two bytes a cell would be 260 MB. A cell belongs to at most one zone.
/// </summary>
public sealed class ZoneRaster
{
    private readonly int[] _firstOfRow;
    private readonly ZoneRun[] _runs;

    /// <summary>A raster of runs.</summary>
    /// <param name="grid">The grid.</param>
    /// <param name="zones">How many zones there are; some may have no cell.</param>
    /// <param name="runsOfRow">The runs of each row, in any order.</param>
    /// <exception cref="ArgumentException">
    /// A run is empty, lies outside the grid, names no zone, or overlaps another: a cell would count twice.
    /// </exception>
    public ZoneRaster(CoverageGrid grid, int zones, IReadOnlyList<IReadOnlyCollection<ZoneRun>> runsOfRow)
    {
        if (runsOfRow.Count != grid.Rows)
            throw new ArgumentException($"There are {runsOfRow.Count} rows of runs for {grid.Rows} rows.", nameof(runsOfRow));
        (Grid, Zones) = (grid, zones);
        _firstOfRow = new int[grid.Rows + 1];
        var runs = new List<ZoneRun>();
        for (int row = 0; row < grid.Rows; row++)
        {
            int end = 0;
            _firstOfRow[row + 1] = runs.Count;
            if (runsOfRow[row].Count == 0)
                continue;
            foreach (var run in runsOfRow[row].OrderBy(run => run.Start))
            {
                if (run.Start >= run.End || run.Start < 0 || run.End > grid.Columns || (uint)run.Zone >= (uint)zones)
                    throw new ArgumentException($"Row {row} has a run that is empty, outside the grid or of no zone: {run}.", nameof(runsOfRow));
                if (run.Start < end)
                    throw new ArgumentException($"Zones {runs[^1].Zone} and {run.Zone} overlap in row {row}, column {run.Start}.", nameof(runsOfRow));
                end = run.End;
                if (runs.Count > _firstOfRow[row] && runs[^1].Zone == run.Zone && runs[^1].End == run.Start)
                    runs[^1] = runs[^1] with { End = run.End };
                else
                    runs.Add(run);
            }
            _firstOfRow[row + 1] = runs.Count;
        }
        _runs = [.. runs];
    }

    /// <summary>The grid.</summary>
    public CoverageGrid Grid { get; }

    /// <summary>How many zones there are.</summary>
    public int Zones { get; }

    /// <summary>The runs of a row from west to east.</summary>
    /// <param name="row">Row.</param>
    /// <returns>Runs that do not overlap.</returns>
    public ReadOnlySpan<ZoneRun> Runs(int row) => _runs.AsSpan(_firstOfRow[row].._firstOfRow[row + 1]);

    /// <summary>The runs of a row that have a column from one to before another.</summary>
    /// <param name="row">Row.</param>
    /// <param name="start">First column.</param>
    /// <param name="end">One past the last column.</param>
    /// <returns>Whole runs, the first and the last perhaps reaching beyond.</returns>
    public ReadOnlySpan<ZoneRun> Between(int row, int start, int end)
    {
        var runs = Runs(row);
        int first = FirstEndingAfter(runs, start), last = first;
        while (last < runs.Length && runs[last].Start < end)
            last++;
        return runs[first..last];
    }

    /// <summary>The zone of a cell.</summary>
    /// <param name="row">Row.</param>
    /// <param name="column">Column.</param>
    /// <returns>Number of the zone; none outside all.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The cell is outside the grid.</exception>
    public int? ZoneAt(int row, int column)
    {
        Grid.ThrowIfOutside(row, column);
        var runs = Runs(row);
        int at = FirstEndingAfter(runs, column);
        return at < runs.Length && runs[at].Start <= column ? runs[at].Zone : null;
    }

    private static int FirstEndingAfter(ReadOnlySpan<ZoneRun> runs, int column)
    {
        int low = 0, high = runs.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (runs[middle].End <= column)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
