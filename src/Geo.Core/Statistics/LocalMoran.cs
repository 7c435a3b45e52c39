namespace Geo.Core.Statistics;

/// <summary>
/// Local Moran's I (Anselin, "Local indicators of spatial association", 1995, eq. 12-13 with m2 = Σz²/n) with conditional
/// permutations: where clusters and outliers lie. GeoDa and PySAL divide by n - 1 instead; nothing else depends on it.
/// </summary>
public static class LocalMoran
{
    // A deviation is a share of the range of values; less than this is rounding of the mean.
    private const double Rounding = 1e-12;

    /// <summary>The statistic of every area.</summary>
    /// <param name="values">A value for each area, in any unit; null where missing, and then the area is left out.</param>
    /// <param name="weights">Who is whose neighbour, in the same order. Islands are left out and reported.</param>
    /// <param name="style">What a neighbour weighs.</param>
    /// <param name="permutations">Draws of neighbours to try for each area, 99 to 99,999.</param>
    /// <param name="seed">The same seed gives the same pseudo p-values; every area draws from a stream of its own.</param>
    /// <param name="level">Level of significance of the two-sided pseudo p-value, between 0 and 1, both excluded.</param>
    /// <param name="controlFalseDiscoveries">Whether p-values are adjusted by <see cref="FalseDiscoveryRate"/>.</param>
    /// <returns>The outcome.</returns>
    /// <exception cref="ArgumentException">A value is not finite, or there are not as many as areas.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Permutations or the level are out of range, or there is no such style.</exception>
    public static LocalMoranResult Of(IReadOnlyList<double?> values, SpatialWeights weights,
        WeightStyle style = WeightStyle.RowStandardised,
        int permutations = 999, ulong seed = 1, double level = 0.05, bool controlFalseDiscoveries = false)
    {
        PermutationTest.ThrowIfOutside(permutations);
        if (!(level > 0 && level < 1))
            throw new ArgumentOutOfRangeException(nameof(level), level, "The level of significance is between 0 and 1, both excluded.");
        var sample = SpatialSample.Of(values, weights, style);
        if (sample.Undefined is not null)
            return new([], sample.Undefined, sample.Missing, sample.Islands);

        double variance = sample.Deviations.Sum(z => z * z) / sample.Count;
        var tests = new PseudoP[sample.Count];
        for (int i = 0; i < tests.Length; i++)
            tests[i] = Test(sample, i, variance, permutations, new StableRandom(seed, (ulong)sample.Positions[i] + 1));
        IReadOnlyList<double> adjusted = [.. tests.Select(test => test.TwoSided)];
        if (controlFalseDiscoveries)
            adjusted = FalseDiscoveryRate.Adjusted(adjusted);

        var areas = new LocalMoranArea?[values.Count];
        for (int i = 0; i < sample.Count; i++)
        {
            double own = sample.Deviations[i], lag = sample.Lag(sample.Deviations, i);
            areas[sample.Positions[i]] = new(sample.Positions[i], own * lag / variance, QuadrantOf(own, lag), tests[i], adjusted[i],
                adjusted[i] <= level);
        }
        return new(areas, null, sample.Missing, sample.Islands);
    }

    private static PseudoP Test(SpatialSample sample, int area, double variance, int permutations, StableRandom random)
    {
        double own = sample.Deviations[area] * sample.RowWeight[area] / variance;
        var test = new PermutationTest(sample.Deviations[area] * sample.Lag(sample.Deviations, area) / variance);
        double[] others = [.. sample.Deviations.Where((_, i) => i != area)];
        int neighbours = sample.Neighbours[area].Length;
        for (int i = 0; i < permutations; i++)
        {
            // Only the neighbours need drawing: the head of a shuffle, which goes on from where the last one ended.
            double sum = 0;
            for (int k = 0; k < neighbours; k++)
            {
                int drawn = k + random.NextBelow(others.Length - k);
                (others[k], others[drawn]) = (others[drawn], others[k]);
                sum += others[k];
            }
            test.Add(own * sum);
        }
        return test.PseudoP;
    }

    private static Quadrant QuadrantOf(double own, double lag) => (own, lag) switch
    {
        (> Rounding, > Rounding) => Quadrant.HighHigh,
        (< -Rounding, > Rounding) => Quadrant.LowHigh,
        (< -Rounding, < -Rounding) => Quadrant.LowLow,
        (> Rounding, < -Rounding) => Quadrant.HighLow,
        _ => Quadrant.None,
    };
}
