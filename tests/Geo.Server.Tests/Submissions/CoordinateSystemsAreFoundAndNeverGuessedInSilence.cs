using Geo.Core.Crs;

namespace Geo.Server.Tests.Submissions;

public sealed class CoordinateSystemsAreFoundAndNeverGuessedInSilence : IDisposable
{
    private static readonly LonLat Site = new(117.05, 36.65);
    private readonly Upload _upload = new();

    public void Dispose() => _upload.Dispose();

    private Checked Plane(string code, string header, bool northFirst = false)
    {
        var system = CoordinateSystems.Find(code)!;
        var rows = Enumerable.Range(0, 5).Select(i =>
        {
            var (x, y) = system.FromCgcs2000(new LonLat(Site.LonDeg + (i * 0.01), Site.LatDeg));
            return northFirst ? $"A{i},移动,{y:F7},{x:F7}" : $"A{i},移动,{x:F7},{y:F7}";
        });
        return _upload.Csv([$"站址编码,运营商,{header}", .. rows]);
    }

    [Theory]
    [InlineData("EPSG:4527", "C005")]
    [InlineData("EPSG:3857", "C005")]
    [InlineData("EPSG:4498", "C005")]
    [InlineData("EPSG:4548", "C007")]
    public void FromTheValues(string code, string told)
    {
        var result = Plane(code, "X,Y");
        Assert.Equal(5, result.Accepted);
        Assert.Equal(code, result.Report.Crs!.Code);
        Assert.Contains(told, result.Codes);
        Assert.Equal(Site.LonDeg, result.Feature().Geometry.Coordinate.X, 1e-6);
    }

    [Fact]
    public void SurveyTablesWriteXNorth()
    {
        var result = Plane("EPSG:4527", "X坐标(m),Y坐标(m)", northFirst: true);
        Assert.Equal(5, result.Accepted);
        Assert.Contains("C008", result.Codes);
    }

    [Theory]
    [InlineData("经度(百度),纬度(百度)", "BD-09")]
    [InlineData("高德经度,高德纬度", "GCJ-02")]
    [InlineData("经度(WGS84),纬度(WGS84)", "EPSG:4326")]
    public void FromTheWordsOfTheHeader(string header, string code)
    {
        var result = Plane(code, header);
        Assert.Equal(code, result.Report.Crs!.Code);
        Assert.Contains("C004", result.Codes);
        Assert.Equal(Site.LonDeg, result.Feature().Geometry.Coordinate.X, 1e-5);
    }

    [Fact]
    public void DegreesWithoutAWordAreTold() => Assert.Contains("C001", _upload.Csv(Upload.Header, "A1,一号站,移动,117.0,36.6").Codes);

    [Fact]
    public void AllSwappedIsRefusedAndCanBeMended()
    {
        var result = _upload.Csv(Upload.Header, "A1,一号站,移动,36.6,117.0", "A2,二号站,移动,36.7,117.1");
        Assert.False(result.IsAccepted);
        Assert.True(result.First("C003").Repairable);
    }

    [Fact]
    public void OneSwappedRowIsLeftOutWithItsMending()
    {
        var result = _upload.Csv([Upload.Header, .. Enumerable.Range(0, 10).Select(i => $"A{i},站,移动,117.{i},36.6".Replace("117.6", "117.06").Replace("117.7", "117.07").Replace("117.8", "117.08").Replace("117.9", "117.09").Replace("117.5", "117.05")), "B1,站,移动,36.6,117.0"]);
        Assert.Equal(10, result.Accepted);
        Assert.Equal(11, result.First("C003").Row);
    }

    [Fact]
    public void MetresDeclaredAsDegreesAreRefusedWithTheLikelySystem()
    {
        var (x, y) = CoordinateSystems.Find("EPSG:4527")!.FromCgcs2000(Site);
        var result = _upload.Text("metres.geojson", $$$"""{"type":"Feature","properties":{"站址编码":"A1"},"geometry":{"type":"Point","coordinates":[{{{x}}},{{{y}}}]}}""");
        Assert.False(result.IsAccepted);
        Assert.Equal("EPSG:4527", result.First("C002").Suggestion);
    }

    [Fact]
    public void WhatThePersonSaysWins() =>
        Assert.Equal("GCJ-02", _upload.Text("given.csv", $"{Upload.Header}\nA1,一号站,移动,117.0,36.6", crs: "GCJ-02").Report.Crs!.Code);

    [Fact]
    public void NullIslandIsNoPlace() => Assert.Contains("G007", _upload.Csv(Upload.Header, "A1,一号站,移动,117.0,36.6", "A2,二号站,移动,0,0").Codes);

    [Theory]
    [InlineData("GCJ-02")]
    [InlineData("BD-09")]
    [InlineData("EPSG:4490")]
    public void AMapServicesShiftIsToldByTheSitesThatArePublished(string code)
    {
        var system = CoordinateSystems.Find(code)!;
        var published = Enumerable.Range(0, 5).Select(i => (Code: $"A{i}", At: new LonLat(Site.LonDeg + (i * 0.01), Site.LatDeg))).ToList();
        File.WriteAllLines(_upload.Path("known"), published.Select(site => $"{site.Code}\t{site.At.LonDeg}\t{site.At.LatDeg}"));
        File.WriteAllLines(_upload.Path("sites.csv"), [Upload.Header, .. published.Select(site => (site.Code, At: system.FromCgcs2000(site.At))).Select(site => $"{site.Code},站,移动,{site.At.X:F7},{site.At.Y:F7}")]);
        var result = Upload.Check(_upload.Path("sites.csv"), knownSites: _upload.Path("known"));
        if (code == "EPSG:4490") Assert.DoesNotContain("C006", result.Codes);
        else Assert.Equal(code, result.First("C006").Suggestion);
    }

    [Fact]
    public void OfChargingStationsTheUsualSystemIsAsked() =>
        Assert.Equal("GCJ-02", _upload.Text("charging.csv", "充电站编码,充电站名称,经度,纬度\nC1,一号充电站,117.0,36.6\n", "charging").First("C001").Suggestion);
}
