using System.Text.RegularExpressions;
using Geo.Browser.Tests.Harness;
using Geo.Server.Tests.Accounts;
using Geo.Server.Tests.Harness;
using Microsoft.Playwright;

namespace Geo.Browser.Tests;

/// <summary>Signing in on the map: by the keyboard, with reasons when it is refused, and without losing work when a session ends.</summary>
public sealed partial class SignInTests(Site site)
{
    private static readonly string Name = "clerk-" + Environment.ProcessId;

    [Fact]
    public async Task ByTheKeyboardAloneAndOutAgain()
    {
        var password = await site.Server.Database.AddAccountAsync(Name, "city-editor", "370100");
        await using var visit = await site.VisitAsync("/?l=-");
        await visit.BoundariesAsync();
        var keyboard = visit.Page.Keyboard;
        await visit.Page.GetByTestId("sign-in").FocusAsync();
        await keyboard.PressAsync("Enter");
        await Assertions.Expect(visit.Page.Locator("#sign-in-name")).ToBeFocusedAsync();
        await keyboard.TypeAsync(Name);
        await keyboard.PressAsync("Tab");
        await keyboard.TypeAsync(password);
        await keyboard.PressAsync("Enter");
        await Assertions.Expect(visit.Page.GetByTestId("session")).ToContainTextAsync(Name);
        await Assertions.Expect(visit.Page.GetByTestId("sign-in-dialog")).ToHaveCountAsync(0);
        await visit.Page.ReloadAsync();
        await visit.Page.GetByTestId("session").FocusAsync();
        await keyboard.PressAsync("Enter");
        // A city editor has an account, and no administrator's page.
        await Assertions.Expect(visit.Page.GetByTestId("menu-account")).ToBeVisibleAsync();
        await Assertions.Expect(visit.Page.GetByTestId("menu-admin")).ToHaveCountAsync(0);
        await keyboard.PressAsync("Tab");
        await keyboard.PressAsync("Tab");
        await keyboard.PressAsync("Enter");
        await Assertions.Expect(visit.Page.GetByTestId("sign-in")).ToBeVisibleAsync();
        Assert.Empty(visit.Errors);
    }

    [Fact]
    public async Task EscapeLeavesTheDialogAndGivesTheFocusBack()
    {
        await using var visit = await site.VisitAsync("/?l=-");
        await visit.Page.GetByTestId("sign-in").ClickAsync();
        await Assertions.Expect(visit.Page.GetByTestId("sign-in-dialog")).ToBeVisibleAsync();
        await visit.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(visit.Page.GetByTestId("sign-in-dialog")).ToHaveCountAsync(0);
        await Assertions.Expect(visit.Page.GetByTestId("sign-in")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task ALockedNameIsToldUntilWhen()
    {
        await using var visit = await site.VisitAsync("/?l=-");
        await visit.Page.GetByTestId("sign-in").ClickAsync();
        var reason = visit.Page.GetByTestId("sign-in-dialog").GetByRole(AriaRole.Alert);
        for (var attempt = 1; attempt <= 5; attempt++)
        {
            var answered = visit.Page.WaitForResponseAsync(response => response.Url.EndsWith("/api/session", StringComparison.Ordinal) && response.Request.Method == "POST");
            await visit.FillSignInAsync("nobody-here", $"wrong {attempt}");
            Assert.Equal(401, (await answered).Status);
            await Assertions.Expect(reason).ToHaveTextAsync("用户名或密码不正确，或账号已停用。");
        }
        await visit.FillSignInAsync("nobody-here", "wrong");
        await Assertions.Expect(reason).ToHaveTextAsync(UntilWhen());
    }

    [GeneratedRegex("^该用户名连续输错次数过多，已暂时锁定，请在 \\d\\d:\\d\\d:\\d\\d 之后再试。$")]
    private static partial Regex UntilWhen();

    [Fact]
    public async Task ASessionThatEndsIsToldBeforeAndLosesNoWork()
    {
        var clock = new SettableClock();
        await using var server = await TestServer.StartAsync(await TestDatabase.CreateAsync(), clock);
        var password = await server.Database.AddAccountAsync("clerk", "viewer");
        await using var visit = await site.VisitAsync("/?l=-", server: server, prepare: page => page.Clock.InstallAsync());
        await visit.SignInAsync("clerk", password);
        await visit.OpenAsync("account");
        // An answer that comes after the clock was put on would be news of a living session.
        await visit.QuietAsync();
        var notice = visit.Page.GetByTestId("session-notice");
        await Assertions.Expect(notice).ToHaveCountAsync(0);
        await visit.Page.Clock.FastForwardAsync("28:00");
        await Assertions.Expect(notice).ToContainTextAsync("登录将于");
        // Going on puts the end off.
        await notice.GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(notice).ToHaveCountAsync(0);

        await visit.Page.GetByTestId("token-form").Locator("input").FillAsync("夜间同步");
        clock.Advance(TimeSpan.FromMinutes(31));
        await visit.Page.Clock.FastForwardAsync("31:00");
        await Assertions.Expect(notice).ToContainTextAsync("登录已失效");
        await visit.Page.GetByTestId("token-form").GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(visit.Page.GetByTestId("sign-in-dialog")).ToContainTextAsync("未提交的内容不会丢失");
        await Assertions.Expect(visit.Page.Locator("#sign-in-name")).ToHaveValueAsync("clerk");
        await visit.FillSignInAsync("clerk", password);
        // What was asked for goes out again by itself.
        await Assertions.Expect(visit.Page.GetByTestId("secret")).ToBeVisibleAsync();
        await Assertions.Expect(visit.Page.GetByTestId("tokens")).ToContainTextAsync("夜间同步");
        Assert.Equal(1, await server.Database.ScalarAsync<long>("select count(*) from geo.token"));
    }

    [Fact]
    public async Task TheOrganisationsSignOnLeadsBackToTheSamePlace()
    {
        await using var provider = await IdentityProvider.StartAsync();
        await using var server = await TestServer.StartAsync(await TestDatabase.CreateAsync(), [.. provider.Settings, "--Accounts:Oidc:CreatesViewers=true"]);
        provider.PreferredName = "li.na";
        await using var visit = await site.VisitAsync("/?l=-&lang=en", server: server);
        await visit.Page.GetByTestId("sign-in").ClickAsync();
        await visit.Page.GetByTestId("oidc").ClickAsync();
        await Assertions.Expect(visit.Page.GetByTestId("session")).ToContainTextAsync("li.na");
        await visit.AddressHoldsAsync("lang=en");
    }

    [Fact]
    public async Task LimitedPositionsAreSaidToBeApproximateAndAreExactAfterSigningIn()
    {
        await using var server = await TestServer.StartAsync(await TestDatabase.CreateAsync(), "--Positions:5g=city-editor");
        await server.Database.PublishAsync("5g", [Publishing.Site("a", Publishing.Lixia)]);
        var password = await server.Database.AddAccountAsync("clerk", "city-editor", "370100");
        await using var visit = await site.VisitAsync("/?l=5g&v=12/36.6510/117.0740", server: server);
        await visit.LayerAsync("5g");
        await Assertions.Expect(visit.Page.GetByTestId("coarse-note")).ToBeVisibleAsync();
        var exact = visit.Page.WaitForResponseAsync(response => response.Url.Contains("/ogc/collections/5g/tiles/", StringComparison.Ordinal)
            && response.Headers.GetValueOrDefault("cache-control", "").Contains("private", StringComparison.Ordinal));
        await visit.SignInAsync("clerk", password);
        await exact;
        await Assertions.Expect(visit.Page.GetByTestId("coarse-note")).ToHaveCountAsync(0);
    }
}
