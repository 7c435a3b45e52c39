namespace Geo.Core.Coverage;

/// <summary>The people of one zone by class, from the census.</summary>
/// <param name="Urban">People in towns.</param>
/// <param name="Rural">People elsewhere.</param>
public readonly record struct CensusCount(long Urban, long Rural);

/// <summary>
/// People by cell, in whole thousandths of a person (4 bytes a cell, tiles without people nothing), so that sums are exact
/// in whatever order they are taken.
/// </summary>
public sealed class PopulationPlane
{
    /// <summary>Units of a person.</summary>
    public const long UnitsPerPerson = 1000;

    private readonly int[]?[] _tiles;

    private PopulationPlane(CoverageGrid grid) => (Grid, _tiles) = (grid, new int[grid.Tiles][]);

    /// <summary>The grid.</summary>
    public CoverageGrid Grid { get; }

    /// <summary>
    /// Spreads the census: the people of a zone's towns evenly over its cells that are town, the others evenly over its
    /// other cells. Where a zone has no cell of a class, such as a district that is all town, its people of that class are
    /// spread over the others. What does not divide goes out along the rows, so that each zone's sum is its census exactly.
    /// </summary>
    /// <param name="zones">The zones of the census.</param>
    /// <param name="census">People of each zone.</param>
    /// <param name="towns">Towns, whatever their zone numbers.</param>
    /// <returns>The plane.</returns>
    /// <exception cref="ArgumentException">A zone has people but no cell, a count is negative, or the rasters differ.</exception>
    public static PopulationPlane Spread(ZoneRaster zones, IReadOnlyList<CensusCount> census, ZoneRaster towns)
    {
        if (census.Count != zones.Zones || towns.Grid != zones.Grid)
            throw new ArgumentException("There must be one count a zone, and one grid.", nameof(census));
        var cells = new long[2 * census.Count];
        Walk(zones, towns, (_, start, end, kind) => cells[kind] += end - start);

        var shares = new (int Each, long Left, long Owed)[cells.Length];
        for (int kind = 0; kind < shares.Length; kind++)
        {
            var (urban, rural) = census[kind / 2];
            if (urban < 0 || rural < 0 || (urban + rural > 0 && cells[kind] + cells[kind ^ 1] == 0))
                throw new ArgumentException($"Zone {kind / 2} has {urban} people in towns and {rural} elsewhere on {cells[kind] + cells[kind ^ 1]} cells.", nameof(census));
            long people = cells[kind] == 0 ? 0 : cells[kind ^ 1] == 0 ? urban + rural : kind % 2 == 1 ? urban : rural;
            if (people > 0)
                shares[kind] = (checked((int)(people * UnitsPerPerson / cells[kind])), people * UnitsPerPerson % cells[kind], 0);
        }
        var plane = new PopulationPlane(zones.Grid);
        Walk(zones, towns, (row, start, end, kind) =>
        {
            ref var share = ref shares[kind];
            for (int column = start; column < end; column++)
            {
                int units = share.Each;
                share.Owed += share.Left;
                if (share.Owed >= cells[kind])
                    (units, share.Owed) = (units + 1, share.Owed - cells[kind]);
                if (units > 0)
                    (plane._tiles[plane.Grid.TileOf(row, column)] ??= new int[CoverageGrid.TileSize * CoverageGrid.TileSize])[CoverageGrid.InTile(row, column)] = units;
            }
        });
        return plane;
    }

    /// <summary>A plane measured elsewhere, such as a raster of people.</summary>
    /// <param name="grid">The grid.</param>
    /// <param name="people">People in the cell of a row and column; not negative.</param>
    /// <returns>The plane, each cell to the nearest unit.</returns>
    /// <exception cref="ArgumentException">A cell has a negative number of people, or more than 2,147,483.</exception>
    public static PopulationPlane Of(CoverageGrid grid, Func<int, int, double> people)
    {
        var plane = new PopulationPlane(grid);
        for (int row = 0; row < grid.Rows; row++)
            for (int column = 0; column < grid.Columns; column++)
            {
                double units = Math.Round(people(row, column) * UnitsPerPerson);
                if (!(units is >= 0 and <= int.MaxValue))
                    throw new ArgumentException($"The cell in row {row}, column {column} has {units / UnitsPerPerson} people.", nameof(people));
                if (units > 0)
                    (plane._tiles[grid.TileOf(row, column)] ??= new int[CoverageGrid.TileSize * CoverageGrid.TileSize])[CoverageGrid.InTile(row, column)] = (int)units;
            }
        return plane;
    }

    /// <summary>A tile's units of people.</summary>
    /// <param name="tile">Number of the tile.</param>
    /// <returns>By cell; empty where nobody lives.</returns>
    public ReadOnlySpan<int> Tile(int tile) => _tiles[tile];

    /// <summary>Runs of one zone that are all town (odd kinds) or all country (even ones).</summary>
    private static void Walk(ZoneRaster zones, ZoneRaster towns, Action<int, int, int, int> run)
    {
        for (int row = 0; row < zones.Grid.Rows; row++)
            foreach (var zone in zones.Runs(row))
            {
                int at = zone.Start;
                foreach (var town in towns.Runs(row))
                {
                    int start = Math.Max(at, town.Start), end = Math.Min(zone.End, town.End);
                    if (start >= end)
                        continue;
                    if (at < start)
                        run(row, at, start, 2 * zone.Zone);
                    run(row, start, end, 2 * zone.Zone + 1);
                    at = end;
                }
                if (at < zone.End)
                    run(row, at, zone.End, 2 * zone.Zone);
            }
    }
}
