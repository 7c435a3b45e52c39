using System.Text.Json;

namespace Geo.Server.Tests.Submissions;

public sealed class ValuesAreReadAsPeopleWriteThem : IDisposable
{
    private readonly Upload _upload = new();

    public void Dispose() => _upload.Dispose();

    private Checked Row(string column, string value) => _upload.Csv($"{Upload.Header},{column}", $"A1,一号站,移动,117.0,36.6,{value}");

    private static JsonElement Attributes(Checked result) => JsonDocument.Parse(result.Feature().AttributesJson).RootElement;

    [Theory]
    [InlineData("25", 25, null)]
    [InlineData("25米", 25, "R004")]
    [InlineData("0.025km", 25, "R004")]
    [InlineData("２５", 25, "R008")]
    public void NumbersWithUnitsAndFullWidth(string text, double value, string? code)
    {
        var result = Row("挂高(米)", text);
        Assert.Equal(value, Attributes(result).GetProperty("heightM").GetDouble(), 1e-9);
        if (code is not null) Assert.Contains(code, result.Codes);
    }

    [Theory]
    [InlineData("很高", "R003")]
    [InlineData("900", "D002")]
    public void ANumberThatIsNoneOrOutOfRangeStopsTheRow(string text, string code)
    {
        var result = Row("挂高", text);
        Assert.Equal(0, result.Accepted);
        Assert.Contains(code, result.Codes);
    }

    [Theory]
    [InlineData("2025-01-15")]
    [InlineData("2025/1/15")]
    [InlineData("2025年1月15日")]
    [InlineData("20250115")]
    [InlineData("2025.1.15")]
    [InlineData("45672")]
    public void DatesInAnyForm(string text) => Assert.Equal(new DateOnly(2025, 1, 15), Row("开通日期", text).Feature().InServiceDate);

    [Fact]
    public void ADateThatIsNoneStopsTheRowAndOneToComeIsTold()
    {
        Assert.Contains("R005", Row("开通日期", "2025-13-41").Codes);
        var future = Row("开通日期", "2027-01-01");
        Assert.Contains("D003", future.Codes);
        Assert.Equal(1, future.Accepted);
    }

    [Theory]
    [InlineData("117°02′36.36″E", "36°40′20.40″N")]
    [InlineData("东经117度2分36.36秒", "北纬36度40分20.40秒")]
    [InlineData("117°2'36.36\"\"", "36°40'20.40\"\"")]
    public void DegreesMinutesSeconds(string longitude, string latitude)
    {
        var result = _upload.Csv(Upload.Header, $"A1,一号站,移动,\"{longitude}\",\"{latitude}\"");
        Assert.Equal(117.0434333, result.Feature().Geometry.Coordinate.X, 1e-7);
        Assert.Equal(36.6723333, result.Feature().Geometry.Coordinate.Y, 1e-7);
        Assert.Contains("R007", result.Codes);
    }

    [Fact]
    public void AWordOutsideTheListIsToldWithTheOneThatWasMeant()
    {
        var result = _upload.Csv(Upload.Header, "A1,一号站,移动公司,117.0,36.6");
        Assert.Equal(1, result.Accepted);
        Assert.Equal("中国移动", result.First("D001").Suggestion);
    }

    [Fact]
    public void ACodeThatBecameANumberIsRefused() => Assert.Contains("R010", _upload.Csv(Upload.Header, "3.70100E+14,一号站,移动,117.0,36.6").Codes);

    [Fact]
    public void ARequiredValueThatIsBlankStopsTheRow() => Assert.Equal("运营商", _upload.Csv(Upload.Header, "A1,一号站,,117.0,36.6").First("R002").Column);
}
