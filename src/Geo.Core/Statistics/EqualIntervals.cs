namespace Geo.Core.Statistics;

/// <summary>Classes of equal width between the smallest and the largest value; some may be empty.</summary>
public static class EqualIntervals
{
    /// <summary>The classes.</summary>
    /// <param name="values">The values; null where missing.</param>
    /// <param name="classes">How many, at least 1.</param>
    /// <returns>As many classes; a single one where all values are equal.</returns>
    /// <exception cref="ArgumentException">A value is not finite, or every value is missing.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no class.</exception>
    public static ClassBreaks Of(IReadOnlyList<double?> values, int classes)
    {
        ClassBreaks.ThrowIfNoClasses(classes);
        double[] sorted = Observations.Sorted(values);
        double min = sorted[0], max = sorted[^1];
        // Multiplied before it is divided: breaks of whole numbers that are whole come out whole, and values on them stay below.
        var breaks = Enumerable.Range(1, classes - 1).Select(i => min + (max - min) * i / classes);
        return ClassBreaks.Fixed([.. breaks.Where(value => value >= min && value < max).Distinct()]);
    }
}
