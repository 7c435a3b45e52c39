using Geo.Core.Coverage;

namespace Geo.Core.Tests.Coverage;

public class LevelsAreKeptInHalfDecibels
{
    private static readonly LevelScale Scale = new();

    [Fact]
    public void ReadBackWithinAQuarter()
    {
        for (double level = Scale.FloorDbm; level < Scale.TopDbm; level += 0.013)
            Assert.InRange(Scale.LevelDbm(Scale.CodeOf(level))!.Value - level, -0.25 - 1e-9, 0.25 + 1e-9);
    }

    [Fact]
    public void ThresholdsAreKeptExactly()
    {
        byte threshold = Scale.ThresholdCode(-105);
        Assert.True(Scale.CodeOf(-105) >= threshold);
        Assert.True(Scale.CodeOf(Math.BitDecrement(-105)) < threshold);
    }

    [Fact]
    public void BelowTheFloorThereIsNone()
    {
        Assert.Equal(0, Scale.CodeOf(Math.BitDecrement(-120)));
        Assert.Equal(1, Scale.CodeOf(-120));
        Assert.Equal(0, Scale.CodeOf(double.NegativeInfinity));
        Assert.Null(Scale.LevelDbm(0));
    }

    [Fact]
    public void WhatTheScaleDoesNotHoldIsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Scale.CodeOf(Scale.TopDbm));
        Assert.Throws<ArgumentOutOfRangeException>(() => Scale.CodeOf(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => Scale.ThresholdCode(-105.2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LevelScale(-120.1));
    }

    [Fact]
    public void TheModelsEndIsTold()
    {
        Assert.False(new RadioFootprint([new(new(Scenario.UrbanMacro, 2.6, 25), 17.85, 18)]).IsCutByModel(new()));
        Assert.True(new RadioFootprint([new(new(Scenario.RuralMacro, 0.7, 35), 17.85, 18)]).IsCutByModel(new()));
    }

    [Fact]
    public void TheCellUnderASiteHasTheLevelOfTheModelsNearest()
    {
        var grid = new CoverageGrid(0, 1000, 5, 200, 200);
        var link = new RadioLink(Scenario.UrbanMacro, 2.6, 25);
        var planes = CoveragePlanes.Empty(new(grid, new())).With([new(1, new(502, 502), new RadioFootprint([new(link, 17.85, 15)]))]);
        var (row, column) = grid.CellOf(new(502, 502));
        Assert.Equal(new LevelScale().CodeOf(17.85 + 15 - link.Model().Mixture(10).LossNotExceededDb(0.9)), planes.Level(row, column));
    }
}
