using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests.Accounts;

/// <summary>After five failures a name waits, whoever it is; and an address may not try without end.</summary>
public sealed class LockOutTests(LockOutTests.Fixture fixture) : IClassFixture<LockOutTests.Fixture>
{
    public sealed class Fixture : AccountsFixture
    {
        protected override async Task<TestServer> StartAsync() =>
            await TestServer.StartAsync(await TestDatabase.CreateAsync(), Clock, "--Accounts:LockoutTime=00:15:00", "--Accounts:SignInsPerMinute=1000");

        public SettableClock Clock { get; } = new();
    }

    [Theory]
    [InlineData("jinan")]
    [InlineData("nobody-has-this-name")]
    public async Task TheSixthAttemptIsRefusedAndSaysHowLong(string name)
    {
        using var visitor = fixture.Visitor();
        for (var attempt = 1; attempt <= 5; attempt++)
            using (var response = await visitor.TrySignInAsync(name, "wrong"))
                await response.AssertProblemAsync(401, "wrong-credentials");
        using var locked = await visitor.TrySignInAsync(name, fixture.JinanEditor);
        await locked.AssertProblemAsync(429, "locked-out");
        Assert.Equal(TimeSpan.FromMinutes(15), locked.Headers.RetryAfter!.Delta);
    }

    [Fact]
    public async Task TheLockEndsByItself()
    {
        var password = await fixture.Database.AddAccountAsync("patient", "viewer");
        using var visitor = fixture.Visitor();
        for (var attempt = 1; attempt <= 6; attempt++) (await visitor.TrySignInAsync("patient", "wrong")).Dispose();
        using (var locked = await visitor.TrySignInAsync("patient", password)) await locked.AssertProblemAsync(429, "locked-out");
        fixture.Clock.Advance(TimeSpan.FromMinutes(14));
        using (var locked = await visitor.TrySignInAsync("patient", password)) Assert.Equal(TimeSpan.FromMinutes(1), locked.Headers.RetryAfter!.Delta);
        fixture.Clock.Advance(TimeSpan.FromMinutes(1));
        await visitor.SignInAsync("patient", password);
    }

    [Fact]
    public async Task ManyAttemptsAtOnceGetNoMoreTries()
    {
        await fixture.Database.AddAccountAsync("crowd", "viewer");
        using var visitor = fixture.Visitor();
        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => visitor.TrySignInAsync("crowd", "wrong")));
        Assert.Equal(5, answers.Count(answer => (int)answer.StatusCode == 401));
        Assert.Equal(25, answers.Count(answer => (int)answer.StatusCode == 429));
        Assert.Equal(5, (await fixture.Database.AuditAsync("crowd")).Count(entry => entry == "(sign-in) sign-in-failed"));
        foreach (var answer in answers) answer.Dispose();
    }

    [Fact]
    public async Task SigningInForgetsTheFailures()
    {
        var password = await fixture.Database.AddAccountAsync("clumsy", "viewer");
        using var visitor = fixture.Visitor();
        for (var round = 0; round < 3; round++)
        {
            for (var attempt = 1; attempt <= 4; attempt++) (await visitor.TrySignInAsync("clumsy", "wrong")).Dispose();
            await visitor.SignInAsync("clumsy", password);
        }
    }

    [Fact]
    public async Task AnAddressMayNotTryManyNames()
    {
        await using var server = await TestServer.StartAsync(await TestDatabase.CreateAsync(), "--Accounts:SignInsPerMinute=3");
        using var visitor = new Visitor(server);
        for (var i = 0; i < 3; i++)
            using (var response = await visitor.TrySignInAsync($"name{i}", "wrong"))
                await response.AssertProblemAsync(401, "wrong-credentials");
        using var limited = await visitor.TrySignInAsync("name4", "wrong");
        await limited.AssertProblemAsync(429, "too-many-requests");
        Assert.NotNull(limited.Headers.RetryAfter);
    }
}
