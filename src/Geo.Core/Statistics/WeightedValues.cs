namespace Geo.Core.Statistics;

/// <summary>Values per head with the shares of people they belong to; what inequality is measured on.</summary>
internal readonly record struct WeightedValues((double Value, double Share, int Position)[] Items, double Mean)
{
    /// <summary>Present values of those who count, and null where there are none or all are zero.</summary>
    public static WeightedValues? Of(IReadOnlyList<double?> values, IReadOnlyList<double>? people)
    {
        var observed = Observations.Of(values);
        if (observed.Values.Any(value => value < 0))
            throw new ArgumentException("Shares of a total have no meaning among negative values.", nameof(values));
        if (people is not null && people.Count != values.Count)
            throw new ArgumentException($"{people.Count} weights for {values.Count} values.", nameof(people));
        if (people is not null && people.Any(weight => !(weight >= 0 && double.IsFinite(weight))))
            throw new ArgumentException("Weights are finite and at least 0.", nameof(people));

        var items = observed.Positions.Select((at, i) => (Value: observed.Values[i], Share: people?[at] ?? 1, Position: at))
            .Where(item => item.Share > 0).ToArray();
        double total = items.Sum(item => item.Share);
        for (int i = 0; i < items.Length; i++)
            items[i].Share /= total;
        double mean = items.Sum(item => item.Value * item.Share);
        return mean > 0 ? new(items, mean) : null;
    }
}
