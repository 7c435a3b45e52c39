using Microsoft.Playwright;

namespace Geo.Browser.Tests.Harness;

/// <summary>A person without a mouse: goes from control to control with the tabulator, and uses what has the focus.</summary>
public sealed class KeyboardOnly
{
    /// <summary>More presses than any screen has controls: then it cannot be reached.</summary>
    private const int MostPresses = 400;

    private readonly IPage _page;

    public KeyboardOnly(IPage page)
    {
        _page = page;
        // Heard from now on: a listener that comes with the key press itself may come too late.
        page.FileChooser += (_, _) => { };
    }

    public IKeyboard Keys => _page.Keyboard;

    /// <summary>Presses Tab until the control has the focus.</summary>
    public async Task GoToAsync(ILocator control)
    {
        await Assertions.Expect(control).ToBeVisibleAsync();
        for (var presses = 0; presses < MostPresses; presses++)
        {
            if (await control.EvaluateAsync<bool>("control => control === document.activeElement")) return;
            await Keys.PressAsync("Tab");
        }
        Assert.Fail($"The tabulator does not reach {control}");
    }

    public async Task PressAsync(ILocator control, string key = "Enter")
    {
        await GoToAsync(control);
        await Keys.PressAsync(key);
    }

    /// <summary>Arrows through a list of choices to the one with this value.</summary>
    public async Task ChooseAsync(ILocator select, string value)
    {
        await GoToAsync(select);
        await Keys.PressAsync("Home");
        for (var presses = 0; presses < MostPresses && await select.InputValueAsync() != value; presses++) await Keys.PressAsync("ArrowDown");
        await Assertions.Expect(select).ToHaveValueAsync(value);
    }

    /// <summary>Writes over what a field holds.</summary>
    public async Task WriteAsync(ILocator field, string text)
    {
        await GoToAsync(field);
        await Keys.PressAsync("Control+A");
        await Keys.TypeAsync(text);
    }

    /// <summary>Opens the browser's dialog with the button that has it, and gives a file there.</summary>
    public async Task GiveAsync(ILocator button, string name, byte[] content)
    {
        await GoToAsync(button);
        var chooser = await _page.RunAndWaitForFileChooserAsync(() => Keys.PressAsync("Enter"));
        await chooser.SetFilesAsync(new FilePayload { Name = name, MimeType = "text/csv", Buffer = content });
    }
}
