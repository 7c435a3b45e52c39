using Geo.Browser.Tests.Harness;
using Microsoft.Playwright;

namespace Geo.Browser.Tests;

/// <summary>When something does not answer, the rest goes on and says so.</summary>
public sealed class FailureTests(Site site)
{
    [Fact]
    public async Task TilesThatFailAreSaidAndCanBeTriedAgain()
    {
        await using var visit = await site.VisitAsync("/?l=-");
        await visit.BoundariesAsync();
        await visit.Page.RouteAsync("**/collections/5g/tiles/**", route => route.FulfillAsync(new()
        {
            Status = 503,
            ContentType = "application/problem+json",
            Body = """{"status":503,"code":"database-unavailable","detail":"down","requestId":"abc123"}""",
        }));
        await visit.Page.GetByTestId("layer-5g").GetByRole(AriaRole.Checkbox).First.ClickAsync();
        var alert = visit.Page.GetByTestId("layer-5g").GetByRole(AriaRole.Alert);
        await Assertions.Expect(alert).ToContainTextAsync("abc123");
        // Those that failed are told as drawn: none of them comes after the button.
        await visit.LayerAsync("5g");
        await visit.Page.UnrouteAsync("**/collections/5g/tiles/**");
        var tile = visit.Page.WaitForResponseAsync(response => response.Url.Contains("/collections/5g/tiles/", StringComparison.Ordinal) && response.Status < 300);
        await alert.GetByRole(AriaRole.Button).ClickAsync();
        await tile;
        await Assertions.Expect(alert).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task WithoutANetworkABannerSaysSo()
    {
        await using var visit = await site.VisitAsync();
        await visit.BoundariesAsync();
        await visit.QuietAsync();
        await visit.Page.Context.SetOfflineAsync(true);
        await Assertions.Expect(visit.Page.GetByTestId("offline")).ToBeVisibleAsync();
        await visit.Page.Context.SetOfflineAsync(false);
        await Assertions.Expect(visit.Page.GetByTestId("offline")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task AServiceThatDoesNotAnswerAtTheStartGivesAReasonAndARetry()
    {
        await using var visit = await site.VisitAsync("/healthz");
        await visit.Page.RouteAsync("**/ogc/collections", route => route.AbortAsync());
        await visit.Page.GotoAsync("/?lang=en");
        var retry = visit.Page.GetByRole(AriaRole.Button, new() { Name = "Try again" }).First;
        await retry.WaitForAsync();
        await visit.Page.UnrouteAsync("**/ogc/collections");
        await retry.ClickAsync();
        await visit.BoundariesAsync();
    }
}
