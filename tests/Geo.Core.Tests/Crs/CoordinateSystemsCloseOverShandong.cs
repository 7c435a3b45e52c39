using Geo.Core.Crs;

namespace Geo.Core.Tests.Crs;

public class CoordinateSystemsCloseOverShandong
{
    private static readonly BursaWolfShift Seven = new(15.8, -154.4, -82.3, 0.1, -0.7, 0.9, 1.1, RotationConvention.CoordinateFrame);
    private static readonly PlaneShift Four = new(-4.1, 115.2, 0.8, -2.3);

    private static IEnumerable<LonLat> Grid()
    {
        for (double lonDeg = 114.75; lonDeg <= 122.8; lonDeg += 0.31)
        {
            for (double latDeg = 34.3; latDeg <= 38.5; latDeg += 0.17)
                yield return new LonLat(lonDeg, latDeg);
        }
    }

    public static TheoryData<string, double> Systems() => new()
    {
        { "EPSG:4490", 1e-6 }, { "EPSG:4326", 1e-6 }, { "EPSG:3857", 1e-6 }, { "GCJ-02", 1e-3 }, { "BD-09", 1e-3 },
        { "EPSG:4527", 1e-6 }, { "EPSG:4528", 1e-6 }, { "EPSG:4548", 1e-6 }, { "EPSG:4549", 1e-6 }, { "EPSG:4498", 1e-6 }, { "EPSG:4509", 1e-6 },
        { "EPSG:4510", 1e-6 }, { "GK:CM=118.5,FE=500000", 1e-6 }, { "GK:CM=117.25,FE=50000,FN=-3000000,K=1.00001", 1e-6 },
        { "EPSG:4610", 1e-6 }, { "EPSG:4214", 1e-6 }, { "EPSG:2363", 1e-6 }, { "EPSG:2384", 1e-6 }, { "EPSG:2415", 1e-6 }, { "EPSG:2436", 1e-6 },
        { "EPSG:2437", 1e-6 },
    };

    [Theory, MemberData(nameof(Systems))]
    public void ThereAndBackIsTheSamePlace(string code, double maxErrorM)
    {
        var system = CoordinateSystems.Find(code)!;
        foreach (var variant in system.NeedsDatumShift ? Shifted(system) : [system])
        {
            // Eastings with a zone number reach 500 km, so that zone 39 ends before Weihai.
            bool numbered = variant.XRange.Min > 13_000_000;
            foreach (var position in Grid().Where(position => !numbered || position.LonDeg is >= 115 and <= 122))
            {
                var (x, y) = variant.FromCgcs2000(position);
                var back = variant.ToCgcs2000(x, y);
                double errorM = double.Hypot((back.LonDeg - position.LonDeg) * 0.81, back.LatDeg - position.LatDeg) * 111_320;
                Assert.True(errorM <= maxErrorM, $"{code} {variant.Shift} at {position}: {errorM} m");
            }
        }
    }

    [Fact]
    public void Cgcs2000AndWgs84AreEqual()
    {
        Assert.Equal(CoordinateSystems.Find("EPSG:4490")!.ToCgcs2000(117.1201, 36.6512), CoordinateSystems.Find("EPSG:4326")!.ToCgcs2000(117.1201, 36.6512));
        Assert.Equal(new LonLat(117.1201, 36.6512), CoordinateSystems.Wgs84.ToCgcs2000(117.1201, 36.6512));
    }

    private static IEnumerable<CoordinateSystem> Shifted(CoordinateSystem system) =>
        system.IsGeographic ? [system.WithDatumShift(Seven)] : [system.WithDatumShift(Seven), system.WithDatumShift(Four)];
}
