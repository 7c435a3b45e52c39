namespace Geo.Core.Boundaries;

/// <summary>A clean coverage and how it was come by.</summary>
/// <param name="Areas">
/// One MultiPolygon per key, in the input's order: each valid, none overlapping, neighbours sharing every vertex of their border.
/// </param>
/// <param name="Repairs">Every gap and overlap found, largest area first.</param>
/// <param name="AreaChangeShares">By key: area after less area before, over area before.</param>
public sealed record CleanedCoverage(
    IReadOnlyList<AreaShape> Areas,
    IReadOnlyList<CoverageRepair> Repairs,
    IReadOnlyDictionary<string, double> AreaChangeShares)
{
    /// <summary>Number, total and largest of the faults of one kind.</summary>
    /// <param name="fault">The kind.</param>
    /// <returns>Count, and square metres; nought where there were none.</returns>
    public (int Count, double TotalM2, double LargestM2) Tally(CoverageFault fault)
    {
        var areasM2 = Repairs.Where(repair => repair.Fault == fault).Select(repair => repair.AreaM2).ToList();
        return (areasM2.Count, areasM2.Sum(), areasM2.DefaultIfEmpty().Max());
    }
}
