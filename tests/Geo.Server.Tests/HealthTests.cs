using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests;

public sealed class HealthTests : IAsyncLifetime
{
    private TestServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await TestServer.StartAsync(await TestDatabase.CreateAsync());

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("/healthz", "ok")]
    [InlineData("/readyz", "ready")]
    public async Task SaysThatItIsAliveAndReady(string path, string answer) =>
        Assert.Equal(answer, await _server.Http.GetStringAsync(path, TestContext.Current.CancellationToken));
}
