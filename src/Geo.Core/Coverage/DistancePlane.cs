namespace Geo.Core.Coverage;

/// <summary>
/// The exact Euclidean distance from each cell's centre to the nearest marked one's (A. Meijster, J. Roerdink and
/// W. Hesselink, "A general algorithm for computing distance transforms in linear time", 2000): columns first, then the
/// lower envelope of parabolas along each row. Distances are kept squared, in cells, as whole numbers: 4 bytes a cell.
/// </summary>
public sealed class DistancePlane
{
    private const int Far = 1 << 15;

    private readonly int[] _squared;

    private DistancePlane(CoverageGrid grid, int[] squared) => (Grid, _squared) = (grid, squared);

    /// <summary>The grid.</summary>
    public CoverageGrid Grid { get; }

    /// <summary>Distances to the nearest of some cells.</summary>
    /// <param name="grid">The grid, at most 23,000 cells wide and high.</param>
    /// <param name="marked">Row and column of the cells, at least one.</param>
    /// <param name="threads">Threads, at least 1; by default all processors.</param>
    /// <returns>The plane.</returns>
    /// <exception cref="ArgumentException">No cell is marked: there is no distance. Or the grid is too large.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A cell is outside the grid.</exception>
    public static DistancePlane To(CoverageGrid grid, IEnumerable<(int Row, int Column)> marked, int? threads = null)
    {
        if (grid.Rows > 23_000 || grid.Columns > 23_000)
            throw new ArgumentException("Squares of distances over so many cells do not fit.", nameof(grid));
        int columns = grid.Columns, rows = grid.Rows, blocks = 16 * (threads ?? Environment.ProcessorCount);
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads ?? Environment.ProcessorCount };
        var squared = new int[rows * columns];
        Array.Fill(squared, Far);
        bool any = false;
        foreach (var (row, column) in marked)
        {
            grid.ThrowIfOutside(row, column);
            squared[row * columns + column] = 0;
            any = true;
        }
        if (!any)
            throw new ArgumentException("No cell is marked.", nameof(marked));
        Parallel.For(0, blocks, options, block => Sweep(squared, columns, rows, (int)((long)block * columns / blocks), (int)((long)(block + 1) * columns / blocks)));
        Parallel.For(0, rows, options, () => new Envelope(columns), (row, _, envelope) =>
        {
            envelope.Square(squared.AsSpan(row * columns, columns));
            return envelope;
        }, _ => { });
        return new(grid, squared);
    }

    /// <summary>The square of a cell's distance, in cells.</summary>
    /// <param name="row">Row.</param>
    /// <param name="column">Column.</param>
    /// <returns>A whole number, 0 for a marked cell.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The cell is outside the grid.</exception>
    public int SquaredCells(int row, int column)
    {
        Grid.ThrowIfOutside(row, column);
        return _squared[row * Grid.Columns + column];
    }

    /// <summary>A cell's distance as the crow flies.</summary>
    /// <param name="row">Row.</param>
    /// <param name="column">Column.</param>
    /// <returns>Metres.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The cell is outside the grid.</exception>
    public double DistanceM(int row, int column) => Math.Sqrt(SquaredCells(row, column)) * Grid.CellM;

    /// <summary>The people of each zone who have not farther than a distance.</summary>
    /// <param name="zones">The zones, on the same grid.</param>
    /// <param name="population">People, on the same grid.</param>
    /// <param name="distanceM">Distance on the way, metres.</param>
    /// <param name="circuity">How much longer the way is than the crow's, at least 1.</param>
    /// <returns>Units of people (<see cref="PopulationPlane.UnitsPerPerson"/>) by zone.</returns>
    /// <exception cref="ArgumentException">Grids differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The circuity is below 1 or the distance negative.</exception>
    public long[] PeopleUnitsWithin(ZoneRaster zones, PopulationPlane population, double distanceM, double circuity = 1.3)
    {
        if (zones.Grid != Grid || population.Grid != Grid)
            throw new ArgumentException("Distances, zones and people must be on one grid.", nameof(zones));
        if (!(circuity >= 1 && distanceM >= 0))
            throw new ArgumentOutOfRangeException(nameof(circuity), circuity, "Circuity must be at least 1, and the distance at least 0 m.");
        double cells = distanceM / circuity / Grid.CellM;
        int limit = (int)Math.Min(int.MaxValue, Math.Floor(cells * cells * (1 + 1e-12)));
        var sums = new long[zones.Zones];
        for (int row = 0; row < Grid.Rows; row++)
            foreach (var run in zones.Runs(row))
                for (int column = run.Start; column < run.End; column++)
                    if (_squared[row * Grid.Columns + column] <= limit && population.Tile(Grid.TileOf(row, column)) is { IsEmpty: false } people)
                        sums[run.Zone] += people[CoverageGrid.InTile(row, column)];
        return sums;
    }

    /// <summary>Distance along the column: down, then up; row by row, so that neighbours in memory are done together.</summary>
    private static void Sweep(int[] plane, int columns, int rows, int start, int end)
    {
        for (int row = 1; row < rows; row++)
            Step(plane.AsSpan((row - 1) * columns + start, end - start), plane.AsSpan(row * columns + start, end - start));
        for (int row = rows - 2; row >= 0; row--)
            Step(plane.AsSpan((row + 1) * columns + start, end - start), plane.AsSpan(row * columns + start, end - start));
    }

    private static void Step(ReadOnlySpan<int> from, Span<int> to)
    {
        for (int i = 0; i < to.Length; i++)
            to[i] = Math.Min(to[i], from[i] + 1);
    }

    private sealed class Envelope(int columns)
    {
        private readonly long[] _squares = new long[columns];
        private readonly int[] _vertex = new int[columns];
        private readonly int[] _from = new int[columns];

        /// <summary>From distances along columns to squares of distances in the plane.</summary>
        public void Square(Span<int> row)
        {
            int top = -1;
            for (int u = 0; u < row.Length; u++)
            {
                // A column without a marked cell has no parabola.
                if (row[u] >= Far)
                    continue;
                _squares[u] = (long)row[u] * row[u];
                int from = 0;
                while (top >= 0 && Below(u, _vertex[top], _from[top]))
                    top--;
                if (top >= 0)
                {
                    int i = _vertex[top];
                    from = (int)Math.Min(row.Length, ((long)u * u - (long)i * i + _squares[u] - _squares[i]) / (2L * (u - i)) + 1);
                }
                if (from >= row.Length)
                    continue;
                top++;
                (_vertex[top], _from[top]) = (u, from);
            }
            for (int x = row.Length - 1; x >= 0; x--)
            {
                long apart = x - _vertex[top];
                row[x] = (int)(apart * apart + _squares[_vertex[top]]);
                if (x == _from[top])
                    top--;
            }
        }

        /// <summary>Whether the parabola at u lies below the one at i already where that one begins to be the lowest.</summary>
        private bool Below(int u, int i, int x) => (long)(x - u) * (x - u) + _squares[u] < (long)(x - i) * (x - i) + _squares[i];
    }
}
