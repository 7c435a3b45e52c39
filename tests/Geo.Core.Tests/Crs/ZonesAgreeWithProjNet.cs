using Geo.Core.Crs;
using ProjNet.CoordinateSystems;
using ProjNet.CoordinateSystems.Transformations;

namespace Geo.Core.Tests.Crs;

/// <summary>Another implementation of the same projection, over the whole province.</summary>
public class ZonesAgreeWithProjNet
{
    [Theory]
    [InlineData("EPSG:4547", 114)]
    [InlineData("EPSG:4548", 117)]
    [InlineData("EPSG:4549", 120)]
    [InlineData("EPSG:4550", 123)]
    public void ToWithinAMillimetre(string code, double centralMeridianDeg)
    {
        var (ours, theirs) = (CoordinateSystems.Find(code)!, TransverseMercator(centralMeridianDeg));
        double worstM = 0;
        for (double lonDeg = Math.Max(114.5, centralMeridianDeg - 3); lonDeg <= Math.Min(123, centralMeridianDeg + 3); lonDeg += 0.25)
            for (double latDeg = 34; latDeg <= 38.5; latDeg += 0.25)
            {
                var (x, y) = ours.FromCgcs2000(new LonLat(lonDeg, latDeg));
                var (theirX, theirY) = theirs.Transform(lonDeg, latDeg);
                worstM = Math.Max(worstM, Math.Max(Math.Abs(x - theirX), Math.Abs(y - theirY)));
            }
        Assert.InRange(worstM, 0, 0.001);
    }

    private static MathTransform TransverseMercator(double centralMeridianDeg)
    {
        var factory = new CoordinateSystemFactory();
        var geographic = (GeographicCoordinateSystem)factory.CreateFromWkt(
            """GEOGCS["CGCS2000",DATUM["China_2000",SPHEROID["CGCS2000",6378137,298.257222101]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]]""");
        var zone = factory.CreateProjectedCoordinateSystem("zone", geographic,
            factory.CreateProjection("Transverse_Mercator", "Transverse_Mercator",
            [
                new("latitude_of_origin", 0), new("central_meridian", centralMeridianDeg), new("scale_factor", 1),
                new("false_easting", 500_000), new("false_northing", 0),
            ]),
            LinearUnit.Metre, new AxisInfo("East", AxisOrientationEnum.East), new AxisInfo("North", AxisOrientationEnum.North));
        return new CoordinateTransformationFactory().CreateFromCoordinateSystems(geographic, zone).MathTransform;
    }
}
