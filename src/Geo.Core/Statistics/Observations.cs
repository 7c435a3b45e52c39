namespace Geo.Core.Statistics;

/// <summary>
/// The values that are there. Missing is null, and missing is never zero; not a number is neither, it is a mistake made
/// before, and is refused.
/// </summary>
internal sealed record Observations(double[] Values, int[] Positions, int[] Missing)
{
    public static Observations Of(IReadOnlyList<double?> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var present = new List<double>(values.Count);
        List<int> positions = new(values.Count), missing = [];
        for (int i = 0; i < values.Count; i++)
        {
            if (values[i] is not { } value)
            {
                missing.Add(i);
                continue;
            }
            if (!double.IsFinite(value))
                throw new ArgumentException($"Value {i} is {value}; a missing value is null, every other is a finite number.",
                    nameof(values));
            present.Add(value);
            positions.Add(i);
        }
        return new([.. present], [.. positions], [.. missing]);
    }

    /// <summary>The values in ascending order, of which there is at least one.</summary>
    public static double[] Sorted(IReadOnlyList<double?> values)
    {
        double[] sorted = Of(values).Values;
        if (sorted.Length == 0)
            throw new ArgumentException("Every value is missing.", nameof(values));
        Array.Sort(sorted);
        return sorted;
    }
}
