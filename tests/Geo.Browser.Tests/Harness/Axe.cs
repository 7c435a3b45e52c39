using Deque.AxeCore.Playwright;

namespace Geo.Browser.Tests.Harness;

public static class Axe
{
    /// <summary>Nothing serious stands in the way of those who see or move differently, as far as a program can tell.</summary>
    /// <param name="loading">The page is looked at as it stands, with what is still to come; otherwise once all is there.</param>
    public static async Task AssertAccessibleAsync(this Visit visit, bool loading = false)
    {
        if (!loading) await visit.QuietAsync();
        var result = await visit.Page.RunAxe();
        var violations = result.Violations.Where(violation => violation.Impact is "serious" or "critical")
            .Select(violation => $"{violation.Id}: {violation.Help}: {string.Join(", ", violation.Nodes.Select(node => node.Html).Take(3))}");
        // In full: a collection that is not empty is cut off after a few words.
        Assert.True(!violations.Any(), string.Join('\n', violations));
        await visit.AssertScrollsByKeyAsync();
    }

    /// <summary>
    /// Whatever scrolls, or would in a smaller window or larger letters, is reached and moved by keys. Axe tells only of what
    /// scrolls in the window at hand, and Chromium 80 gives no focus to what merely scrolls.
    /// </summary>
    private static async Task AssertScrollsByKeyAsync(this Visit visit)
    {
        var stuck = await visit.Page.EvaluateAsync<string[]>("""
            () => {
              const shown = element => element.getClientRects().length > 0;
              const takesFocus = element => element.tabIndex >= 0 && !element.disabled && shown(element);
              // What is no longer than the words that it is loading needs no scrolling.
              const waits = element => element.querySelector('.skeleton') && element.scrollHeight <= element.clientHeight;
              return [...document.querySelectorAll('body *')]
                .filter(element => /auto|scroll/.test(getComputedStyle(element).overflow) && shown(element) && !waits(element))
                .filter(element => ![element, ...element.querySelectorAll('*')].some(takesFocus))
                .map(element => element.outerHTML.slice(0, 200));
            }
            """);
        Assert.True(stuck.Length == 0, "Scrolls by the mouse alone: " + string.Join('\n', stuck));
    }
}
