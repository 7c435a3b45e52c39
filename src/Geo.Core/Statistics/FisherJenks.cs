namespace Geo.Core.Statistics;

/// <summary>
/// Natural breaks: the classes with the least sum of squared deviations from class means, found exactly by dynamic
/// programming (W. D. Fisher, "On grouping for maximum homogeneity", 1958). They belong to the values of one date.
/// </summary>
public static class FisherJenks
{
    /// <summary>The classes; where several are equally good, those whose upper classes reach furthest down.</summary>
    /// <param name="values">The values; null where missing. Time grows with the square of how many differ.</param>
    /// <param name="classes">How many, at least 1.</param>
    /// <returns>As many classes, or one for each different value where these are fewer. A break is its class's largest value.</returns>
    /// <exception cref="ArgumentException">A value is not finite, or every value is missing.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no class.</exception>
    public static ClassBreaks Of(IReadOnlyList<double?> values, int classes)
    {
        ClassBreaks.ThrowIfNoClasses(classes);
        // Equal values are never parted, so they enter once with their number.
        var distinct = Observations.Sorted(values).GroupBy(value => value).Select(group => (Value: group.Key,
            Number: group.Count())).ToArray();
        int count = Math.Min(classes, distinct.Length);
        int[,] firstOfLast = FirstOfLast(distinct, count);
        var breaks = new double[count - 1];
        for (int k = count - 1, end = distinct.Length - 1; k > 0; k--)
        {
            end = firstOfLast[k, end] - 1;
            breaks[k - 1] = distinct[end].Value;
        }
        return ClassBreaks.Fixed(breaks);
    }

    /// <summary>Where the last class begins when the values up to one are best parted into k + 1 classes.</summary>
    private static int[,] FirstOfLast((double Value, int Number)[] distinct, int classes)
    {
        int n = distinct.Length;
        var least = new double[classes, n];
        var first = new int[classes, n];
        for (int end = 0; end < n; end++)
        {
            for (int k = 0; k < classes; k++)
                least[k, end] = double.PositiveInfinity;
            // Welford's update, downwards: prefix sums of squares would lose the small deviations beside large values.
            double mean = 0, number = 0, squares = 0;
            for (int start = end; start >= 0; start--)
            {
                double gap = distinct[start].Value - mean;
                number += distinct[start].Number;
                mean += gap * distinct[start].Number / number;
                squares += gap * (distinct[start].Value - mean) * distinct[start].Number;
                if (start == 0)
                    least[0, end] = squares;
                for (int k = 1; k < classes && k <= start; k++)
                {
                    double total = least[k - 1, start - 1] + squares;
                    if (total > least[k, end])
                        continue;
                    least[k, end] = total;
                    first[k, end] = start;
                }
            }
        }
        return first;
    }
}
