using Geo.Core.Crs;

namespace Geo.Core.Tests.Crs;

public class KnownSitesTellGcj02AndBd09
{
    private const double LonPerM = 1 / 89_500.0;

    /// <summary>Sites of which the file has this system's values, moved east by some metres.</summary>
    private static IEnumerable<KnownSite> Sites(string code, int count, double movedM = 0) => SyntheticCity.Middle.Points(count).Select(known =>
    {
        var (lonDeg, latDeg) = CoordinateSystems.Find(code)!.FromCgcs2000(known with { LonDeg = known.LonDeg + movedM * LonPerM });
        return new KnownSite(new LonLat(lonDeg, latDeg), known);
    });

    [Theory]
    [InlineData("EPSG:4490")]
    [InlineData("GCJ-02")]
    [InlineData("BD-09")]
    public void TheSystemIsFound(string code)
    {
        var (found, readings) = KnownSiteComparison.Compare([.. Sites(code, 12)]);
        Assert.Equal(code, found?.Code);
        Assert.Equal(3, readings.Count);
        Assert.All(readings, reading => Assert.Equal(reading.System == found ? 1 : 0, reading.NearShare));
        Assert.All(readings, reading => Assert.True(reading.System == found ? reading.MedianM < 0.001 : reading.MedianM > KnownSiteComparison.RawFarM));
    }

    [Theory]
    [InlineData("GCJ-02", 29.5, "GCJ-02")]
    [InlineData("GCJ-02", 30.5, null)]
    [InlineData("EPSG:4490", 29.5, "EPSG:4490")]
    [InlineData("EPSG:4490", 30.5, null)]
    public void ThirtyMetresAreTheLimit(string code, double movedM, string? expected) =>
        Assert.Equal(expected, KnownSiteComparison.Compare([.. Sites(code, 12, movedM)]).Found?.Code);

    [Theory]
    [InlineData(80, "BD-09")]
    [InlineData(79, null)]
    public void FourFifthsMustMeet(int near, string? expected) => Assert.Equal(expected,
        KnownSiteComparison.Compare([.. Sites("BD-09", near), .. Sites("BD-09", 100 - near, movedM: 5_000)]).Found?.Code);

    [Theory]
    [InlineData(KnownSiteComparison.MinMatches, "GCJ-02")]
    [InlineData(KnownSiteComparison.MinMatches - 1, null)]
    [InlineData(0, null)]
    public void FewMatchesSayNothing(int count, string? expected) =>
        Assert.Equal(expected, KnownSiteComparison.Compare([.. Sites("GCJ-02", count)]).Found?.Code);

    [Theory]
    [InlineData(KnownSiteComparison.NearM, KnownSiteComparison.RawFarM, null)]
    [InlineData(KnownSiteComparison.RawFarM, KnownSiteComparison.RawFarM + 50, "GCJ-02")]
    public void NoShiftIsSpokenOfWhereItIsShorterThanTwoHundredMetres(double shorterM, double longerM, string? expected)
    {
        // In the Qaidam basin the shift of GCJ-02 falls to 20 m; nowhere in Shandong is it under 300 m.
        var sites = Enumerable.Range(0, 10_000).Select(i => new LonLat(96 + i % 100 * 0.1, 35 + i / 100 * 0.05))
            .Select(known => new KnownSite(Gcj02.FromWgs84(known), known))
            .Where(site => ShiftM(site) > shorterM + 1 && ShiftM(site) < longerM - 1).Take(10).ToList();
        Assert.Equal(10, sites.Count);
        Assert.Equal(expected, KnownSiteComparison.Compare(sites).Found?.Code);
    }

    [Fact]
    public void WhereThereIsNoShiftNoneIsFound()
    {
        KnownSite abroad = new(new LonLat(139.7, 35.7), new LonLat(139.7, 35.7));
        Assert.Equal("EPSG:4490", KnownSiteComparison.Compare([abroad, abroad, abroad]).Found?.Code);
    }

    private static double ShiftM(KnownSite site) => double.Hypot(
        (site.Handed.LonDeg - site.Known.LonDeg) * Math.Cos(site.Known.LatDeg * Math.PI / 180), site.Handed.LatDeg - site.Known.LatDeg) * 111_320;
}
