using System.Globalization;
using System.Text.Json;
using Geo.Server.Submissions;
using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests.Coverage;

/// <summary>Whoever reads counties, cities, circles or the province as a collection has their coverage with them, as /api/coverage says it.</summary>
public sealed class AreasCarryTheirCoverage(AreasCarryTheirCoverage.Fixture fixture) : IClassFixture<AreasCarryTheirCoverage.Fixture>
{
    private HttpClient Http => fixture.Http;

    [Theory]
    [InlineData("counties", "county", "5g", 136)]
    [InlineData("cities", "city", "5g", 16)]
    [InlineData("circles", "circle", "5g", 3)]
    [InlineData("provinces", "province", "5g", 1)]
    public async Task AsTheFiguresOfTheCoverage(string collection, string level, string layer, int count)
    {
        var figures = await Http.AreasAsync(layer, level);
        var features = await Http.FeaturesAsync($"/ogc/collections/{collection}/items?limit=200");
        Assert.Equal(count, features.Count);
        foreach (var feature in features)
        {
            var area = figures[feature.Text("id")!];
            var (people, km2) = (area.GetProperty("people").GetDouble(), area.GetProperty("areaKm2").GetDouble());
            Assert.Equal(100 * area.GetProperty("coveredPeople").GetDouble() / people, feature.Property("peopleCovered5gPercent").GetDouble(), 9);
            Assert.Equal(100 * area.GetProperty("coveredAreaKm2").GetDouble() / km2, feature.Property("areaCovered5gPercent").GetDouble(), 9);
            Assert.Equal(100 * area.GetProperty("deepPeople").GetDouble() / people, feature.Property("peopleDeep5gPercent").GetDouble(), 9);
            Assert.Equal(people - area.GetProperty("coveredPeople").GetDouble(), feature.Property("peopleUncovered5g").GetDouble(), 3);
        }
        Assert.Contains(features, feature => feature.Property("peopleCovered5gPercent").GetDouble() > 0);
    }

    [Fact]
    public async Task OfEveryKind()
    {
        var county = (await Http.JsonAsync("/ogc/collections/counties/items/370102")).GetProperty("properties");
        var charging = (await Http.AreasAsync("charging", "county"))["370102"];
        Assert.Equal(100 * charging.GetProperty("people5Km").GetDouble() / charging.GetProperty("people").GetDouble(), county.GetProperty("peopleWithin5KmChargingPercent").GetDouble(), 9);
        Assert.True(county.GetProperty("peopleWithin5KmChargingPercent").GetDouble() > county.GetProperty("peopleWithin1KmChargingPercent").GetDouble());
        // Nothing was published of it: not reported, which is not zero.
        Assert.False(county.TryGetProperty("peopleCoveredNbIotPercent", out _));
    }

    [Fact]
    public async Task AndDeclareIt()
    {
        foreach (var document in new[] { "schema", "queryables" })
        {
            var properties = (await Http.JsonAsync($"/ogc/collections/counties/{document}", ("Accept-Language", "en"))).GetProperty("properties");
            foreach (var name in new[] { "peopleCovered5gPercent", "areaDeepNbIotPercent", "peopleWithin2KmChargingPercent", "peopleWithin2MsDataCentrePercent", "peopleUncoveredDataCentre" })
                Assert.Equal("number", properties.GetProperty(name).Text("type"));
            Assert.Equal(("%", "5G: people covered"), (properties.GetProperty("peopleCovered5gPercent").Text("x-unit"), properties.GetProperty("peopleCovered5gPercent").Text("title")));
        }
        Assert.DoesNotContain("Percent", (await Http.JsonAsync("/ogc/collections/key-area/schema")).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AndAreFoundByIt()
    {
        var figures = await Http.AreasAsync("5g", "county");
        var expected = figures.Where(pair => pair.Value.GetProperty("coveredPeople").GetDouble() / pair.Value.GetProperty("people").GetDouble() > 0.001).Select(pair => pair.Key).Order().ToList();
        Assert.NotEmpty(expected);
        Assert.True(expected.Count < 136);
        foreach (var query in new[]
        {
            "filter=" + Uri.EscapeDataString("peopleCovered5gPercent > 0.1"),
            "filter-lang=cql2-json&filter=" + Uri.EscapeDataString("""{"op": ">", "args": [{"property": "peopleCovered5gPercent"}, 0.1]}"""),
        })
            Assert.Equal(expected, (await Http.FeaturesAsync($"/ogc/collections/counties/items?limit=200&{query}")).Select(feature => feature.Text("id")!).Order());
    }

    [Fact]
    public async Task InTablesAndPagesToo()
    {
        using var csv = await Http.AskAsync("/ogc/collections/counties/export.csv");
        var lines = (await csv.TextAsync()).Split('\n');
        var columns = lines[0].TrimStart('\uFEFF').TrimEnd('\r').Split(',');
        var at = Array.IndexOf(columns, "peopleCovered5gPercent");
        Assert.True(at > 0, lines[0]);
        var row = lines.Single(line => line.StartsWith("370102,", StringComparison.Ordinal)).TrimEnd('\r').Split(',');
        var expected = (await Http.JsonAsync("/ogc/collections/counties/items/370102")).Property("peopleCovered5gPercent").GetDouble();
        Assert.Equal(expected, double.Parse(row[at], CultureInfo.InvariantCulture), 9);
        using var page = await Http.AskAsync("/ogc/collections/counties/items/370102?f=html");
        Assert.Contains("5G · 人口覆盖率", System.Net.WebUtility.HtmlDecode(await page.TextAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AndGdalReadsIt()
    {
        var ending = await Executable.RunAsync("ogrinfo", "-ro", "-geom=NO", "-where", "adcode = '370102'", $"OAPIF:{new Uri(fixture.Server.Address, "/ogc")}", "counties");
        Assert.True(ending.ExitCode == 0, ending.Error);
        Assert.Matches(@"peopleCovered5gPercent \(Real\) = \d+", ending.Output);
    }

    [Fact]
    public async Task ANewPublicationIsANewAnswerAndAPageBegunStaysAsItWas()
    {
        const string all = "/ogc/collections/cities/items?limit=8";
        using var before = await Http.AskAsync(all);
        var first = JsonSerializer.Deserialize<JsonElement>(await before.TextAsync());
        var tag = before.Headers.ETag!.ToString();
        using (var same = await Http.AskAsync(all, ("If-None-Match", tag))) Assert.Equal(System.Net.HttpStatusCode.NotModified, same.StatusCode);
        var next = new Uri(first.Link("next")!).PathAndQuery;
        var secondBefore = await FiguresAsync(next);
        var wholeBefore = await FiguresAsync("/ogc/collections/cities/items");

        var published = await fixture.Database.PublishAsync("data-centre", [Publishing.Site("d", Publishing.Shinan)]);
        using var after = await Http.AskAsync(all, ("If-None-Match", tag));
        Assert.Equal(System.Net.HttpStatusCode.OK, after.StatusCode);
        Assert.NotEqual(tag, after.Headers.ETag!.ToString());
        Assert.Equal(published.DataVersion, JsonSerializer.Deserialize<JsonElement>(await after.TextAsync()).GetProperty("coverageVersions").GetProperty("data-centre").GetInt64());
        Assert.Equal(secondBefore, await FiguresAsync(next));
        Assert.NotEqual(wholeBefore, await FiguresAsync("/ogc/collections/cities/items"));
    }

    [Fact]
    public async Task APublicationThatBeganEarlierAndEndsLaterIsNotInAPageBegunBetween()
    {
        const string Share = "peopleWithin5KmChargingPercent";
        Task<PublicationResult> early;
        string next;
        IReadOnlyList<string> second;
        await using (var connection = await fixture.Database.Owner.OpenConnectionAsync(TestContext.Current.CancellationToken))
        {
            // Its own figures are what it replaces last: there it waits, with its number drawn.
            await using var hold = new Npgsql.NpgsqlCommand("begin; select from geo.coverage_area where layer_id = 'charging' and valid_to is null for update", connection);
            await hold.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            early = fixture.Database.PublishAsync("charging", [Publishing.Site("c", Publishing.Lixia).With("""{"pilesTotal": 8}"""), Publishing.Site("s", Publishing.Shinan).With("""{"pilesTotal": 8}""")]);
            while (!await fixture.Database.ScalarAsync<bool>("select exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock')"))
                TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await fixture.Database.PublishAsync("5g", [CoverageAsking.Mast("m", 117.074, 36.651), CoverageAsking.Mast("q", 120.387, 36.065)]);
            next = new Uri((await Http.JsonAsync("/ogc/collections/cities/items?limit=1")).Link("next")!).PathAndQuery.Replace("limit=1&", "limit=15&", StringComparison.Ordinal);
            second = await FiguresAsync(next, Share);
        }
        await early;
        Assert.Equal(second, await FiguresAsync(next, Share));
        Assert.NotEqual(second, await FiguresAsync("/ogc/collections/cities/items?limit=16", Share));
    }

    [Fact]
    public async Task AVersionByNumberHasTheFiguresOfItsTime()
    {
        // The areas were published before any site was: nothing is reported of coverage. Whoever has it asks again all the same:
        // a publication that had begun by then may have ended later.
        using var answer = await Http.AskAsync("/ogc/collections/provinces/items?version=1");
        Assert.Contains("no-cache", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("peopleCovered5gPercent", await answer.TextAsync(), StringComparison.Ordinal);
        // Tiles carry none of them.
        using var tile = await Http.AskAsync($"{TileAddress.Of(Publishing.Lixia, 9).Path("counties")}?version=1");
        Assert.Contains("immutable", tile.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<string>> FiguresAsync(string path, string figure = "peopleWithin2MsDataCentrePercent") =>
        [.. (await Http.FeaturesAsync(path)).Select(feature => $"{feature.Text("id")} {(feature.GetProperty("properties").TryGetProperty(figure, out var share) ? share.ToString() : "")}")];

    /// <summary>Two masts and a charging station in 历下区, a mast in 市南区.</summary>
    public sealed class Fixture : ServerFixture
    {
        protected override async Task ArrangeAsync()
        {
            await Database.PublishAsync("5g", [CoverageAsking.Mast("m", 117.074, 36.651), CoverageAsking.Mast("n", 117.076, 36.652), CoverageAsking.Mast("q", 120.387, 36.065)]);
            await Database.PublishAsync("charging", [Publishing.Site("c", Publishing.Lixia).With("""{"pilesTotal": 8}""")]);
        }
    }
}
