using System.Globalization;
using System.Text.RegularExpressions;
using Geo.Browser.Tests.Harness;
using Geo.Server.Accounts;
using Microsoft.Playwright;
using static Geo.Browser.Tests.Harness.Uploading;

namespace Geo.Browser.Tests;

/// <summary>The whole way of an upload for a clerk without a mouse.</summary>
public sealed class UploadByKeyboardTests(Site site)
{
    [Fact]
    public async Task WithTheKeyboardAloneATableIsMendedPublishedSeenAndTakenBack()
    {
        var stations = CityTable.Stations("JP", 12);
        stations[4] = stations[4] with { Height = "三十五" };
        stations[8] = stations[8] with { Position = CityTable.InTaian };
        await using var visit = await site.VisitAsAsync(Roles.CityEditor, Jinan, "/?l=5g&sel=370100&lv=city");
        var (page, person) = (visit.Page, new KeyboardOnly(visit.Page));
        await visit.LayerAsync("5g");
        var total = page.GetByTestId("facilities-5g").GetByTestId("sites-total");
        var before = Number(await total.InnerTextAsync());
        await page.EvaluateAsync("() => { window.sameDocument = true; }");

        await person.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "上传", Exact = true }));
        await person.PressAsync(page.GetByTestId("new-upload"));
        await person.ChooseAsync(page.GetByTestId("layer"), "5g");
        await Assertions.Expect(page.GetByTestId("area")).ToHaveValueAsync(Jinan);
        await person.PressAsync(page.GetByTestId("next"));

        await person.GiveAsync(page.GetByTestId("choose-file"), "济南市基站.csv", CityTable.Zone39(stations));
        await Assertions.Expect(page.GetByTestId("preview")).ToContainTextAsync("JP试验站1", new() { Timeout = LongestCheckMs });
        await Assertions.Expect(page.GetByTestId("encoding")).ToHaveValueAsync(new Regex("^gb18030$", RegexOptions.IgnoreCase));
        await visit.AssertAccessibleAsync();
        await person.PressAsync(page.GetByTestId("next"));

        await Assertions.Expect(page.GetByTestId("systems").GetByRole(AriaRole.Radio, new() { Checked = true })).ToHaveValueAsync("EPSG:4527/north");
        await Assertions.Expect(page.GetByTestId("sketch")).Not.ToHaveAttributeAsync("data-items", "0");
        await visit.AssertAccessibleAsync();
        await person.PressAsync(page.GetByTestId("next"));

        await Assertions.Expect(page.GetByTestId("outcome")).ToContainTextAsync("共 12 行，10 个设施可以发布，2 行有误", new() { Timeout = LongestCheckMs });
        await page.OpenGroupAsync("R003", person);
        await person.WriteAsync(page.GetByTestId("entry-5").GetByRole(AriaRole.Textbox), "35");
        await page.OpenGroupAsync("B001", person);
        await person.PressAsync(page.GetByTestId("entry-9").GetByRole(AriaRole.Button, new() { Name = "不发布此行" }));
        await visit.AssertAccessibleAsync();
        await person.PressAsync(page.GetByTestId("check-again"));
        await Assertions.Expect(page.GetByTestId("outcome")).ToContainTextAsync("全部可以发布", new() { Timeout = LongestCheckMs });
        await person.PressAsync(page.GetByTestId("next"));

        await Assertions.Expect(page.GetByTestId("number-added")).ToContainTextAsync("11");
        await Assertions.Expect(page.GetByTestId("counties")).ToContainTextAsync("历下区");
        await Assertions.Expect(page.GetByTestId("sketch")).ToHaveAttributeAsync("data-items", "11");
        await visit.AssertAccessibleAsync();
        await person.PressAsync(page.GetByTestId("publish"));

        var result = page.GetByTestId("published");
        await Assertions.Expect(result).ToContainTextAsync("新增 11，修改 0，删除 0");
        await visit.AssertAccessibleAsync();
        await person.PressAsync(page.GetByTestId("to-map"));
        await Assertions.Expect(total).ToHaveTextAsync((before + 11).ToString("N0", CultureInfo.InvariantCulture));
        await visit.LayerAsync("5g");
        var version = await site.Server.Database.ScalarAsync<long>("select data_version from geo.layer where id = '5g'");
        Assert.Contains(visit.Requests, url => url.Contains("/5g/tiles/", StringComparison.Ordinal) && url.EndsWith($"version={version}", StringComparison.Ordinal));
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("JP试验站7");
        await Assertions.Expect(page.GetByRole(AriaRole.Option).First).ToContainTextAsync("JP试验站7");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByTestId("site-card")).ToContainTextAsync("JP试验站7");
        Assert.True(await page.EvaluateAsync<bool>("() => window.sameDocument === true"), "The page was loaded again.");

        await person.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "上传", Exact = true }));
        await person.ChooseAsync(page.GetByTestId("history-of"), "5g");
        await person.PressAsync(page.GetByTestId("open-history"));
        await person.PressAsync(page.GetByTestId("history").GetByRole(AriaRole.Button, new() { Name = "撤销" }).First);
        await person.PressAsync(page.GetByTestId("undo-yes"));
        await Assertions.Expect(page.GetByTestId("history").Locator("tbody tr").First).ToContainTextAsync("撤销第");
        await visit.AssertAccessibleAsync();
        await person.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "覆盖", Exact = true }));
        await visit.BoundariesAsync();
        await Assertions.Expect(page.GetByTestId("site-card")).ToHaveCountAsync(0);
        Assert.Equal(before, await site.Server.Database.ScalarAsync<long>("select count(*) from geo.site where layer_id = '5g' and city_adcode = '370100' and valid_to is null"));
        Assert.Empty(visit.Errors);
        Assert.Empty(visit.ForeignRequests);
    }

    private static long Number(string text) => long.Parse(text.Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
}
