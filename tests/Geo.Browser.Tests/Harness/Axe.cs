using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Geo.Browser.Tests.Harness;

public static class Axe
{
    /// <summary>Nothing serious stands in the way of those who see or move differently, as far as a program can tell.</summary>
    public static async Task AssertAccessibleAsync(this IPage page)
    {
        var result = await page.RunAxe();
        Assert.Empty(result.Violations.Where(violation => violation.Impact is "serious" or "critical")
            .Select(violation => $"{violation.Id}: {violation.Help}: {string.Join(", ", violation.Nodes.Select(node => node.Html).Take(3))}"));
    }
}
