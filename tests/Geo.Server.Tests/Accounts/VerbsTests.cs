using System.CommandLine;
using Geo.Server.Accounts;
using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests.Accounts;

/// <summary>The command line makes the first administrator, and is the way back in.</summary>
public sealed class VerbsTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        var root = new RootCommand { UserVerb.Create(), TokenVerb.Create(), AuditVerb.Create() };
        var code = await root.Parse([.. arguments, "--db", fixture.Database.ConnectionString])
            .InvokeAsync(new InvocationConfiguration { Output = output }, TestContext.Current.CancellationToken);
        return (code, output.ToString().Trim());
    }

    [Fact]
    public async Task TheFirstAdministratorSignsInWithThePrintedPassword()
    {
        var (code, password) = await RunAsync("user", "add", "first", "--role", "administrator");
        Assert.Equal(0, code);
        Assert.Matches("^[A-Za-z0-9]{20}$", password);
        using var visitor = await new Visitor(fixture.Server).SignInAsync("first", password);
        await visitor.Http.JsonAsync("/api/accounts");
        Assert.Equal(1, (await RunAsync("user", "add", "first", "--role", "administrator")).Code);
    }

    [Fact]
    public async Task ACityEditorNeedsACity()
    {
        Assert.Equal(1, (await RunAsync("user", "add", "editor", "--role", "city-editor")).Code);
        Assert.Equal(1, (await RunAsync("user", "add", "editor", "--role", "city-editor", "--area", "110000")).Code);
        Assert.Equal(0, (await RunAsync("user", "add", "editor", "--role", "city-editor", "--area", "370100", "--area", "370202")).Code);
    }

    [Fact]
    public async Task APrintedTokenOpensTheInterface()
    {
        await RunAsync("user", "add", "program", "--role", "viewer");
        var (code, token) = await RunAsync("token", "add", "program");
        Assert.Equal(0, code);
        Assert.Equal("program", (await fixture.Http.JsonAsync("/api/session", ("Authorization", $"Bearer {token}"))).Text("name"));
        Assert.Equal(1, (await RunAsync("token", "add", "no-such-account")).Code);
        Assert.Contains($"{Environment.UserName} token-created", await fixture.Database.AuditAsync("program"));
    }

    [Fact]
    public async Task AResetPrintsAPasswordAndDisablingEndsIt()
    {
        var (_, first) = await RunAsync("user", "add", "returner", "--role", "viewer");
        var (_, second) = await RunAsync("user", "reset", "returner");
        using var visitor = new Visitor(fixture.Server);
        (await visitor.TrySignInAsync("returner", first)).Dispose();
        Assert.False(await visitor.IsSignedInAsync());
        await visitor.SignInAsync("returner", second);
        Assert.Equal(0, (await RunAsync("user", "disable", "returner")).Code);
        Assert.False(await visitor.IsSignedInAsync());
    }

    [Fact]
    public async Task VerifySaysThatTheLogIsUnbrokenAndKnowsItsOldHeads()
    {
        var (code, report) = await RunAsync("audit", "verify");
        Assert.Equal(0, code);
        var head = report.Split(' ')[^1];
        await RunAsync("user", "add", "one-more", "--role", "viewer");
        Assert.Equal(0, (await RunAsync("audit", "verify", "--head", head)).Code);
        Assert.Equal(1, (await RunAsync("audit", "verify", "--head", new string('a', 64))).Code);
    }
}
