using Geo.Core.Coverage;

namespace Geo.Core.Tests.Coverage;

public class PlanesEqualThePlainLoop
{
    // Tiles are cut at both far edges, and sites stand outside on every side.
    private static readonly CoverageGrid Grid = new(10_000, 40_000, 50, 300, 280);
    private static readonly CoverageSettings Settings = new();
    private static readonly CoverageSite[] Sites = Make(500, seed: 1);
    private static readonly PlainPlanes Plain = new(Grid, Settings, Sites);

    [Fact]
    public void BitForBitForFiveHundredSites() => AssertEqual(Plain, Planes(Sites, threads: 2));

    [Fact]
    public void WhateverTheOrderAndTheThreads()
    {
        var shuffled = (CoverageSite[])Sites.Clone();
        new Random(3).Shuffle(shuffled);
        AssertEqual(Plain, Planes(shuffled, threads: 1));
        AssertEqual(Plain, Planes([.. Sites.Reverse()], threads: 5));
    }

    [Fact]
    public void WhetherDrawnAtOnceOrInSteps()
    {
        var planes = CoveragePlanes.Empty(new(Grid, Settings)).With(Sites[..200]);
        var others = Make(150, seed: 2);
        planes = planes.With([.. others.Select(site => site with { Key = site.Key + 150 })]);   // 50 moved, 100 new
        planes = planes.With(Sites[150..], [.. Enumerable.Range(10, 30).Select(key => (long)key)]);
        AssertEqual(Plain, planes.With(Sites[10..40]));
    }

    [Fact]
    public void AnEarlierVersionStaysAsItWas()
    {
        var planes = Planes(Sites, threads: 2);
        var later = planes.With(Make(20, seed: 4), [400, 401]);
        Assert.NotEqual(planes.Sites, later.Sites);
        AssertEqual(Plain, planes);
    }

    [Fact]
    public void TilesThatNothingTouchedAreShared()
    {
        var grid = new CoverageGrid(0, 100_000, 50, 2000, 2000);
        var planes = CoveragePlanes.Empty(new(grid, Settings)).With([new(1, new(5000, 95_000), new DiscFootprint(500)), new(2, new(90_000, 9000), new DiscFootprint(500))]);
        var later = planes.With([], [2]);
        Assert.Same(planes.Tile(0), later.Tile(0));
        Assert.NotNull(planes.Tile(grid.Tiles - 1));
        Assert.Null(later.Tile(grid.Tiles - 1));
    }

    [Fact]
    public void ChangesThatContradictThemselvesAreRefused()
    {
        var planes = Planes(Sites[..3], threads: 1);
        Assert.Throws<ArgumentException>(() => planes.With([], [77]));
        Assert.Throws<ArgumentException>(() => planes.With([Sites[5], Sites[5]]));
        Assert.Throws<ArgumentException>(() => planes.With([Sites[1]], [1]));
    }

    private static CoveragePlanes Planes(CoverageSite[] sites, int threads) => CoveragePlanes.Empty(new(Grid, Settings)).With(sites, threads: threads);

    private static CoverageSite[] Make(int count, int seed)
    {
        var random = new Random(seed);
        var links = new RadioLink[] { new(Scenario.UrbanMacro, 2.6, 25), new(Scenario.UrbanMicro, 3.5, 10), new(Scenario.RuralMacro, 0.7, 35), new(Scenario.UrbanMacro, 3.5, 30) };
        return [.. Enumerable.Range(0, count).Select(key =>
        {
            var link = links[random.Next(links.Length)];
            double azimuthDeg = random.Next(0, 120), epreDbm = random.Next(2) == 0 ? 17.85 : 15.1;
            int sectors = random.Next(4);
            return new CoverageSite(key, new(9000 + random.NextDouble() * 17_000, 25_000 + random.NextDouble() * 16_000), new RadioFootprint(
                sectors == 0
                    ? [new(link, epreDbm, 11)]
                    : Enumerable.Range(0, sectors).Select(s => new Transmitter(link, epreDbm, 18, (azimuthDeg + s * 120) % 360, 4))
                        .Append(new(links[key % 4], epreDbm - 3, 17, azimuthDeg, 2))));
        })];
    }

    private static void AssertEqual(PlainPlanes plain, CoveragePlanes planes)
    {
        for (int row = 0; row < Grid.Rows; row++)
            for (int column = 0; column < Grid.Columns; column++)
            {
                if (plain.Levels[row, column] != planes.Level(row, column) || plain.Depths[row, column] != planes.Depth(row, column)
                    || plain.Servers[row, column] != planes.Server(row, column))
                {
                    Assert.Fail($"Cell {row}, {column}: {planes.Level(row, column)} {planes.Depth(row, column)} {planes.Server(row, column)} for "
                        + $"{plain.Levels[row, column]} {plain.Depths[row, column]} {plain.Servers[row, column]}.");
                }
            }
    }
}
