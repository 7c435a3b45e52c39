using System.Net;
using Geo.Browser.Tests.Harness;
using Geo.Server.Tests.Accounts;
using Geo.Server.Tests.Harness;
using Microsoft.Playwright;

namespace Geo.Browser.Tests;

/// <summary>One's own account, and the administrator's page: tokens and passwords shown once, rights, the log.</summary>
public sealed class AccountScreensTests(Site site) : IAsyncLifetime
{
    private const string Markup = "<img src=x onerror=\"window.hacked=1\">";

    private TestServer _server = null!;
    private string _root = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.StartAsync(await TestDatabase.CreateAsync(), "--Accounts:SignInsPerMinute=1000");
        _root = await _server.Database.AddAccountAsync("root", "administrator");
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task<Visit> RootAsync(string screen, string query = "", int width = 1440, int height = 900)
    {
        var visit = await site.VisitAsync($"/?l=-{query}", width, height, server: _server);
        visit.Page.Dialog += (_, dialog) => _ = dialog.AcceptAsync();
        await visit.SignInAsync("root", _root);
        await visit.OpenAsync(screen);
        return visit;
    }

    private async Task<HttpStatusCode> AskAsync(string token)
    {
        using var response = await _server.Http.AskAsync("/api/tokens", ("Authorization", $"Bearer {token}"));
        return response.StatusCode;
    }

    [Fact]
    public async Task ATokenIsShownOnceWorksAndIsRevoked()
    {
        await using var visit = await RootAsync("account");
        await visit.Page.GetByTestId("token-form").Locator("input").FillAsync("夜间同步");
        await visit.Page.Keyboard.PressAsync("Enter");
        var token = await visit.Page.GetByTestId("secret").InputValueAsync();
        Assert.Equal(HttpStatusCode.OK, await AskAsync(token));
        await visit.Page.GetByTestId("secret-done").ClickAsync();
        await Assertions.Expect(visit.Page.GetByTestId("secret")).ToHaveCountAsync(0);
        await visit.Page.ReloadAsync();
        await Assertions.Expect(visit.Page.GetByTestId("tokens")).ToContainTextAsync("有效");
        Assert.DoesNotContain(token, await visit.Page.ContentAsync(), StringComparison.Ordinal);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "吊销 夜间同步" }).ClickAsync();
        await Assertions.Expect(visit.Page.GetByTestId("tokens")).ToContainTextAsync("已吊销");
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(token));
    }

    [Fact]
    public async Task OnesOwnPasswordIsChangedAndWrongOnesAreExplained()
    {
        await using var visit = await RootAsync("account");
        var form = visit.Page.GetByTestId("password-form");
        async Task ChangeAsync(string current, string replacement, string again, string said)
        {
            var fields = form.Locator("input[type=password]");
            await fields.Nth(0).FillAsync(current);
            await fields.Nth(1).FillAsync(replacement);
            await fields.Nth(2).FillAsync(again);
            await form.GetByRole(AriaRole.Button).ClickAsync();
            await Assertions.Expect(form.GetByRole(AriaRole.Status)).ToContainTextAsync(said);
        }

        await ChangeAsync(_root, "Shandong-2021-ok", "Shandong-2021-no", "两次输入的新密码不一致");
        await ChangeAsync("not the password", "Shandong-2021-ok", "Shandong-2021-ok", "当前密码不正确");
        await ChangeAsync(_root, "aaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaa", "新密码过于简单");
        await ChangeAsync(_root, "Shandong-2021-ok", "Shandong-2021-ok", "密码已修改");
        // This window goes on with a new session; the old password opens no other.
        await visit.Page.GetByTestId("token-form").Locator("input").FillAsync("x");
        await visit.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visit.Page.GetByTestId("secret")).ToBeVisibleAsync();
        using var visitor = new Visitor(_server);
        (await visitor.TrySignInAsync("root", _root)).Dispose();
        Assert.False(await visitor.IsSignedInAsync());
    }

    [Fact]
    public async Task AnAdministratorMakesChangesResetsAndDisablesAnAccount()
    {
        await using var visit = await RootAsync("admin");
        var page = visit.Page;
        await page.GetByTestId("new-account").ClickAsync();
        var form = page.GetByTestId("account-form");
        await form.GetByLabel("用户名").FillAsync("lixia.clerk");
        await form.GetByRole(AriaRole.Button, new() { Name = "建立账号" }).ClickAsync();
        await Assertions.Expect(form.GetByRole(AriaRole.Alert)).ToContainTextAsync("请至少选择一个");
        await form.GetByRole(AriaRole.Searchbox).FillAsync("历下");
        await form.GetByLabel("历下区").CheckAsync();
        await Assertions.Expect(form.GetByTestId("chosen-areas")).ToHaveTextAsync("历下区");
        await form.GetByRole(AriaRole.Button, new() { Name = "建立账号" }).ClickAsync();
        var password = await page.GetByTestId("secret").InputValueAsync();
        var row = page.Locator("[data-account='lixia.clerk']");
        await Assertions.Expect(row).ToContainTextAsync("历下区");

        await using (var clerk = await site.VisitAsync("/?p=admin", server: _server))
        {
            await clerk.SignInAsync("lixia.clerk", password);
            await Assertions.Expect(clerk.Page.GetByText("本页仅供管理员使用")).ToBeVisibleAsync();
        }

        // A city holds its counties: ticking it takes their place.
        await row.GetByRole(AriaRole.Button, new() { Name = "修改权限" }).ClickAsync();
        await form.GetByLabel("济南市").CheckAsync();
        await Assertions.Expect(form.GetByTestId("chosen-areas")).ToHaveTextAsync("济南市");
        await Assertions.Expect(form.GetByLabel("历下区")).ToBeDisabledAsync();
        await form.GetByRole(AriaRole.Button, new() { Name = "保存" }).ClickAsync();
        await Assertions.Expect(row).ToContainTextAsync("济南市");

        await page.GetByTestId("secret-done").ClickAsync();
        await row.GetByRole(AriaRole.Button, new() { Name = "重置密码" }).ClickAsync();
        var second = await page.GetByTestId("secret").InputValueAsync();
        Assert.NotEqual(password, second);
        using var visitor = new Visitor(_server);
        await visitor.SignInAsync("lixia.clerk", second);
        await row.GetByRole(AriaRole.Button, new() { Name = "停用" }).ClickAsync();
        await Assertions.Expect(row).ToContainTextAsync("已停用");
        Assert.False(await visitor.IsSignedInAsync());
        // One's own rights are another administrator's to change.
        await Assertions.Expect(page.Locator("[data-account='root']").GetByRole(AriaRole.Button)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task TheLogIsFilteredProvedAndTakenAway()
    {
        await _server.Database.AddAccountAsync("jinan", "city-editor", "370100");
        await using var visit = await RootAsync("admin");
        var page = visit.Page;
        await page.GetByTestId("admin-audit").ClickAsync();
        await Assertions.Expect(page.GetByTestId("integrity")).ToContainTextAsync("日志完整");
        await page.GetByTestId("audit-filter").Locator("select").SelectOptionAsync("account-created");
        await page.GetByTestId("audit-filter").GetByLabel("对象").FillAsync("jinan");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByTestId("audit").Locator("tbody tr")).ToHaveCountAsync(1);
        await Assertions.Expect(page.GetByTestId("audit")).ToContainTextAsync("负责地区：济南市");
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByTestId("audit-export").ClickAsync());
        Assert.Matches(@"^audit-\d{8}-\d{6}\.csv$", download.SuggestedFilename);
        var lines = await File.ReadAllLinesAsync((await download.PathAsync())!, TestContext.Current.CancellationToken);
        Assert.Equal(2, lines.Length);
        Assert.Contains("account-created,jinan", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task MarkupInANameIsShownAsText()
    {
        await _server.Database.PublishAsync("5g", [Publishing.Site("a", Publishing.Lixia, Markup)]);
        await using var visit = await RootAsync("account");
        var page = visit.Page;
        await page.GetByTestId("token-form").Locator("input").FillAsync(Markup);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByTestId("tokens")).ToContainTextAsync(Markup);
        await visit.OpenAsync("admin");
        await page.GetByTestId("admin-audit").ClickAsync();
        await Assertions.Expect(page.GetByTestId("audit")).ToContainTextAsync(Markup);
        // And on the map: found, opened, in the list.
        await page.GotoAsync("/?l=5g&as=list&v=14/36.6510/117.0740");
        await page.Locator("#search").FillAsync("onerror");
        await Assertions.Expect(page.Locator("#search-results")).ToContainTextAsync(Markup);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".side-right")).ToContainTextAsync(Markup);
        await page.GotoAsync("/?l=5g");
        await page.GetByRole(AriaRole.Button, new() { Name = "查看设施清单" }).ClickAsync();
        await Assertions.Expect(page.GetByTestId("site-table")).ToContainTextAsync(Markup);
        Assert.False(await page.EvaluateAsync<bool>("() => 'hacked' in window"));
        Assert.Empty(visit.Errors);
    }

    [Theory]
    [InlineData("", 1440)]
    [InlineData("&lang=en&dark=1", 1440)]
    [InlineData("&big=1", 1440)]
    [InlineData("", 390)]
    public async Task AxeFindsNothingSeriousAndNothingIsCutOff(string query, int width)
    {
        await using var visit = await RootAsync("account", query, width, 844);
        var page = visit.Page;
        await page.GetByTestId("token-form").Locator("input").FillAsync("x");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByTestId("tokens")).ToBeVisibleAsync();
        await AssertSoundAsync(visit, width);
        await visit.OpenAsync("admin");
        await Assertions.Expect(page.GetByTestId("accounts")).ToBeVisibleAsync();
        await AssertSoundAsync(visit, width);
        await page.GetByTestId("new-account").ClickAsync();
        await Assertions.Expect(page.GetByTestId("account-form")).ToBeVisibleAsync();
        await AssertSoundAsync(visit, width);
        await page.Keyboard.PressAsync("Escape");
        await page.GetByTestId("admin-audit").ClickAsync();
        await Assertions.Expect(page.GetByTestId("audit")).ToBeVisibleAsync();
        await AssertSoundAsync(visit, width);
        await page.GetByTestId("session").ClickAsync();
        await page.GetByTestId("sign-out").ClickAsync();
        await page.GetByTestId("sign-in").ClickAsync();
        await Assertions.Expect(page.GetByTestId("sign-in-dialog")).ToBeVisibleAsync();
        await AssertSoundAsync(visit, width);
    }

    private static async Task AssertSoundAsync(Visit visit, int width)
    {
        await visit.AssertAccessibleAsync();
        Assert.Equal(width, await visit.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        var small = await visit.Page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll('button')].filter(b => b.offsetParent && !b.classList.contains('link')).filter(b => { const r = b.getBoundingClientRect(); return r.height < 34 || r.width < 34; })
              .map(b => b.outerHTML.slice(0, 120))
            """);
        Assert.Empty(small);
    }
}
