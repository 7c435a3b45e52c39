using System.Net;
using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests.Accounts;

/// <summary>A person signs in, is known, and signs out.</summary>
public sealed class SigningInAndOutTests(AccountsFixture fixture) : IClassFixture<AccountsFixture>
{
    [Fact]
    public async Task NobodyIsSignedInAtFirst()
    {
        using var visitor = fixture.Visitor();
        var session = await visitor.Http.JsonAsync("/api/session");
        Assert.False(session.GetProperty("signedIn").GetBoolean());
        using var response = await visitor.Http.AskAsync("/api/tokens");
        await response.AssertProblemAsync(401, "not-signed-in");
    }

    [Fact]
    public async Task WhoeverSignsInIsKnownWithRoleAndAreas()
    {
        using var visitor = await fixture.Visitor().SignInAsync("JINAN", fixture.JinanEditor);
        using var response = await visitor.Http.AskAsync("/api/session");
        Assert.True(response.Headers.CacheControl!.NoStore);
        var session = await visitor.Http.JsonAsync("/api/session");
        Assert.Equal(("jinan", "city-editor", "370100"), (session.Text("name"), session.Text("role"), session.GetProperty("areas")[0].GetString()));
    }

    [Fact]
    public async Task TheCookieIsHiddenFromScriptsAndOtherSitesAndSentToTheApiOnly()
    {
        using var visitor = fixture.Visitor();
        using var response = await visitor.TrySignInAsync("jinan", fixture.JinanEditor);
        var cookie = Assert.Single(response.Headers.GetValues("Set-Cookie"), value => value.StartsWith("geo_session=", StringComparison.Ordinal));
        Assert.Contains("; httponly", cookie, StringComparison.Ordinal);
        Assert.Contains("; samesite=lax", cookie, StringComparison.Ordinal);
        Assert.Contains("; path=/api", cookie, StringComparison.Ordinal);
        Assert.Empty(visitor.Cookies.GetCookies(new Uri(fixture.Server.Address, "/ogc/collections")));
    }

    [Fact]
    public async Task SigningOutEndsTheSessionForACopyOfTheCookieToo()
    {
        using var visitor = await fixture.Visitor().SignInAsync("jinan", fixture.JinanEditor);
        using var thief = fixture.Visitor();
        thief.Cookies.Add(visitor.Cookies.GetAllCookies());
        Assert.True(await thief.IsSignedInAsync());
        using var response = await visitor.SendAsync(HttpMethod.Delete, "/api/session");
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.False(await visitor.IsSignedInAsync());
        Assert.False(await thief.IsSignedInAsync());
    }

    [Theory]
    [InlineData("jinan")]
    [InlineData("nobody-has-this-name")]
    public async Task AWrongPasswordAndAnUnknownNameAreAnsweredAlike(string name)
    {
        using var visitor = fixture.Visitor();
        using var response = await visitor.TrySignInAsync(name, "not the password");
        Assert.Contains("Name or password is wrong", await response.TextAsync(), StringComparison.Ordinal);
        await response.AssertProblemAsync(401, "wrong-credentials");
    }

    [Theory]
    [InlineData("", "x")]
    [InlineData("jinan", "")]
    [InlineData("a\0b", "x")]
    public async Task CredentialsMustBeGiven(string name, string password)
    {
        using var visitor = fixture.Visitor();
        using var response = await visitor.TrySignInAsync(name, password);
        await response.AssertProblemAsync(400, "invalid-credentials");
    }

    [Fact]
    public async Task AFormOfAForeignPageCannotSignIn()
    {
        using var content = new StringContent("""{"name":"jinan","password":"x"}""", System.Text.Encoding.UTF8, "text/plain");
        using var response = await fixture.Http.PostAsync("/api/session", content, TestContext.Current.CancellationToken);
        await response.AssertProblemAsync(415, "unsupported-media-type");
    }

    [Fact]
    public async Task AChangedPasswordEndsEveryOtherSession()
    {
        var first = await fixture.Database.AddAccountAsync("changer", "viewer");
        using var here = await fixture.Visitor().SignInAsync("changer", first);
        using var there = await fixture.Visitor().SignInAsync("changer", first);
        using var wrong = await here.SendAsync(HttpMethod.Put, "/api/session/password", new { current = "wrong", @new = "Correct-horse-7" });
        await wrong.AssertProblemAsync(400, "wrong-password");
        using var weak = await here.SendAsync(HttpMethod.Put, "/api/session/password", new { current = first, @new = "short1A" });
        await weak.AssertProblemAsync(400, "weak-password");
        await here.SentAsync(HttpMethod.Put, "/api/session/password", new { current = first, @new = "Correct-horse-7" });
        Assert.True(await here.IsSignedInAsync());
        Assert.False(await there.IsSignedInAsync());
        using var old = await there.TrySignInAsync("changer", first);
        await old.AssertProblemAsync(401, "wrong-credentials");
        await there.SignInAsync("changer", "Correct-horse-7");
    }
}
