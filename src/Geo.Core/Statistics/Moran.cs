namespace Geo.Core.Statistics;

/// <summary>
/// Moran's I: whether neighbours are more alike than chance would have it. Moments after Cliff and Ord, "Spatial
/// processes" (1981), sections 1.5 and 2.3.
/// </summary>
public static class Moran
{
    /// <summary>The statistic, its moments and a permutation test.</summary>
    /// <param name="values">A value for each area, in any unit; null where missing, and then the area is left out.</param>
    /// <param name="weights">Who is whose neighbour, in the same order. Islands are left out and reported.</param>
    /// <param name="style">What a neighbour weighs.</param>
    /// <param name="permutations">Random orders to try, 99 to 99,999.</param>
    /// <param name="seed">The same seed gives the same pseudo p-values.</param>
    /// <returns>The outcome.</returns>
    /// <exception cref="ArgumentException">A value is not finite, or there are not as many as areas.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Permutations are out of range, or there is no such style.</exception>
    public static MoranResult Of(IReadOnlyList<double?> values, SpatialWeights weights, WeightStyle style = WeightStyle.RowStandardised,
        int permutations = 999, ulong seed = 1)
    {
        PermutationTest.ThrowIfOutside(permutations);
        var sample = SpatialSample.Of(values, weights, style);
        var statistic = sample.Undefined is null ? Statistic(sample, permutations, seed) : null;
        return new(statistic, sample.Undefined, sample.Count, sample.Missing, sample.Islands);
    }

    private static MoranStatistic Statistic(SpatialSample sample, int permutations, ulong seed)
    {
        double n = sample.Count, squares = sample.Deviations.Sum(z => z * z), fourths = sample.Deviations.Sum(z => z * z * z * z);
        var (s0, s1, s2) = Sums(sample);
        double scale = n / (s0 * squares);
        double observed = scale * CrossProduct(sample, sample.Deviations);

        double expectation = -1 / (n - 1);
        double normality = (n * n * s1 - n * s2 + 3 * s0 * s0) / ((n * n - 1) * s0 * s0) - expectation * expectation;
        double kurtosis = n * fourths / (squares * squares);
        double randomisation = (n * ((n * n - 3 * n + 3) * s1 - n * s2 + 3 * s0 * s0)
            - kurtosis * ((n * n - n) * s1 - 2 * n * s2 + 6 * s0 * s0)) / ((n - 1) * (n - 2) * (n - 3) * s0 * s0) - expectation * expectation;

        var random = new StableRandom(seed);
        var test = new PermutationTest(observed);
        double[] order = [.. sample.Deviations];
        for (int i = 0; i < permutations; i++)
        {
            random.Shuffle<double>(order);
            test.Add(scale * CrossProduct(sample, order));
        }
        return new(observed, expectation, normality, randomisation, permutations, test.Mean, test.Variance, test.PseudoP);
    }

    private static double CrossProduct(SpatialSample sample, double[] deviations)
    {
        double sum = 0;
        for (int i = 0; i < deviations.Length; i++)
            sum += deviations[i] * sample.Lag(deviations, i);
        return sum;
    }

    /// <summary>S0, S1 and S2 of Cliff and Ord: of weights, of their squares both ways, of squared margins.</summary>
    private static (double S0, double S1, double S2) Sums(SpatialSample sample)
    {
        double s0 = 0, s1 = 0, s2 = 0;
        for (int i = 0; i < sample.Count; i++)
        {
            double own = sample.RowWeight[i], row = own * sample.Neighbours[i].Length, column = 0;
            foreach (int j in sample.Neighbours[i])
            {
                double back = sample.RowWeight[j];
                column += back;
                s1 += (own + back) * (own + back) / 2;
            }
            s0 += row;
            s2 += (row + column) * (row + column);
        }
        return (s0, s1, s2);
    }
}
