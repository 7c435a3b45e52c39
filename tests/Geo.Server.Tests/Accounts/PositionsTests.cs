using System.Net;
using System.Text.Json;
using Geo.Server.Tests.Harness;
using NetTopologySuite.Geometries;

namespace Geo.Server.Tests.Accounts;

/// <summary>Who may not see exact positions sees the centre of a cell, at every door, and cannot find out more by asking cleverly.</summary>
public sealed class PositionsTests(PositionsTests.Fixture fixture) : IClassFixture<PositionsTests.Fixture>
{
    // Publishing.Lixia is 117.074, 36.651.
    private static readonly Coordinate Exact = Publishing.Lixia;
    private static readonly Coordinate Centre = new(117.075, 36.655);
    private const string Items = "/ogc/collections/5g/items?f=json";

    public sealed class Fixture : AccountsFixture
    {
        public string Viewer { get; private set; } = null!;
        public string Token { get; private set; } = null!;

        protected override async Task<TestServer> StartAsync() => await TestServer.StartAsync(await TestDatabase.CreateAsync(), "--Positions:5g=city-editor");

        protected override async Task ArrangeAsync()
        {
            await base.ArrangeAsync();
            Viewer = await Database.AddAccountAsync("viewer", "viewer");
            await Database.PublishAsync("5g", [Publishing.Site("a", Exact, "泉城路基站"), Publishing.Site("b", Exact), Publishing.Site("c", Publishing.Shinan)]);
            await Database.PublishAsync("nb-iot", [Publishing.Site("n", Exact, "水表")]);
            using var editor = await EditorAsync();
            Token = (await editor.SentAsync(HttpMethod.Post, "/api/tokens", new { name = "positions" })).Text("secret")!;
        }

        public Task<Visitor> EditorAsync() => Visitor().SignInAsync("jinan", JinanEditor);
    }

    private static Coordinate PlaceOf(JsonElement feature)
    {
        var place = feature.GetProperty("geometry").GetProperty("coordinates");
        return new Coordinate(place[0].GetDouble(), place[1].GetDouble());
    }

    private static void AssertAt(Coordinate expected, Coordinate actual, double within = 1e-9) =>
        Assert.True(expected.Distance(actual) <= within, $"{actual} is not {expected}");

    [Fact]
    public async Task ItemsShowTheCentreOfTheCellAndSaySo()
    {
        var page = await fixture.Http.JsonAsync(Items);
        AssertAt(Centre, PlaceOf(page.GetProperty("features")[0]));
        var note = page.GetProperty("positions");
        Assert.Equal(("coarse", "city-editor", 0.01), (note.Text("precision"), note.Text("exactFrom"), note.GetProperty("cellDegrees").GetDouble()));
    }

    [Fact]
    public async Task OneItemDoesToo()
    {
        var id = (await fixture.Http.FeaturesAsync(Items))[0].GetProperty("id").GetInt64();
        var item = await fixture.Http.JsonAsync($"/ogc/collections/5g/items/{id}?f=json");
        AssertAt(Centre, PlaceOf(item));
        Assert.Equal("coarse", item.GetProperty("positions").Text("precision"));
    }

    [Fact]
    public async Task ADownloadDoesToo()
    {
        var file = await fixture.Http.JsonAsync("/ogc/collections/5g/export.geojson");
        Assert.All(file.GetProperty("features").EnumerateArray().Take(2), feature => AssertAt(Centre, PlaceOf(feature)));
        Assert.Equal("coarse", file.GetProperty("positions").Text("precision"));
    }

    [Theory]
    [InlineData("?f=json&version=1")]
    [InlineData("?f=json&limit=1")]
    [InlineData("?f=json&operator=cmcc&status=in-service")]
    public async Task NoParameterShowsMore(string query)
    {
        var text = await (await fixture.Http.AskAsync($"/ogc/collections/5g/items{query}")).TextAsync();
        Assert.DoesNotContain("117.074", text, StringComparison.Ordinal);
        Assert.DoesNotContain("36.651", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ThePageForPeopleSaysSo()
    {
        static async Task<string> PageAsync(HttpClient http) => WebUtility.HtmlDecode(await (await http.AskAsync("/ogc/collections/5g/items?f=html")).TextAsync());
        using var editor = await fixture.EditorAsync();
        Assert.Contains("位置按约一公里格网概略显示", await PageAsync(fixture.Http), StringComparison.Ordinal);
        Assert.DoesNotContain("概略显示", await PageAsync(editor.Http), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(11)]
    [InlineData(13)]
    [InlineData(16)]
    public async Task TilesDrawTheCentre(int zoom)
    {
        var tile = TileAddress.Of(Centre, zoom);
        var site = (await fixture.Http.TileAsync("5g", tile)).First(site => site.Inside);
        AssertAt(Centre, site.Place, 360.0 / (1 << zoom) / 4096);
        using var editor = await fixture.EditorAsync();
        AssertAt(Exact, (await editor.Http.TileAsync("5g", TileAddress.Of(Exact, zoom))).First(site => site.Inside).Place, 360.0 / (1 << zoom) / 4096);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(10)]
    public async Task CellsFarOutAreCountedAtTheCentre(int zoom)
    {
        var tile = TileAddress.Of(Centre, zoom);
        var cell = (await fixture.Http.TileAsync("5g", tile)).Single(cell => cell.Inside && cell.Place.Distance(Centre) < 0.5);
        Assert.Equal(2, cell.Number("point_count"));
        AssertAt(Centre, cell.Place, 360.0 / (1 << zoom) / 4096);
    }

    [Fact]
    public async Task ABoxIsMetByTheCentreAndNotByTheSite()
    {
        // Around the exact place, not around the centre; and the other way round.
        const string site = "&bbox=117.0735,36.6505,117.0745,36.6515", centre = "&bbox=117.0745,36.6545,117.0755,36.6555";
        Assert.Empty(await fixture.Http.FeaturesAsync(Items + site));
        Assert.Equal(2, (await fixture.Http.FeaturesAsync(Items + centre)).Count);
        using var editor = await fixture.EditorAsync();
        Assert.Equal(2, (await editor.Http.FeaturesAsync(Items + site)).Count);
        Assert.Empty(await editor.Http.FeaturesAsync(Items + centre));
    }

    [Fact]
    public async Task HalvingBoxesEndsAtTheCentre()
    {
        var (west, south, east, north) = (117.0, 36.6, 117.1, 36.7);
        for (var step = 0; step < 40; step++)
        {
            var middle = step % 2 == 0 ? (west + east) / 2 : (south + north) / 2;
            var half = step % 2 == 0 ? (west, south, middle, north) : (west, south, east, middle);
            var found = (await fixture.Http.FeaturesAsync(FormattableString.Invariant($"{Items}&bbox={half.Item1:R},{half.Item2:R},{half.Item3:R},{half.Item4:R}"))).Count > 0;
            if (found) (west, south, east, north) = half;
            else if (step % 2 == 0) west = middle;
            else south = middle;
        }
        AssertAt(Centre, new Coordinate((west + east) / 2, (south + north) / 2), 1e-6);
    }

    [Fact]
    public async Task SearchFindsTheCentre()
    {
        async Task<Coordinate> FoundAsync(HttpClient http, string words)
        {
            var box = (await http.JsonAsync($"/api/search?q={Uri.EscapeDataString(words)}")).GetProperty("results")[0].GetProperty("bbox");
            return new Coordinate(box[0].GetDouble(), box[1].GetDouble());
        }

        using var editor = await fixture.EditorAsync();
        AssertAt(Centre, await FoundAsync(fixture.Http, "泉城路基站"));
        AssertAt(Exact, await FoundAsync(editor.Http, "泉城路基站"));
        AssertAt(Exact, await FoundAsync(fixture.Http, "水表"));
    }

    [Fact]
    public async Task TheExtentDoesNotGiveTheOutermostSiteAway()
    {
        foreach (var path in new[] { "/ogc/collections/5g", "/ogc/collections" })
        {
            var document = await fixture.Http.JsonAsync(path);
            var collection = document.TryGetProperty("collections", out var all) ? all.EnumerateArray().Single(each => each.Text("id") == "5g") : document;
            var box = collection.GetProperty("extent").GetProperty("spatial").GetProperty("bbox")[0];
            Assert.Equal([117.07, 36.06, 120.39, 36.66], box.EnumerateArray().Select(number => Math.Round(number.GetDouble(), 9)));
            Assert.Equal("city-editor", collection.GetProperty("geo").GetProperty("positions").Text("exactFrom"));
        }
    }

    [Fact]
    public async Task AnEditorSeesExactPositionsByCookieAndByTokenAndNoCacheKeepsThem()
    {
        using var editor = await fixture.EditorAsync();
        using var byCookie = await editor.Http.AskAsync(Items);
        using var byToken = await fixture.Http.AskAsync(Items, ("Authorization", $"Bearer {fixture.Token}"));
        foreach (var response in new[] { byCookie, byToken })
        {
            var page = JsonSerializer.Deserialize<JsonElement>(await response.TextAsync());
            AssertAt(Exact, PlaceOf(page.GetProperty("features")[0]));
            Assert.Equal("exact", page.GetProperty("positions").Text("precision"));
            Assert.True(response.Headers.CacheControl!.Private);
        }
        using var tile = await editor.Http.AskAsync(TileAddress.Of(Exact, 12).Path("5g") + "?version=1");
        using var export = await editor.Http.AskAsync("/ogc/collections/5g/export.geojson");
        Assert.All((HttpResponseMessage[])[tile, export], response => Assert.True(response.Headers.CacheControl!.Private));
    }

    [Fact]
    public async Task AViewersRoleIsNotEnough()
    {
        using var viewer = await fixture.Visitor().SignInAsync("viewer", fixture.Viewer);
        AssertAt(Centre, PlaceOf((await viewer.Http.FeaturesAsync(Items))[0]));
    }

    [Fact]
    public async Task SigningOutTakesTheExactPositionsAway()
    {
        using var editor = await fixture.EditorAsync();
        await editor.SentAsync(HttpMethod.Delete, "/api/session");
        Assert.DoesNotContain(editor.Cookies.GetAllCookies(), cookie => cookie.Name == "geo_session");
        AssertAt(Centre, PlaceOf((await editor.Http.FeaturesAsync(Items))[0]));
    }

    [Fact]
    public async Task OneViewsCopyIsNeverTakenForTheOthers()
    {
        using var editor = await fixture.EditorAsync();
        var path = TileAddress.Of(Exact, 12).Path("5g");
        using var coarse = await fixture.Http.AskAsync(path);
        using var exact = await editor.Http.AskAsync(path, ("If-None-Match", coarse.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.OK, exact.StatusCode);
        Assert.Contains("Cookie", coarse.Headers.Vary);
        Assert.Contains("Authorization", coarse.Headers.Vary);
        // Not for ever, even by version: the same person may sign in a moment later.
        using var named = await fixture.Http.AskAsync(path + "?version=1");
        Assert.Equal("no-cache", named.Headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task OtherLayersNeverMeetTheCookieAndStayInEveryCache()
    {
        using var editor = await fixture.EditorAsync();
        Uri At(string path) => new(fixture.Server.Address, path);
        Assert.Equal(["/api", "/ogc/collections/5g"], editor.Cookies.GetAllCookies().Where(cookie => cookie.Name == "geo_session").Select(cookie => cookie.Path).Order());
        Assert.Empty(editor.Cookies.GetCookies(At("/ogc/collections/nb-iot/items")));
        Assert.Empty(editor.Cookies.GetCookies(At("/ogc/collections/5gx/items")));
        using var tile = await fixture.Http.AskAsync(TileAddress.Of(Exact, 12).Path("nb-iot") + "?version=1");
        Assert.True(tile.Headers.CacheControl is { Public: true, MaxAge.TotalDays: 365 });
        Assert.DoesNotContain("Cookie", tile.Headers.Vary);
        AssertAt(Exact, PlaceOf((await fixture.Http.FeaturesAsync("/ogc/collections/nb-iot/items?f=json"))[0]));
        Assert.False((await fixture.Http.JsonAsync("/ogc/collections/nb-iot/items?f=json")).TryGetProperty("positions", out _));
    }

    [Theory]
    [InlineData("--Positions:no-such-layer=viewer", "no-such-layer")]
    [InlineData("--Positions:counties=viewer", "counties")]
    [InlineData("--Positions:5g=boss", "boss")]
    public async Task AWrongSettingStopsTheStart(string setting, string named)
    {
        await using var database = await TestDatabase.CreateAsync();
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => TestServer.StartAsync(database, setting));
        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
    }
}
