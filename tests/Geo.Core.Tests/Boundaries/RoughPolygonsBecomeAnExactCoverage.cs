using Geo.Core.Boundaries;
using NetTopologySuite.Geometries;
using static Geo.Core.Tests.Boundaries.Squares;

namespace Geo.Core.Tests.Boundaries;

public class RoughPolygonsBecomeAnExactCoverage
{
    [Fact]
    public void AThinOverlapGoesToTheSmallerArea()
    {
        var clean = CoverageCleaner.Clean([Area("1", Box(0, 0, 101, 100)), Area("2", Box(100, 0, 160, 100))], new() { MaxAreaChangeShare = 0.02 });
        Assert.Equal(10_000, clean.Areas.Of("1").Size(), 0.1);
        Assert.Equal(6_000, clean.Areas.Of("2").Size(), 0.1);
        Assert.Equal(1, clean.Tally(CoverageFault.OverlapResolved).Count);
        AssertExact(clean);
    }

    [Fact]
    public void AThinEnclosedGapGoesToTheLongestBorder()
    {
        var clean = CoverageCleaner.Clean([
            Area("1", "0 0, 200 0, 200 100, 190 100, 100 99.5, 0 100"), Area("2", Box(0, 100, 100, 200)), Area("3", Box(100, 100, 200, 200))]);
        Assert.Equal("1", clean.Repairs.Single(repair => repair.Fault == CoverageFault.GapFilled).Key);
        Assert.Equal(20_000, clean.Areas.Of("1").Size(), 0.2);
        Assert.Equal(40_000, clean.Areas.Sum(area => area.Size()), 0.2);
        AssertExact(clean);
    }

    [Fact]
    public void AThinGapOpenAtBothEndsIsClosed()
    {
        var clean = CoverageCleaner.Clean([Area("1", Box(0, 0, 100, 100)), Area("2", Box(100.2, 0, 200, 100))]);
        Assert.Equal(20_000, clean.Areas.Sum(area => area.Size()), 0.2);
        Assert.Equal(1, clean.Tally(CoverageFault.GapFilled).Count);
        AssertExact(clean);
    }

    [Fact]
    public void AWideStraitStaysOpen()
    {
        var clean = CoverageCleaner.Clean([Area("1", Box(0, 0, 100, 100)), Area("2", Box(101, 0, 200, 100))]);
        Assert.Equal(19_900, clean.Areas.Sum(area => area.Size()), 0.2);
        Assert.Empty(clean.Repairs);
    }

    [Fact]
    public void AnEnclaveOfAnotherProvinceStaysAHole()
    {
        var clean = CoverageCleaner.Clean([WithHole("1", Box(0, 0, 100, 100), Box(40, 40, 60, 60))]);
        Assert.Equal(1, ((Polygon)clean.Areas[0].Shape.GetGeometryN(0)).NumInteriorRings);
        Assert.Equal(1, clean.Tally(CoverageFault.GapKept).Count);
        Assert.Null(clean.Repairs.Single().Key);
    }

    [Fact]
    public void ACountyInsideAnotherSurvivesWhereTheOuterOneLacksItsHole()
    {
        var clean = CoverageCleaner.Clean([Area("1", Box(0, 0, 100, 100)), Area("2", Box(40, 40, 48, 48))]);
        Assert.Equal(64, clean.Areas.Of("2").Size(), 0.01);
        Assert.Equal(9_936, clean.Areas.Of("1").Size(), 0.1);
        AssertExact(clean);
    }

    [Fact]
    public void AVertexOnANeighboursEdgeBecomesAVertexOfBoth()
    {
        var clean = CoverageCleaner.Clean([Area("1", Box(0, 0, 100, 100)), Area("2", Box(100, 0, 200, 50)), Area("3", Box(100, 50, 200, 100))]);
        Assert.Contains(clean.Areas.Of("1").Shape.Coordinates, vertex => vertex.Distance(new Coordinate(118.1, 36.05)) < 1e-6);
        AssertExact(clean);
    }

    [Fact]
    public void IslandsStayAndSpikesGo()
    {
        var clean = CoverageCleaner.Clean([Area("1", "0 0, 100 0, 100 50, 150 50, 100 50, 100 100, 0 100", Box(300, 300, 300.5, 300.5))]);
        Assert.Equal(2, clean.Areas[0].Shape.NumGeometries);
        Assert.Equal(10_000.25, clean.Areas[0].Size(), 0.1);
    }

    [Fact]
    public void ASpeckInsideANeighbourIsGivenToIt()
    {
        var clean = CoverageCleaner.Clean([
            Area("1", Box(0, 0, 100, 100), "101 50, 102 50, 102 51"),
            WithHole("2", Box(100, 0, 200, 100), "101 50, 102 50, 102 51")]);
        Assert.Equal(1, clean.Tally(CoverageFault.FragmentMoved).Count);
        Assert.Equal(1, clean.Areas.Of("1").Shape.NumGeometries);
        Assert.Equal(10_000, clean.Areas.Of("2").Size(), 0.1);
    }

    [Fact]
    public void OverlappingPartsOfOneAreaAreDissolved()
    {
        var clean = CoverageCleaner.Clean([Area("1", Box(0, 0, 100, 100), Box(50, 0, 150, 100))]);
        Assert.Equal(15_000, clean.Areas[0].Size(), 0.1);
        Assert.Empty(clean.Repairs);
    }

    [Fact]
    public void AnAreaThatTouchesItselfIsMadeValid()
    {
        var clean = CoverageCleaner.Clean([Area("1", "0 0, 100 0, 100 100, 50 50, 0 100"), Area("2", "0 100, 50 50, 100 100, 50 150, 50 50, 20 110")],
            new() { MaxGapWidthM = 0, MaxFissureWidthM = 0 });
        AssertExact(clean);
    }

    [Fact]
    public void TheResultDoesNotDependOnTheOrder()
    {
        AreaShape[] areas = [Area("1", Box(0, 0, 100.1, 100)), Area("2", Box(100, 0, 200, 60)), Area("3", Box(100, 60.2, 200, 100))];
        var forward = CoverageCleaner.Clean(areas).Areas;
        var backward = CoverageCleaner.Clean([.. areas.Reverse()]).Areas;
        foreach (var (key, shape) in forward)
            Assert.Equal(shape.AsText(), backward.Of(key).Shape.AsText());
    }

    [Fact]
    public void WhatChangesTooMuchIsRefused()
    {
        AreaShape[] areas = [Area("1", Box(0, 0, 110, 100)), Area("2", Box(100, 0, 200, 100))];
        Assert.Contains("1 would change", Assert.Throws<CoverageException>(() => CoverageCleaner.Clean(areas)).Message, StringComparison.Ordinal);
        AreaShape[] twins = [Area("1", Box(0, 0, 100, 100)), Area("2", Box(0, 0, 100, 100))];
        Assert.Contains("2 would vanish", Assert.Throws<CoverageException>(() => CoverageCleaner.Clean(twins)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatCannotBeUsedIsRefused()
    {
        var box = Area("1", Box(0, 0, 100, 100));
        Assert.Throws<ArgumentException>(() => CoverageCleaner.Clean([box, box]));
        Assert.Throws<ArgumentException>(() => CoverageCleaner.Clean([new AreaShape("1", Factory.CreatePoint(new Coordinate(118, 36)))]));
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            CoverageCleaner.Clean([box], new() { MaxGapWidthM = CoverageCleaningOptions.MaxMaxGapWidthM + 1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            CoverageCleaner.Clean([box], new() { GridPerDegree = CoverageCleaningOptions.MinGridPerDegree - 1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => CoverageCleaner.Clean([box], new() { MaxFissureWidthM = 151 }));
        Assert.Empty(CoverageCleaner.Clean([]).Areas);
    }

    private static void AssertExact(CleanedCoverage clean) => Assert.Null(CoverageCheck.FirstFault(clean.Areas));
}
