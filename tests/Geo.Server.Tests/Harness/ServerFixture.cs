namespace Geo.Server.Tests.Harness;

/// <summary>A server that the tests of a file share; what they read is published before the first of them.</summary>
public class ServerFixture : IAsyncLifetime
{
    public TestServer Server { get; private set; } = null!;
    public TestDatabase Database => Server.Database;
    public HttpClient Http => Server.Http;

    public async ValueTask InitializeAsync()
    {
        Server = await StartAsync();
        await ArrangeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected virtual async Task<TestServer> StartAsync() => await TestServer.StartAsync(await TestDatabase.CreateAsync());

    protected virtual Task ArrangeAsync() => Task.CompletedTask;
}
