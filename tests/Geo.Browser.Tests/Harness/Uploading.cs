using Microsoft.Playwright;

namespace Geo.Browser.Tests.Harness;

/// <summary>What a clerk of 济南市 does at the steps of an upload.</summary>
public static class Uploading
{
    public const string Jinan = "370100";

    /// <summary>A check runs in a process of its own, which a busy machine starts late.</summary>
    public const float LongestCheckMs = 120_000;

    /// <summary>Gives a file and waits until it has been read.</summary>
    public static async Task GiveAsync(this IPage page, string name, byte[] file)
    {
        await page.ChooseFileAsync(name, file);
        await page.GetByTestId("preview").WaitForAsync(new() { Timeout = LongestCheckMs });
    }

    public static async Task ChooseFileAsync(this IPage page, string name, byte[] file)
    {
        var chooser = await page.RunAndWaitForFileChooserAsync(() => page.GetByTestId("choose-file").ClickAsync());
        await chooser.SetFilesAsync(new FilePayload { Name = name, MimeType = "text/csv", Buffer = file });
    }

    /// <summary>Sends a table in and publishes it.</summary>
    public static async Task PublishAsync(this IPage page, string layer, string mode, Station[] stations)
    {
        await page.GotoAsync($"/?p=upload&s=2&up={layer}:{Jinan}:{mode}");
        await page.GiveAsync("first.csv", CityTable.Zone39(stations));
        await page.GetByTestId("step-5").ClickAsync();
        await page.GetByTestId("publish").ClickAsync();
        await page.GetByTestId("published").WaitForAsync();
    }

    /// <summary>Opens a code unless it is open: the first that must be mended is, as soon as the report is there.</summary>
    public static async Task OpenGroupAsync(this IPage page, string code, KeyboardOnly? person = null)
    {
        var line = page.GetByTestId($"group-{code}").GetByRole(AriaRole.Button).First;
        await page.Locator("[data-testid^='group-'] [aria-expanded='true']").First.WaitForAsync();
        if (await line.GetAttributeAsync("aria-expanded") == "true") return;
        if (person is null) await line.ClickAsync();
        else await person.PressAsync(line);
    }
}
