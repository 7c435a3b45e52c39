using Geo.Core.Crs;

namespace Geo.Core.Tests.Crs;

public class GaussKrugerAgreesWithProj
{
    /// <summary>What the tables' decimals and the double's rounding at 45 million metres leave.</summary>
    private const double ToleranceM = 2e-8;
    private const double ToleranceDeg = 1e-12;

    [Fact]
    public void EveryCityOfShandongInEveryZoneAgreesToAMicrometre()
    {
        foreach (var row in ReferenceTable.Rows("cgcs2000_zones_proj911.csv"))
        {
            var system = CoordinateSystems.Find(row["epsg_target"])!;
            var (x, y) = system.FromCgcs2000(new LonLat(row.Number("lon_deg"), row.Number("lat_deg")));
            Assert.Equal(row.Number("easting_m"), x, 1e-6);
            Assert.Equal(row.Number("northing_m"), y, 1e-6);
        }
    }

    [Fact]
    public void EveryZoneOfTheThreeDatumsAgreesForwardAndBack()
    {
        var nothing = new BursaWolfShift(0, 0, 0, 0, 0, 0, 0, RotationConvention.CoordinateFrame);
        var codes = new HashSet<string>();
        foreach (var row in ReferenceTable.Rows("gauss_kruger_zones_proj911.csv"))
        {
            CoordinateSystem zone = CoordinateSystems.Find(row["epsg"])!, geographic = CoordinateSystems.Find(row["epsg_geographic"])!;
            Assert.Same(geographic.Datum, zone.Datum);
            if (zone.NeedsDatumShift)
                (zone, geographic) = (zone.WithDatumShift(nothing), geographic.WithDatumShift(nothing));
            var expected = geographic.ToCgcs2000(row.Number("lon_deg"), row.Number("lat_deg"));
            var (x, y) = zone.FromCgcs2000(expected);
            Assert.Equal(row.Number("easting_m"), x, ToleranceM);
            Assert.Equal(row.Number("northing_m"), y, ToleranceM);
            var back = zone.ToCgcs2000(row.Number("easting_m"), row.Number("northing_m"));
            Assert.Equal(expected.LonDeg, back.LonDeg, ToleranceDeg);
            Assert.Equal(expected.LatDeg, back.LatDeg, ToleranceDeg);
            codes.Add(zone.Code);
        }
        Assert.Equal(3 * (2 * 21 + 2 * 11), codes.Count);
        Assert.Equal(CoordinateSystems.All.Count, codes.Count + 7);
    }

    [Fact]
    public void LocalParametersAndThirtyDegreesFromTheMeridianAgree()
    {
        var ellipsoids = new Dictionary<string, Ellipsoid>
        {
            ["CGCS2000"] = Ellipsoid.Cgcs2000, ["IAG1975"] = Ellipsoid.Iag1975, ["Krassovsky1940"] = Ellipsoid.Krassovsky1940,
        };
        foreach (var row in ReferenceTable.Rows("transverse_mercator_proj911.csv"))
        {
            var projection = new TransverseMercator(ellipsoids[row["ellipsoid"]], row.Number("central_meridian_deg"),
                row.Number("false_easting_m"), row.Number("false_northing_m"), row.Number("scale"));
            var position = new LonLat(row.Number("lon_deg"), row.Number("lat_deg"));
            var point = projection.Forward(position);
            Assert.Equal(row.Number("easting_m"), point.EastingM, ToleranceM);
            Assert.Equal(row.Number("northing_m"), point.NorthingM, ToleranceM);
            var back = projection.Inverse(point);
            Assert.Equal(position.LonDeg, back.LonDeg, ToleranceDeg);
            Assert.Equal(position.LatDeg, back.LatDeg, ToleranceDeg);
        }
    }

    [Fact]
    public void WebMercatorAgrees()
    {
        foreach (var row in ReferenceTable.Rows("web_mercator_proj911.csv"))
        {
            var position = new LonLat(row.Number("lon_deg"), row.Number("lat_deg"));
            var (x, y) = CoordinateSystems.WebMercator.FromCgcs2000(position);
            Assert.Equal(row.Number("easting_m"), x, ToleranceM);
            Assert.Equal(row.Number("northing_m"), y, ToleranceM);
            var back = CoordinateSystems.WebMercator.ToCgcs2000(x, y);
            Assert.Equal(position.LonDeg, back.LonDeg, ToleranceDeg);
            Assert.Equal(position.LatDeg, back.LatDeg, ToleranceDeg);
        }
    }

    [Fact]
    public void FartherThanThirtyDegreesFromTheMeridianIsRefused()
    {
        var projection = new TransverseMercator(Ellipsoid.Cgcs2000, 117);
        const double limit = TransverseMercator.MaxLonFromCentralMeridianDeg;
        projection.Forward(new LonLat(117 + limit, 36));
        Assert.Throws<ArgumentOutOfRangeException>(() => projection.Forward(new LonLat(117 + limit + 1e-9, 36)));
        var edge = projection.Forward(new LonLat(117 + limit - 1e-9, 36));
        projection.Inverse(edge);
        Assert.Throws<ArgumentOutOfRangeException>(() => projection.Inverse(edge with { EastingM = edge.EastingM + 1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => projection.Inverse(new PlanePoint(double.NaN, 0)));
        Assert.Throws<ArgumentOutOfRangeException>(() => projection.Inverse(new PlanePoint(0, 10_002_000)));
    }
}
