using Geo.Browser.Tests.Harness;
using Microsoft.Playwright;

namespace Geo.Browser.Tests;

/// <summary>What the screen may cost. The times are the design's budgets, held on the machine that runs the tests.</summary>
public sealed class BudgetTests(Site site)
{
    private const double LargestScriptKb = 95;
    private const double LargestStyleKb = 15;
    private const double SlowestLayerMs = 1500;
    private const double SlowestRestyleMs = 250;
    private const double SlowestFirstPaintMs = 1500;

    [Fact]
    public async Task FirstLoadFitsItsBudget()
    {
        await using var visit = await site.VisitAsync();
        await visit.BoundariesAsync();
        Assert.InRange(await TransferredKbAsync(visit.Page, "js"), 1, LargestScriptKb);
        Assert.InRange(await TransferredKbAsync(visit.Page, "css"), 1, LargestStyleKb);
    }

    [Fact]
    public async Task AHundredThousandSitesAreDrawnInTime()
    {
        await using (var warm = await site.VisitAsync("/?l=5g")) await warm.LayerAsync("5g");
        await AssertWithinAsync(SlowestLayerMs, async () =>
        {
            await using var visit = await site.VisitAsync("/?l=-");
            await visit.BoundariesAsync();
            // From the tick in the panel to the last tile on the screen.
            return await visit.Page.EvaluateAsync<double>("""
                () => new Promise(done => {
                  const begin = performance.now();
                  new PerformanceObserver(list => { if (list.getEntriesByName('layer-drawn:5g').length) done(performance.now() - begin); }).observe({ entryTypes: ['mark'] });
                  document.querySelector('[data-testid="layer-5g"] input').click();
                })
                """);
        });
    }

    [Fact]
    public async Task AFilterIsDrawnInTime()
    {
        await AssertWithinAsync(SlowestRestyleMs, async () =>
        {
            await using var visit = await site.VisitAsync("/?l=5g");
            await visit.LayerAsync("5g");
            await visit.Page.EvaluateAsync("() => performance.clearMeasures('restyle:5g')");
            await visit.Page.GetByTestId("layer-5g").GetByText("中国移动").ClickAsync();
            await visit.Page.WaitForFunctionAsync("() => performance.getEntriesByName('restyle:5g').length > 0");
            return await visit.Page.EvaluateAsync<double>("() => Math.max(...performance.getEntriesByName('restyle:5g').map(e => e.duration))");
        });
    }

    [Theory]
    [InlineData("/?p=plan", "plan-table")]
    [InlineData("/?p=ratings&lv=city", "ranking")]
    [InlineData("/?view=wall", "wall-5g-stations")]
    [InlineData("/?p=ratings&lv=city&view=print", "sheet")]
    public async Task FiguresArePaintedInTime(string path, string testId)
    {
        await using (var warm = await site.VisitAsync(path)) await Assertions.Expect(warm.Page.GetByTestId(testId)).ToBeVisibleAsync();
        await AssertWithinAsync(SlowestFirstPaintMs, async () =>
        {
            await using var visit = await site.VisitAsync(path);
            await visit.Page.GetByTestId(testId).WaitForAsync();
            // It is told of after the frame in which it happened.
            await visit.Page.WaitForFunctionAsync("() => performance.getEntriesByName('first-contentful-paint').length > 0");
            return await visit.Page.EvaluateAsync<double>("() => performance.getEntriesByName('first-contentful-paint')[0].startTime");
        });
    }

    [Fact]
    public async Task NothingIsAskedOfAnotherServer()
    {
        await using var visit = await site.VisitAsync("/?l=5g,charging,data-centre&lang=en");
        await visit.LayerAsync("5g");
        Assert.Empty(visit.ForeignRequests);
        Assert.Empty(visit.Errors);
    }

    /// <summary>The quickest of a few tries: what else the machine does makes a time longer, never shorter.</summary>
    private static async Task AssertWithinAsync(double limitMs, Func<Task<double>> measure)
    {
        var best = double.PositiveInfinity;
        for (var tries = 0; tries < 10 && best > limitMs; tries++)
        {
            // Whatever keeps the machine busy may last for a while.
            if (tries > 2) await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
            best = Math.Min(best, await measure());
        }
        Assert.InRange(best, 0, limitMs);
    }

    /// <summary>What was asked for before the first picture; what comes later, a part at a time, is held by `npm run budget`.</summary>
    private static Task<double> TransferredKbAsync(IPage page, string extension) => page.EvaluateAsync<double>(
        """
        ending => {
          const painted = performance.getEntriesByName('boundaries-painted')[0].startTime;
          return performance.getEntriesByType('resource').filter(e => e.startTime < painted && new URL(e.name).pathname.endsWith('.' + ending))
            .reduce((sum, e) => sum + e.encodedBodySize, 0) / 1024;
        }
        """, extension);
}
