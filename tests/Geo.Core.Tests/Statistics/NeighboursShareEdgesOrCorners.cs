using Geo.Core.Boundaries;
using Geo.Core.Statistics;
using NetTopologySuite.Geometries;

namespace Geo.Core.Tests.Statistics;

public class NeighboursShareEdgesOrCorners
{
    [Fact]
    public void RookNeedsAnEdgeAndQueenACorner()
    {
        var rook = ContiguityWeights.FromCoverage(Lattice.Squares(3, 3), Contiguity.Rook);
        var queen = ContiguityWeights.FromCoverage(Lattice.Squares(3, 3), Contiguity.Queen);
        Assert.Equal([1, 3, 5, 7], rook.Neighbours(4));
        Assert.Equal([0, 1, 2, 3, 5, 6, 7, 8], queen.Neighbours(4));
        Assert.Equal([1, 3], rook.Neighbours(0));
        Assert.Equal([1, 3, 4], queen.Neighbours(0));
        Assert.Empty(queen.Islands);
    }

    [Fact]
    public void AreasApartAreIslands()
    {
        AreaShape[] areas = [.. Lattice.Squares(2, 1), new("far", Lattice.Square(10, 10))];
        Assert.Equal([2], ContiguityWeights.FromCoverage(areas, Contiguity.Queen).Islands);
        Assert.Equal([0], ContiguityWeights.FromCoverage([areas[2]], Contiguity.Rook).Islands);
    }

    [Fact]
    public void EveryPartAndHoleCounts()
    {
        // A square with a hole, what fills the hole, and an area in two parts of which one touches the square.
        var ring = new Polygon((LinearRing)Lattice.Square(0, 0, 3).ExteriorRing, [(LinearRing)Lattice.Square(1, 1).ExteriorRing]);
        var parts = new MultiPolygon([Lattice.Square(20, 20), Lattice.Square(3, 0, 3)]);
        AreaShape[] areas = [new("ring", ring), new("core", Lattice.Square(1, 1)), new("parts", parts)];
        var weights = ContiguityWeights.FromCoverage(areas, Contiguity.Rook);
        Assert.Equal([1, 2], weights.Neighbours(0));
        Assert.Equal([0], weights.Neighbours(1));
        Assert.Equal([0], weights.Neighbours(2));
    }

    [Fact]
    public void RookIsWithinQueen()
    {
        var areas = Lattice.Squares(6, 5);
        var (rook, queen) = (ContiguityWeights.FromCoverage(areas, Contiguity.Rook), ContiguityWeights.FromCoverage(areas, Contiguity.Queen));
        for (int i = 0; i < areas.Length; i++)
            Assert.Subset(queen.Neighbours(i).ToHashSet(), rook.Neighbours(i).ToHashSet());
    }

    [Fact]
    public void WhatIsNoNeighbourhoodIsRefused()
    {
        Assert.Throws<ArgumentException>(() => SpatialWeights.FromNeighbours([[1], []]));
        Assert.Throws<ArgumentException>(() => SpatialWeights.FromNeighbours([[0]]));
        Assert.Throws<ArgumentException>(() => SpatialWeights.FromNeighbours([[1, 1], [0]]));
        Assert.Throws<ArgumentException>(() => SpatialWeights.FromNeighbours([[2], [0]]));
        Assert.Throws<ArgumentException>(() => ContiguityWeights.FromCoverage([new("a", new Point(1, 2))], Contiguity.Rook));
        Assert.Throws<ArgumentOutOfRangeException>(() => ContiguityWeights.FromCoverage(Lattice.Squares(2, 1), (Contiguity)9));
    }
}
