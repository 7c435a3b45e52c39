using Microsoft.Playwright;

namespace Geo.Browser.Tests.Harness;

/// <summary>How people sign in and find their way to the screens behind it.</summary>
public static class Signing
{
    public static async Task SignInAsync(this Visit visit, string name, string password)
    {
        await visit.Page.GetByTestId("sign-in").ClickAsync();
        await visit.FillSignInAsync(name, password);
        await Assertions.Expect(visit.Page.GetByTestId("session")).ToBeVisibleAsync();
    }

    public static async Task FillSignInAsync(this Visit visit, string name, string password)
    {
        await visit.Page.Locator("#sign-in-name").FillAsync(name);
        await visit.Page.Locator("#sign-in-password").FillAsync(password);
        await visit.Page.Keyboard.PressAsync("Enter");
    }

    public static async Task OpenAsync(this Visit visit, string screen)
    {
        await visit.Page.GetByTestId("session").ClickAsync();
        await visit.Page.GetByTestId($"menu-{screen}").ClickAsync();
        await Assertions.Expect(visit.Page.GetByTestId(screen)).ToBeVisibleAsync();
    }
}
