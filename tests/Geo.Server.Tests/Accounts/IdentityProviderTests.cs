using System.Net;
using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests.Accounts;

/// <summary>The organisation's own sign-on says who somebody is; what they may do, and whether they come in at all, is decided here.</summary>
public sealed class IdentityProviderTests : IAsyncLifetime
{
    private IdentityProvider _provider = null!;
    private TestServer _server = null!;
    private Visitor _visitor = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _provider = await IdentityProvider.StartAsync();
        await StartAsync();
    }

    private async Task StartAsync(params string[] settings)
    {
        _server = await TestServer.StartAsync(await TestDatabase.CreateAsync(), [.. _provider.Settings, .. settings]);
        _visitor = new Visitor(_server);
    }

    private async Task RestartAsync(params string[] settings)
    {
        _visitor.Dispose();
        await _server.DisposeAsync();
        await StartAsync(settings);
    }

    public async ValueTask DisposeAsync()
    {
        _visitor.Dispose();
        await _server.DisposeAsync();
        await _provider.DisposeAsync();
    }

    private async Task AddAccountAsync(string name, string role, string subject, params string[] areas)
    {
        await using var session = await Database.DatabaseSession.OpenAsync(_server.Database.Owner, Database.Actor.CommandLine(), Cancel);
        await Geo.Server.Accounts.AccountChanges.CreateAsync(session, name, role, areas, $"{_provider.Issuer} {subject}", Cancel);
        await session.CommitAsync(Cancel);
    }

    /// <summary>Goes to the provider and comes back, as a browser does; the last answer that leads no further.</summary>
    private async Task<HttpResponseMessage> SignInAsync(string path = "/api/session/oidc", string accept = "application/json", Func<Uri, Uri>? onTheWay = null)
    {
        var next = new Uri(_server.Address, path);
        for (var step = 0; step < 3; step++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, next);
            request.Headers.Accept.ParseAdd(accept);
            var response = await _visitor.Http.SendAsync(request, Cancel);
            // Coming home is not followed: it is a page of the front end.
            if (response.Headers.Location is not { IsAbsoluteUri: true } to) return response;
            next = onTheWay?.Invoke(to) ?? to;
            response.Dispose();
        }
        throw new InvalidOperationException("The way does not end.");
    }

    private async Task AssertRefusedAsync(HttpResponseMessage response, int status, string code)
    {
        await response.AssertProblemAsync(status, code);
        Assert.False(await _visitor.IsSignedInAsync());
        Assert.Equal(0, await _server.Database.ScalarAsync<long>("select count(*) from geo.session"));
        response.Dispose();
    }

    [Fact]
    public async Task AKnownIdentityIsSignedInWithTheRightsOfItsAccountHere()
    {
        await AddAccountAsync("zhang", "city-editor", "u-1001", "370100");
        using var response = await SignInAsync();
        Assert.Equal((HttpStatusCode.Found, "/"), (response.StatusCode, response.Headers.Location!.ToString()));
        var session = await _visitor.Http.JsonAsync("/api/session");
        Assert.Equal(("zhang", "city-editor", "370100"), (session.Text("name"), session.Text("role"), session.GetProperty("areas")[0].GetString()));
        Assert.Contains("zhang signed-in", await _server.Database.AuditAsync("zhang"));
        _visitor.AntiforgeryToken = session.Text("antiforgeryToken");
        await _visitor.SentAsync(HttpMethod.Post, "/api/tokens", new { name = "x" });
    }

    [Fact]
    public async Task SigningOutEndsTheSession()
    {
        await AddAccountAsync("zhang", "viewer", "u-1001");
        (await SignInAsync()).Dispose();
        _visitor.AntiforgeryToken = (await _visitor.Http.JsonAsync("/api/session")).Text("antiforgeryToken");
        var copy = _visitor.Cookies.GetCookieHeader(new Uri(_server.Address, "/api"));
        await _visitor.SentAsync(HttpMethod.Delete, "/api/session");
        Assert.False(await _visitor.IsSignedInAsync());
        Assert.False((await _server.Http.JsonAsync("/api/session", ("Cookie", copy))).GetProperty("signedIn").GetBoolean());
    }

    [Fact]
    public async Task AnUnknownIdentityIsRefused() => await AssertRefusedAsync(await SignInAsync(), 403, "no-account");

    [Fact]
    public async Task ADisabledAccountIsRefused()
    {
        await AddAccountAsync("zhang", "viewer", "u-1001");
        await using (var disable = _server.Database.Owner.CreateCommand("update geo.account set disabled = true")) await disable.ExecuteNonQueryAsync(Cancel);
        await AssertRefusedAsync(await SignInAsync(), 403, "no-account");
    }

    [Fact]
    public async Task TheSameNumberAtAnotherProviderIsAnotherPerson()
    {
        await using (var session = await Database.DatabaseSession.OpenAsync(_server.Database.Owner, Database.Actor.CommandLine(), Cancel))
        {
            await Geo.Server.Accounts.AccountChanges.CreateAsync(session, "zhang", "administrator", [], "https://other.example u-1001", Cancel);
            await session.CommitAsync(Cancel);
        }
        await AssertRefusedAsync(await SignInAsync(), 403, "no-account");
    }

    [Theory]
    [InlineData("nonce")]
    [InlineData("issuer")]
    [InlineData("audience")]
    [InlineData("signature")]
    [InlineData("no signature")]
    [InlineData("signature left out")]
    [InlineData("expired")]
    public async Task AnIdTokenThatIsWrongInOneThingIsRefused(string wrong)
    {
        await AddAccountAsync("zhang", "viewer", "u-1001");
        switch (wrong)
        {
            case "nonce": _provider.ClaimedNonce = "another"; break;
            case "issuer": _provider.ClaimedIssuer = "https://other.example"; break;
            case "audience": _provider.ClaimedAudience = "another-service"; break;
            case "signature": _provider.SignsWithAForeignKey = true; break;
            case "no signature": _provider.IsUnsigned = true; break;
            case "signature left out": _provider.LeavesTheSignatureOut = true; break;
            case "expired": _provider.Lifetime = TimeSpan.FromMinutes(-30); break;
        }
        await AssertRefusedAsync(await SignInAsync(), 401, "identity-provider-failed");
    }

    [Theory]
    [InlineData("state=", "state=x")]
    [InlineData("code=", "code=x")]
    public async Task AnAnswerThatWasTamperedWithOnTheWayIsRefused(string member, string tampered)
    {
        await AddAccountAsync("zhang", "viewer", "u-1001");
        await AssertRefusedAsync(await SignInAsync(onTheWay: to => to.AbsolutePath.EndsWith("/callback", StringComparison.Ordinal)
            ? new Uri(to.ToString().Replace(member, tampered, StringComparison.Ordinal)) : to), 401, "identity-provider-failed");
    }

    [Fact]
    public async Task AnAnswerToSomebodyElsesBrowserIsRefused()
    {
        await AddAccountAsync("zhang", "viewer", "u-1001");
        await AssertRefusedAsync(await SignInAsync(onTheWay: to =>
        {
            if (to.AbsolutePath.EndsWith("/callback", StringComparison.Ordinal))
                foreach (Cookie cookie in _visitor.Cookies.GetAllCookies()) cookie.Expired = true;
            return to;
        }), 401, "identity-provider-failed");
    }

    [Fact]
    public async Task ThePersonComesBackToWhereTheyWere()
    {
        await AddAccountAsync("zhang", "viewer", "u-1001");
        using var response = await SignInAsync("/api/session/oidc?return=" + Uri.EscapeDataString("/?p=upload&lang=en"));
        Assert.Equal("/?p=upload&lang=en", response.Headers.Location!.ToString());
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("javascript:alert(1)")]
    public async Task ButNotToAnotherServer(string place)
    {
        using var response = await _visitor.Http.AskAsync("/api/session/oidc?return=" + Uri.EscapeDataString(place));
        await response.AssertProblemAsync(400, "invalid-return");
    }

    [Fact]
    public async Task ARefusalIsAPageForPeople()
    {
        using var response = await SignInAsync(accept: "text/html");
        Assert.Equal((HttpStatusCode.Forbidden, "text/html"), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        Assert.Contains("请联系管理员开通", WebUtility.HtmlDecode(await response.TextAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhereThePolicySaysSoANewIdentityBecomesAReader()
    {
        await RestartAsync("--Accounts:Oidc:CreatesViewers=true");
        _provider.PreferredName = "wang";
        (await SignInAsync()).Dispose();
        var session = await _visitor.Http.JsonAsync("/api/session");
        Assert.Equal(("wang", "viewer"), (session.Text("name"), session.Text("role")));
        Assert.Contains("(sign-in) account-created", await _server.Database.AuditAsync("wang"));
        // And is the same account the next time, whatever the provider calls it then.
        _provider.PreferredName = "wang2";
        (await SignInAsync()).Dispose();
        Assert.Equal("wang", (await _visitor.Http.JsonAsync("/api/session")).Text("name"));
    }

    [Theory]
    [InlineData("root")]
    [InlineData("ROOT")]
    [InlineData("<b>x</b>")]
    [InlineData("")]
    public async Task ANewIdentityNeverTakesAnothersName(string name)
    {
        await RestartAsync("--Accounts:Oidc:CreatesViewers=true");
        await _server.Database.AddAccountAsync("root", "administrator");
        _provider.PreferredName = name;
        (await SignInAsync()).Dispose();
        var session = await _visitor.Http.JsonAsync("/api/session");
        Assert.Equal("viewer", session.Text("role"));
        Assert.Matches("^oidc-[0-9a-f]{16}$", session.Text("name"));
    }

    [Theory]
    [InlineData("administrator", "'x y'", "null")]
    [InlineData("viewer", "null", "null")]
    [InlineData("viewer", "'x y'", "'a hash'")]
    public async Task TheSignInCanMakeNothingButReadersOfAnIdentity(string role, string subject, string hash) =>
        await _server.Database.AssertRefusedAsync("(sign-in)", "door", [],
            $"insert into geo.account (id, name, normalized_name, password_hash, security_stamp, role, areas, disabled, oidc_subject) values (gen_random_uuid(), 'x', 'X', {hash}, '', '{role}', '{{}}', false, {subject})");

    [Fact]
    public async Task WithoutAProviderThereIsNoSuchSignIn()
    {
        await using var plain = await TestServer.StartAsync(await TestDatabase.CreateAsync());
        using var response = await plain.Http.AskAsync("/api/session/oidc");
        await response.AssertProblemAsync(404, "oidc-off");
        Assert.False((await plain.Http.JsonAsync("/api/session")).GetProperty("oidc").GetBoolean());
        Assert.True((await _server.Http.JsonAsync("/api/session")).GetProperty("oidc").GetBoolean());
    }
}
