using System.Text.RegularExpressions;
using Geo.Core.Crs;

namespace Geo.Core.Tests.Crs;

public class AlbersAgreesWithProj
{
    private const double ToleranceM = 1e-4;

    /// <summary>A tenth of a millimetre of latitude.</summary>
    private const double ToleranceDeg = 1e-9;

    public static TheoryData<string, string, double, double, double, double> Rows()
    {
        var data = new TheoryData<string, string, double, double, double, double>();
        foreach (var row in ReferenceTable.Rows("albers_proj911.csv"))
        {
            data.Add(row["name"], row["proj_string"], row.Number("lon_deg"), row.Number("lat_deg"),
                row.Number("easting_m"), row.Number("northing_m"));
        }
        return data;
    }

    [Theory, MemberData(nameof(Rows))]
    public void ForwardAndInverseAgree(string name, string proj, double lonDeg, double latDeg, double eastingM, double northingM)
    {
        var albers = new Albers(Parameter(proj, "lat_1"), Parameter(proj, "lat_2"), Parameter(proj, "lon_0"), Parameter(proj, "lat_0"));
        var point = albers.Forward(new LonLat(lonDeg, latDeg));
        Assert.True(Math.Abs(eastingM - point.EastingM) <= ToleranceM, $"{name}: easting {point.EastingM}, PROJ {eastingM}");
        Assert.True(Math.Abs(northingM - point.NorthingM) <= ToleranceM, $"{name}: northing {point.NorthingM}, PROJ {northingM}");

        var back = albers.Inverse(new PlanePoint(eastingM, northingM));
        Assert.Equal(lonDeg, back.LonDeg, ToleranceDeg);
        Assert.Equal(latDeg, back.LatDeg, ToleranceDeg);
    }

    [Fact]
    public void TheProvincesProjectionIsTheDocumentedOne()
    {
        var row = ReferenceTable.Rows("albers_proj911.csv").First(row => row["proj_string"].Contains("lat_1=35 ", StringComparison.Ordinal));
        var point = Albers.Shandong.Forward(new LonLat(row.Number("lon_deg"), row.Number("lat_deg")));
        Assert.Equal(row.Number("easting_m"), point.EastingM, ToleranceM);
        Assert.Equal(row.Number("northing_m"), point.NorthingM, ToleranceM);
    }

    [Fact]
    public void BeyondTheConeIsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Albers.Shandong.Forward(new LonLat(118.75 + Albers.MaxLonFromOriginDeg + 0.001, 36)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Albers.Shandong.Inverse(new PlanePoint(0, 1e9)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Albers.Shandong.Inverse(new PlanePoint(double.NaN, 0)));
        Assert.Throws<ArgumentException>(() => new Albers(36, -36, 118, 36));
    }

    private static double Parameter(string proj, string name) => double.Parse(Regex.Match(proj, $@"\+{name}=(\S+)").Groups[1].Value);
}
