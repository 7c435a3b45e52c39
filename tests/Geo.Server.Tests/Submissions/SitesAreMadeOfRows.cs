using System.Text.Json;

namespace Geo.Server.Tests.Submissions;

public sealed class SitesAreMadeOfRows : IDisposable
{
    private const string Header = "站址编码,运营商,小区标识,频段,方位角,经度,纬度";
    private readonly Upload _upload = new();

    public void Dispose() => _upload.Dispose();

    [Fact]
    public void RowsOfOneCodeAreItsSectors()
    {
        var result = _upload.Csv(Header, "A1,移动,1,n78,0,117.0,36.6", "A1,移动,2,n41,120,117.0,36.6", "A1,移动,3,n78,240,117.0,36.6", "A2,联通,1,n78,0,117.1,36.6");
        Assert.Equal(2, result.Accepted);
        var sectors = JsonDocument.Parse(result.Feature().AttributesJson).RootElement.GetProperty("sectors");
        Assert.Equal([0, 120, 240], sectors.EnumerateArray().Select(sector => sector.GetProperty("azimuthDeg").GetDouble()));
        Assert.Equal(["n78", "n41", "n78"], sectors.EnumerateArray().Select(sector => sector.GetProperty("band").GetString()));
    }

    [Fact]
    public void OneCodeAtTwoPlacesIsNeither()
    {
        var result = _upload.Csv(Header, "A1,移动,1,n78,0,117.0,36.6", "A1,移动,2,n78,120,117.1,36.6", "A2,联通,1,n78,0,117.2,36.6");
        Assert.Equal(1, result.Accepted);
        Assert.Equal(2, result.Report.Findings.Single(group => group.Code == "U001").Count);
    }

    [Fact]
    public void ARowThatIsThereTwiceCountsOnce()
    {
        var result = _upload.Csv(Header, "A1,移动,1,n78,0,117.0,36.6", "A1,移动,1,n78,0,117.0,36.6");
        Assert.Contains("U002", result.Codes);
        Assert.Single(JsonDocument.Parse(result.Feature().AttributesJson).RootElement.GetProperty("sectors").EnumerateArray());
    }

    [Fact]
    public void SeveralSitesAtOnePositionAreTold() =>
        Assert.Contains("U003", _upload.Csv(Upload.Header, "A1,一号站,移动,117.0,36.6", "A2,二号站,移动,117.0,36.6").Codes);

    [Fact]
    public void OfACodeAThousandEntriesAndTheFullCount()
    {
        var result = _upload.Csv([Upload.Header, .. Enumerable.Range(0, 1_500).Select(i => $"A{i},站,某公司,117.{i:D4},36.6".Replace("117.", "117.0"))]);
        var group = result.Report.Findings.Single(found => found.Code == "D001");
        Assert.Equal((1_500, 1_000), (group.Count, group.Entries.Count));
    }
}
