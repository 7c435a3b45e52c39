using Geo.Core.Crs;

namespace Geo.Core.Tests.Crs;

public class OldDatumsNeedTheCitysOwnShift
{
    private static readonly BursaWolfShift Seven = new(15.8, -154.4, -82.3, 0.1, -0.7, 0.9, 1.1, RotationConvention.CoordinateFrame);

    [Theory]
    [InlineData("EPSG:4610", 117.12, 36.65)]
    [InlineData("EPSG:4214", 117.12, 36.65)]
    [InlineData("EPSG:2363", 39_503_882, 4_060_149)]
    [InlineData("EPSG:2384", 503_882, 4_060_149)]
    [InlineData("EPSG:2415", 39_503_882, 4_060_149)]
    [InlineData("EPSG:2436", 503_882, 4_060_149)]
    [InlineData("EPSG:2437", 503_882, 4_060_149)]
    [InlineData("GK:CM=117.25,FE=500000,DATUM=4214", 503_882, 4_060_149)]
    public void WithoutItEveryWayIsRefused(string code, double x, double y)
    {
        var system = CoordinateSystems.Find(code)!;
        Assert.True(system.NeedsDatumShift);
        Assert.Same(system, Assert.Throws<DatumShiftRequiredException>(() => system.ToCgcs2000(x, y)).System);
        Assert.Throws<DatumShiftRequiredException>(() => system.TryToCgcs2000(x, y, out _));
        Assert.Throws<DatumShiftRequiredException>(() => system.FromCgcs2000(new LonLat(117.12, 36.65)));

        var shifted = system.WithDatumShift(Seven);
        Assert.False(shifted.NeedsDatumShift);
        Assert.Equal(code, shifted.Code);
        Assert.NotEqual(system, shifted);
        shifted.ToCgcs2000(x, y);
    }

    [Fact]
    public void OnlyTheOldDatumsNeedIt() => Assert.All(CoordinateSystems.All, system =>
        Assert.Equal(system.Datum == GeodeticDatum.Xian1980 || system.Datum == GeodeticDatum.Beijing1954, system.NeedsDatumShift));

    [Fact]
    public void SevenParametersAgreeWithProj()
    {
        foreach (var row in ReferenceTable.Rows("bursa_wolf_proj911.csv"))
        {
            var system = CoordinateSystems.Find(row["datum"] == "Xian1980" ? "EPSG:4610" : "EPSG:4214")!.WithDatumShift(new BursaWolfShift(
                row.Number("dx_m"), row.Number("dy_m"), row.Number("dz_m"), row.Number("rx_arcsec"), row.Number("ry_arcsec"),
                row.Number("rz_arcsec"), row.Number("scale_ppm"), Enum.Parse<RotationConvention>(row["convention"])));
            var actual = system.ToCgcs2000(row.Number("lon_deg"), row.Number("lat_deg"));
            Assert.Equal(row.Number("expected_lon_deg"), actual.LonDeg, 1e-11);
            Assert.Equal(row.Number("expected_lat_deg"), actual.LatDeg, 1e-11);
        }
    }

    [Fact]
    public void FourParametersMoveTurnAndStretchThePlaneWithoutItsZoneNumber()
    {
        // One second of arc from north towards east and one part per million, at 4,000 km north and 500 km east of the origin.
        var shift = new PlaneShift(dNorthM: 3, dEastM: 100, rotationArcsec: 1, scalePpm: 1);
        double turn = Math.PI / 180 / 3600;
        double eastM = 100 + (1 + 1e-6) * (4_000_000 * Math.Sin(turn) + 500_000 * Math.Cos(turn));
        double northM = 3 + (1 + 1e-6) * (4_000_000 * Math.Cos(turn) - 500_000 * Math.Sin(turn));
        foreach (var (old, cgcs2000, zoneM) in new[] { ("EPSG:2384", "EPSG:4548", 0), ("EPSG:2363", "EPSG:4527", 39_000_000) })
        {
            var actual = CoordinateSystems.Find(old)!.WithDatumShift(shift).ToCgcs2000(zoneM + 500_000, 4_000_000);
            var (x, y) = CoordinateSystems.Find(cgcs2000)!.FromCgcs2000(actual);
            Assert.Equal(zoneM + eastM, x, 1e-7);
            Assert.Equal(northM, y, 1e-7);
        }
    }

    [Fact]
    public void FourParametersShiftNoDegreesAndCgcs2000TakesNone()
    {
        var four = new PlaneShift(0, 100, 0, 0);
        Assert.Throws<ArgumentException>(() => CoordinateSystems.Find("EPSG:4610")!.WithDatumShift(four));
        Assert.Throws<ArgumentException>(() => CoordinateSystems.Find("EPSG:4548")!.WithDatumShift(four));
        Assert.Throws<ArgumentException>(() => CoordinateSystems.Gcj02.WithDatumShift(Seven));
    }

    [Fact]
    public void AShiftOfMoreThanAKilometreIsRefused()
    {
        var zone = CoordinateSystems.Find("EPSG:2384")!;
        // The ellipsoids differ by some metres on the plane, so the limit is met from a little below and above.
        zone.WithDatumShift(new PlaneShift(0, CoordinateSystem.MaxDatumShiftM - 20, 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => zone.WithDatumShift(new PlaneShift(0, CoordinateSystem.MaxDatumShiftM + 20, 0, 0)));
    }

    [Fact]
    public void AParameterBeyondItsLimitIsRefused()
    {
        _ = new PlaneShift(PlaneShift.MaxAbsTranslationM, -PlaneShift.MaxAbsTranslationM, PlaneShift.MaxAbsRotationArcsec, DatumShift.MaxAbsScalePpm);
        Assert.Throws<ArgumentOutOfRangeException>(() => new PlaneShift(PlaneShift.MaxAbsTranslationM + 0.001, 0, 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PlaneShift(0, double.NaN, 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PlaneShift(0, 0, -PlaneShift.MaxAbsRotationArcsec - 0.001, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PlaneShift(0, 0, 0, DatumShift.MaxAbsScalePpm + 0.001));
        _ = Turned(BursaWolfShift.MaxAbsRotationArcsec);
        Assert.Throws<ArgumentOutOfRangeException>(() => Turned(BursaWolfShift.MaxAbsRotationArcsec + 0.001));
    }

    private static BursaWolfShift Turned(double rzArcsec) => new(0, 0, 0, 0, 0, rzArcsec, 0, RotationConvention.PositionVector);
}
