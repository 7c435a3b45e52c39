using Geo.Core.Statistics;

namespace Geo.Core.Tests.Statistics;

public class CompositesFollowTheHandbook
{
    private static readonly double?[] Values = [2, null, 6, 10, -2];

    [Fact]
    public void MinMaxRunsFromWorstToBest()
    {
        Assert.Equal([1 / 3.0, null, 2 / 3.0, 1, 0], Normalisation.MinMax(Values, Direction.HigherIsBetter));
        Assert.Equal([2 / 3.0, null, 1 / 3.0, 0, 1], Normalisation.MinMax(Values, Direction.LowerIsBetter));
        Assert.Equal([0.2, null, 0.6, 1, -0.2], Normalisation.MinMax(Values, Direction.HigherIsBetter, 0, 10));
    }

    [Fact]
    public void ZScoresHaveMeanZeroAndDeviationOne()
    {
        double[] scores = [.. Normalisation.ZScore(Values, Direction.HigherIsBetter).Where(score => score.HasValue).Select(score => score!.Value)];
        Assert.Equal(0, scores.Average(), 1e-15);
        Assert.Equal(1, scores.Average(score => score * score), 1e-14);
        Assert.Equal(Normalisation.ZScore(Values, Direction.HigherIsBetter).Select(score => -score), Normalisation.ZScore(Values, Direction.LowerIsBetter));
    }

    [Fact]
    public void DistanceToAReferenceIsARatio()
    {
        Assert.Equal([0.5, null, 1.5], Normalisation.DistanceToReference([2, null, 6], Direction.HigherIsBetter, 4));
        Assert.Equal([2.0, null, 0.5], Normalisation.DistanceToReference([2, null, 8], Direction.LowerIsBetter, 4));
    }

    [Fact]
    public void WhatCannotBeNormalisedIsRefused()
    {
        Assert.Throws<ArgumentException>(() => Normalisation.MinMax([3, 3, null], Direction.HigherIsBetter));
        Assert.Throws<ArgumentException>(() => Normalisation.ZScore([3], Direction.HigherIsBetter));
        Assert.Throws<ArgumentException>(() => Normalisation.MinMax([null], Direction.HigherIsBetter));
        Assert.Throws<ArgumentException>(() => Normalisation.ZScore([1, double.NaN], Direction.HigherIsBetter));
        Assert.Throws<ArgumentException>(() => Normalisation.DistanceToReference([0], Direction.LowerIsBetter, 4));
        Assert.Throws<ArgumentException>(() => Normalisation.DistanceToReference([-1], Direction.HigherIsBetter, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => Normalisation.DistanceToReference([1], Direction.HigherIsBetter, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Normalisation.MinMax([1], Direction.HigherIsBetter, 2, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Normalisation.ZScore([1, 2], (Direction)5));
    }

    [Fact]
    public void AdditiveIsTheArithmeticMeanAndGeometricTheGeometric()
    {
        IReadOnlyList<double?>[] indicators = [[0.2, 1, 0], [0.8, 1, 1]];
        double?[] additive = [.. new CompositeIndicator(indicators, Aggregation.Additive).Scores([3, 1])];
        double?[] geometric = [.. new CompositeIndicator(indicators, Aggregation.Geometric).Scores([3, 1])];
        Assert.Equal(0.35, additive[0]!.Value, 1e-15);
        Assert.Equal(Math.Pow(0.2, 0.75) * Math.Pow(0.8, 0.25), geometric[0]!.Value, 1e-15);
        Assert.Equal(1, additive[1]!.Value, 1e-15);
        Assert.Equal(1, geometric[1]!.Value, 1e-15);
        Assert.Equal(0.25, additive[2]!.Value, 1e-15);
        Assert.Equal(0, geometric[2]);
    }

    [Fact]
    public void GeometricNeverExceedsAdditiveAndOnlyProportionsOfWeightsCount()
    {
        IReadOnlyList<double?>[] indicators = [.. Enumerable.Range(1, 4).Select(seed =>
            Normalisation.MinMax(Lattice.Values(30, (ulong)seed), Direction.HigherIsBetter))];
        var additive = new CompositeIndicator(indicators, Aggregation.Additive).Scores([1, 2, 3, 4]);
        var geometric = new CompositeIndicator(indicators, Aggregation.Geometric).Scores([1, 2, 3, 4]);
        var scaled = new CompositeIndicator(indicators, Aggregation.Additive).Scores([10, 20, 30, 40]);
        Assert.All(additive.Zip(geometric), pair => Assert.True(pair.Second <= pair.First + 1e-15));
        Assert.All(additive.Zip(scaled), pair => Assert.Equal(pair.First!.Value, pair.Second!.Value, 1e-14));
    }

    [Fact]
    public void MissingIsNeverZero()
    {
        IReadOnlyList<double?>[] indicators = [[0.6, null, 0.6, null], [0.9, 0.9, null, null]];
        Assert.Equal([0.75, null, null, null], new CompositeIndicator(indicators, Aggregation.Additive).Scores([1, 1]));
        Assert.Equal([0.75, 0.9, 0.6, null], new CompositeIndicator(indicators, Aggregation.Additive, MissingRule.RescaleWeights).Scores([1, 1]));
        Assert.Equal([0.6, null, 0.6, null], new CompositeIndicator(indicators, Aggregation.Additive).Scores([1, 0]));
    }

    [Fact]
    public void WhatCannotBePutTogetherIsRefused()
    {
        Assert.Throws<ArgumentException>(() => new CompositeIndicator([], Aggregation.Additive));
        Assert.Throws<ArgumentException>(() => new CompositeIndicator([[1], [1, 2]], Aggregation.Additive));
        Assert.Throws<ArgumentException>(() => new CompositeIndicator([[double.NaN]], Aggregation.Additive));
        Assert.Throws<ArgumentException>(() => new CompositeIndicator([[-0.1, null]], Aggregation.Geometric));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CompositeIndicator([[1]], (Aggregation)4));
        var composite = new CompositeIndicator([[1, 2], [3, 4]], Aggregation.Additive);
        Assert.Throws<ArgumentException>(() => composite.Scores([1]));
        Assert.Throws<ArgumentException>(() => composite.Scores([0, 0]));
        Assert.Throws<ArgumentException>(() => composite.Scores([1, -1]));
        Assert.Throws<ArgumentException>(() => composite.Scores([1, double.NaN]));
    }
}
