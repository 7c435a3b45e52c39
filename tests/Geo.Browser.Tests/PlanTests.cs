using Geo.Browser.Tests.Harness;
using Geo.Server.Tests.Harness;
using Microsoft.Playwright;

namespace Geo.Browser.Tests;

/// <summary>A leader reads how far the action plan has come, and goes from a number down to what it was made from.</summary>
public sealed class PlanTests(Site site)
{
    [Fact]
    public async Task AllArticlesAreOnTheScoreboardAndLateOnesComeFirst()
    {
        await using var visit = await site.VisitAsync("/?p=plan");
        var lines = visit.Page.GetByTestId("plan-table").Locator("tbody tr");
        await Assertions.Expect(lines.First).ToContainTextAsync("未完成");
        var articles = (await visit.Page.GetByTestId("plan-table").Locator("tbody td.col-article").AllInnerTextsAsync()).Select(int.Parse).ToHashSet();
        Assert.Equal(Enumerable.Range(1, 21), articles.Order());
        await visit.Page.GetByTestId("by-article").ClickAsync();
        await Assertions.Expect(visit.Page.Locator("tr.plan-article")).ToHaveCountAsync(21);
        await visit.AddressHoldsAsync("tab=articles");
        Assert.Empty(visit.Errors);
        Assert.Empty(visit.ForeignRequests);
    }

    [Fact]
    public async Task TheGreatTargetsAreComputed()
    {
        var board = await site.Server.Http.JsonAsync("/api/plan");
        var lines = board.GetProperty("articles").EnumerateArray().SelectMany(article => article.GetProperty("indicators").EnumerateArray()).ToDictionary(line => line.Text("id")!);
        Assert.Equal(await CountAsync("select count(*)::float8 from geo.site where layer_id = '5g' and valid_to is null and status = 'in-service' and coalesce(in_service_date, '2000-01-01') <= '2021-12-31'"), lines["5g-stations"].GetProperty("value").GetDouble());
        Assert.Equal(await CountAsync("select sum((attributes ->> 'pilesTotal')::float8) from geo.site where layer_id = 'charging' and valid_to is null and status = 'in-service' and coalesce(in_service_date, '2000-01-01') <= '2021-12-31'"), lines["charging-piles"].GetProperty("value").GetDouble());
        Assert.Equal((100_000, 80_000), (lines["5g-stations"].GetProperty("target").GetInt32(), lines["charging-piles"].GetProperty("target").GetInt32()));
        // What was published stands beside what was counted.
        Assert.Equal(101_000, lines["5g-stations"].GetProperty("reported").GetProperty("value").GetInt32());
        var cities = await site.Server.Http.JsonAsync("/api/ratings?level=city");
        var reached = cities.GetProperty("areas").EnumerateArray().Count(area => area.GetProperty("stars").GetInt32() >= 3);
        Assert.Equal(100.0 * reached / 16, lines["cities-three-stars"].GetProperty("value").GetDouble(), 1e-9);

        Task<double> CountAsync(string sql) => site.Server.Database.ScalarAsync<double>(sql);
    }

    [Fact]
    public async Task ANumberOpensItsDefinitionMapSitesAndEvidence()
    {
        await using var visit = await site.VisitAsync("/?p=plan");
        await visit.Page.GetByTestId("line-5g-stations").GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(visit.Page.GetByTestId("opened-value")).ToHaveTextAsync("100,000");
        await Assertions.Expect(visit.Page.GetByTestId("definition")).ToContainTextAsync("状态：在用");
        await Assertions.Expect(visit.Page.GetByTestId("evidence")).ToContainTextAsync("经济导报 2022-03-04");
        await Assertions.Expect(visit.Page.GetByTestId("values").Locator("li")).ToHaveCountAsync(16);
        await Assertions.Expect(visit.Page.GetByTestId("atlas").Locator("path.atlas-area")).ToHaveCountAsync(16);
        await visit.Page.GetByTestId("sites").ClickAsync();
        await visit.LayerAsync("5g");
        await visit.AddressHoldsAsync("l=5g");
    }

    [Fact]
    public async Task AYearAndACityAreInTheAddressAndACitationStays()
    {
        await using var visit = await site.VisitAsync("/?p=plan&i=5g-stations");
        await visit.Page.GetByTestId("plan-year").SelectOptionAsync("2020");
        await Assertions.Expect(visit.Page.GetByTestId("opened-value")).ToHaveTextAsync("58,770");
        await visit.Page.GetByTestId("plan-area").SelectOptionAsync("370200");
        await Assertions.Expect(visit.Page.GetByTestId("plan-area")).ToHaveValueAsync("370200");
        await visit.AddressHoldsAsync("y=2020");
        await Assertions.Expect(visit.Page.GetByTestId("opened-value")).Not.ToHaveTextAsync("58,770");
        var value = await visit.Page.GetByTestId("opened-value").InnerTextAsync();
        await visit.Page.GotoAsync((await visit.Page.GetByTestId("cite").GetAttributeAsync("href"))!);
        await Assertions.Expect(visit.Page.GetByTestId("opened-value")).ToHaveTextAsync(value);
        await visit.AddressHoldsAsync("pv=", "&at=");
    }

    [Fact]
    public async Task TheKeyboardAloneOpensAndClosesANumber()
    {
        await using var visit = await site.VisitAsync("/?p=plan");
        var button = visit.Page.GetByTestId("line-charging-piles").GetByRole(AriaRole.Button);
        await button.FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visit.Page.GetByTestId("opened-value")).ToHaveTextAsync("117,600");
        await visit.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(visit.Page.GetByTestId("opened-value")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task OnAPhoneNothingIsCutOff()
    {
        await using var visit = await site.VisitAsync("/?p=plan", 390, 844);
        await Assertions.Expect(visit.Page.GetByTestId("line-5g-stations")).ToBeVisibleAsync();
        Assert.Equal(390, await visit.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        await visit.Page.GetByTestId("line-5g-stations").GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(visit.Page.GetByTestId("opened-value")).ToBeInViewportAsync();
    }
}
