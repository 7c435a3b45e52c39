namespace Geo.Core.Statistics;

/// <summary>
/// Theil's T ("Economics and information theory", 1967; generalised entropy of parameter 1), which parts exactly into
/// inequality between groups and within them.
/// </summary>
public static class Theil
{
    /// <summary>The index.</summary>
    /// <param name="values">Values, at least 0, such as stations per 10,000 people; null where missing, and then left out.</param>
    /// <param name="people">How much each counts, at least 0, such as its people; equally where not given.</param>
    /// <returns>0, all equal, to ln n, all in one hand; null where no value is there or all are zero.</returns>
    /// <exception cref="ArgumentException">A value is negative or not finite; or weights are, or are not as many as values.</exception>
    public static double? Of(IReadOnlyList<double?> values, IReadOnlyList<double>? people = null) =>
        WeightedValues.Of(values, people) is { } weighted
            ? weighted.Items.Sum(item => item.Share * Term(item.Value / weighted.Mean))
            : null;

    /// <summary>The index in parts.</summary>
    /// <param name="values">Values, at least 0; null where missing, and then left out.</param>
    /// <param name="groups">The group of each, such as its city.</param>
    /// <param name="people">How much each counts, at least 0; equally where not given.</param>
    /// <returns>The parts; null where no value is there or all are zero.</returns>
    /// <exception cref="ArgumentException">As for the index; or groups are not as many as values, or one has no name.</exception>
    public static TheilDecomposition? Decompose(IReadOnlyList<double?> values, IReadOnlyList<string> groups,
        IReadOnlyList<double>? people = null)
    {
        ArgumentNullException.ThrowIfNull(groups);
        if (WeightedValues.Of(values, people) is not { } weighted)
            return null;
        if (groups.Count != values.Count || groups.Any(string.IsNullOrEmpty))
            throw new ArgumentException($"{values.Count} values need a group each, and every group a name.", nameof(groups));

        double between = 0;
        var parts = new List<TheilGroup>();
        foreach (var group in weighted.Items.GroupBy(item => groups[item.Position]).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            double share = group.Sum(item => item.Share), mean = group.Sum(item => item.Share * item.Value) / share;
            between += share * Term(mean / weighted.Mean);
            double? within = mean > 0 ? group.Sum(item => item.Share / share * Term(item.Value / mean)) : null;
            parts.Add(new(group.Key, share, share * mean / weighted.Mean, within));
        }
        return new(between, parts);
    }

    /// <summary>
    /// r ln r - r + 1 at a ratio to the mean. Ratios average to 1, so the last two add nothing; but so written every
    /// term is at least 0, and near 1 the series keeps what subtraction would lose.
    /// </summary>
    private static double Term(double ratio)
    {
        double d = ratio - 1;
        if (Math.Abs(d) < 1e-4)
            return d * d * (1 / 2.0 - d * (1 / 6.0 - d / 12));
        return ratio == 0 ? 1 : ratio * Math.Log(ratio) - d;
    }
}
