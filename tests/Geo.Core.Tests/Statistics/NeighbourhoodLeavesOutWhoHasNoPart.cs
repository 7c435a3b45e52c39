using Geo.Core.Statistics;

namespace Geo.Core.Tests.Statistics;

public class NeighbourhoodLeavesOutWhoHasNoPart
{
    /// <summary>A chain of five, one island, and a pair of which one value is missing.</summary>
    private static readonly SpatialWeights Weights = SpatialWeights.FromNeighbours([[1], [0, 2], [1, 3], [2, 4], [3], [], [7], [6]]);
    private static readonly double?[] Values = [1, 2, 4, 3, -8, 1000, 500, null];
    private static readonly SpatialWeights Chain = SpatialWeights.FromNeighbours([[1], [0, 2], [1, 3], [2, 4], [3]]);

    [Fact]
    public void MissingAndIslandsAreReportedAndDoNotCount()
    {
        var actual = Moran.Of(Values, Weights);
        Assert.Equal(5, actual.Count);
        Assert.Equal([7], actual.Missing);
        Assert.Equal([5, 6], actual.Islands);
        Assert.Equal(Moran.Of([1, 2, 4, 3, -8], Chain).Statistic, actual.Statistic);
    }

    [Fact]
    public void LocallyToo()
    {
        var actual = LocalMoran.Of(Values, Weights);
        Assert.Equal(8, actual.Areas.Count);
        Assert.Equal([5, 6, 7], Enumerable.Range(0, 8).Where(i => actual.Areas[i] is null));
        Assert.Equal([7], actual.Missing);
        Assert.Equal([5, 6], actual.Islands);
        Assert.Equal(LocalMoran.Of([1, 2, 4, 3, -8], Chain).Areas, actual.Areas.Take(5));
    }

    [Fact]
    public void MissingIsNotZero() => Assert.NotEqual(
        Moran.Of([1, 2, 4, 3, null], Chain).Statistic!.I, Moran.Of([1, 2, 4, 3, 0], Chain).Statistic!.I);

    [Fact]
    public void NothingIsSaidOfEqualValuesOrFewAreas()
    {
        Assert.Equal(UndefinedReason.AllEqual, Moran.Of([0.1, 0.1, 0.1, 0.1, 0.1], Chain).Undefined);
        Assert.Equal(UndefinedReason.AllEqual, LocalMoran.Of([0, 0, 0, 0, null], Chain).Undefined);
        Assert.Equal(UndefinedReason.TooFewAreas, Moran.Of([1, 2, 3, null, 5], Chain).Undefined);
        Assert.Equal(UndefinedReason.TooFewAreas, LocalMoran.Of([5], SpatialWeights.FromNeighbours([[]])).Undefined);
        Assert.Equal(UndefinedReason.TooFewAreas, Moran.Of([], SpatialWeights.FromNeighbours([])).Undefined);
        Assert.Null(Moran.Of([1, 2, 3, null, 5], Chain).Statistic);
    }

    [Fact]
    public void WhereAllAreNeighboursNothingVaries()
    {
        var all = SpatialWeights.FromNeighbours([[1, 2, 3], [0, 2, 3], [0, 1, 3], [0, 1, 2]]);
        var actual = Moran.Of([1, 5, -2, 7], all).Statistic!;
        Assert.Equal(actual.Expectation, actual.I, 1e-12);
        Assert.Null(actual.ZRandomisation);
        Assert.Equal(1, actual.PseudoP.TwoSided);
    }

    [Fact]
    public void WhatCannotBeMeantIsRefused()
    {
        Assert.Throws<ArgumentException>(() => Moran.Of([1, 2, 3, 4], Chain));
        Assert.Throws<ArgumentException>(() => Moran.Of([1, 2, 3, 4, double.NaN], Chain));
        Assert.Throws<ArgumentOutOfRangeException>(() => Moran.Of([1, 2, 3, 4, 5], Chain, permutations: 98));
        Assert.Throws<ArgumentOutOfRangeException>(() => Moran.Of([1, 2, 3, 4, 5], Chain, (WeightStyle)7));
        Assert.Throws<ArgumentOutOfRangeException>(() => LocalMoran.Of([1, 2, 3, 4, 5], Chain, permutations: 100_000));
        Assert.Throws<ArgumentOutOfRangeException>(() => LocalMoran.Of([1, 2, 3, 4, 5], Chain, level: 0));
    }
}
