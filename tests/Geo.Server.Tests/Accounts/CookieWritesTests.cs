using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests.Accounts;

/// <summary>What a foreign page makes a browser send changes nothing.</summary>
public sealed class CookieWritesTests(AccountsFixture fixture) : IClassFixture<AccountsFixture>
{
    [Fact]
    public async Task AWriteWithTheCookieAloneIsRefused()
    {
        using var visitor = await fixture.Visitor().SignInAsync("jinan", fixture.JinanEditor);
        visitor.AntiforgeryToken = null;
        foreach (var (method, path) in new[] { (HttpMethod.Delete, "/api/session"), (HttpMethod.Post, "/api/tokens"), (HttpMethod.Put, "/api/session/password") })
            using (var response = await visitor.SendAsync(method, path, method == HttpMethod.Delete ? null : new { name = "x" }))
                await response.AssertProblemAsync(400, "antiforgery");
        Assert.True(await visitor.IsSignedInAsync());
    }

    [Fact]
    public async Task AnotherPersonsTokenDoesNotDo()
    {
        using var visitor = await fixture.Visitor().SignInAsync("jinan", fixture.JinanEditor);
        using var other = await fixture.AdministratorAsync();
        visitor.AntiforgeryToken = other.AntiforgeryToken;
        using var response = await visitor.SendAsync(HttpMethod.Post, "/api/tokens", new { name = "x" });
        await response.AssertProblemAsync(400, "antiforgery");
    }

    [Fact]
    public async Task TheTokenComesAgainWithEveryLookAtTheSession()
    {
        using var visitor = await fixture.Visitor().SignInAsync("jinan", fixture.JinanEditor);
        visitor.AntiforgeryToken = (await visitor.Http.JsonAsync("/api/session")).Text("antiforgeryToken");
        await visitor.SentAsync(HttpMethod.Post, "/api/tokens", new { name = "x" });
    }

    [Fact]
    public async Task AnOldCookieDoesNotKeepAnyoneFromSigningIn()
    {
        using var visitor = await fixture.Visitor().SignInAsync("jinan", fixture.JinanEditor);
        await visitor.SignInAsync("root", fixture.Administrator);
        Assert.Equal("root", (await visitor.Http.JsonAsync("/api/session")).Text("name"));
    }
}
