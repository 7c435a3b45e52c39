using Geo.Core.Coverage;
using NetTopologySuite.Geometries;

namespace Geo.Core.Tests.Coverage;

public class ReachIsExact
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(40)]
    [InlineData(900)]
    public void DistancesEqualThePlainLoop(int count)
    {
        var grid = new CoverageGrid(0, 0, 50, 131, 97);
        var random = new Random(count);
        var marked = Enumerable.Range(0, count).Select(_ => (Row: random.Next(grid.Rows), Column: random.Next(grid.Columns))).ToList();
        var plane = DistancePlane.To(grid, marked, threads: 2);
        for (int row = 0; row < grid.Rows; row++)
            for (int column = 0; column < grid.Columns; column++)
                Assert.Equal(marked.Min(cell => (cell.Row - row) * (cell.Row - row) + (cell.Column - column) * (cell.Column - column)), plane.SquaredCells(row, column));
    }

    [Fact]
    public void WithoutAMarkThereIsNoDistance() => Assert.Throws<ArgumentException>(() => DistancePlane.To(new(0, 0, 50, 10, 10), []));

    [Fact]
    public void PeopleWithinAWayAreCounted()
    {
        var grid = new CoverageGrid(0, 5000, 50, 100, 100);
        var all = ZoneDrawing.Draw(grid, [new GeometryFactory().ToGeometry(new Envelope(0, 5000, 0, 5000))]);
        var people = PopulationPlane.Of(grid, (_, _) => 1);
        var plane = DistancePlane.To(grid, [(50, 50)]);
        // Within 1000 m at 1.25 as the crow flies: 800 m, 16 cells; a circle of that radius holds 797 lattice points.
        Assert.Equal(797 * PopulationPlane.UnitsPerPerson, plane.PeopleUnitsWithin(all, people, 1000, 1.25)[0]);
    }

    [Fact]
    public void WhatPeopleHaveIsWhatIsSupplied()
    {
        var random = new Random(5);
        var demands = Enumerable.Range(0, 800).Select(_ => new FloatingCatchment.Demand(new(random.NextDouble() * 30_000, random.NextDouble() * 30_000), random.Next(1000))).ToList();
        var supplies = Enumerable.Range(0, 60).Select(_ => new FloatingCatchment.Supply(new(random.NextDouble() * 45_000, random.NextDouble() * 30_000), random.Next(1, 40))).ToList();
        var (perPerson, unreached) = FloatingCatchment.Accessibility(demands, supplies, 5000);
        Assert.True(unreached > 0);
        Assert.Equal(supplies.Sum(supply => supply.Capacity), demands.Zip(perPerson, (demand, has) => demand.People * has).Sum() + unreached, 1e-9);
    }

    [Fact]
    public void TwoStepsByHand()
    {
        var (perPerson, _) = FloatingCatchment.Accessibility(
            [new(new(0, 0), 100), new(new(1500, 0), 300), new(new(9000, 0), 50)], [new(new(500, 0), 8), new(new(1600, 0), 3)], 1000, circuity: 1);
        Assert.Equal([8 / 400.0, 8 / 400.0 + 3 / 300.0, 0], perPerson);
    }

    [Fact]
    public void LatencyGoesThereAndBack()
    {
        Assert.Equal(1.5, LatencyRings.RoundTripMs(102_000 / 1.5, 1.5, 0.5), 1e-12);
        Assert.Equal(68_000, LatencyRings.RadiusM(1.5, 1.5, 0.5)!.Value, 1e-6);
        Assert.Null(LatencyRings.RadiusM(0.4, 1.5, 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => LatencyRings.RoundTripMs(1000, 0.9, 0));
    }
}
