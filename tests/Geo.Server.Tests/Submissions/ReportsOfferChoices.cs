using System.Text;
using System.Text.Json;
using Geo.Core.Crs;
using Geo.Server.Submissions.Checking;

namespace Geo.Server.Tests.Submissions;

/// <summary>What a person needs to see to decide: the first rows, the systems with their pictures, the encodings.</summary>
public sealed class ReportsOfferChoices : IDisposable
{
    private static readonly LonLat Site = new(117.05, 36.65);
    private readonly Upload _upload = new();

    public void Dispose() => _upload.Dispose();

    private Checked Plane(string code, CheckSettings? settings = null)
    {
        var rows = Enumerable.Range(0, 30).Select(i => CoordinateSystems.Find(code)!.FromCgcs2000(new LonLat(Site.LonDeg + (i * 0.01), Site.LatDeg)))
            .Select((at, i) => FormattableString.Invariant($"A{i},移动,{at.X:F4},{at.Y:F4}"));
        return _upload.Csv(settings ?? CheckSettings.None, ["站址编码,运营商,X,Y", .. rows]);
    }

    [Fact]
    public void TheFirstEightRowsAsTheyAre()
    {
        var result = _upload.Csv(["济南市台账,,,,", Upload.Header, "合计,1,,,", .. Enumerable.Range(1, 20).Select(i => $"A{i},站,移动,117.{i:D2},36.6")]);
        var preview = result.Report.Preview!;
        Assert.Equal(Upload.Header.Split(','), preview.Columns);
        Assert.Equal(Enumerable.Range(1, 8).Select(i => $"A{i}"), preview.Rows.Select(row => row[0]));
        Assert.Equal(Enumerable.Range(4, 8), preview.Lines);
    }

    [Fact]
    public void TheSystemThatIsReadComesFirstWithItsPicture()
    {
        var best = Plane("EPSG:4527").Report.Candidates[0];
        Assert.Equal(("EPSG:4527", false, 1.0, 30), (best.Crs, best.NorthFirst, best.Share, best.Sample.Count));
        Assert.Equal([117.05, 36.65], best.Sample[0]);
    }

    [Fact]
    public void AWrongOneIsAmongThemBehindTheRightOne()
    {
        var candidates = Plane("EPSG:4527", new CheckSettings { Crs = "EPSG:4528" }).Report.Candidates;
        Assert.Equal("EPSG:4527", candidates[0].Crs);
        Assert.Equal(0, candidates.Single(candidate => candidate.Crs == "EPSG:4528" && !candidate.NorthFirst).Share);
    }

    [Fact]
    public void DegreesMayBeOfAMapService()
    {
        var candidates = _upload.Csv(Upload.Header, "A1,一号站,移动,117.0,36.6").Report.Candidates;
        Assert.Equal("EPSG:4490", candidates[0].Crs);
        Assert.Subset(candidates.Select(candidate => candidate.Crs).ToHashSet(), new HashSet<string> { "GCJ-02", "BD-09" });
        Assert.NotEqual(candidates[0].Sample[0], candidates.Single(candidate => candidate is { Crs: "GCJ-02", NorthFirst: false }).Sample[0]);
    }

    [Fact]
    public void AnEntryKnowsWhereItsRowLiesEvenIfAnotherRuleStoppedIt()
    {
        var zone = CoordinateSystems.Find("EPSG:4527")!;
        string Row(string code, LonLat at, string height) => FormattableString.Invariant($"{code},移动,{zone.FromCgcs2000(at).Y:F3},{zone.FromCgcs2000(at).X:F3},{height}");
        var rows = Enumerable.Range(0, 20).Select(i => Row($"A{i}", new LonLat(Site.LonDeg + (i * 0.01), Site.LatDeg), "30"));
        var result = _upload.Csv(["站址编码,运营商,X坐标,Y坐标,挂高", .. rows, Row("B1", new LonLat(117.02, 36.61), "三十"), Row("B2", new LonLat(117.9, 36.6), "30")]);
        Assert.Equal([117.02, 36.61], result.First("R003").Position);
        Assert.Equal([117.9, 36.6], result.First("B001").Position);
    }

    [Fact]
    public void TextMayBeOfSeveralEncodings()
    {
        var gbk = CodePagesEncodingProvider.Instance.GetEncoding(936)!.GetBytes($"{Upload.Header}\nA1,一号站,移动,117.0,36.6\n");
        Assert.Contains("gb18030", _upload.Bytes("gbk.csv", gbk).Report.Encodings);
        Assert.DoesNotContain("utf-8", _upload.Bytes("gbk.csv", gbk).Report.Encodings);
        Assert.Equal("utf-8", _upload.Csv(Upload.Header, "A1,一号站,移动,117.0,36.6").Report.Encodings[0]);
    }

    [Fact]
    public void AReportSurvivesItsWayThroughJson()
    {
        var report = _upload.Said("area.geojson", """{"type":"Feature","properties":{"编码":"Z1"},"geometry":{"type":"Polygon","coordinates":[[[117,36.6],[117.1,36.7],[117.1,36.6],[117,36.7],[117,36.6]]]}}""", CheckSettings.None, "urban-area").Report;
        var json = JsonSerializer.Serialize(report, Report.Json);
        Assert.Contains("\"preview\":{\"before\":{\"type\":\"Polygon\"", json, StringComparison.Ordinal);
        var back = JsonSerializer.Deserialize<Report>(json, Report.Json)!;
        Assert.Equal(json, JsonSerializer.Serialize(back, Report.Json));
    }
}
