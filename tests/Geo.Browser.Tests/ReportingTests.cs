using System.Text;
using Geo.Browser.Tests.Harness;
using Geo.Server.Accounts;
using Geo.Server.Plan;
using Geo.Server.Tests.Harness;
using Microsoft.Playwright;

namespace Geo.Browser.Tests;

/// <summary>A city reports what no layer can count: by area or as a table, told row by row what is wrong, and takes it back.</summary>
public sealed class ReportingTests(Site site)
{
    private const string Path = "/?p=plan&tab=report";

    [Fact]
    public async Task ACityEntersAFigurePublishesItAndTakesItBack()
    {
        await using var visit = await site.VisitAsAsync(Roles.CityEditor, "370300", Path);
        var page = visit.Page;
        await page.GetByTestId("report-indicator").SelectOptionAsync("office-platform");
        await page.GetByTestId("report-open").ClickAsync();
        // Its own city and no other, and a blank is not zero.
        await Assertions.Expect(page.GetByTestId("report-table").Locator("tbody tr")).ToHaveCountAsync(1);
        await Assertions.Expect(page.GetByTestId("value-370300")).ToHaveAttributeAsync("placeholder", "未填报");
        await Assertions.Expect(page.GetByTestId("report-publish")).ToBeDisabledAsync();

        await page.GetByTestId("value-370300").FillAsync("2");
        await page.GetByTestId("report-publish").ClickAsync();
        await Assertions.Expect(page.GetByTestId("report-table")).ToContainTextAsync("超出范围");
        await page.GetByTestId("value-370300").FillAsync("1");
        await page.GetByTestId("report-check").ClickAsync();
        await Assertions.Expect(page.GetByTestId("report-table")).ToContainTextAsync("缺少依据");
        await page.GetByTestId("evidence-370300").FillAsync("https://example.gov.cn/2021/15");
        await page.GetByTestId("report-publish").ClickAsync();
        await Assertions.Expect(page.GetByTestId("report-note")).ToContainTextAsync("新增 1");
        Assert.Equal(1, await ValueAsync("office-platform", "370300"));

        await page.GetByTestId("report-history").GetByRole(AriaRole.Button).First.ClickAsync();
        await Assertions.Expect(page.GetByTestId("report-note")).ToContainTextAsync("已撤销");
        Assert.Null(await ValueAsync("office-platform", "370300"));
        Assert.Empty(visit.Errors);
        Assert.Empty(visit.ForeignRequests);
    }

    [Theory]
    [InlineData("figures.csv", "text/csv")]
    [InlineData("figures.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    public async Task ATableIsUploadedItsWrongRowMendedAndThePublishedFigureWithdrawn(string name, string type)
    {
        var city = name.EndsWith("csv", StringComparison.Ordinal) ? "370400" : "370500";
        await using var visit = await site.VisitAsAsync(Roles.CityEditor, city, Path);
        var page = visit.Page;
        object?[][] table = [["指标", "地区", "时间", "数值", "依据"], ["disaster-recovery", city, "2021", "1", "通报"], ["office-platform", city, "2021", "很多", "通报"], ["situational-awareness", city, "2021", null, null]];
        var content = type == "text/csv" ? Encoding.UTF8.GetBytes(string.Join("\r\n", table.Select(row => string.Join(',', row)))) : (await FigureTable.OfAsync("xlsx", "t", "t", table)).FileContents.ToArray();
        await page.GetByTestId("report-file").SetInputFilesAsync(new FilePayload { Name = name, MimeType = type, Buffer = content });
        await Assertions.Expect(page.GetByTestId("report-note")).ToContainTextAsync("3 行中 1 行有误");
        // The wrong one comes first, under the number it has in the file.
        await Assertions.Expect(page.GetByTestId("report-table").Locator("tbody tr").First).ToContainTextAsync("不是数字");
        await page.GetByTestId("row-2").GetByLabel("数值").FillAsync("1");
        await page.GetByTestId("report-publish").ClickAsync();
        await Assertions.Expect(page.GetByTestId("report-note")).ToContainTextAsync("新增 2");
        Assert.Equal((1.0, null), (await ValueAsync("office-platform", city), await ValueAsync("situational-awareness", city)));

        await page.GetByTestId("report-indicator").SelectOptionAsync("office-platform");
        await page.GetByTestId("report-open").ClickAsync();
        await Assertions.Expect(page.GetByTestId("report-table").Locator("tbody tr")).ToHaveCountAsync(1);
        await Assertions.Expect(page.GetByTestId($"value-{city}")).ToHaveValueAsync("1");
        await page.GetByTestId($"value-{city}").FillAsync("");
        await Assertions.Expect(page.GetByTestId("report-table")).ToContainTextAsync("撤回已填报的数");
        await page.GetByTestId("report-publish").ClickAsync();
        await Assertions.Expect(page.GetByTestId("report-note")).ToContainTextAsync("撤回 1");
        Assert.Null(await ValueAsync("office-platform", city));
    }

    [Fact]
    public async Task WhoMayNotReportSeesTheScoreboardAtTheSameAddress()
    {
        await using var visit = await site.VisitAsync(Path);
        await Assertions.Expect(visit.Page.GetByTestId("plan-table")).ToBeVisibleAsync();
        await Assertions.Expect(visit.Page.GetByTestId("to-report")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task TheKeyboardAloneReportsAFigure()
    {
        await using var visit = await site.VisitAsAsync(Roles.CityEditor, "370600", Path + "&lang=en");
        var (page, keys) = (visit.Page, new KeyboardOnly(visit.Page));
        await keys.ChooseAsync(page.GetByTestId("report-indicator"), "office-platform");
        await keys.PressAsync(page.GetByTestId("report-open"));
        await keys.GoToAsync(page.GetByTestId("value-370600"));
        await keys.Keys.TypeAsync("1");
        await keys.GoToAsync(page.GetByTestId("evidence-370600"));
        await keys.Keys.TypeAsync("No. 15");
        await keys.PressAsync(page.GetByTestId("report-check"));
        await Assertions.Expect(page.GetByTestId("report-note")).ToContainTextAsync("in order");
    }

    [Fact]
    public async Task OnAPhoneEveryFieldIsReached()
    {
        await using var visit = await site.VisitAsAsync(Roles.ProvinceEditor, "", Path, 390, 844);
        await visit.Page.GetByTestId("report-indicator").SelectOptionAsync("office-platform");
        await visit.Page.GetByTestId("report-open").ClickAsync();
        await Assertions.Expect(visit.Page.GetByTestId("report-table").Locator("tbody tr")).ToHaveCountAsync(16);
        await visit.Page.GetByTestId("evidence-371700").FillAsync("x");
        Assert.Equal(390, await visit.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
    }

    private async Task<double?> ValueAsync(string indicator, string adcode)
    {
        var values = (await site.Server.Http.JsonAsync($"/api/indicators/{indicator}")).GetProperty("values").EnumerateArray();
        return values.Single(value => value.Text("adcode") == adcode).TryGetProperty("value", out var number) ? number.GetDouble() : null;
    }
}
