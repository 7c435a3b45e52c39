using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests;

/// <summary>A request that cannot be answered as asked is refused with problem details, never guessed at and never a failure of ours.</summary>
public sealed class BadRequestsTests(BadRequestsTests.Fixture fixture) : IClassFixture<BadRequestsTests.Fixture>
{
    public sealed class Fixture : ServerFixture
    {
        protected override Task ArrangeAsync() => Database.PublishAsync("5g",
            [Publishing.Site("a", Publishing.Lixia), Publishing.Site("b", Publishing.Lixia), Publishing.Site("c", Publishing.Shinan)]);
    }

    [Theory]
    [InlineData("/ogc/collections/5g/items?bbox=117,36,118", 400, "invalid-bbox")]
    [InlineData("/ogc/collections/5g/items?bbox=117,36,118,37,38", 400, "invalid-bbox")]
    [InlineData("/ogc/collections/5g/items?bbox=", 400, "invalid-bbox")]
    [InlineData("/ogc/collections/5g/items?bbox=a,b,c,d", 400, "invalid-bbox")]
    [InlineData("/ogc/collections/5g/items?bbox=117,36,118,NaN", 400, "invalid-bbox")]
    [InlineData("/ogc/collections/5g/items?bbox=117,36,118,Infinity", 400, "invalid-bbox")]
    [InlineData("/ogc/collections/5g/items?bbox=117,37,118,36", 400, "invalid-bbox")]
    [InlineData("/ogc/collections/5g/items?bbox=117,36,181,37", 400, "invalid-bbox")]
    [InlineData("/ogc/collections/5g/items?bbox=117,36,118,91", 400, "invalid-bbox")]
    [InlineData("/ogc/collections/5g/items?bbox=117,36,10,118,37,0", 400, "invalid-bbox")]
    [InlineData("/ogc/collections/5g/items?limit=0", 400, "invalid-limit")]
    [InlineData("/ogc/collections/5g/items?limit=-1", 400, "invalid-limit")]
    [InlineData("/ogc/collections/5g/items?limit=abc", 400, "invalid-limit")]
    [InlineData("/ogc/collections/5g/items?limit=1.5", 400, "invalid-limit")]
    [InlineData("/ogc/collections/5g/items?limit=", 400, "invalid-limit")]
    [InlineData("/ogc/collections/5g/items?limit=unlimited", 400, "invalid-limit")]
    [InlineData("/ogc/collections/5g/items?datetime=yesterday", 400, "invalid-datetime")]
    [InlineData("/ogc/collections/5g/items?datetime=2021-02-30", 400, "invalid-datetime")]
    [InlineData("/ogc/collections/5g/items?datetime=Oct%202021", 400, "invalid-datetime")]
    [InlineData("/ogc/collections/5g/items?datetime=12:30%20GMT", 400, "invalid-datetime")]
    [InlineData("/ogc/collections/5g/items?datetime=2021-06-30T10:00", 400, "invalid-datetime")]
    [InlineData("/ogc/collections/5g/items?datetime=2021-06-30T10:00:00", 400, "invalid-datetime")]
    [InlineData("/ogc/collections/5g/items?datetime=2021-06-30/2020-06-30", 400, "invalid-datetime")]
    [InlineData("/ogc/collections/5g/items?datetime=2020-01-01/2020-02-01/2020-03-01", 400, "invalid-datetime")]
    [InlineData("/ogc/collections/5g/items?datetime=..", 400, "invalid-datetime")]
    [InlineData("/ogc/collections/5g/items?datetime=", 400, "invalid-datetime")]
    [InlineData("/ogc/collections/5g/items?colour=red", 400, "unknown-parameter")]
    [InlineData("/ogc/collections/5g/items?BBOX=117,36,118,37", 400, "unknown-parameter")]
    [InlineData("/ogc/collections/5g/items?sectors=1", 400, "unknown-parameter")]
    [InlineData("/ogc/collections/5g/items?limit=1&limit=2", 400, "repeated-parameter")]
    [InlineData("/ogc/collections/5g/items?f=xml", 400, "invalid-f")]
    [InlineData("/ogc/collections/5g/items?operator=nobody", 400, "invalid-value")]
    [InlineData("/ogc/collections/5g/items?operator=cmcc,nobody", 400, "invalid-value")]
    [InlineData("/ogc/collections/5g/items?operator=", 400, "invalid-value")]
    [InlineData("/ogc/collections/5g/items?heightM=tall", 400, "invalid-value")]
    [InlineData("/ogc/collections/5g/items?shared=yes", 400, "invalid-value")]
    [InlineData("/ogc/collections/5g/items?inServiceDate=30.6.2021", 400, "invalid-value")]
    [InlineData("/ogc/collections/5g/items?cursor=garbage", 400, "invalid-cursor")]
    [InlineData("/ogc/collections/5g/items?cursor=1.x.00000000", 400, "invalid-cursor")]
    [InlineData("/ogc/collections/5g/items?cursor=1.1.00000000", 400, "foreign-cursor")]
    [InlineData("/ogc/collections/5g/items?version=99", 404, "unknown-version")]
    [InlineData("/ogc/collections/5g/items?version=-1", 400, "invalid-version")]
    [InlineData("/ogc/collections/5g/items?version=latest", 400, "invalid-version")]
    [InlineData("/ogc/collections/7g", 404, "unknown-collection")]
    [InlineData("/ogc/collections/7g/items", 404, "unknown-collection")]
    [InlineData("/ogc/collections/7g/items/1", 404, "unknown-collection")]
    [InlineData("/ogc/collections/7g/tiles", 404, "unknown-collection")]
    [InlineData("/ogc/collections/7g/tiles/WebMercatorQuad/5/12/26", 404, "unknown-collection")]
    [InlineData("/ogc/collections/5g/items/999999999", 404, "unknown-feature")]
    [InlineData("/ogc/collections/5g/items/x", 404, "unknown-feature")]
    [InlineData("/ogc/collections/5g/items/99999999999999999999", 404, "unknown-feature")]
    [InlineData("/ogc/collections/counties/items/110101", 404, "unknown-feature")]
    [InlineData("/ogc/collections/counties/items/370102?bbox=1,2,3,4", 400, "unknown-parameter")]
    [InlineData("/ogc/collections/5g/export.geojson?limit=3", 400, "unknown-parameter")]
    [InlineData("/ogc/collections/5g/export.geojson?f=json", 400, "unknown-parameter")]
    [InlineData("/ogc/collections/5g/export.csv?f=gpkg", 400, "unknown-parameter")]
    [InlineData("/ogc/collections/5g/tiles/WebMercatorQuad?collections=5g", 400, "unknown-parameter")]
    [InlineData("/ogc/tiles/WebMercatorQuad?collections=5g,nonsense", 400, "invalid-collections")]
    [InlineData("/ogc/collections/5g/tiles/EuropeanETRS89_LAEAQuad", 404, "unknown-tile-matrix-set")]
    [InlineData("/ogc/collections/5g/tiles/WorldCRS84Quad/5/12/26", 404, "unknown-tile-matrix-set")]
    [InlineData("/ogc/tileMatrixSets/WorldCRS84Quad", 404, "unknown-tile-matrix-set")]
    [InlineData("/ogc/collections/5g/tiles/WebMercatorQuad/5/0/0", 404, "outside-tile-limits")]
    [InlineData("/ogc/collections/5g/tiles/WebMercatorQuad/19/0/0", 404, "outside-tile-limits")]
    [InlineData("/ogc/collections/5g/tiles/WebMercatorQuad/-1/0/0", 404, "outside-tile-limits")]
    [InlineData("/ogc/collections/5g/tiles/WebMercatorQuad/5/12/26.5", 404, "outside-tile-limits")]
    [InlineData("/ogc/collections/5g/tiles/WebMercatorQuad/5/12/26?f=png", 400, "invalid-f")]
    [InlineData("/ogc/collections/5g/tiles/WebMercatorQuad/5/12/26?version=99", 404, "unknown-version")]
    [InlineData("/ogc?x=1", 400, "unknown-parameter")]
    [InlineData("/ogc?f=xml", 400, "invalid-f")]
    [InlineData("/ogc/conformance?f=xml", 400, "invalid-f")]
    [InlineData("/ogc/collections?f=xml", 400, "invalid-f")]
    [InlineData("/api/search", 400, "invalid-q")]
    [InlineData("/api/search?q=", 400, "invalid-q")]
    [InlineData("/api/search?q=x&limit=0", 400, "invalid-limit")]
    [InlineData("/api/search?q=x&f=json", 400, "unknown-parameter")]
    [InlineData("/api/layers/7g/counts", 404, "unknown-layer")]
    [InlineData("/api/layers/counties/counts", 404, "unknown-layer")]
    [InlineData("/api/layers/5g/counts?level=village", 400, "invalid-level")]
    [InlineData("/api/layers/5g/counts?version=x", 400, "invalid-version")]
    [InlineData("/api/layers/5g/counts?version=99", 404, "unknown-version")]
    [InlineData("/ogc/nothing", 404, "not-found")]
    [InlineData("/api/nothing", 404, "not-found")]
    public async Task IsRefused(string path, int status, string code)
    {
        using var response = await fixture.Http.AskAsync(path);
        await response.AssertProblemAsync(status, code);
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("application/geo+json")]
    [InlineData("application/vnd.mapbox-vector-tile")]
    [InlineData("image/png")]
    public async Task IsRefusedInTheSameWordsWhateverWasAccepted(string accept)
    {
        foreach (var (path, status, code) in new[]
        {
            ("/ogc/collections/5g/items?limit=0&f=json", 400, "invalid-limit"), ("/ogc/collections/7g", 404, "unknown-collection"),
            ("/ogc/collections/5g/items/x", 404, "unknown-feature"), ("/ogc/nothing", 404, "not-found"),
        })
        {
            using var response = await fixture.Http.AskAsync(path, ("Accept", accept));
            await response.AssertProblemAsync(status, code);
        }
    }

    [Theory]
    [InlineData("status=in-service")]
    [InlineData("bbox=110,30,125,40")]
    [InlineData("datetime=2020-01-01/..")]
    public async Task ACursorOfAnotherQueryIsRefused(string selection)
    {
        var next = (await fixture.Http.JsonAsync("/ogc/collections/5g/items?limit=1")).Link("next")!;
        using var foreign = await fixture.Http.AskAsync($"{next}&{selection}");
        await foreign.AssertProblemAsync(400, "foreign-cursor");
        using var otherVersion = await fixture.Http.AskAsync($"{next}&version=0");
        await otherVersion.AssertProblemAsync(400, "foreign-cursor");
        using var otherLayer = await fixture.Http.AskAsync(next.Replace("/5g/", "/nb-iot/", StringComparison.Ordinal));
        await otherLayer.AssertProblemAsync(400, "foreign-cursor");
    }

    [Theory]
    [InlineData("10001")]
    [InlineData("2147483648")]
    [InlineData("9223372036854775807")]
    public async Task AHugeLimitIsClamped(string limit)
    {
        Assert.Equal(3, (await fixture.Http.FeaturesAsync($"/ogc/collections/5g/items?limit={limit}")).Count);
    }
}
