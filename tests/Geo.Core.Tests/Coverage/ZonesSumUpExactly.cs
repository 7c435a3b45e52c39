using Geo.Core.Coverage;
using NetTopologySuite.Geometries;

namespace Geo.Core.Tests.Coverage;

public class ZonesSumUpExactly
{
    private static readonly CoverageGrid Grid = new(0, 30_000, 50, 600, 600);
    // Six counties that share slanting borders, in two cities.
    private static readonly Polygon[] Counties =
    [
        Shape((-1, 31_000), (9_000, 31_000), (11_013, 14_021), (-1, 15_987)),
        Shape((9_000, 31_000), (21_000, 31_000), (19_500, 15_333), (11_013, 14_021)),
        Shape((21_000, 31_000), (31_000, 31_000), (31_000, 15_000), (19_500, 15_333)),
        Shape((-1, 15_987), (11_013, 14_021), (10_000, -100), (-1, -100)),
        Shape((11_013, 14_021), (19_500, 15_333), (20_025, -100), (10_000, -100)),
        Shape((19_500, 15_333), (31_000, 15_000), (31_000, -100), (20_025, -100)),
    ];
    private static readonly int[] CityOf = [0, 0, 1, 0, 1, 1];
    private static readonly CensusCount[] Census = [new(1_000_003, 77_777), new(0, 5), new(31, 999_999), new(123_457, 654_321), new(7, 0), new(400_000, 100_001)];

    [Fact]
    public void EveryCellOfAnExactCoverageHasOneZone()
    {
        var zones = ZoneDrawing.Draw(Grid, Counties);
        for (int row = 0; row < Grid.Rows; row++)
        {
            Assert.Equal(Grid.Columns, Enumerable.Range(0, zones.Runs(row).Length).Sum(i => zones.Runs(row)[i].End - zones.Runs(row)[i].Start));
            for (int column = 0; column < Grid.Columns; column += 7)
            {
                var centre = Grid.Centre(row, column);
                Assert.True(Counties[zones.ZoneAt(row, column)!.Value].Covers(new Point(centre.EastingM, centre.NorthingM)));
            }
        }
    }

    [Fact]
    public void ZonesThatOverlapAreRefused() =>
        Assert.Throws<ArgumentException>(() => ZoneDrawing.Draw(Grid, [Counties[0], Shape((5000, 31_000), (9000, 31_000), (9000, 0), (5000, 0))]));

    [Fact]
    public void HolesAndIslandsAreKept()
    {
        var holed = new Polygon(Ring((1000, 9000), (9000, 9000), (9000, 1000), (1000, 1000)), [Ring((3000, 7000), (7000, 7000), (7000, 3000), (3000, 3000))]);
        var zones = ZoneDrawing.Draw(Grid, [new MultiPolygon([holed, Shape((4000, 6000), (6000, 6000), (6000, 4000), (4000, 4000))])]);
        Assert.Equal((160 * 160 - 80 * 80 + 40 * 40), Sums(zones, null).Reaching(0, 0).Cells);
        Assert.Null(zones.ZoneAt(Grid.CellOf(new(3500, 5000)).Row, Grid.CellOf(new(3500, 5000)).Column));
    }

    [Fact]
    public void ProvinceIsItsCitiesAndItsCounties()
    {
        var zones = ZoneDrawing.Draw(Grid, Counties);
        var people = PopulationPlane.Spread(zones, Census, Towns);
        var counties = Sums(zones, people);
        (long Cells, long PeopleUnits) City(int city, int measure) => Enumerable.Range(0, 6).Where(zone => CityOf[zone] == city)
            .Aggregate((Cells: 0L, PeopleUnits: 0L), (sum, zone) => counties.Reaching(zone, measure) is var one ? (sum.Cells + one.Cells, sum.PeopleUnits + one.PeopleUnits) : sum);
        // The province drawn as one zone is the sum of its cities, and they of their counties.
        var province = ZoneTally.Of(Tiles, Planes.Tile, ZoneDrawing.Draw(Grid, [Shape((-1, 31_000), (31_000, 31_000), (31_000, -100), (-1, -100))]), Measures, people);
        Assert.Equal((long)Grid.Rows * Grid.Columns, province.Reaching(0, 0).Cells);
        Assert.Equal(Census.Sum(county => county.Urban + county.Rural) * PopulationPlane.UnitsPerPerson, province.Reaching(0, 0).PeopleUnits);
        for (int measure = 0; measure < Measures.Length; measure++)
        {
            var (first, second) = (City(0, measure), City(1, measure));
            Assert.Equal(province.Reaching(0, measure), (first.Cells + second.Cells, first.PeopleUnits + second.PeopleUnits));
        }
    }

    [Fact]
    public void WhatATileAddsCanBeTakenOutAgain()
    {
        var zones = ZoneDrawing.Draw(Grid, Counties);
        var people = PopulationPlane.Spread(zones, Census, Towns);
        var sums = Sums(zones, people);
        sums.Add(ZoneTally.Of([0, 4], Planes.Tile, zones, Measures, people), -1);
        sums.Add(ZoneTally.Of([4], Planes.Tile, zones, Measures, people));
        sums.Add(ZoneTally.Of([0], Planes.Tile, zones, Measures, people, threads: 1));
        for (int zone = 0; zone < Counties.Length; zone++)
            for (int measure = 0; measure < Measures.Length; measure++)
                Assert.Equal(Sums(zones, people).Reaching(zone, measure), sums.Reaching(zone, measure));
    }

    [Fact]
    public void PeopleAreTheCensus()
    {
        var zones = ZoneDrawing.Draw(Grid, Counties);
        var sums = Sums(zones, PopulationPlane.Spread(zones, Census, Towns));
        for (int zone = 0; zone < Census.Length; zone++)
            Assert.Equal((Census[zone].Urban + Census[zone].Rural) * PopulationPlane.UnitsPerPerson, sums.Reaching(zone, 0).PeopleUnits);
    }

    [Fact]
    public void PeopleOfAClassWithoutAPlaceGoWithTheOthers()
    {
        var zones = ZoneDrawing.Draw(Grid, Counties);
        // The first county is all town, the others have none.
        var sums = Sums(zones, PopulationPlane.Spread(zones, Census, ZoneDrawing.Draw(Grid, [Counties[0]])));
        for (int zone = 0; zone < Census.Length; zone++)
            Assert.Equal((Census[zone].Urban + Census[zone].Rural) * PopulationPlane.UnitsPerPerson, sums.Reaching(zone, 0).PeopleUnits);
    }

    [Fact]
    public void PeopleWithoutAnyPlaceAreRefused()
    {
        var nowhere = Shape((-9000, -9000), (-8000, -9000), (-8000, -8000), (-9000, -8000));
        Assert.Throws<ArgumentException>(() => PopulationPlane.Spread(ZoneDrawing.Draw(Grid, [nowhere]), [new CensusCount(0, 1)], Towns));
    }

    [Fact]
    public void SumsEqualThePlainLoop()
    {
        var zones = ZoneDrawing.Draw(Grid, Counties);
        var planes = Planes;
        var sums = Sums(zones, null);
        for (int zone = 0; zone < Counties.Length; zone++)
        {
            var cells = Enumerable.Range(0, Grid.Rows * Grid.Columns).Select(i => (Row: i / Grid.Columns, Column: i % Grid.Columns)).Where(c => zones.ZoneAt(c.Row, c.Column) == zone).ToList();
            Assert.Equal(cells.Count, sums.Reaching(zone, 0).Cells);
            Assert.Equal(cells.Count(c => planes.Level(c.Row, c.Column) >= planes.Settings.Scale.ThresholdCode(-105)), sums.Reaching(zone, 2).Cells);
            Assert.Equal(cells.Count(c => planes.Depth(c.Row, c.Column) >= 2), sums.Reaching(zone, 4).Cells);
            Assert.Equal(cells.Count(c => planes.Depth(c.Row, c.Column) >= 2 && planes.Level(c.Row, c.Column) >= planes.Settings.Scale.ThresholdCode(-90)), sums.Reaching(zone, 5).Cells);
        }
    }

    private static ZoneRaster Towns => ZoneDrawing.Draw(Grid, [.. Counties.Select(county => (Geometry)county.Centroid.Buffer(3000))]);

    private static CoveragePlanes Planes { get; } = CoveragePlanes.Empty(new(Grid, new())).With([.. Enumerable.Range(0, 60).Select(key => new CoverageSite(
        key, new(key * 7919 % 30_000, key * 104_729 % 30_000), new RadioFootprint([new(new(Scenario.UrbanMacro, 2.6, 25), 17.85, 15)])))]);

    private static CoverageMeasure[] Measures { get; } =
        [new(0), .. new double[] { -108, -105, -102 }.Select(dbm => new CoverageMeasure(new LevelScale().ThresholdCode(dbm))), new(1, 2), new(new LevelScale().ThresholdCode(-90), 2)];

    private static int[] Tiles { get; } = [.. Enumerable.Range(0, Grid.Tiles)];

    private static ZoneTally Sums(ZoneRaster zones, PopulationPlane? people) => ZoneTally.Of(Tiles, Planes.Tile, zones, Measures, people);

    private static LinearRing Ring(params (double X, double Y)[] corners) => new([.. corners.Append(corners[0]).Select(corner => new Coordinate(corner.X, corner.Y))]);

    private static Polygon Shape(params (double X, double Y)[] corners) => new(Ring(corners));
}
