using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests;

/// <summary>A client that follows <c>next</c> sees one state of the collection, whole and once.</summary>
public sealed class PagingTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private static readonly string[] Codes = [.. Enumerable.Range(0, 23).Select(i => $"site-{i:00}")];

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(22)]
    [InlineData(23)]
    [InlineData(24)]
    public async Task EveryFeatureIsOnExactlyOnePage(int limit)
    {
        await fixture.Database.PublishAsync("nb-iot", Codes.Select(code => Publishing.Site(code, Publishing.Lixia)));
        Assert.Equal(Codes, await WalkAsync($"/ogc/collections/nb-iot/items?limit={limit}", limit));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(100)]
    public async Task AreasArePagedToo(int limit) =>
        Assert.Equal(ReferenceCounty.Reference.Select(county => county.Adcode).Order(),
            await WalkAsync($"/ogc/collections/counties/items?limit={limit}", limit, "adcode"));

    [Fact]
    public async Task TheSelectionStaysOnEveryPage()
    {
        await fixture.Database.PublishAsync("smart-farm", Codes.Select((code, i) =>
            Publishing.Site(code, i % 3 == 0 ? Publishing.Lixia : Publishing.Shinan, "农场, \"甲\" & 乙+丙") with { Status = i % 2 == 0 ? "planned" : "building" }));
        var chosen = await WalkAsync("/ogc/collections/smart-farm/items?limit=2&bbox=119,36,121,37&status=planned", 2);
        Assert.Equal(Codes.Where((_, i) => i % 3 != 0 && i % 2 == 0), chosen);
    }

    [Fact]
    public async Task APublicationInBetweenChangesNoPage()
    {
        await fixture.Database.PublishAsync("village", Codes.Select(code => Publishing.Site(code, Publishing.Lixia)));
        var first = await fixture.Http.JsonAsync("/ogc/collections/village/items?limit=10");
        await fixture.Database.PublishAsync("village", [Publishing.Site("new", Publishing.Shinan), Publishing.Site(Codes[15], Publishing.Lixia, "renamed")]);

        var rest = await WalkAsync(first.Link("next")!, 10);
        Assert.Equal<string>(Codes, [.. first.GetProperty("features").EnumerateArray().Select(feature => feature.Property("code").GetString()!), .. rest]);
        var second = await fixture.Http.JsonAsync(first.Link("next")!);
        Assert.Equal(first.GetProperty("dataVersion").GetInt64(), second.GetProperty("dataVersion").GetInt64());
        Assert.DoesNotContain("renamed", second.ToString(), StringComparison.Ordinal);
        Assert.Equal<string>([Codes[15], "new"], await WalkAsync("/ogc/collections/village/items?limit=1", 1));
    }

    [Fact]
    public async Task PagesForPeopleFollowOneAnotherToo()
    {
        await fixture.Database.PublishAsync("iot-base", Codes.Select(code => Publishing.Site(code, Publishing.Lixia)));
        var (path, seen) = ("/ogc/collections/iot-base/items?f=html&limit=10", new List<string>());
        while (path is not null)
        {
            using var response = await fixture.Http.AskAsync(path);
            var html = await response.TextAsync();
            seen.AddRange(Codes.Where(code => html.Contains($">{code}<", StringComparison.Ordinal)));
            path = html.Split("rel=\"next\" href=\"") is [_, var after] ? System.Net.WebUtility.HtmlDecode(after.Split('"')[0]) : null;
        }
        Assert.Equal(Codes, seen);
    }

    private async Task<IReadOnlyList<string>> WalkAsync(string? path, int limit, string property = "code")
    {
        var seen = new List<string>();
        while (path is not null)
        {
            var page = await fixture.Http.JsonAsync(path);
            var features = page.GetProperty("features").EnumerateArray().ToList();
            Assert.Equal(features.Count, page.GetProperty("numberReturned").GetInt32());
            path = page.Link("next");
            if (path is not null) Assert.Equal(limit, features.Count);
            Assert.NotEmpty(features);
            seen.AddRange(features.Select(feature => feature.Property(property).GetString()!));
        }
        return seen;
    }
}
