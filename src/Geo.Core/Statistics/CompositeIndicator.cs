namespace Geo.Core.Statistics;

/// <summary>A composite of normalised indicators (OECD and JRC handbook, 2008, step 6, weighting and aggregation).</summary>
public sealed class CompositeIndicator
{
    private readonly Observations[] _areas;
    private readonly Aggregation _aggregation;
    private readonly MissingRule _missing;

    /// <summary>Puts indicators together.</summary>
    /// <param name="indicators">For each indicator a normalised value for each area, the better the higher; null where missing.</param>
    /// <param name="aggregation">How they become one.</param>
    /// <param name="missing">What becomes of an area that lacks one.</param>
    /// <exception cref="ArgumentException">
    /// There is no indicator, they have not as many areas, a value is not finite, or one is negative in a geometric mean.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such aggregation or rule.</exception>
    public CompositeIndicator(IReadOnlyList<IReadOnlyList<double?>> indicators, Aggregation aggregation, MissingRule missing = MissingRule.NoScore)
    {
        ArgumentNullException.ThrowIfNull(indicators);
        if (!Enum.IsDefined(aggregation))
            throw new ArgumentOutOfRangeException(nameof(aggregation), aggregation, "No such aggregation.");
        if (!Enum.IsDefined(missing))
            throw new ArgumentOutOfRangeException(nameof(missing), missing, "No such rule.");
        if (indicators.Count == 0 || indicators.Any(indicator => indicator.Count != indicators[0].Count))
            throw new ArgumentException("There is at least one indicator, and all have a value, or null, for every area.", nameof(indicators));
        if (aggregation == Aggregation.Geometric && indicators.Any(indicator => indicator.Any(value => value < 0)))
            throw new ArgumentException("A geometric mean has no place for negative values, such as z-scores.", nameof(indicators));
        (IndicatorCount, _aggregation, _missing) = (indicators.Count, aggregation, missing);
        _areas = [.. Enumerable.Range(0, indicators[0].Count).Select(area => Observations.Of([.. indicators.Select(indicator => indicator[area])]))];
    }

    /// <summary>How many indicators it has.</summary>
    public int IndicatorCount { get; }

    /// <summary>The score of each area.</summary>
    /// <param name="weights">A weight for each indicator, at least 0, not all 0; only their proportions count.</param>
    /// <returns>Scores in the order of areas; null where the rule for missing indicators allows none.</returns>
    /// <exception cref="ArgumentException">Weights are negative, not finite, all 0, or not as many as indicators.</exception>
    public IReadOnlyList<double?> Scores(IReadOnlyList<double> weights)
    {
        ThrowIfUnusable(weights);
        return [.. _areas.Select(area => Score(area, weights))];
    }

    internal void ThrowIfUnusable(IReadOnlyList<double> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        if (weights.Count != IndicatorCount)
            throw new ArgumentException($"{weights.Count} weights for {IndicatorCount} indicators.", nameof(weights));
        if (weights.Any(weight => !(weight >= 0 && double.IsFinite(weight))) || weights.All(weight => weight == 0))
            throw new ArgumentException("Weights are finite, at least 0, and not all 0.", nameof(weights));
    }

    private double? Score(Observations area, IReadOnlyList<double> weights)
    {
        // An indicator of no weight is not missed.
        if (_missing == MissingRule.NoScore && area.Missing.Any(k => weights[k] > 0))
            return null;
        double sum = 0, total = 0;
        for (int i = 0; i < area.Values.Length; i++)
        {
            double weight = weights[area.Positions[i]];
            if (weight == 0)
                continue;
            total += weight;
            sum += weight * (_aggregation == Aggregation.Additive ? area.Values[i] : Math.Log(area.Values[i]));
        }
        if (total == 0)
            return null;
        return _aggregation == Aggregation.Additive ? sum / total : Math.Exp(sum / total);
    }
}
