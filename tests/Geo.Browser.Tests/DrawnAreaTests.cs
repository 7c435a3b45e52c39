using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Geo.Browser.Tests.Harness;
using Microsoft.Playwright;
using static Geo.Browser.Tests.Harness.TwoVersions;

namespace Geo.Browser.Tests;

/// <summary>A planner draws an area, by clicks, by keys or in numbers, and reads what is reached inside it.</summary>
public sealed class DrawnAreaTests(Site site, TwoVersions service)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AnAreaIsDrawnByClicksAndMeasured()
    {
        await using var visit = await VisitAsync($"{Raster}&v=12/36.6510/117.0740");
        await visit.RasterAsync("level", service.SecondVersion);
        await visit.Page.GetByTestId("draw-area").ClickAsync();
        var map = visit.Page.GetByTestId("map");
        foreach (var (x, y) in ((float, float)[])[(250, 250), (520, 260), (540, 470)]) await map.ClickAsync(new() { Position = new() { X = x, Y = y } });
        await map.DblClickAsync(new() { Position = new() { X = 260, Y = 460 } });
        await MeasuredAsync(visit, vertices: 4);
    }

    [Fact]
    public async Task AnAreaIsDrawnByKeysAlone()
    {
        await using var visit = await VisitAsync($"{Raster}&v=12/36.6510/117.0740");
        await visit.RasterAsync("level", service.SecondVersion);
        await visit.Page.GetByTestId("draw-area").PressAsync("Enter");
        await visit.Page.GetByTestId("map").FocusAsync();
        foreach (var arrow in (string[])["ArrowRight", "ArrowDown", "ArrowLeft"])
        {
            await visit.Page.Keyboard.PressAsync("Space");
            var before = await visit.Page.EvaluateAsync<string>("() => location.href");
            await visit.Page.Keyboard.PressAsync(arrow);
            // The map glides; the next point is where it came to rest.
            await visit.Page.WaitForFunctionAsync("before => location.href !== before", before);
        }
        await visit.Page.Keyboard.PressAsync("Enter");
        await MeasuredAsync(visit, vertices: 3);
    }

    [Fact]
    public async Task AnAreaIsTypedAndAFaultNamesItsLine()
    {
        await using var visit = await VisitAsync("/?l=-&lang=en");
        await visit.BoundariesAsync();
        await visit.Page.GetByTestId("draw-area").ClickAsync();
        await visit.Page.GetByTestId("type-area").ClickAsync();
        await visit.Page.GetByTestId("typed-area").FillAsync("117.02, 36.62\n36.62, 117.12\n117.12, 36.70");
        await visit.Page.GetByTestId("take-typed").ClickAsync();
        await Assertions.Expect(visit.Page.GetByTestId("draw-bar").GetByRole(AriaRole.Alert)).ToContainTextAsync("Line 2");
        await visit.Page.GetByTestId("typed-area").FillAsync("117.02, 36.62\n117.12, 36.62\n117.12, 36.70");
        await visit.Page.GetByTestId("take-typed").ClickAsync();
        await MeasuredAsync(visit, vertices: 3);
        await visit.AddressHoldsAsync("ar=117.02,36.62;117.12,36.62;117.12,36.7");
    }

    private Task<Visit> VisitAsync(string query) => site.VisitAsync(service.Address(query));

    /// <summary>The card shows what the service counts inside the ring that the address holds.</summary>
    private async Task MeasuredAsync(Visit visit, int vertices)
    {
        var card = visit.Page.GetByTestId("polygon-card");
        await card.GetByTestId("drawn-people").WaitForAsync();
        await visit.AddressHoldsAsync("ar=");
        var ring = System.Text.RegularExpressions.Regex.Match(Uri.UnescapeDataString(visit.Page.Url), @"ar=([\d.,;]+)").Groups[1].Value
            .Split(';').Select(pair => pair.Split(',').Select(degrees => double.Parse(degrees, CultureInfo.InvariantCulture)).ToArray()).ToList();
        Assert.Equal(vertices, ring.Count);
        using var answer = await service.Server.Http.PostAsJsonAsync("/api/coverage/5g/statistics", new { type = "Polygon", coordinates = new[] { ring.Append(ring[0]) } }, Cancel);
        var area = (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("area");
        Assert.True(area.GetProperty("people").GetDouble() > 0);
        await Assertions.Expect(card.GetByTestId("drawn-people")).ToHaveTextAsync(area.GetProperty("people").GetDouble().ToString("N0", CultureInfo.InvariantCulture));
        await Assertions.Expect(card.GetByTestId("drawn-area")).ToHaveTextAsync(area.GetProperty("areaKm2").GetDouble().ToString("N2", CultureInfo.InvariantCulture));
        await Assertions.Expect(card.GetByTestId("figure-5g-people-covered")).ToContainTextAsync("%");
        await Assertions.Expect(card).ToContainTextAsync("±3 dB");
    }
}
