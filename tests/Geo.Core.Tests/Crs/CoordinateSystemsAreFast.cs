using System.Diagnostics;
using Geo.Core.Crs;

namespace Geo.Core.Tests.Crs;

public class CoordinateSystemsAreFast
{
    private const int Points = 100_000;
    private const double MaxSeconds = 0.2;

    /// <summary>The best of several, so that neither the compiler's warming up nor a busy machine counts.</summary>
    private const int Rounds = 8;

    [Theory]
    [InlineData("EPSG:4490")]
    [InlineData("EPSG:3857")]
    [InlineData("GCJ-02")]
    [InlineData("BD-09")]
    [InlineData("EPSG:4527")]
    [InlineData("EPSG:4548")]
    [InlineData("EPSG:2384")]
    [InlineData("GK:CM=118.5,FE=500000")]
    public void AHundredThousandPointsTakeAFifthOfASecondAtMost(string code)
    {
        var system = CoordinateSystems.Find(code)!;
        if (system.NeedsDatumShift)
            system = system.WithDatumShift(new BursaWolfShift(15.8, -154.4, -82.3, 0.1, -0.7, 0.9, 1.1, RotationConvention.CoordinateFrame));
        var positions = Enumerable.Range(0, Points).Select(i => new LonLat(115 + i % 400 * 0.01, 34.5 + i / 400 * 0.01)).ToArray();
        var values = Array.ConvertAll(positions, system.FromCgcs2000);
        Assert.InRange(BestSeconds(() => Array.ForEach(positions, position => system.FromCgcs2000(position))), 0, MaxSeconds);
        Assert.InRange(BestSeconds(() => Array.ForEach(values, value => system.ToCgcs2000(value.X, value.Y))), 0, MaxSeconds);
    }

    [Fact]
    public void AnAssessmentOfFiveHundredPointsTakesAFifthOfASecondAtMost()
    {
        var sample = SyntheticCity.Middle.Sample("EPSG:4548", northFirst: true, count: CrsSuspicion.MaxSample);
        Assert.InRange(BestSeconds(() => CrsSuspicion.Assess(sample, default, SyntheticCity.Middle.Contains)), 0, MaxSeconds);
    }

    private static double BestSeconds(Action action)
    {
        double best = double.PositiveInfinity;
        for (int round = 0; round < Rounds && best > MaxSeconds / 2; round++)
        {
            long start = Stopwatch.GetTimestamp();
            action();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        return best;
    }
}
