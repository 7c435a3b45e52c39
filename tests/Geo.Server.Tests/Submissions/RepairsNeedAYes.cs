using Geo.Server.Submissions.Checking;
using NetTopologySuite.Geometries;

namespace Geo.Server.Tests.Submissions;

/// <summary>Each repair is offered with what it would do, done once confirmed by its code, and told when it was done.</summary>
public sealed class RepairsNeedAYes : IDisposable
{
    private const string Area = """{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"编码":"Z1","名称":"主城区"},"geometry":{"type":"Polygon","coordinates":[[COORDINATES]]}}]}""";
    private const string BowTie = "[117,36.6],[117.1,36.7],[117.1,36.6],[117,36.7],[117,36.6]";
    private const string OverTheEdge = "[117.4,36.5],[117.6,36.5],[117.6,36.7],[117.4,36.7],[117.4,36.5]";

    private readonly Upload _upload = new();

    public void Dispose() => _upload.Dispose();

    private Checked Zone(string coordinates, params string[] repairs) =>
        _upload.Said("area.geojson", Area.Replace("COORDINATES", coordinates, StringComparison.Ordinal), new CheckSettings { Repairs = repairs }, "urban-area");

    private static void AssertOffered(Checked result, string code)
    {
        var offered = result.First(code);
        Assert.Equal((Severity.Error, true, false), (offered.Severity, offered.Repairable, offered.Repaired));
        Assert.NotNull(offered.Preview);
    }

    private static void AssertDone(Checked result, string code)
    {
        var done = result.First(code);
        Assert.Equal((Severity.Info, true, true), (done.Severity, done.Repairable, done.Repaired));
        Assert.Equal(1, result.Report.Findings.Single(group => group.Code == code).Repaired);
        Assert.Equal(1, result.Accepted);
    }

    [Fact]
    public void AnAreaThatCrossesItself()
    {
        var offered = Zone(BowTie);
        Assert.False(offered.IsAccepted);
        AssertOffered(offered, "G003");
        var (before, after) = (offered.First("G003").Preview!.Before!, offered.First("G003").Preview!.After);
        Assert.False(before.IsValid);
        Assert.True(after.IsValid);

        var done = Zone(BowTie, "G003");
        AssertDone(done, "G003");
        Assert.True(done.Feature().Geometry.EqualsTopologically(after));
        Assert.Equal(2, done.Feature().Geometry.NumGeometries);
    }

    [Fact]
    public void AnAreaThatCrossesTheCitysEdge()
    {
        var offered = Zone(OverTheEdge);
        Assert.False(offered.IsAccepted);
        AssertOffered(offered, "B002");
        Assert.Equal(117.6, offered.First("B002").Preview!.Before!.EnvelopeInternal.MaxX);

        var done = Zone(OverTheEdge, "B002");
        AssertDone(done, "B002");
        Assert.Equal(117.5, done.Feature().Geometry.EnvelopeInternal.MaxX);
    }

    [Fact]
    public void ALineIsCutToWhatLiesInTheCity()
    {
        const string Line = """{"type":"Feature","properties":{"编码":"L1","名称":"管廊"},"geometry":{"type":"LineString","coordinates":[[117.4,36.5],[117.6,36.5]]}}""";
        var done = _upload.Said("line.geojson", Line, new CheckSettings { Repairs = ["B002"] }, "utility-tunnel");
        AssertDone(done, "B002");
        Assert.Equal(0.1, done.Feature().Geometry.Length, 1e-7);
    }

    [Fact]
    public void WhatLiesOutsideAltogetherIsNotCut() => Assert.False(Zone("[117.8,36.5],[117.9,36.5],[117.9,36.7],[117.8,36.5]", "B002").IsAccepted);

    [Fact]
    public void ATableWithLongitudeAndLatitudeSwapped()
    {
        string[] table = [Upload.Header, "A1,一号站,移动,36.6,117.0"];
        var offered = _upload.Csv(table);
        Assert.False(offered.IsAccepted);
        AssertOffered(offered, "C003");
        Assert.Equal(new Coordinate(117.0, 36.6), offered.First("C003").Preview!.After.Coordinate);
        var done = _upload.Csv(new CheckSettings { Repairs = ["C003"] }, table);
        AssertDone(done, "C003");
        Assert.Equal(new Coordinate(117.0, 36.6), done.Feature().Geometry.Coordinate);
    }

    [Fact]
    public void OneRowThatIsSwapped()
    {
        string[] table = [Upload.Header, .. Enumerable.Range(0, 10).Select(i => $"A{i},站{i},移动,117.0{i},36.6"), "B1,站,移动,36.6,117.0"];
        var offered = _upload.Csv(table);
        Assert.Equal(10, offered.Accepted);
        // Where a latitude of 117 would lie cannot be drawn.
        Assert.Null(offered.First("C003").Preview!.Before);
        Assert.Equal(new Coordinate(117.0, 36.6), offered.First("C003").Preview!.After.Coordinate);
        Assert.Equal(11, _upload.Csv(new CheckSettings { Repairs = ["C003"] }, table).Accepted);
    }

    [Fact]
    public void AValueThatIsNearlyAListedOne()
    {
        string[] table = [Upload.Header, "A1,一号站,中国移动通信集团,117.0,36.6"];
        var offered = _upload.Csv(table);
        Assert.Equal("中国移动", offered.First("D001").Suggestion);
        Assert.Contains("中国移动通信集团", offered.Feature().AttributesJson, StringComparison.Ordinal);
        var done = _upload.Csv(new CheckSettings { Repairs = ["D001"] }, table);
        AssertDone(done, "D001");
        Assert.Contains("\"operator\":\"cmcc\"", done.Feature().AttributesJson, StringComparison.Ordinal);
    }

    [Fact]
    public void AYesToOneIsNoYesToAnother() => AssertOffered(Zone(BowTie, "B002", "C003", "D001"), "G003");
}
