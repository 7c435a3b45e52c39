using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Geo.Browser.Tests.Harness;
using Geo.Server.Accounts;
using Geo.Server.Database;
using Geo.Server.Tests.Harness;
using Microsoft.Playwright;

namespace Geo.Browser.Tests;

/// <summary>A leader compares cities, opens a score down to its evidence, and sees what a changed weight does.</summary>
public sealed partial class RatingsTests(Site site)
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
        await visit.AddressHoldsAsync("y=2020", "dm=infrastructure", "p=ratings");
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
        await visit.AddressHoldsAsync("with=370100,370200");

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
    public async Task CoverageStandsAgainstScoreAndAYearWithoutCoverageSaysSo()
    {
        await using var visit = await site.VisitAsync("/?p=ratings&lv=county&tab=scatter");
        await Assertions.Expect(visit.Page.GetByTestId("scatter").Locator(".mark")).ToHaveCountAsync(136);
        await Assertions.Expect(visit.Page.GetByTestId("scatter-list").Locator("tbody tr")).ToHaveCountAsync(136);
        // Every mark stands where its two numbers say: more covered is further right, a higher score is further up.
        var marks = await visit.Page.GetByTestId("scatter").Locator(".mark").EvaluateAllAsync<string[]>("all => all.map(each => each.getAttribute('transform') + ' ' + each.querySelector('title').textContent)");
        var read = marks.Select(mark => MarkAt().Match(mark).Groups.Cast<Group>().Skip(1).Select(group => double.Parse(group.ValueSpan, CultureInfo.InvariantCulture)).ToArray()).ToList();
        Assert.All(read.Zip(read.Skip(1)), pair => Assert.True((pair.First[2] - pair.Second[2]) * (pair.First[0] - pair.Second[0]) >= -0.1 && (pair.First[3] - pair.Second[3]) * (pair.First[1] - pair.Second[1]) <= 0.1));
        await visit.Page.GetByTestId("rating-year").SelectOptionAsync("2019");
        await Assertions.Expect(visit.Page.GetByTestId("scatter-empty")).ToContainTextAsync("2019 年没有覆盖数");
        await Assertions.Expect(visit.Page.GetByTestId("scatter-list").Locator("tbody tr").First).ToContainTextAsync("尚未计算");
        Assert.Empty(visit.Errors);
    }

    [Fact]
    public async Task ACountyWithoutARatingIsHatchedAndIsNotDrawnAmongTheScores()
    {
        await using var visit = await site.VisitAsync("about:blank");
        await visit.Page.RouteAsync("**/api/ratings?*", async route =>
        {
            var fetched = await route.FetchAsync();
            var answer = JsonNode.Parse(await fetched.TextAsync())!;
            foreach (var field in (string[])["score", "stars", "rank", "best", "worst", "starsBefore", "scoreBefore"]) answer["areas"]![0]!.AsObject().Remove(field);
            foreach (var area in answer["areas"]!.AsArray().Skip(1)) area!["score"] = 50;
            await route.FulfillAsync(new() { Response = fetched, Body = answer.ToJsonString() });
        });
        await visit.Page.GotoAsync("/?p=ratings&lv=county");
        await Assertions.Expect(visit.Page.GetByTestId("atlas").Locator("path[fill='url(#hatch)']")).ToHaveCountAsync(1);
        await Assertions.Expect(visit.Page.Locator(".atlas-legend")).ToContainTextAsync("无评级");
        await Assertions.Expect(visit.Page.GetByTestId("ranking").Locator("tbody tr").Last).ToContainTextAsync("无评级");
        await visit.Page.GetByTestId("tab-scatter").ClickAsync();
        await Assertions.Expect(visit.Page.GetByTestId("scatter").Locator(".mark")).ToHaveCountAsync(135);
        await Assertions.Expect(visit.Page.GetByTestId("scatter-left")).ToContainTextAsync("1 个地区");
        await Assertions.Expect(visit.Page.Locator(".atlas-legend")).ToContainTextAsync("各地区得分相同");
        await visit.Page.GetByTestId("tab-circles").ClickAsync();
        await Assertions.Expect(visit.Page.GetByTestId("circle-list")).ToContainTextAsync("50.0");
    }

    [Fact]
    public async Task TheThreeCirclesAreOnTheMapWithTheirMeans()
    {
        await using var visit = await site.VisitAsync("/?p=ratings&lv=city&tab=circles");
        await Assertions.Expect(visit.Page.GetByTestId("circle-borders").Locator("path")).ToHaveCountAsync(3);
        var circles = (await site.Server.Http.JsonAsync("/api/ratings?level=city")).GetProperty("circles").EnumerateArray();
        foreach (var circle in circles)
            await Assertions.Expect(visit.Page.GetByTestId("circle-list")).ToContainTextAsync(circle.GetProperty("meanScore").GetDouble().ToString("0.0", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("p=ratings&lv=city&tab=compare&with=370100,370200,370300,370600,371000")]
    [InlineData("p=ratings&lv=county&tab=clusters")]
    [InlineData("p=ratings&lv=county&tab=swipe")]
    [InlineData("p=ratings&lv=county&tab=scatter")]
    [InlineData("p=ratings&lv=county&tab=circles")]
    [InlineData("p=ratings&lv=city&sel=370100")]
    [InlineData("p=ratings&lv=county&view=print")]
    [InlineData("view=wall")]
    public async Task OnAPhoneNoPartOfItIsWiderThanThePhone(string query)
    {
        await using var visit = await site.VisitAsync($"/?{query}", 390, 844);
        await Assertions.Expect(visit.Page.Locator("main.figures svg").First).ToBeVisibleAsync();
        Assert.Equal(390, await visit.Page.EvaluateAsync<int>("() => Math.max(document.documentElement.scrollWidth, document.querySelector('main').scrollWidth)"));
    }

    [GeneratedRegex(@"translate\(([\d.]+) ([\d.]+)\).* ([\d.]+) · ([\d.]+)$")] private static partial Regex MarkAt();

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
