using System.Globalization;
using System.Text.RegularExpressions;
using Geo.Browser.Tests.Harness;
using Geo.Server.Accounts;
using Microsoft.Playwright;
using static Geo.Browser.Tests.Harness.Uploading;

namespace Geo.Browser.Tests;

/// <summary>A clerk of 济南市 with a table from another system.</summary>
public sealed class UploadTests(Site site)
{
    [Fact]
    public async Task AReloadKeepsTheDraftItsStepAndWhatWasTyped()
    {
        await using var visit = await WithFileAsync("RL", CityTable.Zone39([.. CityTable.Stations("RL", 3), new("RL-9", "站", CityTable.InLixia, "三十五")]));
        var page = visit.Page;
        await page.GetByTestId("step-4").ClickAsync();
        await page.OpenGroupAsync("R003");
        await page.GetByTestId("entry-4").GetByRole(AriaRole.Textbox).FillAsync("36");
        await page.ReloadAsync();
        await Assertions.Expect(page.GetByTestId("unchecked")).ToContainTextAsync("改 1 格");
        await Assertions.Expect(page.GetByTestId("body-4")).ToBeVisibleAsync();
        await page.GetByTestId("check-again").ClickAsync();
        await Assertions.Expect(page.GetByTestId("outcome")).ToContainTextAsync("全部可以发布", new() { Timeout = LongestCheckMs });
        await page.ReloadAsync();
        await Assertions.Expect(page.GetByTestId("mended")).ToContainTextAsync("已作的修改（1）");
        await page.GotoAsync("/?p=upload");
        await Assertions.Expect(page.GetByTestId("submissions")).ToContainTextAsync("RL.csv");
    }

    [Fact]
    public async Task DegreesAreAskedForTheirSystemBeforeAnythingIsPublished()
    {
        await using var visit = await WithFileAsync("DG", CityTable.Degrees(CityTable.Stations("DG", 4)));
        var page = visit.Page;
        await page.GetByTestId("next").ClickAsync();
        await Assertions.Expect(page.GetByTestId("crs-asked")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByTestId("step-4")).ToBeDisabledAsync();
        await page.GetByTestId("systems").GetByRole(AriaRole.Radio, new() { Name = "GCJ-02" }).First.CheckAsync();
        await Assertions.Expect(page.GetByTestId("crs-asked")).ToHaveCountAsync(0);
        await page.GetByTestId("check-again").ClickAsync();
        await page.GetByTestId("next").ClickAsync();
        await page.GetByTestId("next").ClickAsync();
        await Assertions.Expect(page.GetByTestId("number-added")).ToContainTextAsync("4");
        // A map service's degrees lie some hundred metres off: the sites are not where the table says.
        var first = await page.EvaluateAsync<double>("async () => (await (await fetch(`/api/submissions/${new URLSearchParams(location.search).get('d')}/changes/items`)).json()).features[0].geometry.coordinates[0]");
        Assert.InRange(Math.Abs(first - CityTable.Stations("DG", 4)[0].Position.LonDeg), 0.002, 0.02);
    }

    [Fact]
    public async Task AWrongSystemIsSaidAndTheRightOneIsChosen()
    {
        await using var visit = await WithFileAsync("WS", CityTable.Zone39(CityTable.Stations("WS", 4)));
        var page = visit.Page;
        await page.GetByTestId("next").ClickAsync();
        await page.GetByTestId("other-crs").SelectOptionAsync("EPSG:4529");
        await page.GetByTestId("check-again").ClickAsync();
        var systems = page.GetByTestId("systems");
        await Assertions.Expect(systems.GetByTestId("suspected")).ToBeVisibleAsync();
        var right = page.Locator("input[value='EPSG:4527/north']");
        await Assertions.Expect(systems.GetByRole(AriaRole.Listitem).Filter(new() { Has = right })).ToContainTextAsync("100 %");
        await right.CheckAsync();
        await page.GetByTestId("check-again").ClickAsync();
        await page.GetByTestId("next").ClickAsync();
        await Assertions.Expect(page.GetByTestId("outcome")).ToContainTextAsync("全部可以发布", new() { Timeout = LongestCheckMs });
    }

    [Fact]
    public async Task WithoutItsParametersBeijing1954IsNotPublished()
    {
        await using var visit = await WithFileAsync("BJ", CityTable.Zone39(CityTable.Stations("BJ", 4)));
        var page = visit.Page;
        await page.GetByTestId("next").ClickAsync();
        await page.GetByTestId("other-crs").SelectOptionAsync("EPSG:2415");
        await Assertions.Expect(page.GetByTestId("datum")).ToContainTextAsync("没有参数不能发布");
        await Assertions.Expect(page.GetByTestId("check-again")).ToHaveCountAsync(0);
        await Assertions.Expect(page.GetByTestId("step-5")).ToBeDisabledAsync();
    }

    [Fact]
    public async Task ARemovalAsksForItsNumber()
    {
        const string Layer = "identifier-node";
        await using var editor = await site.VisitAsAsync(Roles.ProvinceEditor, Jinan, "about:blank");
        var page = editor.Page;
        // Two sites of the city; a table that names one of them as all there is.
        var both = CityTable.Stations("RM", 2);
        await page.PublishAsync(Layer, "merge", both);
        await page.GotoAsync($"/?p=upload&s=2&up={Layer}:{Jinan}:replace");
        await page.GiveAsync("RM.csv", CityTable.Zone39(both[0]));
        await page.GetByTestId("step-5").ClickAsync();
        var removed = int.Parse(Regex.Match(await page.GetByTestId("number-removed").InnerTextAsync(), @"\d+").Value, CultureInfo.InvariantCulture);
        Assert.True(removed >= 1);
        await Assertions.Expect(page.GetByTestId("publish")).ToHaveAttributeAsync("aria-disabled", "true");
        await page.GetByTestId("removed-number").FillAsync($"{removed + 1}");
        await Assertions.Expect(page.GetByTestId("publish")).ToHaveAttributeAsync("aria-disabled", "true");
        await page.GetByTestId("removed-number").FillAsync($"{removed}");
        await page.GetByTestId("publish").ClickAsync();
        await Assertions.Expect(page.GetByTestId("published")).ToContainTextAsync($"删除 {removed}");
        await TakeBackAsync(page, Layer, 2);
    }

    [Fact]
    public async Task APublicationInBetweenIsSaidAndComparedBeforeAnythingGoesOut()
    {
        const string Layer = "iot-base";
        await using var first = await site.VisitAsAsync(Roles.ProvinceEditor, Jinan, $"/?p=upload&s=2&up={Layer}:{Jinan}:merge");
        await first.Page.GiveAsync("ST.csv", CityTable.Zone39(CityTable.Stations("ST", 3)));
        await first.Page.GetByTestId("step-5").ClickAsync();
        await Assertions.Expect(first.Page.GetByTestId("number-added")).ToContainTextAsync("3");
        await using (var second = await site.VisitAsAsync(Roles.CityEditor, Jinan, "about:blank"))
            await second.Page.PublishAsync(Layer, "merge", CityTable.Stations("ST", 1));

        await first.Page.GetByTestId("publish").ClickAsync();
        await Assertions.Expect(first.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("其间数据有了变化");
        await Assertions.Expect(first.Page.GetByTestId("number-added")).ToContainTextAsync("2");
        await first.Page.GetByTestId("publish").ClickAsync();
        await Assertions.Expect(first.Page.GetByTestId("published")).ToContainTextAsync("新增 2，修改 0，删除 0");
        await TakeBackAsync(first.Page, Layer, 2);
    }

    [Fact]
    public async Task ALargeFileIsTakenUpWhereItStopped()
    {
        // Just over what goes in one request: six parts, of which the third does not arrive. What it holds does not matter.
        var file = new byte[21 << 20];
        await using var visit = await site.VisitAsAsync(Roles.CityEditor, Jinan, $"/?p=upload&s=2&up=5g:{Jinan}:merge");
        var page = visit.Page;
        var parts = 0;
        await page.RouteAsync("**/api/uploads/*", async route =>
        {
            if (route.Request.Method == "PATCH" && ++parts > 2) await route.FulfillAsync(new() { Status = 400, ContentType = "application/problem+json", Body = """{"code":"broken","requestId":"r1"}""" });
            else await route.ContinueAsync();
        });
        await page.ChooseFileAsync("LG.csv", file);
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("上传失败");
        await page.UnrouteAsync("**/api/uploads/*");
        await page.ReloadAsync();
        await Assertions.Expect(page.GetByTestId("drop")).ToContainTextAsync("请重新选择同一个文件");
        var sent = 0;
        page.Request += (_, request) => { if (request.Method == "PATCH") Interlocked.Increment(ref sent); };
        await page.ChooseFileAsync("LG.csv", file);
        await page.GetByTestId("work").WaitForAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "改用另一个文件" })).ToBeVisibleAsync(new() { Timeout = LongestCheckMs });
        Assert.Equal((int)Math.Ceiling(file.Length / (4.0 * (1 << 20))) - 2, sent);
    }

    [Theory]
    [InlineData("/?p=upload", 390, 844)]
    [InlineData("/?p=upload&s=1&up=5g:370100:merge", 390, 844)]
    [InlineData("/?p=upload&lang=en", 1440, 900)]
    [InlineData("/?p=upload&h=5g&dark=1", 1440, 900)]
    [InlineData("/?p=upload&s=2&up=5g:370100:merge&big=1", 1440, 900)]
    public async Task AxeFindsNothingSeriousAndNothingIsCutOff(string path, int width, int height)
    {
        await using var visit = await site.VisitAsAsync(Roles.CityEditor, Jinan, path, width, height);
        await visit.AssertAccessibleAsync();
        Assert.Equal(width, await visit.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
    }

    [Fact]
    public async Task WhatFailsIsSaidWithItsIdAndTriedAgain()
    {
        await using var visit = await site.VisitAsAsync(Roles.CityEditor, Jinan, "about:blank");
        await visit.Page.RouteAsync("**/api/submissions?*", route => route.FulfillAsync(new()
        {
            Status = 503, ContentType = "application/problem+json", Body = """{"status":503,"code":"database-unavailable","requestId":"abc123"}""",
        }));
        await visit.Page.GotoAsync("/?p=upload");
        var alert = visit.Page.GetByRole(AriaRole.Alert);
        await Assertions.Expect(alert).ToContainTextAsync("数据库暂时没有响应");
        await Assertions.Expect(alert).ToContainTextAsync("abc123");
        await visit.Page.UnrouteAsync("**/api/submissions?*");
        await alert.GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(alert).ToHaveCountAsync(0);
    }

    /// <summary>A clerk whose file has been read; the wizard stands at its second step.</summary>
    private async Task<Visit> WithFileAsync(string name, byte[] file)
    {
        var visit = await site.VisitAsAsync(Roles.CityEditor, Jinan, $"/?p=upload&s=2&up=5g:{Jinan}:merge");
        await visit.Page.GiveAsync($"{name}.csv", file);
        return visit;
    }

    /// <summary>The last publications, the later one first: the layer is as the other tests know it.</summary>
    private static async Task TakeBackAsync(IPage page, string layer, int publications)
    {
        for (var i = 0; i < publications; i++)
        {
            await page.GotoAsync($"/?p=upload&h={layer}");
            var taken = page.GetByTestId("history").GetByTestId("taken-back");
            var undo = page.GetByTestId("history").GetByRole(AriaRole.Button, new() { Name = "撤销", Exact = true });
            await undo.First.WaitForAsync();
            var before = await taken.CountAsync();
            // The newest entry may itself be the undoing of the one before.
            await undo.Nth(i).ClickAsync();
            await page.GetByTestId("undo-yes").ClickAsync();
            await Assertions.Expect(taken).ToHaveCountAsync(before + 1);
        }
    }
}
