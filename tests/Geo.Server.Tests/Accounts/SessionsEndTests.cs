using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests.Accounts;

/// <summary>Sessions end: unused, at the latest, and when an administrator says so.</summary>
public sealed class SessionsEndTests
{
    [Fact]
    public async Task AnUnusedSessionEndsAndAUsedOneDoesNot()
    {
        var clock = new SettableClock();
        await using var server = await TestServer.StartAsync(await TestDatabase.CreateAsync(), clock);
        using var visitor = await new Visitor(server).SignInAsync("viewer", await server.Database.AddAccountAsync("viewer", "viewer"));
        for (var minutes = 20; minutes <= 80; minutes += 20)
        {
            clock.Advance(TimeSpan.FromMinutes(20));
            Assert.True(await visitor.IsSignedInAsync(), $"after {minutes} minutes of use");
        }
        clock.Advance(TimeSpan.FromMinutes(31));
        Assert.False(await visitor.IsSignedInAsync());
    }

    [Fact]
    public async Task AnyRequestAMinuteAfterTheLastKeepsASessionAlive()
    {
        var clock = new SettableClock();
        await using var server = await TestServer.StartAsync(await TestDatabase.CreateAsync(), clock);
        using var visitor = await new Visitor(server).SignInAsync("viewer", await server.Database.AddAccountAsync("viewer", "viewer"));
        for (var i = 0; i < 3; i++)
        {
            clock.Advance(TimeSpan.FromMinutes(29));
            await visitor.SentAsync(HttpMethod.Get, "/api/tokens");
        }
    }

    [Fact]
    public async Task NoSessionOutlivesItsLifetime()
    {
        var clock = new SettableClock();
        await using var server = await TestServer.StartAsync(await TestDatabase.CreateAsync(), clock, "--Accounts:SessionLifetime=01:00:00");
        using var visitor = await new Visitor(server).SignInAsync("viewer", await server.Database.AddAccountAsync("viewer", "viewer"));
        for (var i = 0; i < 2; i++)
        {
            clock.Advance(TimeSpan.FromMinutes(25));
            Assert.True(await visitor.IsSignedInAsync());
        }
        clock.Advance(TimeSpan.FromMinutes(11));
        Assert.False(await visitor.IsSignedInAsync());
    }

    [Fact]
    public async Task TheSessionSaysWhenItEnds()
    {
        var clock = new SettableClock();
        await using var server = await TestServer.StartAsync(await TestDatabase.CreateAsync(), clock);
        using var visitor = await new Visitor(server).SignInAsync("viewer", await server.Database.AddAccountAsync("viewer", "viewer"));
        var session = await visitor.Http.JsonAsync("/api/session");
        Assert.Equal(1800, session.GetProperty("idleTimeoutS").GetInt32());
        // To the microsecond, which is all that the database keeps.
        Assert.InRange(session.GetProperty("endsAt").GetDateTimeOffset() - clock.GetUtcNow() - TimeSpan.FromHours(12), -TimeSpan.FromMicroseconds(1), TimeSpan.FromMicroseconds(1));
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
