namespace Geo.Core.Statistics;

/// <summary>
/// The Gini coefficient: half the mean absolute difference between any two, over the mean. The population's form,
/// without the correction n / (n - 1): at most 1 - 1/n where nobody is weighted.
/// </summary>
public static class Gini
{
    /// <summary>The coefficient.</summary>
    /// <param name="values">Values, at least 0, such as stations per 10,000 people; null where missing, and then left out.</param>
    /// <param name="people">How much each counts, at least 0, such as its people; equally where not given.</param>
    /// <returns>0, all equal, to 1, all in one hand; null where no value is there or all are zero.</returns>
    /// <exception cref="ArgumentException">A value is negative or not finite; or weights are, or are not as many as values.</exception>
    public static double? Of(IReadOnlyList<double?> values, IReadOnlyList<double>? people = null)
    {
        if (WeightedValues.Of(values, people) is not { } weighted)
            return null;
        // The area between the distribution function and 1: every term is positive, and equal values add exactly nothing.
        var sorted = weighted.Items.OrderBy(item => item.Value).ToArray();
        double below = 0, sum = 0;
        for (int i = 1; i < sorted.Length; i++)
        {
            below += sorted[i - 1].Share;
            sum += below * Math.Max(0, 1 - below) * (sorted[i].Value - sorted[i - 1].Value);
        }
        return sum / weighted.Mean;
    }
}
