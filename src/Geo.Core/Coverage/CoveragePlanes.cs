namespace Geo.Core.Coverage;

/// <summary>
/// One version of a technology's planes: strongest level, how many sites cover, best server. It never changes; the next
/// version is made of it by <see cref="With"/>. A cell takes 1 byte for the level, 1 for the depth and 2 for the server,
/// and tiles that no site reaches take nothing: at most 131 M × 4 B = 0.53 GB for the province at 50 m.
/// </summary>
public sealed class CoveragePlanes
{
    private readonly TemplateCache _templates;
    private readonly Dictionary<long, PlacedSite> _sites;
    private readonly PlacedSite[]?[] _reaching;   // by tile, by rising key
    private readonly CoverageTile?[] _tiles;

    private CoveragePlanes(TemplateCache templates, Dictionary<long, PlacedSite> sites, PlacedSite[]?[] reaching, CoverageTile?[] tiles) =>
        (_templates, _sites, _reaching, _tiles) = (templates, sites, reaching, tiles);

    /// <summary>The grid.</summary>
    public CoverageGrid Grid => _templates.Grid;

    /// <summary>The assumptions.</summary>
    public CoverageSettings Settings => _templates.Settings;

    /// <summary>Sites that are drawn.</summary>
    public int Sites => _sites.Count;

    /// <summary>Updates of a cell by a site that drawing everything takes.</summary>
    public long Updates => _sites.Values.Sum(site => (long)site.Template.Cells);

    /// <summary>Whether a site is drawn.</summary>
    /// <param name="key">Its key.</param>
    /// <returns>True where it is.</returns>
    public bool Has(long key) => _sites.ContainsKey(key);

    /// <summary>Memory that the planes take, bytes, without templates; what is shared with other versions is counted in each.</summary>
    public long Bytes => _tiles.Sum(tile => tile?.Bytes ?? 0) + _reaching.Sum(sites => 24L * sites?.Length ?? 0);

    /// <summary>Planes of nothing, to begin with.</summary>
    /// <param name="templates">The templates, and with them the grid and the assumptions.</param>
    /// <returns>The planes.</returns>
    public static CoveragePlanes Empty(TemplateCache templates) =>
        new(templates, [], new PlacedSite[templates.Grid.Tiles][], new CoverageTile[templates.Grid.Tiles]);

    /// <summary>
    /// The next version: sites are put in, or in the place of the ones with the same key, and others are taken out. A
    /// maximum cannot be taken back, so each tile that a changed site reached or reaches is drawn anew from all its sites.
    /// The outcome is that of drawing all sites at once, whatever the order and the number of threads.
    /// </summary>
    /// <param name="put">Sites to put, each key once.</param>
    /// <param name="removed">Keys of sites to take out; all must be there.</param>
    /// <param name="threads">Threads, at least 1; by default all processors.</param>
    /// <returns>The planes; these ones stay as they are.</returns>
    /// <exception cref="ArgumentException">A key is put twice, put and removed, or removed without being there.</exception>
    public CoveragePlanes With(IReadOnlyList<CoverageSite> put, IReadOnlyCollection<long>? removed = null, int? threads = null)
    {
        int count = threads ?? Environment.ProcessorCount;
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1, nameof(threads));
        var placed = _templates.Place(put, count);
        Array.Sort(placed, (a, b) => a.Key.CompareTo(b.Key));

        var sites = new Dictionary<long, PlacedSite>(_sites);
        var leaving = new List<PlacedSite>();
        foreach (long key in removed ?? [])
            leaving.Add(sites.Remove(key, out var site) ? site : throw new ArgumentException($"There is no site {key} to take out.", nameof(removed)));
        var gone = leaving.Select(site => site.Key).ToHashSet();
        for (int i = 0; i < placed.Length; i++)
        {
            long key = placed[i].Key;
            if ((i > 0 && placed[i - 1].Key == key) || gone.Contains(key))
                throw new ArgumentException($"Site {key} is put twice, or put and taken out.", nameof(put));
            if (sites.TryGetValue(key, out var before))
                leaving.Add(before);
            sites[key] = placed[i];
        }
        var reaching = TileSites.Changed(Grid, _reaching, leaving, placed, out var touched);
        return new(_templates, sites, reaching, Draw(reaching, touched, count));
    }

    /// <summary>A tile's planes.</summary>
    /// <param name="tile">Number of the tile.</param>
    /// <returns>None where no site reaches.</returns>
    public CoverageTile? Tile(int tile) => _tiles[tile];

    /// <summary>The code of the strongest level in a cell.</summary>
    /// <param name="row">Row.</param>
    /// <param name="column">Column.</param>
    /// <returns>The code, see <see cref="LevelScale"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The cell is outside the grid.</exception>
    public byte Level(int row, int column) => At(row, column) is { } tile ? tile.Levels[CoverageGrid.InTile(row, column)] : (byte)0;

    /// <summary>How many sites cover a cell, 255 for that many or more.</summary>
    /// <param name="row">Row.</param>
    /// <param name="column">Column.</param>
    /// <returns>The count.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The cell is outside the grid.</exception>
    /// <exception cref="InvalidOperationException">Depth is not kept.</exception>
    public byte Depth(int row, int column)
    {
        if (!Settings.KeepsDepth)
            throw new InvalidOperationException("Depth is not kept.");
        return At(row, column) is { } tile ? tile.Depths[CoverageGrid.InTile(row, column)] : (byte)0;
    }

    /// <summary>The site that is strongest in a cell.</summary>
    /// <param name="row">Row.</param>
    /// <param name="column">Column.</param>
    /// <returns>Its key; none where there is no level.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The cell is outside the grid.</exception>
    /// <exception cref="InvalidOperationException">Servers are not kept.</exception>
    public long? Server(int row, int column) => At(row, column)?.Server(CoverageGrid.InTile(row, column));

    private CoverageTile? At(int row, int column)
    {
        Grid.ThrowIfOutside(row, column);
        return _tiles[Grid.TileOf(row, column)];
    }

    private CoverageTile?[] Draw(PlacedSite[]?[] reaching, int[] touched, int threads)
    {
        const int size = CoverageGrid.TileSize;
        var tiles = (CoverageTile?[])_tiles.Clone();
        // The fullest first, so that no thread is left with one at the end.
        Array.Sort(touched, (a, b) => (reaching[b]?.Length ?? 0).CompareTo(reaching[a]?.Length ?? 0));
        int next = -1;
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, _ =>
        {
            TilePainter? painter = null;
            for (int at; (at = Interlocked.Increment(ref next)) < touched.Length;)
            {
                int tile = touched[at], row = tile / Grid.TileColumns * size, column = tile % Grid.TileColumns * size;
                tiles[tile] = reaching[tile] is { Length: > 0 } sites
                    ? (painter ??= new(Settings)).Paint(row, column, Math.Min(size, Grid.Rows - row), Math.Min(size, Grid.Columns - column), sites)
                    : null;
            }
        });
        return tiles;
    }
}
