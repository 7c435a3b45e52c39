using Geo.Core.Boundaries;
using NetTopologySuite.Geometries;
using static Geo.Core.Tests.Boundaries.Squares;

namespace Geo.Core.Tests.Boundaries;

public class GeneralisationKeepsSharedBorders
{
    private static readonly IReadOnlyList<AreaShape> Pair = CoverageCleaner.Clean([
        Area("11", "0 0, 500 0, 500 100, 501 200, 499 300, 500 500, 0 500", Box(2000, 2000, 2001, 2001)),
        Area("12", "500 0, 1000 0, 1000 500, 500 500, 499 300, 501 200, 500 100")]).Areas;

    [Fact]
    public void BordersAreThinnedOnBothSidesAlikeAndKeepTheirOwnVertices()
    {
        var coarse = Generalisation.Simplify(Pair, ZoomBand.All[0]);
        Assert.Null(CoverageCheck.FirstFault(coarse));
        Assert.True(coarse.Of("12").Shape.NumPoints < Pair.Of("12").Shape.NumPoints);
        var exact = Pair.SelectMany(area => area.Shape.Coordinates).ToHashSet();
        Assert.All(coarse.SelectMany(area => area.Shape.Coordinates), vertex => Assert.Contains(vertex, exact));
    }

    [Fact]
    public void ASpeckOfAnIslandGoesWhereItIsSmallerThanAPixelAndStaysWhereItIsNot()
    {
        Assert.Equal(1, Generalisation.Simplify(Pair, new ZoomBand(0, 6)).Of("11").Shape.NumGeometries);
        Assert.Equal(2, Generalisation.Simplify(Pair, new ZoomBand(11, 12)).Of("11").Shape.NumGeometries);
    }

    [Fact]
    public void WhatIsNoCoverageIsRefused()
    {
        AreaShape[] overlapping = [Area("1", Box(0, 0, 600, 500)), Area("2", Box(500, 100, 1000, 600))];
        Assert.Throws<CoverageException>(() => Generalisation.Simplify(overlapping, ZoomBand.All[0]));
    }

    [Fact]
    public void EachZoomLevelHasItsBandAndTheDeepOnesAreExact()
    {
        Assert.Equal(6, ZoomBand.Of(0)!.MaxZoom);
        Assert.Equal(8, ZoomBand.Of(7)!.MaxZoom);
        Assert.Equal(12, ZoomBand.Of(12)!.MaxZoom);
        Assert.Null(ZoomBand.Of(13));
        Assert.Throws<ArgumentOutOfRangeException>(() => ZoomBand.Of(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ZoomBand.Of(ZoomBand.MaxMaxZoom + 1));
        Assert.Equal(360.0 / 256, new ZoomBand(0, 0).PixelLonDeg);
    }

    [Fact]
    public void AUnionKeepsTheVerticesOfItsOutlineAndSeesWhereItTouchesItself()
    {
        // Squares 1 and 2 meet in one point, which both the outline and the hole that the four leave run through.
        var union = BoundaryUnion.Of([.. new[]
        {
            Area("1", "0 0, 1 0, 1 1, 0 1"), Area("2", "1 1, 2 1, 2 2, 1 2"), Area("3", "0 1, 1 1, 1 2, 0 2"), Area("4", "2 1, 2 2, 3 2, 3 -1, 1 -1, 1 0, 1.5 0, 1.5 0.5, 2 0.5"),
        }.Select(area => area.Shape)]);
        Assert.True(union.IsValid);
        Assert.Contains(union.Coordinates, vertex => vertex.Equals2D(new Coordinate(118 + 1.5 / 1000, 36 + 0.5 / 1000)));
    }
}
