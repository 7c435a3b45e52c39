namespace Geo.Server.Tests.Submissions;

/// <summary>The made-up city is 116.5 to 117.5 E, 36.2 to 37.0 N; its neighbour lies to the east, the sea all around both.</summary>
public sealed class SitesLieInTheirCity : IDisposable
{
    private readonly Upload _upload = new();

    public void Dispose() => _upload.Dispose();

    [Fact]
    public void ANeighboursSiteIsOutside()
    {
        var result = _upload.Csv(Upload.Header, "A1,一号站,移动,117.0,36.6", "A2,二号站,移动,117.51,36.6");
        Assert.Equal(1, result.Accepted);
        Assert.Equal("位于市界外：市界外 0.89 公里", result.First("B001").Message.Zh);
    }

    [Fact]
    public void APierIsTheNearestCitys() => Assert.Equal(2, _upload.Csv(Upload.Header, "A1,一号站,移动,117.0,36.6", "A2,二号站,移动,117.0,37.03").Accepted);

    [Fact]
    public void TheOpenSeaIsNobodys() => Assert.Contains("B001", _upload.Csv(Upload.Header, "A1,一号站,移动,117.0,36.6", "A2,二号站,移动,117.0,37.1").Codes);

    [Theory]
    [InlineData("[[[116.9,36.5],[117.1,36.5],[117.1,36.7],[116.9,36.5]]]", null)]
    [InlineData("[[[117.4,36.5],[117.6,36.5],[117.6,36.7],[117.4,36.5]]]", "B002")]
    [InlineData("[[[117.8,36.5],[117.9,36.5],[117.9,36.7],[117.8,36.5]]]", "B001")]
    public void AreasLieInsideCrossTheEdgeOrLieOutside(string coordinates, string? code)
    {
        var result = _upload.Text("area.geojson", $$$"""{"type":"Feature","properties":{"名称":"主城区"},"geometry":{"type":"Polygon","coordinates":{{{coordinates}}}}}""", "urban-area");
        Assert.Equal(code is null, result.IsAccepted);
        if (code is not null) Assert.Contains(code, result.Codes);
    }
}
