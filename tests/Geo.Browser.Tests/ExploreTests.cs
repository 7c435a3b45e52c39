using System.Text.RegularExpressions;
using Geo.Browser.Tests.Harness;
using Microsoft.Playwright;

namespace Geo.Browser.Tests;

/// <summary>A planner on the Explore screen.</summary>
public sealed class ExploreTests(Site site)
{
    // Lixia district's own middle, at a zoom where it fills the map's centre.
    private const string OverLixia = "/?v=11/36.6510/117.0740";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ClickOnACountyOpensItsPanel()
    {
        await using var visit = await site.VisitAsync(OverLixia + "&l=-");
        await visit.BoundariesAsync();
        await visit.Page.GetByTestId("map").ClickAsync();
        await Assertions.Expect(visit.Page.GetByTestId("detail")).ToContainTextAsync("历下区");
        await Assertions.Expect(visit.Page.GetByTestId("detail")).ToContainTextAsync("840,341");
        await visit.AddressHoldsAsync("sel=370102");
        Assert.Empty(visit.Errors);
    }

    [Fact]
    public async Task ClickOnASiteOpensItsCard()
    {
        var (name, latitude, longitude) = await LonelySiteAsync();
        await using var visit = await site.VisitAsync(FormattableString.Invariant($"/?v=16/{latitude:f4}/{longitude:f4}&l=5g"));
        await visit.LayerAsync("5g");
        await visit.Page.GetByTestId("map").ClickAsync();
        var card = visit.Page.GetByTestId("site-card");
        await Assertions.Expect(card).ToContainTextAsync(name);
        await Assertions.Expect(card).ToContainTextAsync("演示数据");
        await visit.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(card).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task AFilterChangesMapAndNumbersWithoutARequest()
    {
        await using var visit = await site.VisitAsync("/?l=5g&sel=370100&lv=city");
        await visit.LayerAsync("5g");
        var total = visit.Page.GetByTestId("facilities-5g").GetByTestId("sites-total");
        var all = Number(await total.InnerTextAsync());
        await visit.CoveragePanelAsync();
        await visit.QuietAsync();
        var requests = visit.Requests.Count;
        await visit.Page.GetByTestId("layer-5g").GetByText("中国移动").ClickAsync();
        await Assertions.Expect(total).Not.ToHaveTextAsync($"{all:N0}");
        var without = Number(await total.InnerTextAsync());
        Assert.Equal(await CountAsync("city_adcode = '370100' and attributes ->> 'operator' <> 'cmcc'"), without);
        Assert.Equal(await CountAsync("city_adcode = '370100'"), all);
        Assert.Equal(requests, visit.Requests.Count);
        await visit.AddressHoldsAsync("f=5g:operator:");
    }

    [Fact]
    public async Task TheTimeSliderShowsWhatWasInServiceByThen()
    {
        await using var visit = await site.VisitAsync("/?l=5g&sel=370000&lv=province");
        await visit.LayerAsync("5g");
        await visit.CoveragePanelAsync();
        await visit.QuietAsync();
        var requests = visit.Requests.Count;
        await visit.Page.GetByTestId("quarter").SelectOptionAsync(new SelectOptionValue { Label = "2020Q2" });
        var expected = await CountAsync("in_service_date <= '2020-06-30'");
        await Assertions.Expect(visit.Page.GetByTestId("facilities-5g").GetByTestId("sites-total")).ToHaveTextAsync($"{expected:N0}");
        Assert.Equal(requests, visit.Requests.Count);
        await visit.AddressHoldsAsync("t=2020Q2");
    }

    [Fact]
    public async Task TheLanguageSwitchesEverythingAtOnce()
    {
        await using var visit = await site.VisitAsync();
        await visit.BoundariesAsync();
        await Assertions.Expect(visit.Page.GetByTestId("map-law")).ToContainTextAsync("内部使用 · 未经地图审核");
        await visit.Page.GetByTestId("language").ClickAsync();
        await Assertions.Expect(visit.Page.GetByTestId("map-law")).ToContainTextAsync("Internal use");
        Assert.Equal("en", await visit.Page.Locator("html").GetAttributeAsync("lang"));
        Assert.DoesNotMatch(new Regex(@"\p{IsCJKUnifiedIdeographs}"), Regex.Replace(await visit.Page.Locator("main").InnerTextAsync(), "中文", ""));
    }

    [Fact]
    public async Task TheListHoldsEveryCountyAndSelectsOnTheMap()
    {
        await using var visit = await site.VisitAsync("/?as=list");
        var rows = visit.Page.GetByTestId("area-table").Locator("tbody tr");
        await Assertions.Expect(rows).ToHaveCountAsync(136);
        await visit.Page.GetByTestId("area-table").GetByRole(AriaRole.Button, new() { Name = "环翠区" }).PressAsync("Enter");
        await Assertions.Expect(visit.Page.GetByTestId("detail")).ToContainTextAsync("环翠区");
    }

    [Fact]
    public async Task SearchByNameAndByCodeFindsTheCounty()
    {
        await using var visit = await site.VisitAsync();
        await visit.BoundariesAsync();
        foreach (var words in (string[])["曲阜", "370881", "Qufu"])
        {
            await visit.Page.Keyboard.PressAsync("Escape");
            await visit.Page.Locator("body").PressAsync("/");
            await visit.Page.Keyboard.TypeAsync(words);
            await Assertions.Expect(visit.Page.GetByRole(AriaRole.Option).First).ToContainTextAsync("曲阜市");
            await visit.Page.Keyboard.PressAsync("ArrowDown");
            await visit.Page.Keyboard.PressAsync("Enter");
            await Assertions.Expect(visit.Page.GetByTestId("detail")).ToContainTextAsync("曲阜市");
            await visit.AddressHoldsAsync("sel=370881");
            await visit.Page.GetByTestId("close-detail").ClickAsync();
        }
    }

    [Fact]
    public async Task AnAddressBringsBackTheSameView()
    {
        await using var first = await site.VisitAsync("/?v=9/36.4000/118.6000&l=5g,charging&f=5g:band:n41&sel=370700&lang=en&lv=city");
        await first.LayerAsync("5g");
        await using var second = await site.VisitAsync(new Uri(first.Page.Url).PathAndQuery);
        await second.LayerAsync("5g");
        foreach (var visit in (Visit[])[first, second])
        {
            await visit.CoveragePanelAsync();
            await visit.QuietAsync();
        }
        Assert.Equal(first.Page.Url, second.Page.Url);
        Assert.Equal(await first.Page.GetByTestId("detail").InnerTextAsync(), await second.Page.GetByTestId("detail").InnerTextAsync());
    }

    [Fact]
    public async Task AnUnknownCodeInTheAddressIsSaidAndTheRestWorks()
    {
        await using var visit = await site.VisitAsync("/?zz=1&lang=en");
        await Assertions.Expect(visit.Page.GetByTestId("unknown-codes")).ToContainTextAsync("zz=1");
        await visit.BoundariesAsync();
    }

    [Fact]
    public async Task DemonstrationDataAreMarkedWhereverTheyShow()
    {
        await using var visit = await site.VisitAsync("/?l=5g");
        await visit.LayerAsync("5g");
        await Assertions.Expect(visit.Page.GetByTestId("synthetic-badge")).ToBeVisibleAsync();
        await visit.Page.GetByTestId("layer-5g").GetByRole(AriaRole.Checkbox).First.ClickAsync();
        await Assertions.Expect(visit.Page.GetByTestId("synthetic-badge")).ToHaveCountAsync(0);
    }

    private static long Number(string text) => long.Parse(text.Replace(",", "", StringComparison.Ordinal));

    private Task<long> CountAsync(string condition) =>
        site.Server.Database.ScalarAsync<long>($"select count(*) from geo.site where layer_id = '5g' and valid_to is null and {condition}");

    private async Task<(string Name, double Latitude, double Longitude)> LonelySiteAsync()
    {
        // At zoom 16 a pixel is 2 m: a site without another within 200 m is the only one under the pointer.
        await using var command = site.Server.Database.Owner.CreateCommand("""
            select a.name, st_y(a.geom), st_x(a.geom) from geo.site a
            where a.layer_id = '5g' and a.valid_to is null and not exists (
              select from geo.site b where b.layer_id = '5g' and b.valid_to is null and b.key <> a.key and st_dwithin(a.geom_3857, b.geom_3857, 200))
            order by a.key limit 1
            """);
        await using var row = await command.ExecuteReaderAsync(Cancel);
        Assert.True(await row.ReadAsync(Cancel));
        return (row.GetString(0), row.GetDouble(1), row.GetDouble(2));
    }
}
