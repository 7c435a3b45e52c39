using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests;

/// <summary>How many SQL statements an answer costs: none where this server has given it before, and never more for more rows.</summary>
public sealed class StatementsPerRequestTests(StatementsPerRequestTests.Fixture fixture) : IClassFixture<StatementsPerRequestTests.Fixture>
{
    private static readonly TileAddress Near = TileAddress.Of(Publishing.Lixia, 12);
    private static readonly string Path = Near.Path("5g");

    public sealed class Fixture : ServerFixture
    {
        protected override Task ArrangeAsync() => Database.PublishAsync("5g",
            Enumerable.Range(0, 600).Select(i => Publishing.Site($"s{i}", Publishing.Lixia.X + i * 1e-6, Publishing.Lixia.Y)));
    }

    private async Task<IReadOnlyList<string>> StatementsOfAsync(int status, string path, params (string, string)[] headers)
    {
        using var count = new StatementCount(fixture.Database);
        using var response = await fixture.Http.AskAsync(path, headers);
        await response.TextAsync();
        Assert.Equal(status, (int)response.StatusCode);
        return count.Take();
    }

    // The service does other things meanwhile: the least of three is what the answer costs. The one before them makes it warm.
    private async Task<IReadOnlyList<string>> WarmStatementsOfAsync(string path)
    {
        await StatementsOfAsync(200, path);
        List<IReadOnlyList<string>> runs = [];
        for (var run = 0; run < 3; run++) runs.Add(await StatementsOfAsync(200, path));
        return runs.MinBy(run => run.Count)!;
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("identity")]
    public async Task AWarmTileOfANamedVersionRunsNone(string encoding)
    {
        await StatementsOfAsync(200, $"{Path}?version=1", ("Accept-Encoding", encoding));
        Assert.Empty(await StatementsOfAsync(200, $"{Path}?version=1", ("Accept-Encoding", encoding)));
    }

    [Fact]
    public async Task ATileInAnotherEncodingRunsNone()
    {
        var cold = $"{TileAddress.Of(Publishing.Lixia, 14).Path("5g")}?version=1";
        await StatementsOfAsync(200, cold, ("Accept-Encoding", "gzip"));
        Assert.Empty(await StatementsOfAsync(200, cold, ("Accept-Encoding", "br")));
    }

    private async Task<string> TagOfAsync(string path)
    {
        using var response = await fixture.Http.AskAsync(path);
        return response.Headers.ETag!.ToString();
    }

    [Fact]
    public async Task NotModifiedRunsNone()
    {
        var tag = await TagOfAsync($"{Path}?version=1");
        Assert.Empty(await StatementsOfAsync(304, $"{Path}?version=1", ("If-None-Match", tag)));
    }

    [Fact]
    public async Task AnEmptyTileThatIsKnownRunsNone()
    {
        var empty = $"{TileAddress.Of(Publishing.Shinan, 12).Path("5g")}?version=1";
        await StatementsOfAsync(204, empty);
        Assert.Empty(await StatementsOfAsync(204, empty));
    }

    [Fact]
    public async Task WhereNothingEverWasNoTileIsRead()
    {
        await StatementsOfAsync(200, $"{Path}?version=1");
        Assert.Empty(await StatementsOfAsync(204, $"{TileAddress.Of(Publishing.Shinan, 13).Path("5g")}?version=1"));
    }

    [Fact]
    public async Task AWarmTileOfAllLayersAsksOnlyWhichVersionsAreCurrent()
    {
        var path = $"/ogc/tiles/WebMercatorQuad/{Near.Zoom}/{Near.Row}/{Near.Column}";
        await StatementsOfAsync(200, path, ("Accept-Encoding", "gzip"));
        Assert.Contains("data_version", Assert.Single(await StatementsOfAsync(200, path, ("Accept-Encoding", "br"))), StringComparison.Ordinal);
        Assert.Single(await StatementsOfAsync(304, path, ("If-None-Match", await TagOfAsync(path))));
    }

    [Fact]
    public async Task AWarmTileOfTheCurrentVersionAsksOnlyWhichThatIs()
    {
        await StatementsOfAsync(200, Path);
        Assert.Contains("data_version", Assert.Single(await StatementsOfAsync(200, Path)), StringComparison.Ordinal);
        Assert.Single(await StatementsOfAsync(304, Path, ("If-None-Match", await TagOfAsync(Path))));
    }

    [Fact]
    public async Task AVersionThatDoesNotExistIsAskedForEachTimeAndNeverRemembered()
    {
        for (var time = 0; time < 2; time++) Assert.NotEmpty(await StatementsOfAsync(404, $"{Path}?version=99"));
    }

    [Fact]
    public async Task AHundredWhoAskForOneColdTileCostOneQuery()
    {
        var cold = $"{TileAddress.Of(Publishing.Lixia, 15).Path("5g")}?version=1";
        using var count = new StatementCount(fixture.Database);
        await Task.WhenAll(Enumerable.Range(0, 100).Select(async _ =>
        {
            using var response = await fixture.Http.AskAsync(cold);
            Assert.Equal(200, (int)response.StatusCode);
        }));
        Assert.Single(count.Take(), sql => sql.Contains("st_asmvt(", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/ogc/collections/5g/items?f=json&limit={0}")]
    [InlineData("/ogc/collections/5g/items?f=json&bbox=117,36,118,37&limit={0}")]
    [InlineData("/ogc/collections/5g/items?f=json&limit={0}&filter=heightM%20IS%20NULL")]
    public async Task APageOfFiveHundredRunsAsManyAsAPageOfOne(string path)
    {
        var one = await WarmStatementsOfAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, path, 1));
        var many = await WarmStatementsOfAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, path, 500));
        Assert.Equal(one.Count, many.Count);
        Assert.InRange(many.Count, 1, 4);
        // Counting is never part of a page.
        Assert.DoesNotContain(many, sql => sql.Contains("count(", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task PropertiesThatWereReadOnceAreNotReadAgain()
    {
        var page = "/ogc/collections/5g/items?f=json&bbox=117,36,118,37&limit=600";
        using var all = new StatementCount(fixture.Database);
        var cold = await fixture.Http.JsonAsync(page);
        var first = all.Take();
        Assert.DoesNotContain(await WarmStatementsOfAsync(page), sql => sql.Contains("attributes", StringComparison.Ordinal));
        // Another page of the same rows needs them no more either; each still says all that it said.
        Assert.DoesNotContain(await StatementsOfAsync(200, "/ogc/collections/5g/items?f=json&limit=100"), sql => sql.Contains("attributes", StringComparison.Ordinal));
        Assert.Equal(cold.GetProperty("features").GetRawText(), (await fixture.Http.JsonAsync(page)).GetProperty("features").GetRawText());
        Assert.InRange(first.Count(sql => sql.Contains("attributes", StringComparison.Ordinal)), 0, 1);
    }

    [Fact]
    public async Task OneFeatureOfTheMomentRunsOne()
    {
        var page = await fixture.Http.JsonAsync("/ogc/collections/5g/items?f=json&limit=1");
        var key = page.GetProperty("features")[0].GetProperty("id").ToString();
        Assert.Contains("attributes", Assert.Single(await WarmStatementsOfAsync($"/ogc/collections/5g/items/{key}?f=json")), StringComparison.Ordinal);
        Assert.Contains("attributes", Assert.Single(await WarmStatementsOfAsync($"/ogc/collections/5g/items/{key}?f=html")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AColdTileOfTheCurrentVersionRunsOne()
    {
        await StatementsOfAsync(200, $"{Path}?version=1");
        var cold = await StatementsOfAsync(200, $"{TileAddress.Of(Publishing.Lixia, 16).Path("5g")}?version=1");
        Assert.Contains("st_asmvt(", Assert.Single(cold), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheTileJsonOfTheMomentLeadsToTilesThatMayBeKept()
    {
        var document = await fixture.Http.JsonAsync("/ogc/collections/5g/tiles/WebMercatorQuad?f=tilejson");
        var template = document.GetProperty("tiles")[0].GetString()!;
        Assert.EndsWith("?version=1", template, StringComparison.Ordinal);
        var path = template.Replace("{z}", $"{Near.Zoom}", StringComparison.Ordinal).Replace("{y}", $"{Near.Row}", StringComparison.Ordinal).Replace("{x}", $"{Near.Column}", StringComparison.Ordinal);
        using var response = await fixture.Http.AskAsync(path);
        Assert.Contains("immutable", response.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
    }
}
