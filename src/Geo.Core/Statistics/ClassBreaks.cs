namespace Geo.Core.Statistics;

/// <summary>
/// The classes of a map. A break belongs to the class below it: class 0 holds what is at most the first break, the last
/// what is above the last break. Both end classes are open, so every value has a class at every date.
/// </summary>
public sealed class ClassBreaks
{
    private readonly double[] _breaks;

    private ClassBreaks(double[] breaks) => _breaks = breaks;

    /// <summary>Breaks between classes, ascending, in the unit of the values; one fewer than classes.</summary>
    public IReadOnlyList<double> Breaks => _breaks;

    /// <summary>How many classes there are: those asked for, or fewer where the values do not tell so many apart.</summary>
    public int Count => _breaks.Length + 1;

    /// <summary>Fixed classes, the only ones to compare dates by.</summary>
    /// <param name="breaks">Breaks between classes, ascending; none for a single class.</param>
    /// <returns>The classes.</returns>
    /// <exception cref="ArgumentException">A break is not finite, or not above the one before.</exception>
    public static ClassBreaks Fixed(params IReadOnlyList<double> breaks)
    {
        ArgumentNullException.ThrowIfNull(breaks);
        for (int i = 0; i < breaks.Count; i++)
        {
            if (!double.IsFinite(breaks[i]) || (i > 0 && breaks[i] <= breaks[i - 1]))
                throw new ArgumentException($"Break {i} is {breaks[i]}; breaks are finite and each above the one before.", nameof(breaks));
        }
        return new([.. breaks]);
    }

    /// <summary>The class of a value.</summary>
    /// <param name="value">The value; null where it is missing.</param>
    /// <returns>0 to <see cref="Count"/> - 1; null for a missing value.</returns>
    /// <exception cref="ArgumentException">The value is not finite.</exception>
    public int? ClassOf(double? value)
    {
        if (value is not { } number)
            return null;
        if (!double.IsFinite(number))
            throw new ArgumentException($"{number} has no class; a missing value is null.", nameof(value));
        int at = Array.BinarySearch(_breaks, number);
        return at >= 0 ? at : ~at;
    }

    /// <summary>How many values fall into each class; missing ones into none.</summary>
    /// <param name="values">The values; null where missing.</param>
    /// <returns>A count for each class.</returns>
    /// <exception cref="ArgumentException">A value is not finite.</exception>
    public IReadOnlyList<int> Counts(IReadOnlyList<double?> values)
    {
        var counts = new int[Count];
        foreach (double value in Observations.Of(values).Values)
            counts[ClassOf(value)!.Value]++;
        return counts;
    }

    /// <summary>
    /// Goodness of variance fit (Jenks and Caspall, 1971): the share of the sum of squared deviations that the classes explain.
    /// </summary>
    /// <param name="values">The values; null where missing.</param>
    /// <returns>0 to 1; null where values are all equal or all missing, so that there is nothing to explain.</returns>
    /// <exception cref="ArgumentException">A value is not finite.</exception>
    public double? GoodnessOfVarianceFit(IReadOnlyList<double?> values)
    {
        double[] present = Observations.Of(values).Values;
        if (present.Length == 0 || present.Min() == present.Max())
            return null;
        double within = present.GroupBy(value => ClassOf(value)).Sum(group => SquaredDeviations([.. group]));
        return 1 - within / SquaredDeviations(present);
    }

    internal static void ThrowIfNoClasses(int classes)
    {
        if (classes < 1)
            throw new ArgumentOutOfRangeException(nameof(classes), classes, "There is at least 1 class.");
    }

    private static double SquaredDeviations(double[] values)
    {
        double mean = values.Average();
        return values.Sum(value => (value - mean) * (value - mean));
    }
}
