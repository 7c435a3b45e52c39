namespace Geo.Server.Seeding.Demonstration;

/// <summary>Shares a whole number out exactly.</summary>
public static class Quota
{
    /// <summary>In proportion to the weights, by largest remainder; of equal remainders the earlier one wins.</summary>
    /// <exception cref="ArgumentException">A weight is negative, or there is something to share and no weight.</exception>
    public static int[] Of(IReadOnlyList<double> weights, int total)
    {
        var sum = weights.Sum();
        if (weights.Any(weight => weight < 0) || (total > 0 && !(sum > 0))) throw new ArgumentException("Weights are not negative and not all zero.", nameof(weights));
        if (total == 0) return new int[weights.Count];
        var exact = weights.Select(weight => weight / sum * total).ToArray();
        var quota = exact.Select(share => (int)Math.Floor(share)).ToArray();
        foreach (var i in Enumerable.Range(0, exact.Length).OrderByDescending(i => exact[i] - quota[i]).ThenBy(i => i).Take(total - quota.Sum())) quota[i]++;
        return quota;
    }

    /// <summary>The same, but nobody gets less than the minimum.</summary>
    public static int[] Of(IReadOnlyList<double> weights, int total, int minimum) =>
        [.. Of(weights, total - minimum * weights.Count).Select(share => share + minimum)];

    /// <summary>Names in exactly their shares, shuffled like a deck of cards.</summary>
    public static string[] Deal(OrderedDictionary<string, double> shares, int count, SplitMix64 random)
    {
        var quota = Of([.. shares.Values], count);
        var deck = shares.Keys.SelectMany((name, i) => Enumerable.Repeat(name, quota[i])).ToArray();
        random.Shuffle(deck);
        return deck;
    }
}
