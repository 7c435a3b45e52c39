using Geo.Core.Radio;

namespace Geo.Core.Tests.Radio;

public class SectorLooksWhereItIsTurned
{
    private static IEnumerable<(double BearingDeg, double ElevationDeg)> Directions() =>
        from bearing in Enumerable.Range(0, 36)
        from elevation in Enumerable.Range(-8, 17)
        select (bearing * 10.0, elevation * 10.0);

    /// <summary>The pattern towards a bearing and an elevation, a kilometre away.</summary>
    private static double Towards(SectorPattern sector, double bearingDeg, double elevationDeg)
    {
        double bearing = bearingDeg * Math.PI / 180, elevation = elevationDeg * Math.PI / 180;
        return sector.AttenuationDb(
            1000 * Math.Cos(elevation) * Math.Sin(bearing), 1000 * Math.Cos(elevation) * Math.Cos(bearing), 1000 * Math.Sin(elevation));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(90, 6)]
    [InlineData(240, 12)]
    [InlineData(360, -5)]
    public void OnItsAxisNothingIsLost(double azimuthDeg, double downtiltDeg) =>
        Assert.Equal(0, Towards(new SectorPattern(azimuthDeg, downtiltDeg), azimuthDeg, -downtiltDeg), 1e-9);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(32.5, -3)]
    [InlineData(-32.5, -3)]
    [InlineData(65, -12)]
    [InlineData(102, -29.5498)]
    [InlineData(103, -30)]
    [InlineData(180, -30)]
    public void CutsAreTheTables(double offDeg, double expectedDb)
    {
        Assert.Equal(expectedDb, SectorPattern.HorizontalCutDb(offDeg), 1e-4);
        Assert.Equal(expectedDb, Towards(new SectorPattern(120, 0), 120 + offDeg, 0), 1e-4);
        if (Math.Abs(offDeg) <= 90)
        {
            Assert.Equal(expectedDb, SectorPattern.VerticalCutDb(90 + offDeg), 1e-4);
            Assert.Equal(expectedDb, Towards(new SectorPattern(120, 0), 120, offDeg), 1e-4);
        }
    }

    [Fact]
    public void CutsAddUpToTheFrontToBackRatio()
    {
        var sector = new SectorPattern(0, 0);
        Assert.Equal(-6, Towards(sector, 32.5, 0) + Towards(sector, 0, 32.5), 1e-9);
        Assert.Equal(-SectorPattern.MaxAttenuationDb, Towards(sector, 90, 60));
    }

    [Fact]
    public void TurningTheSectorTurnsThePattern()
    {
        var north = new SectorPattern(0, 8);
        var turned = new SectorPattern(137, 8);
        foreach (var (bearingDeg, elevationDeg) in Directions())
            Assert.Equal(Towards(north, bearingDeg, elevationDeg), Towards(turned, bearingDeg + 137, elevationDeg), 1e-9);
    }

    [Fact]
    public void TiltIsARotationOfTheAntenna()
    {
        // (7.1-7) and (7.1-8) as the report writes them, on angles.
        const double tilt = 10 * Math.PI / 180;
        var sector = new SectorPattern(0, 10);
        foreach (var (bearingDeg, elevationDeg) in Directions())
        {
            double phi = bearingDeg * Math.PI / 180, theta = (90 - elevationDeg) * Math.PI / 180;
            double cosThetaPrime = Math.Sin(tilt) * Math.Cos(phi) * Math.Sin(theta) + Math.Cos(tilt) * Math.Cos(theta);
            double thetaPrimeDeg = Math.Acos(cosThetaPrime) * 180 / Math.PI;
            double phiPrimeDeg = 180 / Math.PI * Math.Atan2(
                Math.Sin(phi) * Math.Sin(theta), Math.Cos(tilt) * Math.Cos(phi) * Math.Sin(theta) - Math.Sin(tilt) * Math.Cos(theta));
            if (thetaPrimeDeg is < 1e-3 or > 180 - 1e-3)
                continue;   // Along the antenna's own vertical the angle around it means nothing.
            double expectedDb = Math.Max(SectorPattern.VerticalCutDb(thetaPrimeDeg) + SectorPattern.HorizontalCutDb(phiPrimeDeg), -30);
            Assert.Equal(expectedDb, Towards(sector, bearingDeg, elevationDeg), 1e-6);   // The arc cosine is poor near the poles.
        }
    }

    [Fact]
    public void DowntiltFavoursWhatIsNear()
    {
        var sector = new SectorPattern(90, 10);
        Assert.True(sector.AttenuationDb(133, 0, -23.5) > sector.AttenuationDb(2000, 0, -23.5));
    }

    [Fact]
    public void TheAntennaItselfIsNoDirection()
    {
        var sector = new SectorPattern(0, 0);
        Assert.Throws<ArgumentException>(() => sector.AttenuationDb(0, 0, 0));
        Assert.Throws<ArgumentException>(() => sector.AttenuationDb(double.NaN, 0, 1));
    }
}
