namespace Geo.Server.Tests.Submissions;

public sealed class GeometriesAreSound : IDisposable
{
    private readonly Upload _upload = new();

    public void Dispose() => _upload.Dispose();

    private Checked Geometry(string type, string coordinates, string layer = "urban-area") =>
        _upload.Text("one.geojson", $$$"""{"type":"FeatureCollection","features":[{"geometry":{"coordinates":{{{coordinates}}},"type":"{{{type}}}"},"properties":{"名称":"甲"},"type":"Feature"}]}""", layer);

    [Theory]
    [InlineData("[[[117,36.6],[117.1,36.7],[117.1,36.6],[117,36.7],[117,36.6]]]", "G003")]
    [InlineData("[[[117,36.6],[117.1,36.6],[117.1,36.7],[117,36.7]]]", "G005")]
    [InlineData("[[[117,36.6],[117.1,36.6],[117,36.6],[117,36.6]]]", "G006")]
    public void UnsoundAreasAreRefused(string coordinates, string code)
    {
        var result = Geometry("Polygon", coordinates);
        Assert.False(result.IsAccepted);
        Assert.Contains(code, result.Codes);
    }

    [Fact]
    public void AnotherTypeThanTheLayersIsRefused() => Assert.Contains("G004", Geometry("Point", "[117,36.6]").Codes);

    [Fact]
    public void ClockwiseShellsAreTurned()
    {
        var result = Geometry("Polygon", "[[[117,36.6],[117,36.7],[117.1,36.7],[117.1,36.6],[117,36.6]]]");
        Assert.Contains("G009", result.Codes);
        Assert.True(((NetTopologySuite.Geometries.Polygon)result.Feature().Geometry).Shell.IsCCW);
    }

    [Theory]
    [InlineData("""{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[NaN,36.6]}}""", "F011")]
    [InlineData("""{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[117,"36.6"]}}""", "F011")]
    [InlineData("""{"type":"FeatureCollection","features":[{"type":"Feature","proper""", "F012")]
    [InlineData("""{"features":[{"attributes":{"a":1},"geometry":{"x":117,"y":36.6}}]}""", "F002")]
    [InlineData("""{"type":"FeatureCollection","features":[]}""", "F017")]
    public void WhatIsNoGeoJsonIsRefused(string json, string code) => Assert.Contains(code, _upload.Text("bad.geojson", json).Codes);

    [Fact]
    public void DepthIsBounded() => Assert.Contains("F015", _upload.Text("deep.geojson", $"{{\"a\":{new string('[', 500)}{new string(']', 500)}}}").Codes);

    [Fact]
    public void AFeatureALineIsReadToo()
    {
        const string Line = """{"type":"Feature","properties":{"站址编码":"A1","运营商":"移动"},"geometry":{"type":"Point","coordinates":[117,36.6]}}""";
        Assert.Equal(2, _upload.Text("lines.geojsonl", $"{Line}\n{Line.Replace("A1", "A2").Replace("117,", "117.1,")}\n").Accepted);
    }
}
