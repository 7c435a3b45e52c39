namespace Geo.Core.Statistics;

/// <summary>Ranks from the best score down. Equal scores share the better rank, and the next one counts them all: 1, 2, 2, 4.</summary>
public static class Ranking
{
    /// <summary>Scores that differ by less, relative to the largest, are equal: they come from sums that round.</summary>
    public const double EqualWithin = 1e-12;

    /// <summary>The ranks.</summary>
    /// <param name="scores">Scores, the better the higher; null where missing.</param>
    /// <returns>1 for the best; null where missing.</returns>
    /// <exception cref="ArgumentException">A score is not finite.</exception>
    public static IReadOnlyList<int?> Of(IReadOnlyList<double?> scores)
    {
        var (values, positions, _) = Observations.Of(scores);
        var ranks = new int?[scores.Count];
        Array.Sort(values, positions);
        double tolerance = values.Length == 0 ? 0 : EqualWithin * Math.Max(Math.Abs(values[0]), Math.Abs(values[^1]));
        int rank = 1;
        for (int i = values.Length - 1; i >= 0; i--)
        {
            // Against the next better one, so that scores in a row of roundings stay together.
            if (i < values.Length - 1 && values[i + 1] - values[i] > tolerance)
                rank = values.Length - i;
            ranks[positions[i]] = rank;
        }
        return ranks;
    }
}
