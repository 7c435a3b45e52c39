using System.Text;
using Geo.Server.Submissions.Formats;

namespace Geo.Server.Tests.Submissions;

public sealed class TextIsReadInItsEncoding : IDisposable
{
    private const string Table = $"{Upload.Header}\nA1,济南历下基站,中国移动,117.0,36.6\n";
    private readonly Upload _upload = new();

    public void Dispose() => _upload.Dispose();

    [Fact]
    public void Gb18030IsFoundAndSaidToBeAGuess()
    {
        var result = _upload.Bytes("gbk.csv", TextEncoding.Gb18030.GetBytes(Table));
        Assert.Equal("济南历下基站", result.Feature().Name);
        Assert.Contains("F016", result.Codes);
        Assert.Equal("gb18030", result.Report.Encoding);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void AMarkDecides(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        var result = _upload.Bytes("marked.csv", [.. encoding.GetPreamble(), .. encoding.GetBytes(Table)]);
        Assert.Equal("济南历下基站", result.Feature().Name);
        Assert.DoesNotContain("F016", result.Codes);
    }

    [Fact]
    public void TwoEncodingsInOneFileAreRefused() =>
        Assert.Equal(["F013"], _upload.Bytes("mixed.csv", [.. Encoding.UTF8.GetBytes(Table), .. TextEncoding.Gb18030.GetBytes("A2,济南,中国移动,117.1,36.6\n")]).Codes);

    [Theory]
    [InlineData("A1,锟斤拷锟斤拷,中国移动,117.0,36.6")]
    [InlineData("A1,\uFFFD\uFFFD,中国移动,117.0,36.6")]
    public void TextThatWasLostBeforeIsRefused(string row) => Assert.Equal(["F013"], _upload.Csv(Upload.Header, row).Codes);

    [Fact]
    public void ControlCharactersAreTakenOut()
    {
        var result = _upload.Csv(Upload.Header, "A1,济南\0\u0007历下,中国移动,117.0,36.6");
        Assert.Equal("济南历下", result.Feature().Name);
        Assert.Contains("F014", result.Codes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\r\n \r\n")]
    public void NothingIsAnEmptyFile(string text) => Assert.Equal(["F001"], _upload.Text("empty.csv", text).Codes);
}
