namespace Geo.Core.Coverage;

/// <summary>
/// The templates of footprints on one grid under one set of assumptions, made when first needed and kept for later
/// versions. One cache belongs to one sequence of versions; it may be shared between threads.
/// </summary>
public sealed class TemplateCache
{
    /// <summary>What the templates may take, bytes, where nothing else is set.</summary>
    public const long DefaultMaxBytes = 400L << 20;

    private readonly Lock _lock = new();
    private readonly Dictionary<(Footprint, int Place), CellTemplate> _templates = [];
    private readonly long _maxBytes;

    /// <summary>An empty cache.</summary>
    /// <param name="grid">The grid; only its cell's side matters.</param>
    /// <param name="settings">The assumptions.</param>
    /// <param name="maxBytes">
    /// What the templates may take, bytes. When they take more, those that the sites in hand do not need are dropped; the
    /// limit is exceeded only by what one computation needs at once.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is outside its range.</exception>
    public TemplateCache(CoverageGrid grid, CoverageSettings settings, long maxBytes = DefaultMaxBytes)
    {
        settings.ThrowIfInvalid();
        (Grid, Settings, _maxBytes) = (grid, settings, maxBytes);
    }

    /// <summary>The grid.</summary>
    public CoverageGrid Grid { get; }

    /// <summary>The assumptions.</summary>
    public CoverageSettings Settings { get; }

    /// <summary>Templates kept.</summary>
    public int Count => _templates.Count;

    /// <summary>Memory they take, bytes.</summary>
    public long Bytes { get; private set; }

    /// <summary>The code that one site alone gives a cell: the one its template has there.</summary>
    /// <param name="site">The site.</param>
    /// <param name="row">Row of the cell.</param>
    /// <param name="column">Column of the cell.</param>
    /// <returns>The code.</returns>
    public byte CodeAt(CoverageSite site, int row, int column)
    {
        var (siteRow, siteColumn, placeRow, placeColumn) = PlaceOf(site);
        double eastM = (column - siteColumn + 0.5 - (placeColumn + 0.5) / Settings.PlacesPerCell) * Grid.CellM;
        double northM = ((placeRow + 0.5) / Settings.PlacesPerCell - (row - siteRow + 0.5)) * Grid.CellM;
        return site.Footprint.CodesOfCells(
            Settings, Grid.CellM, ((placeColumn + 0.5) / Settings.PlacesPerCell - 0.5) * Grid.CellM, (0.5 - (placeRow + 0.5) / Settings.PlacesPerCell) * Grid.CellM)(eastM, northM);
    }

    private (int Row, int Column, int PlaceRow, int PlaceColumn) PlaceOf(CoverageSite site)
    {
        int places = Settings.PlacesPerCell;
        double placeM = Grid.CellM / places;
        var (row, column) = Grid.CellOf(site.Position);
        var centre = Grid.Centre(row, column);
        return (row, column,
            Within((centre.NorthingM + Grid.CellM / 2 - site.Position.NorthingM) / placeM, places),
            Within((site.Position.EastingM - centre.EastingM + Grid.CellM / 2) / placeM, places));
    }

    /// <summary>Places the sites: the cell each stands in and the template that draws it.</summary>
    internal PlacedSite[] Place(IReadOnlyList<CoverageSite> sites, int threads)
    {
        int places = Settings.PlacesPerCell;
        var placed = new PlacedSite[sites.Count];
        var numbers = new int[sites.Count];
        lock (_lock)
        {
            if (Bytes > _maxBytes)
                Clear();
            var wanted = new Dictionary<(Footprint, int Place), int>();
            var needs = new List<(Footprint Footprint, int Place)>();
            for (int i = 0; i < placed.Length; i++)
            {
                var (row, column, placeRow, placeColumn) = PlaceOf(sites[i]);
                (Footprint, int) key = (sites[i].Footprint, placeRow * places + placeColumn);
                if (!wanted.TryGetValue(key, out numbers[i]))
                {
                    wanted.Add(key, numbers[i] = needs.Count);
                    needs.Add(key);
                }
                placed[i] = new(sites[i].Key, row, column, null!);
            }
            var templates = Find(needs, threads);
            for (int i = 0; i < placed.Length; i++)
                placed[i] = placed[i] with { Template = templates[numbers[i]] };
        }
        return placed;
    }

    private CellTemplate[] Find(List<(Footprint Footprint, int Place)> needs, int threads)
    {
        int places = Settings.PlacesPerCell;
        var found = new CellTemplate?[needs.Count];
        for (int i = 0; i < found.Length; i++)
            found[i] = _templates.GetValueOrDefault(needs[i]);
        var missing = Enumerable.Range(0, found.Length).Where(i => found[i] is null).ToArray();
        Parallel.For(0, missing.Length, new ParallelOptions { MaxDegreeOfParallelism = threads }, at =>
        {
            var (footprint, place) = needs[missing[at]];
            found[missing[at]] = new CellTemplate(footprint, Settings, Grid.CellM, place / places, place % places);
        });
        foreach (int i in missing)
        {
            _templates.Add(needs[i], found[i]!);
            Bytes += found[i]!.Bytes;
        }
        return found!;
    }

    private void Clear()
    {
        _templates.Clear();
        Bytes = 0;
    }

    /// <summary>The division by the cell has decided the cell; here its rounding must not lead out of it again.</summary>
    private static int Within(double place, int places) => Math.Clamp((int)place, 0, places - 1);
}
