using Geo.Server.Tests.Coverage;
using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests;

/// <summary>Headers and links of the standards face: what an answer is, by what it was chosen, and where its other forms are.</summary>
public sealed class AnswersSayWhatTheyAreTests(AnswersSayWhatTheyAreTests.Fixture fixture) : IClassFixture<AnswersSayWhatTheyAreTests.Fixture>
{
    private const string Items = "/ogc/collections/5g/items";

    public sealed class Fixture : ServerFixture
    {
        protected override async Task ArrangeAsync()
        {
            await Database.PublishAsync("5g", [CoverageAsking.Mast("a", 117.074, 36.651)]);
            await Database.PublishAsync("5g", Enumerable.Range(0, 150).Select(i => CoverageAsking.Mast($"m{i}", 117.074 + i * 1e-5, 36.651)));
        }
    }

    public static TheoryData<string> Readable =>
    [
        "/ogc", "/ogc/conformance", "/ogc/api", "/ogc/pages.css", "/docs", "/ogc/tileMatrixSets", "/ogc/tileMatrixSets/WebMercatorQuad", "/ogc/tiles", "/ogc/tiles/WebMercatorQuad",
        "/ogc/collections", "/ogc/collections/5g", "/ogc/collections/5g/schema", "/ogc/collections/5g/queryables", $"{Items}?limit=1", "/ogc/collections/counties/items/370102",
        "/ogc/collections/5g/tiles", "/ogc/collections/5g/tiles/WebMercatorQuad", "/ogc/collections/5g/export.geojson", "/ogc/collections/5g/export.csv",
        "/ogc/collections/5g-coverage", "/ogc/collections/5g-coverage/schema", "/ogc/collections/5g-coverage/items", "/ogc/plan", "/ogc/plan/conformance", "/ogc/plan/collections",
    ];

    [Theory]
    [MemberData(nameof(Readable))]
    public async Task HeadAnswersAsGetDoes(string path)
    {
        using var get = await fixture.Http.AskAsync(path);
        Assert.Equal(200, (int)get.StatusCode);
        using var head = await fixture.Http.SendAsync(new HttpRequestMessage(HttpMethod.Head, path), TestContext.Current.CancellationToken);
        Assert.Equal((get.StatusCode, get.Content.Headers.ContentType, get.Headers.ETag), (head.StatusCode, head.Content.Headers.ContentType, head.Headers.ETag));
        Assert.Empty(await head.TextAsync());
    }

    [Theory]
    [InlineData("/ogc")]
    [InlineData("/ogc/conformance")]
    [InlineData("/ogc/collections")]
    [InlineData("/ogc/collections/5g")]
    [InlineData("/ogc/collections/5g/schema")]
    [InlineData("/ogc/collections/5g/items?limit=1")]
    [InlineData("/ogc/collections/counties/items/370102")]
    [InlineData("/ogc/collections/5g/tiles")]
    [InlineData("/ogc/tiles/WebMercatorQuad")]
    [InlineData("/ogc/tileMatrixSets")]
    public async Task WhatIsNegotiatedSaysByWhat(string path)
    {
        foreach (var accept in (string[])["text/html", "application/json"])
        {
            using var response = await fixture.Http.AskAsync(path, ("Accept", accept));
            Assert.Equal(200, (int)response.StatusCode);
            Assert.Superset(new HashSet<string> { "Accept", "Accept-Language" }, response.Headers.Vary.ToHashSet());
        }
    }

    [Fact]
    public async Task ASelectionOfCollectionsStaysInEveryLinkOfItsTileset()
    {
        var tileset = await fixture.Http.JsonAsync("/ogc/tiles/WebMercatorQuad?collections=5g,charging");
        foreach (var relation in (string[])["self", "alternate", "item", "describedby"])
            Assert.EndsWith("collections=5g%2Ccharging", tileset.Link(relation)!, StringComparison.Ordinal);
        var described = await fixture.Http.JsonAsync(tileset.Link("describedby")!);
        Assert.Equal(["5g", "charging"], described.GetProperty("vector_layers").EnumerateArray().Select(layer => layer.Text("id")!).Order());
    }

    [Fact]
    public async Task TheOtherFormOfAPageIsOfTheSamePage()
    {
        var page = await fixture.Http.JsonAsync($"{Items}?version=1&limit=5&operator=cmcc,cucc&name=a%2Cb,m");
        Assert.EndsWith("?f=html&version=1&limit=5&operator=cmcc,cucc&name=a%2Cb,m", page.Link("alternate")!, StringComparison.Ordinal);
        var one = await fixture.Http.JsonAsync("/ogc/collections/counties/items/370102?crs=http://www.opengis.net/def/crs/EPSG/0/4490");
        Assert.EndsWith("crs=http://www.opengis.net/def/crs/EPSG/0/4490", one.Link("self")!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ATableIsWholeUnlessItsLengthIsAskedFor()
    {
        Assert.Equal(150, await RowsAsync($"{Items}?f=csv"));
        Assert.Equal(3, await RowsAsync($"{Items}?f=csv&limit=3"));
        Assert.Equal(await RowsAsync("/ogc/collections/5g/export.csv"), await RowsAsync($"{Items}?f=csv"));

        async Task<int> RowsAsync(string path) => (await (await fixture.Http.AskAsync(path)).TextAsync()).Trim().Split("\r\n").Length - 1;
    }

    [Theory]
    [InlineData("/ogc/collections/5g/items?limit=1")]
    [InlineData("/ogc/collections/5g/export.csv")]
    [InlineData("/ogc/collections/counties/items?limit=1")]
    public async Task WhoHasItIsToldSo(string path)
    {
        using var first = await fixture.Http.AskAsync(path);
        var tag = first.Headers.ETag!.ToString();
        foreach (var held in (string[])[tag, $"\"another\", {tag}", "*"])
            using (var again = await fixture.Http.AskAsync(path, ("If-None-Match", held))) Assert.Equal(304, (int)again.StatusCode);
    }

    [Fact]
    public async Task TheSameVersionAfterARestoredBackupIsAnotherAnswer()
    {
        using var before = await fixture.Http.AskAsync($"{Items}?version=1");
        // As if the backup had been taken before, and another file published since.
        await fixture.Database.ScalarAsync<long>("update geo.publication set published_at = published_at + interval '1 hour' where layer_id = '5g' and data_version = 1 returning id");
        using var after = await fixture.Http.AskAsync($"{Items}?version=1", ("If-None-Match", before.Headers.ETag!.ToString()));
        Assert.Equal(200, (int)after.StatusCode);
    }

    [Fact]
    public async Task TheDocumentNamesEveryFormatOfItems()
    {
        var document = await fixture.Http.JsonAsync("/ogc/api");
        var content = document.GetProperty("paths").GetProperty("/ogc/collections/{collectionId}/items").GetProperty("get").GetProperty("responses").GetProperty("200").GetProperty("content");
        Assert.Equal(["application/geo+json", "application/geopackage+sqlite3", "application/zip", "text/csv", "text/html"], content.EnumerateObject().Select(type => type.Name).Order(StringComparer.Ordinal));
        var tile = document.GetProperty("paths").GetProperty("/ogc/collections/{collectionId}/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}").GetProperty("get");
        Assert.Contains(tile.GetProperty("parameters").EnumerateArray(), parameter => parameter.Text("name") == "f");
    }
}
