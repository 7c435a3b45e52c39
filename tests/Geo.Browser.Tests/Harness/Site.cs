using System.Collections.Concurrent;
using Geo.Server.Seeding;
using Geo.Server.Tests.Harness;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Geo.Browser.Tests.Harness.Site))]
[assembly: AssemblyFixture(typeof(Geo.Browser.Tests.Harness.TwoVersions))]
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace Geo.Browser.Tests.Harness;

/// <summary>The whole service with everything that `make seed` publishes, and Chromium to look at it; one for all tests.</summary>
public sealed class Site : IAsyncLifetime
{
    // Without these Chromium looks for its maker's servers, which a closed network refuses many times a second.
    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;

    public TestServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var database = await TestDatabase.CreateAsync();
        await Seed.RunAsync(database.Owner, database.Catalog, demonstration: true, _ => { }, default);
        Server = await TestServer.StartAsync(database);
        _playwright = await Playwright.CreateAsync();
        // A busy machine is slow, not wrong; what must be fast is held by BudgetTests.
        Assertions.SetDefaultExpectTimeout(20_000);
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium-headless-shell", Args = Arguments });
    }

    /// <summary>A fresh browser profile at an address of the service. Requests elsewhere and errors of the page are kept.</summary>
    /// <param name="server">Another server than that of the site.</param>
    /// <param name="prepare">What is done to the page before it goes anywhere.</param>
    public async Task<Visit> VisitAsync(string path = "/", int width = 1440, int height = 900, string locale = "zh-CN", TestServer? server = null, Func<IPage, Task>? prepare = null)
    {
        var origin = (server ?? Server).Address;
        var context = await _browser.NewContextAsync(new() { BaseURL = origin.ToString(), ViewportSize = new() { Width = width, Height = height }, Locale = locale });
        var page = await context.NewPageAsync();
        var visit = new Visit(context, page, origin);
        if (prepare is not null) await prepare(page);
        await page.GotoAsync(path);
        return visit;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
        await Server.DisposeAsync();
    }
}

/// <summary>One visitor.</summary>
public sealed class Visit : IAsyncDisposable
{
    private readonly IBrowserContext _context;

    public Visit(IBrowserContext context, IPage page, Uri origin)
    {
        _context = context;
        Page = page;
        page.PageError += (_, error) => Errors.Add(error);
        page.Console += (_, message) => { if (message.Type == "error") Errors.Add(message.Text); };
        page.Request += (_, request) =>
        {
            // Chromium asks for the icon again at every change of the address.
            if (!request.Url.Contains("favicon", StringComparison.Ordinal)) Requests.Add(request.Url);
            if (!request.Url.StartsWith(origin.ToString(), StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal) && !request.Url.StartsWith("blob:", StringComparison.Ordinal))
                ForeignRequests.Add(request.Url);
        };
    }

    public IPage Page { get; }
    public ConcurrentBag<string> Errors { get; } = [];
    public ConcurrentBag<string> Requests { get; } = [];
    public ConcurrentBag<string> ForeignRequests { get; } = [];

    /// <summary>Waits until the boundaries are on the screen.</summary>
    public Task BoundariesAsync() => Page.WaitForFunctionAsync("() => performance.getEntriesByName('boundaries-painted').length > 0");

    /// <summary>Waits until every tile of a layer is on the screen.</summary>
    public Task LayerAsync(string id) => Page.WaitForFunctionAsync("id => performance.getEntriesByName('layer-drawn:' + id).length > 0", id);

    /// <summary>Waits for what comes after the map's first picture, of which nothing is to be seen before.</summary>
    public Task CoveragePanelAsync() => Page.GetByTestId("coverage-panel").WaitForAsync();

    /// <summary>Waits until every picture of a plane of a version of 5G coverage is on the screen.</summary>
    public Task RasterAsync(string plane, long version) => LayerAsync($"coverage:5g:{plane}@{version}");

    /// <summary>Waits until the address says all of these. It follows the screen, and the browser's own news of it, a moment later.</summary>
    public Task AddressHoldsAsync(params string[] parts) =>
        Page.WaitForURLAsync(url => parts.All(part => Uri.UnescapeDataString(url).Contains(part, StringComparison.Ordinal)));

    /// <summary>Waits until the page has asked for all it wants and nothing on it is still to come.</summary>
    public async Task QuietAsync()
    {
        await Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        // The network is idle once for all; a part that was asked for later, or made on a slow machine, has its place kept on the screen.
        await Page.WaitForFunctionAsync("() => !document.querySelector('.skeleton')");
    }

    public ValueTask DisposeAsync() => _context.DisposeAsync();
}
