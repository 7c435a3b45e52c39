namespace Geo.Core.Statistics;

/// <summary>
/// Ranks under changed weights (OECD and JRC handbook, 2008, step 7, uncertainty and sensitivity analysis): every weight
/// is multiplied by a factor of its own. Tried are the ends of all factors and random ones between, so an interval is
/// what was met, and a yet more extreme rank is possible.
/// </summary>
public static class RankIntervals
{
    /// <summary>Up to so many indicators every combination of ends is tried; of more, random ones.</summary>
    public const int MaxIndicatorsByCorner = 10;

    /// <summary>The intervals.</summary>
    /// <param name="composite">The composite.</param>
    /// <param name="weights">A weight for each indicator, at least 0, not all 0.</param>
    /// <param name="change">Largest change of a weight as a share of it, from 0 to 1, 1 excluded: 0.2 is ±20 %.</param>
    /// <param name="draws">Random weights to try besides the ends, 0 to 100,000.</param>
    /// <param name="seed">The same seed gives the same intervals.</param>
    /// <returns>An interval for each area.</returns>
    /// <exception cref="ArgumentException">Weights are negative, not finite, all 0, or not as many as indicators.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The change or the draws are out of range.</exception>
    public static IReadOnlyList<RankInterval> Of(CompositeIndicator composite, IReadOnlyList<double> weights, double change = 0.2,
        int draws = 1000, ulong seed = 1)
    {
        ArgumentNullException.ThrowIfNull(composite);
        composite.ThrowIfUnusable(weights);
        if (!(change >= 0 && change < 1))
            throw new ArgumentOutOfRangeException(nameof(change), change, "The change of weights is from 0 to 1, 1 excluded.");
        if (draws is < 0 or > 100_000)
            throw new ArgumentOutOfRangeException(nameof(draws), draws, "Draws must be from 0 to 100000.");

        RankInterval[] intervals = [.. Ranking.Of(composite.Scores(weights)).Select(rank => new RankInterval(rank, rank, rank))];
        foreach (var factors in Corners(weights.Count, change, seed).Concat(Draws(weights.Count, change, draws, seed)))
        {
            var ranks = Ranking.Of(composite.Scores([.. weights.Zip(factors, (weight, factor) => weight * factor)]));
            for (int i = 0; i < intervals.Length; i++)
            {
                var (rank, best, worst) = intervals[i];
                if (ranks[i] is { } met)
                    intervals[i] = new(rank, Math.Min(best!.Value, met), Math.Max(worst!.Value, met));
            }
        }
        return intervals;
    }

    private static IEnumerable<double[]> Corners(int count, double change, ulong seed)
    {
        var random = new StableRandom(seed, 1);
        for (int corner = 0; corner < 1 << Math.Min(count, MaxIndicatorsByCorner); corner++)
        {
            ulong ends = (ulong)corner;
            yield return [.. Enumerable.Range(0, count).Select(k =>
                1 + change * (((count <= MaxIndicatorsByCorner ? ends >> k : random.Next() >> 63) & 1) == 1 ? 1 : -1))];
        }
    }

    private static IEnumerable<double[]> Draws(int count, double change, int draws, ulong seed)
    {
        var random = new StableRandom(seed, 2);
        for (int draw = 0; draw < draws; draw++)
            yield return [.. Enumerable.Range(0, count).Select(_ => 1 + change * (2 * random.NextUnit() - 1))];
    }
}
