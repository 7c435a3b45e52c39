using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Geo.Browser.Tests.Harness;
using Geo.Server.Accounts;
using Geo.Server.Database;
using Microsoft.Playwright;
using static Geo.Browser.Tests.Harness.TwoVersions;

namespace Geo.Browser.Tests;

/// <summary>A planner looks at coverage: the value at a point, two versions, the gaps, and what a figure rests on.</summary>
public sealed class CoverageTests(Site site, TwoVersions service)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AClickOnTheRasterReadsLevelMarginAndServer()
    {
        await using var visit = await VisitAsync($"{Raster}&v=14/36.6520/117.0755");
        await visit.RasterAsync("level", service.SecondVersion);
        await visit.BoundariesAsync();
        await visit.Page.GetByTestId("map").ClickAsync();
        var card = visit.Page.GetByTestId("point-card");
        await card.WaitForAsync();

        var (lon, lat) = await PointAsync(visit);
        var value = await GetAsync($"/api/coverage/5g/value?lon={lon}&lat={lat}");
        Assert.True(value.GetProperty("covered").GetBoolean());
        await Assertions.Expect(card.GetByTestId("level")).ToHaveTextAsync(value.GetProperty("levelDbm").GetDouble().ToString("0.0", CultureInfo.InvariantCulture));
        await Assertions.Expect(card).ToContainTextAsync($"+{value.GetProperty("marginDb").GetDouble().ToString("0.0", CultureInfo.InvariantCulture)} dB");
        await Assertions.Expect(card).ToContainTextAsync("已覆盖");
        await Assertions.Expect(visit.Page.GetByTestId("detail")).ToContainTextAsync("历下区");
        await card.GetByRole(AriaRole.Button, new() { Name = "解放路站" }).ClickAsync();
        await Assertions.Expect(visit.Page.GetByTestId("site-card")).ToContainTextAsync("解放路站");
        Assert.Empty(visit.Errors);
    }

    [Fact]
    public async Task TwoVersionsArePartedByADividerThatKeysAndPointerMove()
    {
        var at = string.Create(CultureInfo.InvariantCulture, $"v=13/{TwoVersions.Second.Y:f4}/{TwoVersions.Second.X:f4}");
        await using var visit = await VisitAsync($"{Raster}&{at}");
        await visit.RasterAsync("level", service.SecondVersion);
        await visit.Page.GetByTestId("compare").SelectOptionAsync(service.FirstVersion.ToString(CultureInfo.InvariantCulture));
        await visit.RasterAsync("level", service.FirstVersion);
        await visit.AddressHoldsAsync($"cmp={service.FirstVersion}");
        // The right side is a layer of its own, of a version that was drawn before.
        await visit.Page.WaitForFunctionAsync("() => { const tiles = [...document.querySelectorAll('.leaflet-coverage-right-pane img')]; return tiles.length > 0 && tiles.every(tile => tile.classList.contains('leaflet-tile-loaded')); }");
        await Assertions.Expect(visit.Page.GetByTestId("swipe-left")).ToContainTextAsync($"版本 {service.FirstVersion}");
        await Assertions.Expect(visit.Page.GetByTestId("swipe-right")).ToContainTextAsync($"版本 {service.SecondVersion}");

        // All to the right shows the old version where the site stands: nothing. All to the left shows the new one.
        var divider = visit.Page.GetByTestId("swipe");
        await divider.FocusAsync();
        await visit.Page.Keyboard.PressAsync("End");
        await Assertions.Expect(divider).ToHaveAttributeAsync("aria-valuenow", "100");
        var old = await MiddleAsync(visit);
        await visit.Page.Keyboard.PressAsync("Home");
        await Assertions.Expect(divider).ToHaveAttributeAsync("aria-valuenow", "0");
        var current = await MiddleAsync(visit);
        await visit.Page.GetByTestId("opacity").FillAsync("0");
        var bare = await MiddleAsync(visit);
        Assert.Equal(bare, old);
        Assert.NotEqual(bare, current);

        var map = (await visit.Page.GetByTestId("map").BoundingBoxAsync())!;
        await visit.Page.Mouse.MoveAsync(map.X + 4, map.Y + map.Height / 2);
        await visit.Page.Mouse.DownAsync();
        await visit.Page.Mouse.MoveAsync(map.X + map.Width / 4, map.Y + map.Height / 2, new() { Steps = 4 });
        await visit.Page.Mouse.UpAsync();
        await Assertions.Expect(divider).ToHaveAttributeAsync("aria-valuenow", "25");
        await visit.AddressHoldsAsync($"cmp={service.FirstVersion}:25");
    }

    [Fact]
    public async Task AnAddressBringsBackTheComparison()
    {
        await using var visit = await VisitAsync($"{Raster}&cmp={service.FirstVersion},{service.SecondVersion}:30&lang=en");
        await Assertions.Expect(visit.Page.GetByTestId("swipe")).ToHaveAttributeAsync("aria-valuenow", "30");
        await Assertions.Expect(visit.Page.GetByTestId("swipe-left")).ToContainTextAsync($"version {service.FirstVersion}");
        await Assertions.Expect(visit.Page.GetByTestId("swipe-right")).ToContainTextAsync($"version {service.SecondVersion}");
    }

    [Fact]
    public async Task TheGapsAreRankedByPeopleAndAKeyGoesThere()
    {
        await using var visit = await VisitAsync("/?l=-");
        await visit.BoundariesAsync();
        await visit.Page.GetByTestId("gap-list").ClickAsync();
        var rows = visit.Page.GetByTestId("gap-table").Locator("tbody tr");
        await rows.First.WaitForAsync();
        var listed = await rows.EvaluateAllAsync<string[]>("rows => rows.map(row => row.cells[3].textContent)");
        var people = listed.Select(text => long.Parse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture)).ToList();
        Assert.True(people.Count > 1 && people[0] > 0);
        Assert.Equal(people.OrderDescending(), people);
        await visit.AddressHoldsAsync("as=gaps");

        await rows.Nth(1).GetByRole(AriaRole.Button).PressAsync("Enter");
        var card = visit.Page.GetByTestId("point-card");
        await Assertions.Expect(card).ToBeVisibleAsync();
        await Assertions.Expect(card).ToContainTextAsync(new System.Text.RegularExpressions.Regex("无信号|未覆盖"));
        var gap = (await GetAsync("/api/coverage/5g/gaps?limit=2")).GetProperty("gaps")[1];
        var (lon, lat) = await PointAsync(visit);
        Assert.Equal(gap.GetProperty("lon").GetDouble(), lon, 4);
        Assert.Equal(gap.GetProperty("lat").GetDouble(), lat, 4);
        await visit.AddressHoldsAsync("v=1");
    }

    [Fact]
    public async Task AnIndicatorOfCoverageColoursTheCounties()
    {
        await using var visit = await VisitAsync("/?l=-&as=list&sel=370102");
        await visit.BoundariesAsync();
        await visit.Page.GetByTestId("indicator").SelectOptionAsync("cov.5g.people-covered");
        await visit.AddressHoldsAsync("m=cov.5g.people-covered");
        var row = visit.Page.GetByTestId("area-table").Locator("tbody tr").First;
        await Assertions.Expect(row).ToContainTextAsync("历下区");
        var county = (await GetAsync("/api/coverage/5g/areas?level=county")).GetProperty("areas").EnumerateArray().Single(area => area.GetProperty("adcode").GetString() == "370102");
        var percent = (100 * county.GetProperty("coveredPeople").GetDouble() / county.GetProperty("people").GetDouble()).ToString("0.0", CultureInfo.InvariantCulture);
        await Assertions.Expect(row.Locator("td").Nth(1)).ToHaveTextAsync(percent);
        await Assertions.Expect(visit.Page.GetByTestId("figure-5g-people-covered")).ToHaveTextAsync($"{percent} %");
        await visit.Page.GetByTestId("level").SelectOptionAsync("city");
        await Assertions.Expect(visit.Page.GetByTestId("area-table").Locator("tbody tr").First).ToContainTextAsync("济南市");
    }

    [Fact]
    public async Task BehindAPercentageIsWhatItRestsOn()
    {
        await using var visit = await VisitAsync("/?l=-&sel=370102&lang=en");
        await visit.BoundariesAsync();
        await visit.Page.GetByTestId("figure-5g-people-covered").ClickAsync();
        var card = visit.Page.GetByTestId("basis");
        foreach (var words in (string[])["-105 dBm", "90 %", "38.901", "At ±3 dB", "50 m", $"Version {service.SecondVersion}", "÷ 840,341 people", "not measured"])
            await Assertions.Expect(card).ToContainTextAsync(words);
        await Assertions.Expect(card.GetByTestId("recompute")).ToHaveCountAsync(0);
        await visit.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(card).ToBeHiddenAsync();
        await Assertions.Expect(visit.Page.GetByTestId("detail")).ToContainTextAsync("370102");
    }

    [Fact]
    public async Task AnEditorRecomputesAFigure()
    {
        await using var visit = await VisitAsync("/?l=-&sel=370102&lang=en");
        await SignInAsync(visit, Roles.ProvinceEditor);
        await visit.Page.GetByTestId("figure-5g-people-covered").ClickAsync();
        await visit.Page.GetByTestId("recompute").ClickAsync();
        await Assertions.Expect(visit.Page.GetByTestId("basis")).ToContainTextAsync("Equal to what is stored");
    }

    [Fact]
    public async Task ThePlanesAndTheStrengthOfTheRasterAreChosen()
    {
        await using var visit = await VisitAsync("/?l=-&v=12/36.6510/117.0740");
        await visit.BoundariesAsync();
        await visit.Page.GetByTestId("coverage").SelectOptionAsync("5g");
        await visit.RasterAsync("level", service.SecondVersion);
        await Assertions.Expect(visit.Page.GetByTestId("indicator")).ToHaveValueAsync("none");
        foreach (var plane in (string[])["servers", "deep"])
        {
            await visit.Page.GetByTestId($"plane-{plane}").ClickAsync();
            await visit.RasterAsync(plane, service.SecondVersion);
            await visit.AddressHoldsAsync($"cov=5g:{plane}");
            await Assertions.Expect(visit.Page.GetByTestId("coverage-legend").Locator("li").First).ToBeVisibleAsync();
        }
        await visit.Page.GetByTestId("opacity").FillAsync("40");
        await visit.AddressHoldsAsync("cov=5g:deep:40");
        Assert.Equal("0.4", await visit.Page.EvalOnSelectorAsync<string>(".leaflet-coverage-pane", "pane => pane.style.opacity"));
        Assert.Empty(visit.Errors);
    }

    [Fact]
    public async Task APictureThatDoesNotComeIsHatchedNotBareAndCanBeTriedAgain()
    {
        await using var visit = await VisitAsync("/?l=-&v=12/36.6510/117.0740&lang=en");
        await visit.BoundariesAsync();
        await visit.Page.RouteAsync("**/coverage/5g/tiles/**", route => route.FulfillAsync(new() { Status = 503 }));
        await visit.Page.GetByTestId("coverage").SelectOptionAsync("5g");
        var alert = visit.Page.GetByTestId("coverage-panel").GetByRole(AriaRole.Alert);
        await Assertions.Expect(alert).ToContainTextAsync("failed to load");
        await visit.Page.WaitForFunctionAsync("() => [...document.querySelectorAll('.coverage-tiles img')].every(tile => tile.src.startsWith('data:'))");
        await visit.Page.UnrouteAsync("**/coverage/5g/tiles/**");
        await alert.GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(alert).ToHaveCountAsync(0);
        await visit.Page.WaitForFunctionAsync("() => [...document.querySelectorAll('.coverage-tiles img')].some(tile => tile.naturalWidth === 256 && !tile.src.startsWith('data:'))");
    }

    [Fact]
    public async Task TheFirstPictureDoesNotWaitForTheCodeOfCoverage()
    {
        await using var visit = await VisitAsync("/?l=-");
        await visit.Page.GetByTestId("coverage-panel").WaitForAsync();
        Assert.True(await visit.Page.EvaluateAsync<bool>("""
            () => performance.getEntriesByType('resource').find(e => /\/parts-[^/]*\.js$/.test(e.name)).startTime > performance.getEntriesByName('boundaries-painted')[0].startTime
            """));
    }

    [Theory]
    [InlineData("&v=12/36.6510/117.0740&pt=117.074,36.651&sel=370102&as=gaps", 1440, 900)]
    [InlineData("&v=12/36.6510/117.0740&pt=117.074,36.651&dark=1", 1440, 900)]
    [InlineData("&ar=117.02,36.62;117.12,36.62;117.12,36.7&big=1&lang=en", 1440, 900)]
    [InlineData("&v=12/36.6510/117.0740&pt=117.074,36.651", 390, 844)]
    [InlineData("&as=gaps", 390, 844)]
    public async Task AxeFindsNothingSerious(string query, int width, int height)
    {
        await using var visit = await site.VisitAsync(service.Address($"{Raster}&cmp={service.FirstVersion}{query}"), width, height);
        await visit.RasterAsync("level", service.SecondVersion);
        await visit.AssertAccessibleAsync();
        Assert.Equal(width, await visit.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
    }

    private Task<Visit> VisitAsync(string query) => site.VisitAsync(service.Address(query));

    /// <summary>A small picture of the middle of the map.</summary>
    private static async Task<string> MiddleAsync(Visit visit)
    {
        var map = (await visit.Page.GetByTestId("map").BoundingBoxAsync())!;
        var picture = await visit.Page.ScreenshotAsync(new() { Clip = new() { X = map.X + map.Width / 2 + 40, Y = map.Y + map.Height / 2 + 20, Width = 12, Height = 12 } });
        return Convert.ToBase64String(picture);
    }

    private static async Task<(double Lon, double Lat)> PointAsync(Visit visit)
    {
        await visit.AddressHoldsAsync("pt=");
        var point = System.Text.RegularExpressions.Regex.Match(visit.Page.Url, @"pt=([\d.]+),([\d.]+)");
        Assert.True(point.Success, visit.Page.Url);
        return (double.Parse(point.Groups[1].Value, CultureInfo.InvariantCulture), double.Parse(point.Groups[2].Value, CultureInfo.InvariantCulture));
    }

    private async Task<JsonElement> GetAsync(string path) => await service.Server.Http.GetFromJsonAsync<JsonElement>(path, Cancel);

    /// <summary>Signs the visitor in as the page's own dialog would, and opens the page anew.</summary>
    private async Task SignInAsync(Visit visit, string role)
    {
        await using var session = await DatabaseSession.OpenAsync(service.Server.Database.Owner, Actor.CommandLine(), Cancel);
        var (_, password) = await AccountChanges.CreateAsync(session, "planner", role, [], null, Cancel);
        await session.CommitAsync(Cancel);
        var status = await visit.Page.EvaluateAsync<int>("""
            async password => (await fetch('/api/session', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ name: 'planner', password }) })).status
            """, password);
        Assert.Equal(200, status);
        await visit.Page.ReloadAsync();
    }
}
