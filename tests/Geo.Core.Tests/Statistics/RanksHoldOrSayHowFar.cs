using Geo.Core.Statistics;

namespace Geo.Core.Tests.Statistics;

public class RanksHoldOrSayHowFar
{
    [Fact]
    public void EqualScoresShareTheBetterRank()
    {
        Assert.Equal([2, 1, null, 4, 2], Ranking.Of([5, 9, null, -3, 5]));
        Assert.Equal([1, 1, 3], Ranking.Of([0.1 + 0.2, 0.3, 0.29]));
        Assert.Equal([1, 1], Ranking.Of([0, 0]));
        Assert.Empty(Ranking.Of([]));
        Assert.Throws<ArgumentException>(() => Ranking.Of([1, double.NaN]));
    }

    [Fact]
    public void RanksAreOneMoreThanThoseBetter()
    {
        double?[] scores = [.. Lattice.Values(50).Select(value => (double?)Math.Round(value!.Value / 5))];
        Assert.Equal(scores.Select(score => (int?)(1 + scores.Count(other => other > score))), Ranking.Of(scores));
    }

    [Fact]
    public void WhoLeadsEverywhereStaysAhead()
    {
        // Of A, B, C, D: A leads in both, D trails in both, B and C part with the weights.
        var composite = new CompositeIndicator([[1, 0.5, 0.52, 0], [1, 0.52, 0.5, 0]], Aggregation.Additive);
        Assert.Equal([new(1, 1, 1), new(2, 2, 3), new(2, 2, 3), new(4, 4, 4)], RankIntervals.Of(composite, [1, 1]));
    }

    [Fact]
    public void TheLimitOfChangeIsTheOneAsked()
    {
        // A and B swap where w1 falls to two thirds of w2: 0.8 / 1.2 exactly. A little less and they do not.
        var composite = new CompositeIndicator([[0.5, 0.3], [0.2, 0.34]], Aggregation.Additive);
        Assert.Equal(new RankInterval(1, 1, 1), RankIntervals.Of(composite, [1, 1], 0.17)[0]);
        Assert.Equal(new RankInterval(1, 1, 2), RankIntervals.Of(composite, [1, 1], 0.2)[0]);
    }

    [Theory]
    [InlineData(Aggregation.Additive)]
    [InlineData(Aggregation.Geometric)]
    public void IntervalsHoldTheRankAndGrowWithTheChange(Aggregation aggregation)
    {
        IReadOnlyList<double?>[] indicators = [.. Enumerable.Range(1, 5).Select(seed =>
            Normalisation.MinMax([null, .. Lattice.Values(39, (ulong)seed)], Direction.HigherIsBetter))];
        var composite = new CompositeIndicator(indicators, aggregation);
        double[] weights = [5, 4, 3, 2, 1];
        var none = RankIntervals.Of(composite, weights, 0);
        var some = RankIntervals.Of(composite, weights);
        Assert.Equal(new RankInterval(null, null, null), some[0]);
        Assert.All(none, interval => Assert.True(interval.Best == interval.Rank && interval.Worst == interval.Rank));
        Assert.All(some.Skip(1), interval => Assert.True(interval.Best <= interval.Rank && interval.Rank <= interval.Worst));
        Assert.Contains(some, interval => interval.Best < interval.Worst);
        Assert.Equal(some, RankIntervals.Of(composite, weights));
    }

    [Fact]
    public void ManyIndicatorsAreTriedAtRandomEnds()
    {
        IReadOnlyList<double?>[] indicators = [.. Enumerable.Range(1, 12).Select(seed => Lattice.Values(20, (ulong)seed))];
        var intervals = RankIntervals.Of(new CompositeIndicator(indicators, Aggregation.Additive), [.. indicators.Select(_ => 1.0)], draws: 0);
        Assert.Contains(intervals, interval => interval.Best < interval.Worst);
    }

    [Fact]
    public void WhatIsNoChangeIsRefused()
    {
        var composite = new CompositeIndicator([[1, 2]], Aggregation.Additive);
        Assert.Throws<ArgumentOutOfRangeException>(() => RankIntervals.Of(composite, [1], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => RankIntervals.Of(composite, [1], -0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => RankIntervals.Of(composite, [1], draws: -1));
        Assert.Throws<ArgumentException>(() => RankIntervals.Of(composite, [1, 1]));
    }
}
