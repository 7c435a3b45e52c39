using Geo.Core.Crs;

namespace Geo.Core.Tests.Crs;

public class DatumShiftsCloseOverShandong
{
    private const double MaxErrorM = 0.001;
    private const double MPerDeg = 111_320;

    private static IEnumerable<LonLat> Grid()
    {
        for (double lonDeg = 114.7; lonDeg <= 122.8; lonDeg += 0.037)
        {
            for (double latDeg = 34.3; latDeg <= 38.5; latDeg += 0.037)
                yield return new LonLat(lonDeg, latDeg);
        }
    }

    private static double DistanceM(LonLat a, LonLat b) =>
        double.Hypot((a.LonDeg - b.LonDeg) * Math.Cos(a.LatDeg * Math.PI / 180), a.LatDeg - b.LatDeg) * MPerDeg;

    [Fact]
    public void Gcj02AndBackIsWithinAMillimetre() =>
        Assert.All(Grid(), p => Assert.InRange(DistanceM(p, Gcj02.ToWgs84(Gcj02.FromWgs84(p))), 0, MaxErrorM));

    [Fact]
    public void Gcj02FromItsInverseIsWithinAMillimetre() =>
        Assert.All(Grid(), p => Assert.InRange(DistanceM(p, Gcj02.FromWgs84(Gcj02.ToWgs84(p))), 0, MaxErrorM));

    [Fact]
    public void Bd09AndBackIsWithinAMillimetre() =>
        Assert.All(Grid(), p => Assert.InRange(DistanceM(p, Bd09.ToGcj02(Bd09.FromGcj02(p))), 0, MaxErrorM));

    [Fact]
    public void Bd09ThroughToWgs84AndBackIsWithinAMillimetre() =>
        Assert.All(Grid(), p => Assert.InRange(DistanceM(p, Bd09.ToWgs84(Bd09.FromWgs84(p))), 0, MaxErrorM));

    [Fact]
    public void TheShiftIsSomeHundredsOfMetres() =>
        Assert.All(Grid(), p => Assert.InRange(DistanceM(p, Gcj02.FromWgs84(p)), 300, 1000));

    [Theory]
    [InlineData(139.69, 35.69)]
    [InlineData(-0.1276, 51.5072)]
    [InlineData(183, 45)]
    public void OutsideChinaNothingIsShifted(double lonDeg, double latDeg)
    {
        var position = new LonLat(lonDeg, latDeg);
        Assert.Equal(position, Gcj02.FromWgs84(position));
        Assert.Equal(position, Gcj02.ToWgs84(position));
    }

    [Theory]
    [InlineData(117, LonLat.MaxAbsLatDeg + 1e-9)]
    [InlineData(-LonLat.MaxAbsLonDeg - 1e-9, 36)]
    [InlineData(double.NaN, 36)]
    [InlineData(117, double.PositiveInfinity)]
    public void AnImpossiblePositionIsRefused(double lonDeg, double latDeg)
    {
        var position = new LonLat(lonDeg, latDeg);
        Assert.Throws<ArgumentOutOfRangeException>(() => Gcj02.FromWgs84(position));
        Assert.Throws<ArgumentOutOfRangeException>(() => Gcj02.ToWgs84(position));
        Assert.Throws<ArgumentOutOfRangeException>(() => Bd09.FromGcj02(position));
        Assert.Throws<ArgumentOutOfRangeException>(() => Bd09.ToGcj02(position));
        Assert.Throws<ArgumentOutOfRangeException>(() => Albers.Shandong.Forward(position));
    }
}
