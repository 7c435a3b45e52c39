using System.Globalization;
using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests;

/// <summary>Items and single items, as JSON and as pages.</summary>
public sealed class FeaturesTests(FeaturesTests.Fixture fixture) : IClassFixture<FeaturesTests.Fixture>
{
    private const string Hostile = "<script>alert(1)</script>";

    public sealed class Fixture : ServerFixture
    {
        protected override Task ArrangeAsync() => Database.PublishAsync("5g",
        [
            Publishing.Site("a", Publishing.Lixia, Hostile).With($$"""{"operator": "cmcc", "heightM": 25.50, "shared": true, "address": "{{Hostile}}", "sectors": [{"azimuthDeg": 120}]}"""),
            Publishing.Site("b", Publishing.Shinan, "市南 \"一号\" \\站").Since("2020-05-31"),
        ]);
    }

    [Fact]
    public async Task ACollectionOfFeaturesSaysWhatItIs()
    {
        using var response = await fixture.Http.AskAsync("/ogc/collections/5g/items");
        Assert.Equal("application/geo+json", response.Content.Headers.ContentType?.MediaType);
        var page = await fixture.Http.JsonAsync("/ogc/collections/5g/items");
        Assert.Equal("FeatureCollection", page.Text("type"));
        Assert.Equal(2, page.GetProperty("numberReturned").GetInt32());
        Assert.Equal(2, page.GetProperty("numberMatched").GetInt32());
        Assert.Equal(2, page.GetProperty("features").GetArrayLength());
        Assert.EndsWith("Z", page.Text("timeStamp"), StringComparison.Ordinal);
        Assert.InRange(DateTimeOffset.UtcNow - page.GetProperty("timeStamp").GetDateTimeOffset(), TimeSpan.FromSeconds(-1), TimeSpan.FromMinutes(1));
        Assert.Equal(new Uri(fixture.Server.Address, "/ogc/collections/5g/items").ToString(), page.Link("self"));
        Assert.Equal(new Uri(fixture.Server.Address, "/ogc/collections/5g").ToString(), page.Link("collection"));
        Assert.Contains("f=html", page.Link("alternate"), StringComparison.Ordinal);
        Assert.Null(page.Link("next"));
    }

    [Fact]
    public async Task TheNumberMatchedIsGivenOnlyWhereItIsExact()
    {
        var page = await fixture.Http.JsonAsync("/ogc/collections/counties/items?limit=10");
        Assert.Equal((10, 136), (page.GetProperty("numberReturned").GetInt32(), page.GetProperty("numberMatched").GetInt32()));
        Assert.False((await fixture.Http.JsonAsync("/ogc/collections/counties/items?cityAdcode=370100")).TryGetProperty("numberMatched", out _));
    }

    [Fact]
    public async Task AFeatureHasItsGeometryAndWhatWasReportedOfIt()
    {
        var page = await fixture.Http.FeaturesAsync("/ogc/collections/5g/items");
        var site = await fixture.Http.JsonAsync($"/ogc/collections/5g/items/{page[0].GetProperty("id")}");
        Assert.Equal(page[0].GetProperty("properties").ToString(), site.GetProperty("properties").ToString());
        Assert.Equal("Feature", site.Text("type"));
        Assert.Equal("Point", site.GetProperty("geometry").Text("type"));
        Assert.Equal([117.074, 36.651], site.GetProperty("geometry").GetProperty("coordinates").EnumerateArray().Select(number => number.GetDouble()));
        Assert.Equal(Hostile, site.Property("name").GetString());
        Assert.Equal("370102", site.Property("countyAdcode").GetString());
        Assert.Equal("370100", site.Property("cityAdcode").GetString());
        Assert.Equal("cmcc", site.Property("operator").GetString());
        Assert.Equal(25.5, site.Property("heightM").GetDouble());
        Assert.True(site.Property("shared").GetBoolean());
        Assert.False(site.Property("synthetic").GetBoolean());
        Assert.Equal(120, site.Property("sectors")[0].GetProperty("azimuthDeg").GetInt32());
        Assert.False(site.GetProperty("properties").TryGetProperty("inServiceDate", out _), "What is not reported is left out.");
        Assert.Equal("2020-05-31", page[1].Property("inServiceDate").GetString());
        Assert.Equal("市南 \"一号\" \\站", page[1].Property("name").GetString());
    }

    [Theory]
    [InlineData("self", "items/{id}")]
    [InlineData("alternate", "items/{id}")]
    [InlineData("collection", "")]
    public async Task AFeatureLinksTo(string relation, string place)
    {
        var id = (await fixture.Http.FeaturesAsync("/ogc/collections/5g/items"))[0].GetProperty("id").ToString();
        var link = (await fixture.Http.JsonAsync($"/ogc/collections/5g/items/{id}")).Link(relation);
        Assert.StartsWith(new Uri(fixture.Server.Address, $"/ogc/collections/5g/{place.Replace("{id}", id, StringComparison.Ordinal)}").ToString().TrimEnd('/'), link, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnAreaIsFoundByItsAdcode()
    {
        var county = await fixture.Http.JsonAsync("/ogc/collections/counties/items/370102");
        Assert.Equal("370102", county.Text("id"));
        Assert.Equal("历下区", county.Property("name").GetString());
        Assert.Equal("MultiPolygon", county.GetProperty("geometry").Text("type"));
    }

    [Theory]
    [InlineData("/ogc/collections/5g/items?f=html")]
    [InlineData("/ogc/collections/5g/items/{id}?f=html")]
    public async Task APageForPeopleEscapesWhatIsInTheData(string path)
    {
        var id = (await fixture.Http.FeaturesAsync("/ogc/collections/5g/items"))[0].GetProperty("id").ToString();
        using var response = await fixture.Http.AskAsync(path.Replace("{id}", id, StringComparison.Ordinal));
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        var html = await response.TextAsync();
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task APageForPeopleComesForABrowserToo()
    {
        using var response = await fixture.Http.AskAsync("/ogc/collections/counties/items", ("Accept", "text/html"), ("Accept-Language", "en"));
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        var html = await response.TextAsync();
        Assert.Contains("Counties", html, StringComparison.Ordinal);
        Assert.Contains("rel=\"next\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ADownloadHoldsTheWholeCollection()
    {
        using var response = await fixture.Http.AskAsync("/ogc/collections/counties/export.geojson");
        var version = await fixture.Database.ScalarAsync<long>("select data_version from geo.layer where id = 'counties'");
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"counties-v{version}.geojson"), response.Content.Headers.ContentDisposition?.FileName?.Trim('"'));
        var download = await fixture.Http.JsonAsync("/ogc/collections/counties/export.geojson");
        Assert.Equal(136, download.GetProperty("features").GetArrayLength());
    }

    [Fact]
    public async Task WhoHasThisVersionNeedsNoSecondCopy()
    {
        using var first = await fixture.Http.AskAsync("/ogc/collections/5g/items");
        Assert.Equal("no-cache", first.Headers.CacheControl?.ToString());
        using var again = await fixture.Http.AskAsync("/ogc/collections/5g/items", ("If-None-Match", first.Headers.ETag!.ToString()));
        Assert.Equal(304, (int)again.StatusCode);
        using var other = await fixture.Http.AskAsync("/ogc/collections/5g/items", ("If-None-Match", "W/\"5g.77\""));
        Assert.Equal(200, (int)other.StatusCode);
    }
}
