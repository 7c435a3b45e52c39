using Geo.Browser.Tests.Harness;
using Geo.Server.Accounts;
using Microsoft.Playwright;
using static Geo.Browser.Tests.Harness.Uploading;

namespace Geo.Browser.Tests;

/// <summary>Who may send in what, and what those see who may not, or no longer.</summary>
public sealed class WhoMayUploadTests(Site site)
{
    [Fact]
    public async Task AViewerIsToldThatTheyMayNotUpload()
    {
        await using var visit = await site.VisitAsAsync(Roles.Viewer, Jinan, "/?p=upload");
        await Assertions.Expect(visit.Page.GetByTestId("may-not-upload")).ToContainTextAsync("只有查看权限");
        await Assertions.Expect(visit.Page.GetByTestId("new-upload")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task WhoIsNotSignedInIsAskedToAndSeesTheHistory()
    {
        await using var visit = await site.VisitAsync("/?p=upload");
        await Assertions.Expect(visit.Page.GetByTestId("sign-in-needed")).ToBeVisibleAsync();
        await visit.Page.GetByTestId("history-of").SelectOptionAsync("5g");
        await visit.Page.GetByTestId("open-history").ClickAsync();
        await Assertions.Expect(visit.Page.GetByTestId("history")).ToBeVisibleAsync();
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "撤销" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task WhenTheSessionEndsUnderAStepOneSignsInAgainAndNothingIsLost()
    {
        var (name, password) = await site.AddPersonAsync(Roles.CityEditor, Jinan);
        await using var visit = await site.VisitAsync($"/?p=upload&s=2&up=5g:{Jinan}:merge");
        var page = visit.Page;
        await page.GetByTestId("sign-in-needed").GetByRole(AriaRole.Button).ClickAsync();
        await visit.FillSignInAsync(name, password);
        await page.GiveAsync("SE.csv", CityTable.Zone39([.. CityTable.Stations("SE", 3), new("SE-9", "站", CityTable.InLixia, "三十五")]));
        await page.GetByTestId("step-4").ClickAsync();
        await page.OpenGroupAsync("R003");
        await page.GetByTestId("entry-4").GetByRole(AriaRole.Textbox).FillAsync("36");
        await EndSessionsAsync(name);
        await page.GetByTestId("check-again").ClickAsync();
        await Assertions.Expect(page.GetByTestId("sign-in-dialog")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByTestId("unchecked")).ToContainTextAsync("改 1 格");
        await visit.FillSignInAsync(name, password);
        await Assertions.Expect(page.GetByTestId("outcome")).ToContainTextAsync("全部可以发布", new() { Timeout = LongestCheckMs });
        await Assertions.Expect(page.GetByTestId("body-4")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task AnotherCitysAreaCannotBeChosen()
    {
        await using var visit = await site.VisitAsAsync(Roles.CityEditor, Jinan, "/?p=upload&s=1&up=5g:370900:merge");
        await Assertions.Expect(visit.Page.GetByText("本账号不能报送这个地区")).ToBeVisibleAsync();
        await Assertions.Expect(visit.Page.GetByTestId("next")).ToHaveAttributeAsync("aria-disabled", "true");
        Assert.Equal(0, await visit.Page.GetByTestId("area").Locator("option[value='370900']").CountAsync());
    }

    private async Task EndSessionsAsync(string name)
    {
        await using var command = site.Server.Database.Owner.CreateCommand("delete from geo.session s using geo.account a where a.id = s.account_id and a.name = $1");
        command.Parameters.Add(new() { Value = name });
        Assert.Equal(1, await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
    }
}
