namespace Geo.Server.Tests.Submissions;

public sealed class HeadersAreRecognised : IDisposable
{
    private readonly Upload _upload = new();

    public void Dispose() => _upload.Dispose();

    [Theory]
    [InlineData("站址编码,基站名称,运营商,经度,纬度")]
    [InlineData("site_code,site_name,operator,longitude,latitude")]
    [InlineData("基站编号*,站名,所属运营商,经度（度）,纬度（度）")]
    [InlineData("站点ID编码,基站名称(必填),运营商名称,中心经度,中心纬度")]
    public void ByTheirSynonyms(string header) => Assert.Equal(1, _upload.Csv(header, "A1,一号站,中国移动,117.0,36.6").Accepted);

    [Fact]
    public void TitlesAboveAndTotalsBelowAreSkipped()
    {
        var result = _upload.Csv("济南市5G基站台账,,,,", "填报单位：某局,,,,", Upload.Header, "A1,一号站,移动,117.0,36.6", "合计,1,,,", "填表人：张三,,,,");
        Assert.Equal(1, result.Accepted);
        Assert.Contains("H006", result.Codes);
        Assert.Equal(2, result.Report.Findings.Single(group => group.Code == "R009").Count);
    }

    [Theory]
    [InlineData(";")]
    [InlineData("\t")]
    [InlineData("|")]
    public void WithAnyDelimiter(string delimiter) =>
        Assert.Equal(1, _upload.Csv(Upload.Header.Replace(",", delimiter), $"A1{delimiter}一号站{delimiter}移动{delimiter}117.0{delimiter}36.6").Accepted);

    [Fact]
    public void WithoutCoordinatesTheTableIsRefused() => Assert.Contains("H004", _upload.Csv("站址编码,基站名称,运营商", "A1,一号站,移动").Codes);

    [Fact]
    public void WithoutARequiredColumnTheTableIsRefused()
    {
        var result = _upload.Csv("站址编码,基站名称,经度,纬度", "A1,一号站,117.0,36.6");
        Assert.False(result.IsAccepted);
        Assert.Equal("运营商", result.First("H007").Suggestion);
    }

    [Fact]
    public void WithoutAnyHeaderTheTableIsRefused() => Assert.Equal(["H001"], _upload.Csv("1,2,3", "4,5,6").Codes);

    [Fact]
    public void TwoCodeColumnsThatDifferAreRefused() =>
        Assert.False(_upload.Csv("站址编码,站址编码,运营商,经度,纬度", "A1,B1,移动,117.0,36.6").IsAccepted);

    [Fact]
    public void ARowWithAnotherNumberOfCellsIsLeftOut()
    {
        var result = _upload.Csv(Upload.Header, "A1,一号站,移动,117.0,36.6", "A2,二号站,移动,117.1");
        Assert.Equal(1, result.Accepted);
        Assert.Equal(2, result.First("R001").Row);
        Assert.Equal(3, result.First("R001").Line);
    }

    [Fact]
    public void OneCellMayHoldBothCoordinates()
    {
        var result = _upload.Csv("站址编码,运营商,坐标", "A1,移动,\"117.05，36.65\"");
        Assert.Equal(117.05, result.Feature().Geometry.Coordinate.X);
    }
}
