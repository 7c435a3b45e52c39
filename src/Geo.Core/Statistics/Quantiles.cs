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
            double candidate = At(sorted, i, classes);
            int upTo = UpTo(sorted, candidate);
            if (upTo == counted || upTo == sorted.Length)
                continue;
            breaks.Add(candidate);
            counted = upTo;
        }
        return ClassBreaks.Fixed([.. breaks]);
    }

    /// <summary>The quantile of i in all. In whole numbers as far as they go: a value on a break must not fall beside it by
    /// rounding.</summary>
    private static double At(double[] sorted, int i, int all)
    {
        long position = (long)i * (sorted.Length - 1);
        int below = (int)(position / all);
        double part = (double)(position % all) / all;
        return part == 0 ? sorted[below] : sorted[below] + part * (sorted[below + 1] - sorted[below]);
    }

    private static int UpTo(double[] sorted, double value) => sorted.Count(item => item <= value);
}
