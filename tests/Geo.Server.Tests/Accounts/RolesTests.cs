using System.Text.Json;
using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests.Accounts;

/// <summary>Administrators make accounts and give and take rights; nobody else does.</summary>
public sealed class RolesTests(AccountsFixture fixture) : IClassFixture<AccountsFixture>
{
    private static object NewEditor(string name) => new { name, role = "city-editor", areas = new[] { AccountsFixture.Qingdao } };

    private static async Task<(string Id, string Password)> CreateAsync(Visitor administrator, object account)
    {
        var created = await administrator.SentAsync(HttpMethod.Post, "/api/accounts", account);
        return (created.GetProperty("account").Text("id")!, created.Text("password")!);
    }

    [Fact]
    public async Task OnlyAdministratorsReachTheAccounts()
    {
        using var editor = await fixture.Visitor().SignInAsync("jinan", fixture.JinanEditor);
        foreach (var (method, path, body) in new (HttpMethod, string, object?)[]
        {
            (HttpMethod.Get, "/api/accounts", null), (HttpMethod.Post, "/api/accounts", NewEditor("x")),
            (HttpMethod.Patch, $"/api/accounts/{Guid.NewGuid()}", new { role = "viewer" }), (HttpMethod.Post, $"/api/accounts/{Guid.NewGuid()}/password", null),
        })
        {
            using var forbidden = await editor.SendAsync(method, path, body);
            await forbidden.AssertProblemAsync(403, "not-allowed");
            using var nobody = await fixture.Visitor().SendAsync(method, path, body);
            await nobody.AssertProblemAsync(401, "not-signed-in");
            Assert.Equal("Bearer", nobody.Headers.WwwAuthenticate.ToString());
        }
    }

    [Fact]
    public async Task ANewAccountSignsInWithThePasswordShownOnce()
    {
        using var administrator = await fixture.AdministratorAsync();
        var (id, password) = await CreateAsync(administrator, NewEditor("qingdao"));
        using var editor = await fixture.Visitor().SignInAsync("qingdao", password);
        var listed = (await administrator.Http.JsonAsync("/api/accounts")).GetProperty("accounts").EnumerateArray().Single(account => account.Text("id") == id);
        Assert.Equal(["id", "name", "role", "areas", "disabled", "createdAt"], listed.EnumerateObject().Select(member => member.Name));
    }

    [Fact]
    public async Task RightsChangeForASessionThatIsOpen()
    {
        using var administrator = await fixture.AdministratorAsync();
        var (id, password) = await CreateAsync(administrator, NewEditor("mover"));
        using var editor = await fixture.Visitor().SignInAsync("mover", password);
        await administrator.SentAsync(HttpMethod.Patch, $"/api/accounts/{id}", new { role = "viewer" });
        var session = await editor.Http.JsonAsync("/api/session");
        Assert.Equal(("viewer", 0), (session.Text("role"), session.GetProperty("areas").GetArrayLength()));
        Assert.Equal(["root account-created", "mover signed-in", "root rights-changed"], await fixture.Database.AuditAsync("mover"));
    }

    [Fact]
    public async Task ADisabledAccountIsOutAtOnceWithItsTokens()
    {
        using var administrator = await fixture.AdministratorAsync();
        var (id, password) = await CreateAsync(administrator, NewEditor("leaver"));
        using var editor = await fixture.Visitor().SignInAsync("leaver", password);
        var token = (await editor.SentAsync(HttpMethod.Post, "/api/tokens", new { name = "x" })).Text("secret");
        await administrator.SentAsync(HttpMethod.Patch, $"/api/accounts/{id}", new { disabled = true });
        Assert.False(await editor.IsSignedInAsync());
        using var byToken = await fixture.Http.AskAsync("/api/tokens", ("Authorization", $"Bearer {token}"));
        await byToken.AssertProblemAsync(401, "not-signed-in");
        using var again = await editor.TrySignInAsync("leaver", password);
        await again.AssertProblemAsync(401, "wrong-credentials");
    }

    [Fact]
    public async Task AResetGivesANewPasswordAndEndsSessionsAndLockOut()
    {
        using var administrator = await fixture.AdministratorAsync();
        var (id, password) = await CreateAsync(administrator, NewEditor("forgetful"));
        using var editor = await fixture.Visitor().SignInAsync("forgetful", password);
        using var guesser = fixture.Visitor();
        for (var i = 0; i < 6; i++) (await guesser.TrySignInAsync("forgetful", "wrong")).Dispose();
        var reset = await administrator.SentAsync(HttpMethod.Post, $"/api/accounts/{id}/password");
        Assert.False(await editor.IsSignedInAsync());
        await editor.SignInAsync("forgetful", reset.Text("password")!);
    }

    [Fact]
    public async Task AnAdministratorCannotShutTheLastDoor()
    {
        using var administrator = await fixture.AdministratorAsync();
        var own = (await administrator.Http.JsonAsync("/api/accounts")).GetProperty("accounts").EnumerateArray().Single(account => account.Text("name") == "root").Text("id");
        using var response = await administrator.SendAsync(HttpMethod.Patch, $"/api/accounts/{own}", new { disabled = true });
        await response.AssertProblemAsync(409, "own-account");
    }

    [Theory]
    [InlineData("""{"name":"x","role":"king"}""", 400, "unknown-role")]
    [InlineData("""{"name":"x","role":"city-editor"}""", 400, "areas-and-role")]
    [InlineData("""{"name":"x","role":"viewer","areas":["370100"]}""", 400, "areas-and-role")]
    [InlineData("""{"name":"x","role":"city-editor","areas":["110000"]}""", 400, "unknown-area")]
    [InlineData("""{"name":"x","role":"city-editor","areas":["370000"]}""", 400, "unknown-area")]
    [InlineData("""{"name":"x","role":"city-editor","areas":[null]}""", 400, "unknown-area")]
    [InlineData("""{"name":"x","role":"city-editor","areas":["370100,370200"]}""", 400, "unknown-area")]
    [InlineData("""{"name":"a b","role":"viewer"}""", 400, "invalid-name")]
    [InlineData("""{"name":"(sign-in)","role":"viewer"}""", 400, "invalid-name")]
    [InlineData("""{"role":"viewer"}""", 400, "invalid-name")]
    [InlineData("""{"name":"ROOT","role":"viewer"}""", 409, "name-taken")]
    [InlineData("""{"name":""", 400, "bad-request")]
    [InlineData("null", 400, "bad-request")]
    public async Task WhatCannotBeIsRefused(string body, int status, string code)
    {
        using var administrator = await fixture.AdministratorAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/accounts") { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        request.Headers.Add("X-Antiforgery-Token", administrator.AntiforgeryToken);
        using var response = await administrator.Http.SendAsync(request, TestContext.Current.CancellationToken);
        await response.AssertProblemAsync(status, code);
    }
}
