using Geo.Browser.Tests.Harness;
using Microsoft.Playwright;

namespace Geo.Browser.Tests;

/// <summary>For those who cannot use a mouse, see little, or hold a phone.</summary>
public sealed class AccessibilityTests(Site site)
{
    [Theory]
    [InlineData("/?l=5g&sel=370100&lv=city", 1440, 900)]
    [InlineData("/?l=5g&as=list&lang=en", 1440, 900)]
    [InlineData("/?l=5g&dark=1", 1440, 900)]
    [InlineData("/?l=5g&big=1", 1440, 900)]
    [InlineData("/?l=5g&sel=370100&lv=city", 390, 844)]
    public async Task AxeFindsNothingSerious(string path, int width, int height)
    {
        await using var visit = await site.VisitAsync(path, width, height);
        await visit.LayerAsync("5g");
        await visit.AssertAccessibleAsync();
    }

    [Theory]
    [InlineData("**/api/{layers/*/counts,coverage/*/areas}*")]
    [InlineData("**/api/areas*")]
    public async Task NorWhileSomethingIsStillToCome(string late)
    {
        await using var visit = await site.VisitAsync("/?l=5g&big=1", prepare: page => page.RouteAsync(late, _ => Task.CompletedTask));
        await visit.BoundariesAsync();
        await visit.Page.GetByTestId("detail").Locator(".skeleton").First.WaitForAsync();
        await visit.AssertAccessibleAsync(loading: true);
    }

    [Theory]
    [InlineData("/?p=plan&i=5g-stations", "plan-table", 1440, 900)]
    [InlineData("/?p=plan&tab=articles&lang=en&dark=1", "plan-table", 1440, 900)]
    [InlineData("/?p=plan", "plan-table", 390, 844)]
    [InlineData("/?p=ratings&lv=city&sel=370100", "breakdown", 1440, 900)]
    [InlineData("/?p=ratings&lv=city&tab=compare&with=370100,370200", "heat", 1440, 900)]
    [InlineData("/?p=ratings&tab=clusters&lang=en", "statistics", 1440, 900)]
    [InlineData("/?view=wall", "wall-5g-stations", 1920, 1080)]
    [InlineData("/?p=ratings&lv=city&view=print", "sheet", 1440, 900)]
    public async Task NorOnTheScreensOfFigures(string path, string testId, int width, int height)
    {
        await using var visit = await site.VisitAsync(path, width, height);
        await Assertions.Expect(visit.Page.GetByTestId(testId)).ToBeVisibleAsync();
        await visit.AssertAccessibleAsync();
    }

    [Fact]
    public async Task ThePhoneReachesEverythingFromItsSheet()
    {
        await using var visit = await site.VisitAsync("/?l=5g", 390, 844);
        await visit.LayerAsync("5g");
        foreach (var tab in (string[])["layers", "legend", "list", "detail"])
        {
            await visit.Page.GetByTestId($"tab-{tab}").ClickAsync();
            await Assertions.Expect(visit.Page.GetByTestId("sheet")).ToBeVisibleAsync();
        }
        Assert.Equal(390, await visit.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
    }

    [Fact]
    public async Task EveryButtonIsLargeEnoughToTouch()
    {
        await using var visit = await site.VisitAsync("/?l=5g", 390, 844);
        await visit.LayerAsync("5g");
        var small = await visit.Page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll('button')].filter(b => b.offsetParent).filter(b => { const r = b.getBoundingClientRect(); return r.height < 36 || r.width < 36; })
              .map(b => b.outerHTML.slice(0, 120))
            """);
        Assert.Empty(small);
    }

    [Fact]
    public async Task TheKeyboardAloneMovesPicksAndReturns()
    {
        await using var visit = await site.VisitAsync("/?l=-");
        await visit.BoundariesAsync();
        var map = visit.Page.GetByTestId("map");
        await map.FocusAsync();
        var before = await visit.Page.EvaluateAsync<string>("() => location.href");
        var drawn = await visit.Page.EvaluateAsync<int>("() => performance.getEntriesByName('layer-drawn:counties').length");
        await visit.Page.Keyboard.PressAsync("+");
        await visit.Page.Keyboard.PressAsync("ArrowRight");
        await visit.Page.WaitForFunctionAsync("before => location.href !== before", before);
        // The counties of this zoom: what is not drawn yet cannot be picked.
        await visit.Page.WaitForFunctionAsync("drawn => performance.getEntriesByName('layer-drawn:counties').length > drawn", drawn);
        await map.FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visit.Page.GetByTestId("close-detail")).ToBeVisibleAsync();
        await visit.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(visit.Page.GetByTestId("close-detail")).ToHaveCountAsync(0);
    }
}
