namespace Geo.Core.Coverage;

/// <summary>Which sites reach which tile.</summary>
internal static class TileSites
{
    /// <summary>The lists of the next version; those of tiles that nothing touched are shared.</summary>
    /// <param name="grid">The grid.</param>
    /// <param name="before">Lists by rising key, by tile.</param>
    /// <param name="leaving">Sites that go, or stood elsewhere.</param>
    /// <param name="coming">Sites that come, by rising key.</param>
    /// <param name="touched">The tiles whose lists changed.</param>
    public static PlacedSite[]?[] Changed(
        CoverageGrid grid, PlacedSite[]?[] before, List<PlacedSite> leaving, PlacedSite[] coming, out int[] touched)
    {
        var added = new int[grid.Tiles];
        var isTouched = new bool[grid.Tiles];
        foreach (var site in leaving)
            foreach (int tile in Reached(grid, site))
                isTouched[tile] = true;
        foreach (var site in coming)
            foreach (int tile in Reached(grid, site))
                added[tile]++;

        var gone = leaving.Select(site => site.Key).ToHashSet();
        var after = (PlacedSite[]?[])before.Clone();
        var filled = new int[grid.Tiles];
        for (int tile = 0; tile < after.Length; tile++)
        {
            isTouched[tile] |= added[tile] > 0;
            if (!isTouched[tile])
                continue;
            PlacedSite[] kept = before[tile] is { } old ? gone.Count == 0 ? old : Array.FindAll(old, site => !gone.Contains(site.Key)) : [];
            after[tile] = new PlacedSite[kept.Length + added[tile]];
            kept.CopyTo(after[tile]!, 0);
            filled[tile] = kept.Length;
        }
        foreach (var site in coming)
            foreach (int tile in Reached(grid, site))
                after[tile]![filled[tile]++] = site;
        touched = [.. Enumerable.Range(0, after.Length).Where(tile => isTouched[tile])];
        foreach (int tile in touched)
            if (added[tile] > 0 && added[tile] < after[tile]!.Length)
                Array.Sort(after[tile]!, (a, b) => a.Key.CompareTo(b.Key));
        return after;
    }

    private static IEnumerable<int> Reached(CoverageGrid grid, PlacedSite site)
    {
        const int size = CoverageGrid.TileSize;
        var template = site.Template;
        int north = Math.Max(0, site.Row + template.FirstRow), south = Math.Min(grid.Rows, site.Row + template.FirstRow + template.Rows) - 1;
        int west = Math.Max(0, site.Column + template.WestColumn), east = Math.Min(grid.Columns, site.Column + template.EastColumn) - 1;
        if (north > south || west > east)
            yield break;
        for (int row = north / size; row <= south / size; row++)
            for (int column = west / size; column <= east / size; column++)
                yield return row * grid.TileColumns + column;
    }
}
