namespace Geo.Core.Coverage;

/// <summary>
/// Cells and people by zone: in all, from each threshold of level, and from each depth. All are whole numbers, so that
/// what is summed up by city and by province is the same in whatever order.
/// </summary>
public sealed class ZonalSums
{
    private readonly int _levels;
    private readonly int _depths;
    private readonly long[] _cells;
    private readonly long[] _people;

    private ZonalSums(int zones, int levels, int depths)
    {
        (Zones, _levels, _depths) = (zones, levels, depths);
        _cells = new long[zones * Stride];
        _people = new long[zones * Stride];
    }

    /// <summary>How many zones there are.</summary>
    public int Zones { get; }

    private int Stride => _levels + 1 + _depths + 1;

    /// <summary>Sums over zones.</summary>
    /// <param name="planes">The planes.</param>
    /// <param name="zones">The zones, on the same grid.</param>
    /// <param name="thresholdsDbm">Rising thresholds of level, on the scale; at most 100.</param>
    /// <param name="maxDepth">Largest depth asked about, 0 to 16; with 0 depth need not be kept.</param>
    /// <param name="population">People, or none.</param>
    /// <param name="threads">Threads, at least 1; by default all processors.</param>
    /// <returns>The sums.</returns>
    /// <exception cref="ArgumentException">Grids differ, thresholds do not rise, there are too many, or depth is not kept.</exception>
    public static ZonalSums Of(
        CoveragePlanes planes, ZoneRaster zones, IReadOnlyList<double> thresholdsDbm, int maxDepth, PopulationPlane? population = null, int? threads = null)
    {
        var grid = planes.Grid;
        if (zones.Grid != grid || (population is not null && population.Grid != grid))
            throw new ArgumentException("Planes, zones and people must be on one grid.", nameof(zones));
        if (thresholdsDbm.Count > 100 || maxDepth is < 0 or > 16 || (maxDepth > 0 && !planes.Settings.KeepsDepth))
            throw new ArgumentException("There are too many thresholds, or depths that are not kept.", nameof(maxDepth));
        var codes = thresholdsDbm.Select(planes.Settings.Scale.ThresholdCode).ToArray();
        if (codes.Zip(codes.Skip(1)).Any(pair => pair.First >= pair.Second))
            throw new ArgumentException("Thresholds must rise.", nameof(thresholdsDbm));
        var reached = Enumerable.Range(0, 256).Select(code => (byte)codes.Count(threshold => code >= threshold)).ToArray();

        var total = new ZonalSums(zones.Zones, codes.Length, maxDepth);
        Parallel.For(0, grid.TileRows, new ParallelOptions { MaxDegreeOfParallelism = threads ?? Environment.ProcessorCount },
            () => new ZonalSums(zones.Zones, codes.Length, maxDepth),
            (tileRow, _, own) =>
            {
                int end = Math.Min(grid.Rows, (tileRow + 1) * CoverageGrid.TileSize);
                for (int row = tileRow * CoverageGrid.TileSize; row < end; row++)
                    foreach (var run in zones.Runs(row))
                        own.AddRun(planes, population, reached, row, run);
                return own;
            },
            own => total.AddAll(own));
        // What was counted is how many thresholds were reached; who reaches three reaches two.
        for (int zone = 0; zone < total.Zones; zone++)
            for (int part = 0; part < 2; part++)
                total.Accumulate(zone * total.Stride + (part == 0 ? 0 : codes.Length + 1), part == 0 ? codes.Length : maxDepth);
        return total;
    }

    /// <summary>Cells of a zone.</summary>
    public long Cells(int zone) => _cells[zone * Stride];

    /// <summary>People of a zone in units of <see cref="PopulationPlane.UnitsPerPerson"/>; 0 where none were given.</summary>
    public long PeopleUnits(int zone) => _people[zone * Stride];

    /// <summary>Cells of a zone, and units of people in them, whose level reaches a threshold, by its place in the list.</summary>
    public (long Cells, long PeopleUnits) WithLevel(int zone, int threshold) => At(zone, threshold, _levels - 1, 1);

    /// <summary>Cells of a zone, and units of people in them, that at least so many sites cover; 1 to the largest asked about.</summary>
    public (long Cells, long PeopleUnits) WithDepth(int zone, int depth) => At(zone, depth - 1, _depths - 1, _levels + 2);

    /// <summary>The sums of larger zones, such as cities of counties.</summary>
    /// <param name="parents">The larger zone's number for each zone.</param>
    /// <param name="count">How many larger zones there are.</param>
    /// <returns>Sums over the larger zones, exactly those of their parts.</returns>
    public ZonalSums RollUp(IReadOnlyList<int> parents, int count)
    {
        if (parents.Count != Zones)
            throw new ArgumentException($"There are {parents.Count} parents for {Zones} zones.", nameof(parents));
        var larger = new ZonalSums(count, _levels, _depths);
        for (int zone = 0; zone < Zones; zone++)
            for (int i = 0; i < Stride; i++)
            {
                larger._cells[parents[zone] * Stride + i] += _cells[zone * Stride + i];
                larger._people[parents[zone] * Stride + i] += _people[zone * Stride + i];
            }
        return larger;
    }

    private (long Cells, long PeopleUnits) At(int zone, int index, int last, int first)
    {
        if (index < 0 || index > last)
            throw new ArgumentOutOfRangeException(nameof(index), index, "It was not asked about.");
        return (_cells[zone * Stride + first + index], _people[zone * Stride + first + index]);
    }

    private void AddRun(CoveragePlanes planes, PopulationPlane? population, byte[] reached, int row, ZoneRun run)
    {
        for (int start = run.Start, end; start < run.End; start = end)
        {
            end = Math.Min(run.End, (start / CoverageGrid.TileSize + 1) * CoverageGrid.TileSize);
            int tile = planes.Grid.TileOf(row, start), cell = CoverageGrid.InTile(row, start), count = end - start;
            var people = population is null ? default : population.Tile(tile);
            people = people.IsEmpty ? people : people.Slice(cell, count);
            var drawn = planes.Tile(tile);
            Add(run.Zone * Stride, drawn is null ? default : drawn.Levels.Slice(cell, count), reached, _levels, people, count);
            if (_depths > 0)
                Add(run.Zone * Stride + _levels + 1, drawn is null ? default : drawn.Depths.Slice(cell, count), default, _depths, people, count);
        }
    }

    /// <summary>Adds a stretch of cells: neighbours mostly fall into the same class, and are added together.</summary>
    private void Add(int first, ReadOnlySpan<byte> values, ReadOnlySpan<byte> classes, int largest, ReadOnlySpan<int> people, int count)
    {
        int current = 0, since = 0;
        for (int i = 0; i <= count; i++)
        {
            int next = i == count ? -1 : values.IsEmpty ? 0 : classes.IsEmpty ? Math.Min((int)values[i], largest) : classes[values[i]];
            if (next == current)
                continue;
            long units = 0;
            if (!people.IsEmpty)
                foreach (int one in people[since..i])
                    units += one;
            _cells[first + current] += i - since;
            _people[first + current] += units;
            (current, since) = (next, i);
        }
    }

    private void AddAll(ZonalSums other)
    {
        lock (_cells)
            for (int i = 0; i < _cells.Length; i++)
                (_cells[i], _people[i]) = (_cells[i] + other._cells[i], _people[i] + other._people[i]);
    }

    private void Accumulate(int first, int count)
    {
        for (int i = first + count - 1; i >= first; i--)
            (_cells[i], _people[i]) = (_cells[i] + _cells[i + 1], _people[i] + _people[i + 1]);
    }
}
