using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Geo.Core.Coverage;

/// <summary>
/// Cells and people of each zone that reach each of some measures, over some tiles. All are whole numbers: the tally of the
/// province is that of its tiles, in whatever order, and what one tile adds can be taken out again when it is redrawn.
/// </summary>
public sealed class ZoneTally
{
    private readonly CoverageMeasure[] _measures;
    private readonly Group[] _groups;
    private readonly long[] _cells;
    private readonly long[] _people;

    /// <summary>A tally of nothing.</summary>
    /// <param name="zones">How many zones there are.</param>
    /// <param name="measures">What is counted, at least one; depths at most 255.</param>
    public ZoneTally(int zones, IReadOnlyList<CoverageMeasure> measures)
    {
        Zones = zones;
        _measures = [.. measures];
        _groups = [.. _measures.Select((measure, i) => (measure, i)).GroupBy(pair => pair.measure.FromDepth).Select(group => new Group(group.Key, [.. group]))];
        _cells = new long[zones * _measures.Length];
        _people = new long[zones * _measures.Length];
    }

    /// <summary>How many zones there are.</summary>
    public int Zones { get; }

    /// <summary>What is counted.</summary>
    public IReadOnlyList<CoverageMeasure> Measures => _measures;

    /// <summary>Tallies tiles.</summary>
    /// <param name="tiles">Numbers of the tiles, each once.</param>
    /// <param name="tileOf">A tile's planes, none where no site reaches; asked from several threads.</param>
    /// <param name="zones">The zones.</param>
    /// <param name="measures">What is counted.</param>
    /// <param name="population">People on the same grid, or none.</param>
    /// <param name="threads">Threads, at least 1; by default all processors.</param>
    /// <returns>The tally.</returns>
    /// <exception cref="ArgumentException">Grids differ.</exception>
    public static ZoneTally Of(
        IReadOnlyList<int> tiles, Func<int, CoverageTile?> tileOf, ZoneRaster zones, IReadOnlyList<CoverageMeasure> measures,
        PopulationPlane? population = null, int? threads = null)
    {
        if (population is not null && population.Grid != zones.Grid)
            throw new ArgumentException("Zones and people must be on one grid.", nameof(population));
        var total = new ZoneTally(zones.Zones, measures);
        int next = -1, count = Math.Min(threads ?? Environment.ProcessorCount, Math.Max(1, tiles.Count));
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = count }, _ =>
        {
            var own = new ZoneTally(zones.Zones, measures);
            for (int at; (at = Interlocked.Increment(ref next)) < tiles.Count;)
                own.AddTile(tiles[at], tileOf(tiles[at]), zones, population);
            lock (total)
                total.Add(own);
        });
        return total;
    }

    /// <summary>Cells of a zone that reach a measure, and the units of people in them (<see cref="PopulationPlane.UnitsPerPerson"/>).</summary>
    public (long Cells, long PeopleUnits) Reaching(int zone, int measure) => (_cells[zone * _measures.Length + measure], _people[zone * _measures.Length + measure]);

    /// <summary>Puts another tally of the same zones and measures to this one.</summary>
    /// <param name="other">The other.</param>
    /// <param name="times">1 to add it, -1 to take it away.</param>
    public void Add(ZoneTally other, int times = 1)
    {
        for (int i = 0; i < _cells.Length; i++)
            (_cells[i], _people[i]) = (_cells[i] + times * other._cells[i], _people[i] + times * other._people[i]);
    }

    private void AddTile(int tile, CoverageTile? drawn, ZoneRaster zones, PopulationPlane? population)
    {
        const int size = CoverageGrid.TileSize;
        var grid = zones.Grid;
        int firstRow = tile / grid.TileColumns * size, firstColumn = tile % grid.TileColumns * size;
        int rows = Math.Min(size, grid.Rows - firstRow), lastColumn = Math.Min(grid.Columns, firstColumn + size);
        var people = population is null ? default : population.Tile(tile);
        Span<byte> deep = stackalloc byte[size];
        for (int row = 0; row < rows; row++)
            foreach (var run in zones.Between(firstRow + row, firstColumn, lastColumn))
            {
                int start = Math.Max(run.Start, firstColumn), end = Math.Min(run.End, lastColumn);
                int cell = row * size + start - firstColumn, count = end - start;
                var peopleHere = people.IsEmpty ? people : people.Slice(cell, count);
                foreach (var group in _groups)
                {
                    scoped ReadOnlySpan<byte> codes = drawn is null ? default : drawn.Levels.Slice(cell, count);
                    if (group.Depth > 0 && drawn is not null)
                        codes = Deep(codes, drawn.Depths.Slice(cell, count), (byte)group.Depth, deep);
                    AddStretch(run.Zone * _measures.Length, group, codes, peopleHere, count);
                }
            }
    }

    /// <summary>The codes where the depth is reached, and 0 elsewhere.</summary>
    private static ReadOnlySpan<byte> Deep(ReadOnlySpan<byte> codes, ReadOnlySpan<byte> depths, byte depth, Span<byte> deep)
    {
        ref byte from = ref MemoryMarshal.GetReference(codes), by = ref MemoryMarshal.GetReference(depths), to = ref MemoryMarshal.GetReference(deep);
        var wanted = Vector256.Create(depth);
        int i = 0;
        for (; i + Vector256<byte>.Count <= codes.Length; i += Vector256<byte>.Count)
        {
            var here = Vector256.LoadUnsafe(ref by, (nuint)i);
            (Vector256.LoadUnsafe(ref from, (nuint)i) & Vector256.Equals(Vector256.Max(here, wanted), here)).StoreUnsafe(ref to, (nuint)i);
        }
        for (; i < codes.Length; i++)
            deep[i] = depths[i] >= depth ? codes[i] : (byte)0;
        return deep[..codes.Length];
    }

    /// <summary>Adds a stretch of cells: neighbours mostly reach the same measures, and are added together.</summary>
    private void AddStretch(int first, Group group, ReadOnlySpan<byte> codes, ReadOnlySpan<int> people, int count)
    {
        int current = group.Reached[0], since = 0;
        for (int i = 0; i <= count; i++)
        {
            int next = i == count ? -1 : codes.IsEmpty ? current : group.Reached[codes[i]];
            if (next == current)
                continue;
            if (current > 0)
            {
                long units = 0;
                if (!people.IsEmpty)
                    foreach (int one in people[since..i])
                        units += one;
                for (int measure = 0; measure < current; measure++)
                {
                    int at = first + group.Places[measure];
                    _cells[at] += i - since;
                    _people[at] += units;
                }
            }
            (current, since) = (next, i);
        }
    }

    /// <summary>Measures of one depth, by rising code, and how many of them each code reaches.</summary>
    private sealed class Group
    {
        public Group(int depth, (CoverageMeasure Measure, int Place)[] measures)
        {
            Array.Sort(measures, (a, b) => a.Measure.FromCode.CompareTo(b.Measure.FromCode));
            Depth = depth;
            Places = [.. measures.Select(pair => pair.Place)];
            // With a depth asked for, code 0 stands for "not so deep", whatever the measure's code.
            for (int code = 0; code < Reached.Length; code++)
                Reached[code] = (byte)measures.Count(pair => code >= Math.Max(pair.Measure.FromCode, depth > 0 ? 1 : 0));
        }

        public int Depth { get; }
        public int[] Places { get; }
        public byte[] Reached { get; } = new byte[256];
    }
}
