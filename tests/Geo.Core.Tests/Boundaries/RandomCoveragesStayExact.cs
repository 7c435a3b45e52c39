using Geo.Core.Boundaries;
using Geo.Core.Crs;
using NetTopologySuite.Geometries;

namespace Geo.Core.Tests.Boundaries;

/// <summary>Seeded meshes of counties with vertices shaken one by one, so that borders gape and overlap at random.</summary>
public class RandomCoveragesStayExact
{
    private const int Side = 5;
    private const double CellDeg = 0.1;
    private const double BorderStepDeg = 0.01;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void CleanedUnitedGeneralisedAndShiftedItIsStillACoverage(int seed)
    {
        var clean = CoverageCleaner.Clean(Mesh(seed), new() { MaxAreaChangeShare = 0.02 });
        Assert.NotEqual(0, clean.Tally(CoverageFault.OverlapResolved).Count);
        Assert.NotEqual(0, clean.Tally(CoverageFault.GapFilled).Count);
        Assert.Equal(0, clean.Tally(CoverageFault.GapKept).Count);

        var shifted = VertexTransform.Apply(clean.Areas, Gcj02.ToWgs84);
        var rows = BoundaryUnion.Groups(shifted, key => key[..1]);
        var all = BoundaryUnion.Groups(rows, _ => "all");
        Assert.Null(CoverageCheck.FirstFault(rows));
        Assert.Equal(Side, rows.Count);
        double allM2 = EllipsoidalArea.SquareMetres(all.Single().Shape);
        Assert.Equal(allM2, shifted.Sum(area => EllipsoidalArea.SquareMetres(area.Shape)), 0.01);
        Assert.Equal(allM2, rows.Sum(area => EllipsoidalArea.SquareMetres(area.Shape)), 0.01);

        foreach (var band in ZoomBand.All.Skip(1))
        {
            var coarse = Generalisation.Simplify(shifted, band);
            Assert.Null(CoverageCheck.FirstFault(BoundaryUnion.Groups(coarse, key => key[..1])));
        }
    }

    private static List<AreaShape> Mesh(int seed)
    {
        var random = new Random(seed);
        var areas = new List<AreaShape>();
        for (int row = 0; row < Side; row++)
        {
            for (int column = 0; column < Side; column++)
                areas.Add(new AreaShape($"{row}{column}", Cell(118 + column * CellDeg, 36 + row * CellDeg, random)));
        }
        return areas;
    }

    private static Polygon Cell(double west, double south, Random random)
    {
        int steps = (int)Math.Round(CellDeg / BorderStepDeg);
        (int X, int Y)[] turns = [(1, 0), (0, 1), (-1, 0), (0, -1)];
        var ring = new List<Coordinate>();
        double x = west, y = south;
        foreach (var (dx, dy) in turns)
        {
            for (int i = 0; i < steps; i++)
            {
                // A few metres to and fro, on inner vertices only: the corners hold.
                double shake = i == 0 ? 0 : (random.NextDouble() - 0.5) * 2e-4;
                ring.Add(new Coordinate(x + dy * shake, y + dx * shake));
                x += dx * BorderStepDeg;
                y += dy * BorderStepDeg;
            }
        }
        ring.Add(ring[0].Copy());
        return Squares.Factory.CreatePolygon([.. ring]);
    }
}
