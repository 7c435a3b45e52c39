namespace Geo.Core.Statistics;

/// <summary>
/// What a statistic of neighbourhood works on: the areas with a value and with a neighbour that has one. Others are
/// left out altogether, from the mean too, so that the analytical moments and the permutations speak of the same areas.
/// </summary>
internal sealed class SpatialSample
{
    public const int MinAreas = 4;   // the variance under randomisation divides by (n - 1)(n - 2)(n - 3)

    private SpatialSample(int[] positions, int[] missing, int[] islands, double[] deviations, SpatialWeights weights, WeightStyle style)
    {
        (Positions, Missing, Islands, Deviations) = (positions, missing, islands, deviations);
        Neighbours = [.. Enumerable.Range(0, weights.Count).Select(i => weights.Neighbours(i).ToArray())];
        RowWeight = [.. Neighbours.Select(list => style == WeightStyle.Binary ? 1 : 1.0 / list.Length)];
    }

    /// <summary>Where each area of the sample stands in the input.</summary>
    public int[] Positions { get; }

    public int[] Missing { get; }

    /// <summary>Positions in the input of areas with a value but without a neighbour that has one.</summary>
    public int[] Islands { get; }

    /// <summary>Deviations from the mean over the range of values: every statistic here is free of scale.</summary>
    public double[] Deviations { get; }

    public int[][] Neighbours { get; }

    /// <summary>The weight of each neighbour of an area.</summary>
    public double[] RowWeight { get; }

    public int Count => Positions.Length;

    /// <summary>Why a statistic cannot be had; null where it can.</summary>
    public UndefinedReason? Undefined =>
        Count < MinAreas ? UndefinedReason.TooFewAreas : Deviations.All(z => z == 0) ? UndefinedReason.AllEqual : null;

    public static SpatialSample Of(IReadOnlyList<double?> values, SpatialWeights weights, WeightStyle style)
    {
        ArgumentNullException.ThrowIfNull(weights);
        if (!Enum.IsDefined(style))
            throw new ArgumentOutOfRangeException(nameof(style), style, "No such style of weights.");
        var observed = Observations.Of(values);
        if (values.Count != weights.Count)
            throw new ArgumentException($"{values.Count} values for {weights.Count} areas; there is one for each, null where missing.",
                nameof(values));
        var among = weights.Among(observed.Positions);
        int[] kept = [.. Enumerable.Range(0, among.Count).Except(among.Islands)];
        return new([.. kept.Select(i => observed.Positions[i])], observed.Missing, [.. among.Islands.Select(i => observed.Positions[i])],
            DeviationsOf([.. kept.Select(i => observed.Values[i])]), among.Among(kept), style);
    }

    /// <summary>The weighted sum of neighbours' deviations.</summary>
    public double Lag(double[] deviations, int area)
    {
        double sum = 0;
        foreach (int j in Neighbours[area])
            sum += deviations[j];
        return sum * RowWeight[area];
    }

    private static double[] DeviationsOf(double[] values)
    {
        if (values.Length == 0 || values.Min() == values.Max())
            return new double[values.Length];
        // Scaled first: neither the mean nor a square can then overflow, and rounding is relative to the spread.
        double low = values.Min(), range = values.Max() / 2 - low / 2;
        double[] scaled = [.. values.Select(value => (value / 2 - low / 2) / range)];
        double mean = scaled.Average();
        return [.. scaled.Select(value => value - mean)];
    }
}
