using Geo.Core.Crs;

namespace Geo.Core.Tests.Crs;

public class CoordinatesOutOfRangeAreRefused
{
    [Theory]
    [InlineData("EPSG:4490", 180, 90)]
    [InlineData("EPSG:4490", -180, -90)]
    [InlineData("EPSG:4548", -300_000, 0)]
    [InlineData("EPSG:4548", 1_300_000, 6_200_000)]
    [InlineData("EPSG:4527", 39_000_000, 0)]
    [InlineData("EPSG:4527", 40_000_000, 6_200_000)]
    [InlineData("EPSG:4498", 20_000_000, 4_000_000)]
    [InlineData("GK:CM=118.5,FE=50000,FN=-3000000", -750_000, -3_000_000)]
    [InlineData("GK:CM=118.5,FE=50000,FN=-3000000", 850_000, 3_200_000)]
    [InlineData("EPSG:3857", 20_037_508.342789, -20_037_508.342789)]
    public void AtTheLimitIsTaken(string code, double x, double y)
    {
        var system = CoordinateSystems.Find(code)!;
        system.ToCgcs2000(x, y);
        Assert.True(system.TryToCgcs2000(x, y, out _));
    }

    [Theory]
    [InlineData("EPSG:4490", 180.0000001, 36, "from -180 to 180 °")]
    [InlineData("EPSG:4326", 36.65, 117.12, "from -90 to 90 °")]
    [InlineData("GCJ-02", 503_882, 4_060_149, "from -180 to 180 °")]
    [InlineData("BD-09", double.NaN, 36, "from -180 to 180 °")]
    [InlineData("EPSG:4548", -300_000.001, 4_000_000, "from -300000 to 1300000 m")]
    [InlineData("EPSG:4548", 1_300_000.001, 4_000_000, "from -300000 to 1300000 m")]
    [InlineData("EPSG:4548", 500_000, -0.001, "from 0 to 6200000 m")]
    [InlineData("EPSG:4548", 500_000, 6_200_000.001, "from 0 to 6200000 m")]
    [InlineData("EPSG:4548", 500_000, double.PositiveInfinity, "from 0 to 6200000 m")]
    [InlineData("EPSG:4527", 503_882, 4_060_149, "from 39000000 to 40000000 m")]
    [InlineData("EPSG:4527", 38_999_999.999, 4_060_149, "from 39000000 to 40000000 m")]
    [InlineData("EPSG:3857", 20_037_508.35, 0, "m.")]
    public void BeyondTheLimitIsRefusedAndTheRangeNamed(string code, double x, double y, string range)
    {
        var system = CoordinateSystems.Find(code)!;
        var refusal = Assert.Throws<ArgumentOutOfRangeException>(() => system.ToCgcs2000(x, y));
        Assert.Contains(range, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(code, refusal.Message, StringComparison.Ordinal);
        Assert.False(system.TryToCgcs2000(x, y, out _));
    }

    [Theory]
    [InlineData("EPSG:4490", 180.001, 36)]
    [InlineData("EPSG:4548", 117, -0.001)]
    [InlineData("EPSG:4548", 117, 56)]
    [InlineData("EPSG:4548", 126, 36)]
    [InlineData("EPSG:4527", 123, 36)]
    [InlineData("EPSG:4527", -63, 36)]
    [InlineData("EPSG:3857", 117, 85.06)]
    [InlineData("EPSG:3857", 117, 90.1)]
    public void APlaceTheSystemDoesNotReachIsRefused(string code, double lonDeg, double latDeg) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => CoordinateSystems.Find(code)!.FromCgcs2000(new LonLat(lonDeg, latDeg)));

    [Theory]
    [InlineData("EPSG:4548", 117, 0)]
    [InlineData("EPSG:4548", 117, 55.8)]
    [InlineData("EPSG:4548", 125.8, 36)]
    [InlineData("EPSG:4527", 122.5, 36)]
    [InlineData("EPSG:3857", 117, 85.05)]
    public void APlaceJustWithinIsTaken(string code, double lonDeg, double latDeg) =>
        CoordinateSystems.Find(code)!.FromCgcs2000(new LonLat(lonDeg, latDeg));
}
