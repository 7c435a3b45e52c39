using Geo.Browser.Tests.Harness;
using Geo.Server.Accounts;
using Geo.Server.Database;
using Geo.Server.Tests.Harness;
using Microsoft.Playwright;

namespace Geo.Browser.Tests;

/// <summary>A leader compares cities, opens a score down to its evidence, and sees what a changed weight does.</summary>
public sealed class RatingsTests(Site site)
{
    [Fact]
    public async Task YearLevelAndDomainAreChosenAndShared()
    {
        await using var visit = await site.VisitAsync("/?p=ratings&lv=city");
        await Assertions.Expect(visit.Page.GetByTestId("ranking").Locator("tbody tr")).ToHaveCountAsync(16);
        await visit.Page.GetByTestId("rating-level").SelectOptionAsync("county");
        await Assertions.Expect(visit.Page.GetByTestId("ranking").Locator("tbody tr")).ToHaveCountAsync(136);
        await visit.Page.GetByTestId("rating-year").SelectOptionAsync("2020");
        await visit.Page.GetByTestId("rating-domain").SelectOptionAsync("infrastructure");
        await Assertions.Expect(visit.Page.GetByTestId("atlas")).ToHaveAttributeAsync("aria-label", "基础设施 2020");
        foreach (var part in (string[])["y=2020", "dm=infrastructure", "p=ratings"]) Assert.Contains(part, visit.Page.Url, StringComparison.Ordinal);
        Assert.Empty(visit.Errors);
    }

    [Fact]
    public async Task JinanAndQingdaoAreComparedAndAScoreLeadsToItsEvidence()
    {
        await using var visit = await site.VisitAsync("/?p=ratings&lv=city");
        foreach (var city in (string[])["370100", "370200"]) await visit.Page.GetByTestId($"rated-{city}").GetByRole(AriaRole.Checkbox).CheckAsync();
        await visit.Page.GetByTestId("tab-compare").ClickAsync();
        await Assertions.Expect(visit.Page.GetByTestId("heat").Locator("thead th")).ToHaveTextAsync(["维度", "权重", "济南市", "青岛市"]);
        await Assertions.Expect(visit.Page.GetByTestId("missing").Locator("li")).ToHaveCountAsync(2);
        Assert.Contains("with=370100,370200", visit.Page.Url, StringComparison.Ordinal);

        await visit.Page.GetByTestId("tab-ranking").ClickAsync();
        await visit.Page.GetByTestId("rated-370100").GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(visit.Page.GetByTestId("breakdown")).ToContainTextAsync("创建试点（非授牌）");
        await visit.Page.GetByTestId("item-5g-stations").ClickAsync();
        await Assertions.Expect(visit.Page.GetByTestId("evidence")).ToContainTextAsync(new System.Text.RegularExpressions.Regex(@"第 \d+ 版"));
        await Assertions.Expect(visit.Page.GetByTestId("sites")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task ClustersAndTwoYearsAreShown()
    {
        await using var visit = await site.VisitAsync("/?p=ratings&tab=clusters");
        await Assertions.Expect(visit.Page.GetByTestId("statistics")).ToContainTextAsync("9999 次置换，136 个地区");
        await visit.Page.GetByTestId("tab-swipe").ClickAsync();
        var line = visit.Page.GetByTestId("swipe").GetByRole(AriaRole.Slider);
        await line.FocusAsync();
        await visit.Page.Keyboard.PressAsync("End");
        await Assertions.Expect(line).ToHaveValueAsync("100");
    }

    [Fact]
    public async Task AProvinceEditorChangesAWeightAndEverythingFollowsInOneStep()
    {
        var password = await AddEditorAsync("weights");
        await using var visit = await site.VisitAsync("/?p=ratings&lv=city");
        await Assertions.Expect(visit.Page.GetByTestId("edit")).ToHaveCountAsync(0);
        var before = await visit.Page.GetByTestId("rated-370100").InnerTextAsync();
        await visit.Page.EvaluateAsync("""
            password => fetch('/api/session', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ name: 'weights', password }) }).then(answer => answer.text())
            """, password);
        await visit.Page.ReloadAsync();
        var form = visit.Page.GetByTestId("edit");
        await form.GetByLabel("数字经济").FillAsync("90");
        await form.GetByLabel("修改原因").FillAsync("试改");
        await form.GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(visit.Page.GetByTestId("rated-370100")).Not.ToHaveTextAsync(before.Replace("\t", "", StringComparison.Ordinal));
        await Assertions.Expect(visit.Page.GetByTestId("standard")).ToContainTextAsync("数字经济 90");
        // The version before it is still there under its number.
        await visit.Page.GotoAsync("/?p=ratings&lv=city&pv=1");
        await Assertions.Expect(visit.Page.GetByTestId("standard")).ToContainTextAsync("数字经济 15");
        Assert.Equal(before, await visit.Page.GetByTestId("rated-370100").InnerTextAsync());
        await site.Server.Database.ScalarAsync<long>("insert into geo.plan_version (kind, definitions, edits, actor, note) select 'edit', definitions, edits, 'test', 'back' from geo.plan_version where version = 1 returning version");
    }

    private async Task<string> AddEditorAsync(string name)
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var session = await DatabaseSession.OpenAsync(site.Server.Database.Owner, Actor.CommandLine(), cancel);
        var (_, password) = await AccountChanges.CreateAsync(session, name, Roles.ProvinceEditor, [], null, cancel);
        await session.CommitAsync(cancel);
        return password!;
    }

    [Fact]
    public async Task OnAPhoneNothingIsCutOff()
    {
        await using var visit = await site.VisitAsync("/?p=ratings&lv=city", 390, 844);
        await Assertions.Expect(visit.Page.GetByTestId("atlas")).ToBeInViewportAsync();
        await Assertions.Expect(visit.Page.GetByTestId("ranking").Locator("tbody tr")).ToHaveCountAsync(16);
        Assert.Equal(390, await visit.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
    }
}
