using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests.Accounts;

/// <summary>Sessions end: unused, at the latest, and when an administrator says so.</summary>
public sealed class SessionsEndTests
{
    private static Task Wait(double seconds) => Task.Delay(TimeSpan.FromSeconds(seconds), TestContext.Current.CancellationToken);

    [Fact]
    public async Task AnUnusedSessionEndsAndAUsedOneDoesNot()
    {
        await using var server = await TestServer.StartAsync(await TestDatabase.CreateAsync(), "--Accounts:SessionTimeout=00:00:05");
        var password = await server.Database.AddAccountAsync("viewer", "viewer");
        using var visitor = await new Visitor(server).SignInAsync("viewer", password);
        for (var i = 0; i < 4; i++)
        {
            await Wait(2);
            Assert.True(await visitor.IsSignedInAsync(), $"after {2 * (i + 1)} s");
        }
        await Wait(6.5);
        Assert.False(await visitor.IsSignedInAsync());
    }

    [Fact]
    public async Task NoSessionOutlivesItsLifetime()
    {
        await using var server = await TestServer.StartAsync(await TestDatabase.CreateAsync(), "--Accounts:SessionLifetime=00:00:02");
        var password = await server.Database.AddAccountAsync("viewer", "viewer");
        using var visitor = await new Visitor(server).SignInAsync("viewer", password);
        Assert.True(await visitor.IsSignedInAsync());
        await Wait(2.2);
        Assert.False(await visitor.IsSignedInAsync());
    }

    [Fact]
    public async Task ARestartSignsNoOneOut()
    {
        await using var server = await TestServer.StartAsync(await TestDatabase.CreateAsync());
        var password = await server.Database.AddAccountAsync("viewer", "viewer");
        using var visitor = await new Visitor(server).SignInAsync("viewer", password);
        await using var other = Web.Serving.Build(["--urls", "http://127.0.0.1:0"], server.Database.ConnectionString, server.Database.Catalog);
        await other.StartAsync(TestContext.Current.CancellationToken);
        using var handler = new SocketsHttpHandler { CookieContainer = new() };
        handler.CookieContainer.Add(visitor.Cookies.GetAllCookies());
        using var http = new HttpClient(handler) { BaseAddress = new Uri(other.Urls.Single()) };
        Assert.Equal("viewer", (await http.JsonAsync("/api/session")).Text("name"));
    }
}
