namespace Geo.Core.Statistics;

/// <summary>
/// Normalisation of individual indicators, in the words of OECD and JRC, "Handbook on constructing composite indicators"
/// (2008), step 5 and table 3. Missing stays missing.
/// </summary>
public static class Normalisation
{
    /// <summary>Min-max between the smallest and the largest value of these very areas: for one date only.</summary>
    /// <param name="values">The indicator, in its own unit; null where missing.</param>
    /// <param name="direction">Which way it speaks.</param>
    /// <returns>0, worst, to 1, best; null where missing.</returns>
    /// <exception cref="ArgumentException">A value is not finite, every value is missing, or all are equal.</exception>
    public static IReadOnlyList<double?> MinMax(IReadOnlyList<double?> values, Direction direction)
    {
        double[] sorted = Observations.Sorted(values);
        if (sorted[0] == sorted[^1])
            throw new ArgumentException("All values are equal, so min-max has no range; give fixed ends or leave the indicator out.",
                nameof(values));
        return MinMax(values, direction, sorted[0], sorted[^1]);
    }

    /// <summary>Min-max between fixed ends: comparable across dates.</summary>
    /// <param name="values">The indicator, in its own unit; null where missing.</param>
    /// <param name="direction">Which way it speaks.</param>
    /// <param name="min">The lower end, in the same unit.</param>
    /// <param name="max">The upper end, in the same unit.</param>
    /// <returns>0 to 1 between the ends, and beyond them where a value is: nothing is cut off. Null where missing.</returns>
    /// <exception cref="ArgumentException">A value is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The ends are not finite or not in order, or there is no such direction.</exception>
    public static IReadOnlyList<double?> MinMax(IReadOnlyList<double?> values, Direction direction, double min, double max)
    {
        if (!double.IsFinite(min) || !(max > min && double.IsFinite(max)))
            throw new ArgumentOutOfRangeException(nameof(max), max, $"The upper end is finite and above the lower, {min}.");
        return Each(values, IsHigherBetter(direction) ? value => (value - min) / (max - min) : value => (max - value) / (max - min));
    }

    /// <summary>Standardisation, or z-scores: deviations from the mean of the areas in their standard deviations (of all, divided by
    /// n).</summary>
    /// <param name="values">The indicator, in its own unit; null where missing.</param>
    /// <param name="direction">Which way it speaks.</param>
    /// <returns>Mean 0 and standard deviation 1, the better the higher; null where missing.</returns>
    /// <exception cref="ArgumentException">A value is not finite, every value is missing, or all are equal.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such direction.</exception>
    public static IReadOnlyList<double?> ZScore(IReadOnlyList<double?> values, Direction direction)
    {
        double[] sorted = Observations.Sorted(values);
        if (sorted[0] == sorted[^1])
            throw new ArgumentException("All values are equal, so there is no deviation to standardise by; leave the indicator out.",
                nameof(values));
        double mean = sorted.Average(), deviation = Math.Sqrt(sorted.Average(value => (value - mean) * (value - mean)));
        double sign = IsHigherBetter(direction) ? 1 : -1;
        return Each(values, value => sign * (value - mean) / deviation);
    }

    /// <summary>Distance to a reference: the ratio to a target or to the leader; the inverse ratio where lower is better.</summary>
    /// <param name="values">The indicator, at least 0, in its own unit, and above 0 where lower is better; null where missing.</param>
    /// <param name="direction">Which way it speaks.</param>
    /// <param name="reference">The target, above 0, in the same unit.</param>
    /// <returns>1 at the reference, above 1 where better; null where missing.</returns>
    /// <exception cref="ArgumentException">A value is not finite, or too small.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The reference is not above 0, or there is no such direction.</exception>
    public static IReadOnlyList<double?> DistanceToReference(IReadOnlyList<double?> values, Direction direction, double reference)
    {
        if (!(reference > 0 && double.IsFinite(reference)))
            throw new ArgumentOutOfRangeException(nameof(reference), reference, "The reference is finite and above 0.");
        bool isHigherBetter = IsHigherBetter(direction);
        if (Observations.Of(values).Values.Any(value => isHigherBetter ? value < 0 : value <= 0))
            throw new ArgumentException($"A ratio to the reference needs values {(isHigherBetter ? "of at least" : "above")} 0.",
                nameof(values));
        return Each(values, isHigherBetter ? value => value / reference : value => reference / value);
    }

    private static double?[] Each(IReadOnlyList<double?> values, Func<double, double> normalise)
    {
        var observed = Observations.Of(values);
        var normalised = new double?[values.Count];
        for (int i = 0; i < observed.Values.Length; i++)
            normalised[observed.Positions[i]] = normalise(observed.Values[i]);
        return normalised;
    }

    private static bool IsHigherBetter(Direction direction) => Enum.IsDefined(direction)
        ? direction == Direction.HigherIsBetter
        : throw new ArgumentOutOfRangeException(nameof(direction), direction, "No such direction.");
}
