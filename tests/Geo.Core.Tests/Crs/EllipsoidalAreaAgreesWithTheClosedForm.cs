using Geo.Core.Crs;
using NetTopologySuite.Geometries;

namespace Geo.Core.Tests.Crs;

public class EllipsoidalAreaAgreesWithTheClosedForm
{
    private static readonly GeometryFactory Factory = new();

    public static TheoryData<double, double, double, double, double> Boxes()
    {
        var data = new TheoryData<double, double, double, double, double>();
        foreach (var row in ReferenceTable.Rows("ellipsoid_box_areas_cgcs2000.csv"))
            data.Add(row.Number("lon1"), row.Number("lat1"), row.Number("lon2"), row.Number("lat2"), row.Number("area_m2_closed_form"));
        return data;
    }

    [Theory, MemberData(nameof(Boxes))]
    public void BoxesAgreeToAMillionthOfASquareMetreOrTwelveDigits(double lon1Deg, double lat1Deg, double lon2Deg, double lat2Deg, double expectedM2)
    {
        var box = Factory.ToGeometry(new Envelope(lon1Deg, lon2Deg, lat1Deg, lat2Deg));
        // The table has four decimals; its smallest box is 9,942 m².
        Assert.Equal(expectedM2, EllipsoidalArea.SquareMetres(box), Math.Max(1e-3, expectedM2 * 1e-12));
    }

    [Fact]
    public void ATriangleCutFromABoxAndItsRestAddUp()
    {
        var triangle = Polygon((117, 36), (118, 36), (118, 37));
        var rest = Polygon((117, 36), (118, 37), (117, 37));
        var box = Polygon((117, 36), (118, 36), (118, 37), (117, 37));
        Assert.Equal(EllipsoidalArea.SquareMetres(box), EllipsoidalArea.SquareMetres(triangle) + EllipsoidalArea.SquareMetres(rest), 1e-4);
    }

    [Fact]
    public void ALongObliqueEdgeIsTheSameCutInAThousand()
    {
        var coarse = Polygon((114, 34), (123, 34), (123, 38.5));
        var fine = Factory.CreatePolygon([.. Enumerable.Range(0, 1000).Select(i => new Coordinate(123 - 9 * i / 1000.0, 38.5 - 4.5 * i / 1000)),
            new Coordinate(114, 34), new Coordinate(123, 34), new Coordinate(123, 38.5)]);
        Assert.Equal(EllipsoidalArea.SquareMetres(coarse), EllipsoidalArea.SquareMetres(fine), 0.01);
    }

    [Fact]
    public void AHoleIsLeftOutAndDirectionDoesNotMatter()
    {
        var hole = Polygon((117.2, 36.2), (117.4, 36.2), (117.4, 36.4));
        var shell = Polygon((117, 36), (118, 36), (118, 37), (117, 37));
        var withHole = Factory.CreatePolygon((LinearRing)shell.ExteriorRing, [(LinearRing)hole.ExteriorRing.Reverse()]);
        Assert.Equal(
            EllipsoidalArea.SquareMetres(shell) - EllipsoidalArea.SquareMetres(hole), EllipsoidalArea.SquareMetres(withHole), 1e-6);
        Assert.Equal(0, EllipsoidalArea.SquareMetres(Factory.CreatePoint(new Coordinate(117, 36))));
    }

    private static Polygon Polygon(params (double X, double Y)[] ring) =>
        Factory.CreatePolygon([.. ring.Append(ring[0]).Select(vertex => new Coordinate(vertex.X, vertex.Y))]);
}
