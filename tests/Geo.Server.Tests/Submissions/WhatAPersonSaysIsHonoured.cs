using Geo.Core.Crs;
using Geo.Server.Submissions.Checking;

namespace Geo.Server.Tests.Submissions;

/// <summary>Columns, corrections, axes: each over what was found in the file, the file itself staying as it came.</summary>
public sealed class WhatAPersonSaysIsHonoured : IDisposable
{
    private readonly Upload _upload = new();

    public void Dispose() => _upload.Dispose();

    [Fact]
    public void AColumnIsWhatAPersonSays()
    {
        var settings = new CheckSettings { Columns = new Dictionary<string, string> { ["甲"] = "code", ["乙"] = "operator", ["丙"] = "east", ["丁"] = "north", ["戊"] = "sectors.pci" } };
        var result = _upload.Csv(settings, "甲,乙,丙,丁,戊", "A1,移动,117.0,36.6,12");
        Assert.True(result.IsAccepted);
        Assert.Equal(["code", "operator", "east", "north", "sectors.pci"], result.Report.Columns.Select(column => column.Field!));
        Assert.Contains("\"pci\":12", result.Feature().AttributesJson, StringComparison.Ordinal);
    }

    [Fact]
    public void ATableWithoutAKnownWordIsShownSoThatItsColumnsCanBeNamed()
    {
        var result = _upload.Csv("甲,乙,丙,丁", "A1,移动,117.0,36.6");
        Assert.False(result.IsAccepted);
        Assert.Equal(["H001"], result.Codes);
        Assert.Equal(["甲", "乙", "丙", "丁"], result.Report.Preview!.Columns);
        Assert.Equal(["A1", "移动", "117.0", "36.6"], result.Report.Preview.Rows.Single());
    }

    [Fact]
    public void OverTheAutomaticOne()
    {
        var settings = new CheckSettings { Columns = new Dictionary<string, string> { ["原名"] = "name", ["基站名称"] = "ignored" } };
        var result = _upload.Csv(settings, $"{Upload.Header},原名", "A1,新站,移动,117.0,36.6,老站");
        Assert.Equal("老站", result.Feature().Name);
        Assert.Equal("ignored", result.Report.Columns[1].Field);
    }

    [Fact]
    public void AFieldThatTheLayerDoesNotHaveIsRefused()
    {
        var result = _upload.Csv(new CheckSettings { Columns = new Dictionary<string, string> { ["基站名称"] = "colour" } }, Upload.Header, "A1,站,移动,117.0,36.6");
        Assert.Contains("colour", result.First("H007").Message.Zh, StringComparison.Ordinal);
        Assert.False(result.IsAccepted);
    }

    [Fact]
    public void AColumnThatTheFileDoesNotHaveIsToldOnly()
    {
        var result = _upload.Csv(new CheckSettings { Columns = new Dictionary<string, string> { ["没有"] = "name" } }, Upload.Header, "A1,站,移动,117.0,36.6");
        Assert.True(result.IsAccepted);
        Assert.Equal(Severity.Warning, result.First("H007").Severity);
    }

    [Fact]
    public void ACellIsCorrectedByTheNumberOfItsRow()
    {
        string[] table = [Upload.Header, "A1,一号站,移动,117.0,36.6", "合计,1,,,", "A2,二号站,移动,东边,36.6"];
        Assert.Equal(2, _upload.Csv(table).First("R003").Row);
        var result = _upload.Csv(new CheckSettings { Corrections = [new(2, "经度", "117.1")] }, table);
        Assert.Equal(2, result.Accepted);
        Assert.DoesNotContain("R003", result.Codes);
        // What is shown for mending is the file as it came.
        Assert.Equal("东边", result.Report.Preview!.Rows[1][3]);
    }

    [Fact]
    public void ABlankedCellIsBlank()
    {
        var result = _upload.Csv(new CheckSettings { Corrections = [new(1, "运营商", "")] }, Upload.Header, "A1,一号站,移动,117.0,36.6");
        Assert.Contains("R002", result.Codes);
    }

    [Fact]
    public void ARowIsLeftOutAndTheOthersKeepTheirNumbers()
    {
        var settings = new CheckSettings { Corrections = [new(1, null, null)] };
        var result = _upload.Csv(settings, Upload.Header, "A1,一号站,移动,东边,36.6", "A2,二号站,移动,117.1,36.6", "A3,三号站,移动,西边,36.6");
        Assert.Equal((2, 1, 1, 1), (result.Report.Rows, result.Report.LeftOut, result.Accepted, result.Report.RejectedRows));
        Assert.Equal(3, result.First("R003").Row);
    }

    [Fact]
    public void NorthComesFirstWhereAPersonSaysSo()
    {
        var system = CoordinateSystems.Find("EPSG:4547")!;
        var (x, y) = system.FromCgcs2000(new LonLat(117.05, 36.65));
        var result = _upload.Csv(new CheckSettings { Crs = "EPSG:4547", NorthFirst = true }, "站址编码,运营商,X,Y", FormattableString.Invariant($"A1,移动,{y:F4},{x:F4}"));
        Assert.True(result.IsAccepted);
        Assert.True(result.Report.Crs!.NorthFirst);
        Assert.Equal(117.05, result.Feature().Geometry.Coordinate.X, 1e-6);
        var wrong = _upload.Csv(new CheckSettings { Crs = "EPSG:4547", NorthFirst = false }, "站址编码,运营商,X,Y", FormattableString.Invariant($"A1,移动,{y:F4},{x:F4}"));
        Assert.False(wrong.IsAccepted);
        Assert.True(wrong.First("C003").Repairable);
    }

    [Fact]
    public void AnEncodingThatIsNoneIsRefused() =>
        Assert.Contains("F013", _upload.Csv(new CheckSettings { Encoding = "klingon" }, Upload.Header, "A1,一号站,移动,117.0,36.6").Codes);
}
