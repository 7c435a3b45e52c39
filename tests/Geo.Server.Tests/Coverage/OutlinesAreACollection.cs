using System.Text.Json;
using Geo.Server.Tests.Harness;
using NetTopologySuite.Geometries;

namespace Geo.Server.Tests.Coverage;

/// <summary>Coverage outlines are a collection like any other: listed, boxed, paged, filtered, read by GDAL.</summary>
public sealed class OutlinesAreACollection(OutlinesAreACollection.Fixture fixture) : IClassFixture<OutlinesAreACollection.Fixture>
{
    private const string Items = "/ogc/collections/5g-coverage/items";

    private HttpClient Http => fixture.Http;

    [Fact]
    public async Task EveryComputedCoverageIsListedAsItIsAlone()
    {
        var listed = (await Http.JsonAsync("/ogc/collections")).GetProperty("collections").EnumerateArray().Where(collection => collection.Text("id")!.EndsWith("-coverage", StringComparison.Ordinal)).ToList();
        Assert.Equal(["5g-coverage", "charging-coverage"], listed.Select(collection => collection.Text("id")!).Order());
        foreach (var one in listed)
        {
            Assert.Equal((await Http.JsonAsync($"/ogc/collections/{one.Text("id")}")).ToString(), one.ToString());
            foreach (var link in one.GetProperty("links").EnumerateArray())
            {
                using var answer = await Http.AskAsync(link.Text("href")!);
                Assert.True(answer.IsSuccessStatusCode, link.Text("href"));
                Assert.StartsWith(link.Text("type")!.Split(';')[0], answer.Content.Headers.ContentType!.MediaType, StringComparison.Ordinal);
            }
        }
        await (await Http.AskAsync("/ogc/collections/village-coverage")).AssertProblemAsync(404, "unknown-collection");
        await (await Http.AskAsync("/ogc/collections/nb-iot-coverage")).AssertProblemAsync(404, "not-computed");
    }

    [Fact]
    public async Task ABoxAPlaceAndAFilterSelect()
    {
        var all = await Http.ValuesAsync(Items, "fromDbm");
        Assert.True(all.Count >= 3);
        Assert.Equal(all.Count, (await Http.FeaturesAsync(Items + "?bbox=117,36.6,117.2,36.7")).Count);
        Assert.Empty(await Http.FeaturesAsync(Items + "?bbox=118,36,118.2,36.2"));
        Assert.Equal(all.Where(level => double.Parse(level, System.Globalization.CultureInfo.InvariantCulture) >= -90), await Http.ValuesAsync(Items + "?filter=" + Uri.EscapeDataString("fromDbm >= -90"), "fromDbm"));
        Assert.NotEmpty(await Http.FeaturesAsync(Items + "?filter=" + Uri.EscapeDataString("S_INTERSECTS(geometry, POINT(117.074 36.651)) AND titleEn LIKE '%dBm'")));
        await (await Http.AskAsync(Items + "?filter=colourful%20%3D%201")).AssertProblemAsync(400, "invalid-filter");
        await (await Http.AskAsync(Items + "?zoom=11")).AssertProblemAsync(400, "invalid-zoom");
        await (await Http.AskAsync(Items + "?opacity=1")).AssertProblemAsync(400, "unknown-parameter");
    }

    [Theory]
    [InlineData(8)]
    [InlineData(10)]
    public async Task PagesGiveEachClassOnceAtTheZoomAskedFor(int zoom)
    {
        var whole = await Http.FeaturesAsync($"{Items}?zoom={zoom}");
        var (paged, next) = (new List<string>(), (string?)$"{Items}?zoom={zoom}&limit=1");
        while (next is not null)
        {
            var page = await Http.JsonAsync(next);
            var one = Assert.Single(page.GetProperty("features").EnumerateArray());
            Assert.Equal(zoom, one.Property("zoom").GetInt32());
            paged.Add(one.ToString());
            next = page.Link("next") is { } link ? new Uri(link).PathAndQuery : null;
        }
        Assert.Equal(whole.Select(feature => feature.ToString()), paged);
    }

    [Fact]
    public async Task OneClassIsAFeatureInAnyServedSystem()
    {
        var first = (await Http.FeaturesAsync(Items + "?limit=1"))[0];
        var alone = await Http.JsonAsync($"{Items}/{first.GetProperty("id")}");
        Assert.Equal(first.GetProperty("geometry").ToString(), alone.GetProperty("geometry").ToString());
        await (await Http.AskAsync(Items + "/99")).AssertProblemAsync(404, "unknown-feature");
        var plane = (await Http.FeaturesAsync(Items + "?limit=1&crs=http://www.opengis.net/def/crs/EPSG/0/3857"))[0];
        var (degrees, metres) = (Shape(first).EnvelopeInternal.Centre, Shape(plane).EnvelopeInternal.Centre);
        Assert.Equal(degrees.X * 20037508.342789244 / 180, metres.X, 1.0);
    }

    [Fact]
    public async Task TheExtentHoldsThem()
    {
        var box = (await Http.JsonAsync("/ogc/collections/5g-coverage")).GetProperty("extent").GetProperty("spatial").GetProperty("bbox")[0].EnumerateArray().Select(edge => edge.GetDouble()).ToList();
        var extent = new Envelope(box[0], box[2], box[1], box[3]);
        foreach (var feature in await Http.FeaturesAsync(Items + "?zoom=10")) Assert.True(extent.Contains(Shape(feature).EnvelopeInternal));
    }

    [Fact]
    public async Task GdalFindsAndReadsThem()
    {
        var count = (await Http.FeaturesAsync(Items)).Count;
        var ending = await Executable.RunAsync("ogrinfo", "-ro", "-al", "-geom=SUMMARY", "-oo", "PAGE_SIZE=2", $"OAPIF:{new Uri(fixture.Server.Address, "/ogc")}", "5g-coverage");
        Assert.True(ending.ExitCode == 0, ending.Error);
        Assert.DoesNotContain("ERROR", ending.Error, StringComparison.Ordinal);
        Assert.True(ending.Output.Contains($"Feature Count: {count}", StringComparison.Ordinal), ending.Output);
        Assert.True(System.Text.RegularExpressions.Regex.Count(ending.Output, @"fromDbm \(\w+\) = -") == count, ending.Output);
        Assert.Contains("MULTIPOLYGON", ending.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhoHasThemIsToldSoUntilTheNextPublication()
    {
        const string items = "/ogc/collections/charging-coverage/items";
        using var first = await Http.AskAsync(items);
        using (var again = await Http.AskAsync(items, ("If-None-Match", first.Headers.ETag!.ToString()))) Assert.Equal(System.Net.HttpStatusCode.NotModified, again.StatusCode);
        await fixture.Database.PublishAsync("charging", [Publishing.Site("c", Publishing.Shinan)]);
        using var after = await Http.AskAsync(items, ("If-None-Match", first.Headers.ETag!.ToString()));
        Assert.Equal(System.Net.HttpStatusCode.OK, after.StatusCode);
        Assert.NotEqual(await first.TextAsync(), await after.TextAsync());
    }

    private static readonly JsonSerializerOptions GeoJson = new() { Converters = { new NetTopologySuite.IO.Converters.GeoJsonConverterFactory() } };

    private static Geometry Shape(JsonElement feature) => JsonSerializer.Deserialize<Geometry>(feature.GetProperty("geometry").GetRawText(), GeoJson)!;

    /// <summary>Masts in 历下区 and 市南区, a charging station.</summary>
    public sealed class Fixture : ServerFixture
    {
        protected override async Task ArrangeAsync()
        {
            await Database.PublishAsync("5g", [CoverageAsking.Mast("m", 117.074, 36.651), CoverageAsking.Mast("n", 117.085, 36.652, "n28", 40), CoverageAsking.Mast("q", 120.387, 36.065)]);
            await Database.PublishAsync("charging", [Publishing.Site("c", Publishing.Lixia).With("""{"pilesTotal": 8}""")]);
        }
    }
}
