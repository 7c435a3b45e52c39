using Geo.Core.Crs;

namespace Geo.Core.Tests.Crs;

public class DatumShiftsAgreeWithPublishedVectors
{
    /// <summary>
    /// Two published rows of coordtransform are inverses of a single step, which do not close: 2·g - forward(g) for
    /// GCJ-02, out by up to metres, and the approximate BD-09 inverse, out by 4 cm. They say what one step gives, to
    /// their own tolerance; the iterated inverse must lie as near them as that step is good, and no nearer.
    /// </summary>
    private const double OneStepGcj02Deg = 1e-5;
    private const double OneStepBd09Deg = 1e-6;

    /// <summary>
    /// The two BD-09 rows of eviltransform were computed with waves of π per degree instead of 3000π/180 (with π they
    /// come out to the last digit), which contradicts Baidu's own and the coordtransform rows; that is worth up to 80 m.
    /// </summary>
    private const double WrongWaveDeg = 8e-4;

    public static TheoryData<string, string, string, double, double, double, double, double> Rows()
    {
        var data = new TheoryData<string, string, string, double, double, double, double, double>();
        foreach (var row in ReferenceTable.Rows("gcj02_bd09_published.csv"))
        {
            data.Add(row["source"], row["from"], row["to"], row.Number("in_lon"), row.Number("in_lat"),
                row.Number("expected_lon"), row.Number("expected_lat"), row.Number("tolerance_deg"));
        }
        return data;
    }

    [Theory, MemberData(nameof(Rows))]
    public void PositionIsWithinTheRowsTolerance(
        string source, string from, string to, double lonDeg, double latDeg, double expectedLonDeg, double expectedLatDeg, double toleranceDeg)
    {
        var actual = (from, to) switch
        {
            ("WGS84", "GCJ02") => Gcj02.FromWgs84(new LonLat(lonDeg, latDeg)),
            ("GCJ02", "WGS84") => Gcj02.ToWgs84(new LonLat(lonDeg, latDeg)),
            ("GCJ02", "BD09") => Bd09.FromGcj02(new LonLat(lonDeg, latDeg)),
            ("BD09", "GCJ02") => Bd09.ToGcj02(new LonLat(lonDeg, latDeg)),
            ("BD09", "WGS84") => Bd09.ToWgs84(new LonLat(lonDeg, latDeg)),
            _ => throw new ArgumentException($"{source}: {from} to {to} is not tested."),
        };
        if (source.Contains("1-step", StringComparison.Ordinal))
            toleranceDeg = OneStepGcj02Deg;
        else if ((from, to) == ("BD09", "GCJ02"))
            toleranceDeg = OneStepBd09Deg;
        else if (from == "BD09")
            toleranceDeg = WrongWaveDeg;
        Assert.Equal(expectedLonDeg, actual.LonDeg, toleranceDeg);
        Assert.Equal(expectedLatDeg, actual.LatDeg, toleranceDeg);
    }

    [Fact]
    public void OneStepOfGcj02GivesThePublishedOneStepInverse()
    {
        var row = ReferenceTable.Rows("gcj02_bd09_published.csv").Single(row => row["source"].Contains("1-step", StringComparison.Ordinal));
        var gcj02 = new LonLat(row.Number("in_lon"), row.Number("in_lat"));
        var image = Gcj02.FromWgs84(gcj02);
        Assert.Equal(row.Number("expected_lon"), 2 * gcj02.LonDeg - image.LonDeg, row.Number("tolerance_deg"));
        Assert.Equal(row.Number("expected_lat"), 2 * gcj02.LatDeg - image.LatDeg, row.Number("tolerance_deg"));
    }

    [Fact]
    public void OneStepOfBd09GivesThePublishedInverse()
    {
        var row = ReferenceTable.Rows("gcj02_bd09_published.csv").Single(row => (row["from"], row["to"]) == ("BD09", "GCJ02"));
        var actual = Bd09.ToGcj02OneStep(new LonLat(row.Number("in_lon"), row.Number("in_lat")));
        Assert.Equal(row.Number("expected_lon"), actual.LonDeg, row.Number("tolerance_deg"));
        Assert.Equal(row.Number("expected_lat"), actual.LatDeg, row.Number("tolerance_deg"));
    }
}
