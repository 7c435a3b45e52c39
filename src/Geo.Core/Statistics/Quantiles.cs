namespace Geo.Core.Statistics;

/// <summary>Classes of equally many values, by quantiles of type 7 of Hyndman and Fan (1996), the one of R, NumPy and Excel.</summary>
public static class Quantiles
{
    /// <summary>The classes. Equal values share a class, so classes are uneven, or fewer, where many values are equal.</summary>
    /// <param name="values">The values; null where missing.</param>
    /// <param name="classes">How many, at least 1.</param>
    /// <returns>At most as many classes, none of them empty.</returns>
    /// <exception cref="ArgumentException">A value is not finite, or every value is missing.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no class.</exception>
    public static ClassBreaks Of(IReadOnlyList<double?> values, int classes)
    {
        ClassBreaks.ThrowIfNoClasses(classes);
        double[] sorted = Observations.Sorted(values);
        var breaks = new List<double>();
        int counted = 0;
        for (int i = 1; i < classes; i++)
        {
            double candidate = At(sorted, (double)i / classes);
            int upTo = UpTo(sorted, candidate);
            if (upTo == counted || upTo == sorted.Length)
                continue;
            breaks.Add(candidate);
            counted = upTo;
        }
        return ClassBreaks.Fixed([.. breaks]);
    }

    /// <summary>A quantile.</summary>
    /// <param name="sorted">The values, ascending, at least one.</param>
    /// <param name="share">0 to 1; 0.5 is the median.</param>
    /// <returns>The quantile, in the unit of the values.</returns>
    internal static double At(double[] sorted, double share)
    {
        double position = share * (sorted.Length - 1);
        int below = Math.Min((int)position, sorted.Length - 1);
        if (below == sorted.Length - 1)
            return sorted[^1];
        double part = position - below;
        return sorted[below] * (1 - part) + sorted[below + 1] * part;
    }

    private static int UpTo(double[] sorted, double value) => sorted.Count(item => item <= value);
}
