using Geo.Core.Crs;
using Geo.Server.Submissions.Checking;

namespace Geo.Server.Tests.Submissions;

/// <summary>Beijing 1954 and Xi'an 1980 are shifted by the city's own parameters or not at all: never by a library's, and never taken as they are.</summary>
public sealed class OldDatumsNeedTheirParameters : IDisposable
{
    private static readonly LonLat Site = new(117.05, 36.65);
    private static readonly DatumParameters Seven = new("seven", 12.1, -113.5, -40.7, 1.2, -0.8, 2.3, 4.1, Convention: "position-vector");
    private static readonly DatumParameters Four = new("four", -52.3, 86.4, ScalePpm: 1.5, Rotation: 0.6);

    private readonly Upload _upload = new();

    public void Dispose() => _upload.Dispose();

    private Checked Table(string code, DatumParameters? said, DatumParameters? truth = null)
    {
        var (x, y) = CoordinateSystems.Find(code)!.WithDatumShift(DatumShifts.Of(truth ?? Seven)).FromCgcs2000(Site);
        return _upload.Csv(new CheckSettings { Crs = code, DatumShift = said }, "站址编码,运营商,X,Y", FormattableString.Invariant($"A1,移动,{x:F8},{y:F8}"));
    }

    [Theory]
    [InlineData("EPSG:4214")]
    [InlineData("EPSG:2415")]
    [InlineData("EPSG:2436")]
    public void Beijing1954WithoutParametersIsRefused(string code)
    {
        var result = Table(code, null);
        Assert.False(result.IsAccepted);
        Assert.Equal((0, 0), (result.Accepted, result.Check.Sites.Count));
        Assert.Equal(Severity.Error, result.First("C009").Severity);
        Assert.True(result.Report.Crs!.NeedsDatumShift);
    }

    [Theory]
    [InlineData("EPSG:4610")]
    [InlineData("EPSG:2363")]
    [InlineData("EPSG:2384")]
    public void Xian1980WithoutParametersIsCheckedAndKeptBack(string code)
    {
        var result = Table(code, null);
        Assert.Equal(1, result.Accepted);
        Assert.Contains("C009", result.Codes);
        Assert.False(result.Report.IsPublishable);
    }

    [Theory]
    [InlineData("EPSG:4214")]
    [InlineData("EPSG:2436")]
    [InlineData("EPSG:4610")]
    [InlineData("EPSG:2363")]
    public void WithSevenParametersTheyAreShifted(string code)
    {
        var result = Table(code, Seven);
        Assert.True(result.Report.IsPublishable, string.Join('\n', ReportText.Lines(result.Report)));
        Assert.DoesNotContain("C009", result.Codes);
        Assert.Equal(Site.LonDeg, result.Feature().Geometry.Coordinate.X, 2e-7);
        Assert.Equal(Site.LatDeg, result.Feature().Geometry.Coordinate.Y, 2e-7);
    }

    [Theory]
    [InlineData("EPSG:2436")]
    [InlineData("EPSG:2384")]
    public void WithFourParametersPlanesAreShifted(string code)
    {
        var result = Table(code, Four, Four);
        Assert.True(result.Report.IsPublishable);
        Assert.Equal(Site.LonDeg, result.Feature().Geometry.Coordinate.X, 2e-7);
        Assert.Equal(Site.LatDeg, result.Feature().Geometry.Coordinate.Y, 2e-7);
    }

    [Fact]
    public void FourParametersShiftNoDegrees() => AssertUnusable(Table("EPSG:4610", Four));

    [Fact]
    public void ParametersOfAnotherUnitAreRefused() => AssertUnusable(Table("EPSG:2384", Seven with { Dx = 9_000 }));

    [Fact]
    public void SevenParametersNameTheirConvention() => AssertUnusable(Table("EPSG:2384", Seven with { Convention = null }));

    [Fact]
    public void TheWordsOfAHeaderAreEnoughToRefuse()
    {
        var result = _upload.Csv("站址编码,运营商,经度(北京54),纬度(北京54)", "A1,移动,117.05,36.65");
        Assert.False(result.IsAccepted);
        Assert.Equal("EPSG:4214", result.Report.Crs!.Code);
        Assert.Equal(Severity.Error, result.First("C009").Severity);
    }

    private static void AssertUnusable(Checked result)
    {
        Assert.False(result.IsAccepted);
        Assert.Equal(Severity.Error, result.First("C009").Severity);
    }
}
