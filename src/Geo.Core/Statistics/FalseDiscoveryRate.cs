namespace Geo.Core.Statistics;

/// <summary>
/// Benjamini and Hochberg (1995): p-values adjusted so that those at most a level contain, on average, no larger share of
/// false discoveries than that level.
/// </summary>
public static class FalseDiscoveryRate
{
    /// <summary>The adjusted p-values, as R's p.adjust(method = "BH").</summary>
    /// <param name="pValues">p-values, 0 to 1.</param>
    /// <returns>Adjusted p-values in the same order, none below its p-value, none above 1.</returns>
    /// <exception cref="ArgumentException">A p-value is not from 0 to 1.</exception>
    public static IReadOnlyList<double> Adjusted(IReadOnlyList<double> pValues)
    {
        ArgumentNullException.ThrowIfNull(pValues);
        if (pValues.Any(p => !(p >= 0 && p <= 1)))
            throw new ArgumentException("p-values are from 0 to 1.", nameof(pValues));
        var adjusted = new double[pValues.Count];
        double least = 1;
        int rank = pValues.Count;
        foreach (int i in Enumerable.Range(0, pValues.Count).OrderByDescending(i => pValues[i]))
        {
            least = Math.Min(least, pValues[i] * pValues.Count / rank--);
            adjusted[i] = least;
        }
        return adjusted;
    }
}
