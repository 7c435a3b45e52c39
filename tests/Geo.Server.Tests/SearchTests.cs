using Geo.Server.Submissions;
using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests;

/// <summary>One box finds areas, zones and sites.</summary>
public sealed class SearchTests(SearchTests.Fixture fixture) : IClassFixture<SearchTests.Fixture>
{
    private const string Hits = "results";

    public sealed class Fixture : ServerFixture
    {
        protected override async Task ArrangeAsync()
        {
            await Database.PublishAsync("5g",
            [
                Publishing.Site("SD-JN-0001", Publishing.Lixia, "泉城路基站"),
                Publishing.Site("x1", Publishing.Lixia, "100%覆盖"), Publishing.Site("x2", Publishing.Lixia, "100米覆盖"),
                Publishing.Site("x3", Publishing.Lixia, "snake_case"), Publishing.Site("x4", Publishing.Lixia, "snakeXcase"),
                Publishing.Site("x5", Publishing.Lixia, @"back\slash"),
            ]);
            await Database.PublishAsync("key-area", [Publishing.Zone("KA-1", Publishing.Shinan, 0.01) with { Name = "奥帆中心" }]);
            // More that hold the words than are looked through, and one that is the words.
            await Database.PublishAsync("nb-iot", [.. Enumerable.Range(0, 300).Select(i => Publishing.Site($"n{i}", Publishing.Lixia, $"水表{i}号")), Publishing.Site("n-exact", Publishing.Lixia, "水表")]);
        }
    }

    [Theory]
    [InlineData("历下区", "counties/370102")]
    [InlineData("历下", "counties/370102")]
    [InlineData("370102", "counties/370102")]
    [InlineData("  历下区 ", "counties/370102")]
    [InlineData("Lixia", "counties/370102")]
    [InlineData("lixia", "counties/370102")]
    [InlineData("济南市", "cities/370100")]
    [InlineData("山东", "provinces/370000")]
    [InlineData("胶东", "circles/circle-jiaodong")]
    [InlineData("泉城路", "5g/泉城路基站")]
    [InlineData("城路基", "5g/泉城路基站")]
    [InlineData("SD-JN-0001", "5g/泉城路基站")]
    [InlineData("奥帆", "key-area/奥帆中心")]
    [InlineData("KA-1", "key-area/奥帆中心")]
    [InlineData("SNAKE_CASE", "5g/snake_case")]
    [InlineData("水表", "nb-iot/水表")]
    public async Task FindsFirst(string words, string hit)
    {
        var first = (await fixture.Http.JsonAsync($"/api/search?q={Uri.EscapeDataString(words)}")).GetProperty(Hits)[0];
        Assert.Equal(hit, $"{first.Text("collection")}/{(first.Text("type") == "area" ? first.Text("id") : first.Text("name"))}");
        // What is found can be opened.
        await fixture.Http.JsonAsync($"/ogc/collections/{first.Text("collection")}/items/{first.Text("id")}");
    }

    [Theory]
    [InlineData("100%", "100%覆盖")]
    [InlineData("snake_c", "snake_case")]
    [InlineData(@"back\s", @"back\slash")]
    [InlineData("%", "100%覆盖")]
    [InlineData("_", "snake_case")]
    public async Task TakesEverySignLiterally(string words, string name) =>
        Assert.Equal([name], (await fixture.Http.JsonAsync($"/api/search?q={Uri.EscapeDataString(words)}")).GetProperty(Hits).EnumerateArray().Select(hit => hit.Text("name")));

    [Fact]
    public async Task SaysWhereAHitIs()
    {
        var site = (await fixture.Http.JsonAsync("/api/search?q=泉城路")).GetProperty(Hits)[0];
        Assert.Equal(("feature", "历下区"), (site.Text("type"), site.Text("context")));
        Assert.Equal([117.074, 36.651, 117.074, 36.651], site.GetProperty("bbox").EnumerateArray().Select(number => number.GetDouble()));
        var county = (await fixture.Http.JsonAsync("/api/search?q=370102")).GetProperty(Hits)[0];
        Assert.Equal(("area", "济南市"), (county.Text("type"), county.Text("context")));
        var box = county.GetProperty("bbox").EnumerateArray().Select(number => number.GetDouble()).ToArray();
        Assert.True(box[0] < 117.074 && 117.074 < box[2] && box[1] < 36.651 && 36.651 < box[3]);
    }

    [Theory]
    [InlineData("", 10)]
    [InlineData("&limit=3", 3)]
    [InlineData("&limit=1000", 50)]
    public async Task ReturnsNoMoreThanTheLimit(string limit, int count) =>
        Assert.Equal(count, (await fixture.Http.JsonAsync($"/api/search?q=水表{limit}")).GetProperty(Hits).GetArrayLength());

    [Fact]
    public async Task FindsNothingThatIsNotThere() =>
        Assert.Empty((await fixture.Http.JsonAsync("/api/search?q=没有这个地方")).GetProperty(Hits).EnumerateArray());

    [Fact]
    public async Task FindsOnlyWhatIsPublishedNow()
    {
        await fixture.Database.PublishAsync("village", [Publishing.Site("v", Publishing.Lixia, "消失的村")]);
        Assert.Single((await fixture.Http.JsonAsync("/api/search?q=消失的村")).GetProperty(Hits).EnumerateArray());
        await fixture.Database.PublishAsync("village", [], new PublicationScope());
        Assert.Empty((await fixture.Http.JsonAsync("/api/search?q=消失的村")).GetProperty(Hits).EnumerateArray());
    }

    [Theory]
    [InlineData(100, 200)]
    [InlineData(101, 400)]
    public async Task TakesUpToAHundredCharacters(int length, int status)
    {
        using var response = await fixture.Http.AskAsync($"/api/search?q={new string('x', length)}");
        Assert.Equal(status, (int)response.StatusCode);
    }
}
