using System.Text.Json;
using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests.Accounts;

/// <summary>A program speaks with a token of its owner's.</summary>
public sealed class TokensTests(AccountsFixture fixture) : IClassFixture<AccountsFixture>
{
    private async Task<(Visitor Owner, JsonElement Token, string Secret)> IssueAsync()
    {
        var owner = await fixture.Visitor().SignInAsync("jinan", fixture.JinanEditor);
        var created = await owner.SentAsync(HttpMethod.Post, "/api/tokens", new { name = "nightly upload", expiresInDays = 30 });
        return (owner, created.GetProperty("token"), created.Text("secret")!);
    }

    [Fact]
    public async Task HasItsOwnersRightsAndNeedsNoAntiforgery()
    {
        var (owner, token, secret) = await IssueAsync();
        using var program = fixture.Visitor();
        var session = await program.SentAsync(HttpMethod.Get, "/api/session", bearer: secret);
        Assert.Equal(("jinan", "city-editor"), (session.Text("name"), session.Text("role")));
        Assert.False(session.TryGetProperty("antiforgeryToken", out _));
        await program.SentAsync(HttpMethod.Delete, $"/api/tokens/{token.Text("id")}", bearer: secret);
        owner.Dispose();
    }

    [Fact]
    public async Task IsShownOnceAndKeptAsAHash()
    {
        var (owner, token, secret) = await IssueAsync();
        Assert.Matches("^geo_[0-9a-f]{64}$", secret);
        var listed = (await owner.Http.JsonAsync("/api/tokens")).ToString();
        Assert.Contains(token.Text("id")!, listed, StringComparison.Ordinal);
        Assert.StartsWith(token.Text("prefix")!, secret, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, listed, StringComparison.Ordinal);
        Assert.Equal(1L, await fixture.Database.ScalarAsync<long>(
            "select count(*) from geo.token t where sha256 = sha256(convert_to($1, 'UTF8')) and not t::text like '%' || $1 || '%'", secret));
        owner.Dispose();
    }

    [Fact]
    public async Task IsDeadOnceRevoked()
    {
        var (owner, token, secret) = await IssueAsync();
        await owner.SentAsync(HttpMethod.Delete, $"/api/tokens/{token.Text("id")}");
        await AssertDeadAsync(secret);
        Assert.Contains("jinan token-revoked", await fixture.Database.AuditAsync("jinan"));
        owner.Dispose();
    }

    [Fact]
    public async Task IsDeadOnceExpired()
    {
        var (owner, token, secret) = await IssueAsync();
        await using var expire = fixture.Database.Owner.CreateCommand(
            "update geo.token set created_at = now() - interval '2 days', expires_at = now() - interval '1 second' where id = $1::uuid");
        expire.Parameters.Add(new() { Value = Guid.Parse(token.Text("id")!) });
        await expire.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        await AssertDeadAsync(secret);
        owner.Dispose();
    }

    [Fact]
    public async Task DoesNotMakeOtherTokensNorChangeThePassword()
    {
        var (owner, _, secret) = await IssueAsync();
        using var program = fixture.Visitor();
        using var create = await program.SendAsync(HttpMethod.Post, "/api/tokens", new { name = "child" }, secret);
        await create.AssertProblemAsync(403, "session-needed");
        using var change = await program.SendAsync(HttpMethod.Put, "/api/session/password", new { current = "x", @new = "y" }, secret);
        await change.AssertProblemAsync(403, "session-needed");
        owner.Dispose();
    }

    [Fact]
    public async Task IsItsOwnersAlone()
    {
        var (owner, token, secret) = await IssueAsync();
        using var other = await fixture.AdministratorAsync();
        Assert.DoesNotContain(token.Text("id")!, (await other.Http.JsonAsync("/api/tokens")).ToString(), StringComparison.Ordinal);
        using var revoke = await other.SendAsync(HttpMethod.Delete, $"/api/tokens/{token.Text("id")}");
        await revoke.AssertProblemAsync(404, "not-found");
        using var program = fixture.Visitor();
        await program.SentAsync(HttpMethod.Get, "/api/tokens", bearer: secret);
        owner.Dispose();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(366)]
    [InlineData(int.MaxValue)]
    public async Task LivesOneDayToAYear(int days)
    {
        using var owner = await fixture.Visitor().SignInAsync("jinan", fixture.JinanEditor);
        using var response = await owner.SendAsync(HttpMethod.Post, "/api/tokens", new { name = "x", expiresInDays = days });
        await response.AssertProblemAsync(400, "invalid-expiry");
    }

    [Theory]
    [InlineData("geo_0")]
    [InlineData("geo_0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("' or 1=1")]
    public async Task MustBeOneOfOurs(string secret) => await AssertDeadAsync(secret);

    private async Task AssertDeadAsync(string secret)
    {
        using var response = await fixture.Http.AskAsync("/api/tokens", ("Authorization", $"Bearer {secret}"));
        Assert.StartsWith("Bearer error=\"invalid_token\"", response.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        await response.AssertProblemAsync(401, "not-signed-in");
    }
}
