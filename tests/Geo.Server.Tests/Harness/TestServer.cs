using Geo.Server.Web;
using Microsoft.AspNetCore.Builder;

namespace Geo.Server.Tests.Harness;

/// <summary>The real server on a free port of this machine, over a database of its own.</summary>
public sealed class TestServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly bool _ownsDatabase;

    private TestServer(TestDatabase database, WebApplication app, bool ownsDatabase)
    {
        _ownsDatabase = ownsDatabase;
        Database = database;
        _app = app;
        Address = new Uri(app.Urls.Single());
        Http = new HttpClient { BaseAddress = Address };
    }

    public TestDatabase Database { get; }
    public Uri Address { get; }
    public HttpClient Http { get; }
    public IServiceProvider Services => _app.Services;

    /// <param name="settings">Configuration as the command line gives it: <c>--Map:ReviewNo</c> and its value.</param>
    public static Task<TestServer> StartAsync(TestDatabase database, params string[] settings) => StartAsync(database, true, TimeProvider.System, settings);

    /// <param name="clock">What sessions, lock-outs and tokens go by.</param>
    public static Task<TestServer> StartAsync(TestDatabase database, TimeProvider clock, params string[] settings) => StartAsync(database, true, clock, settings);

    /// <summary>One of several servers of a database, which outlives it.</summary>
    public static Task<TestServer> StartSharedAsync(TestDatabase database, params string[] settings) => StartAsync(database, false, TimeProvider.System, settings);

    private static async Task<TestServer> StartAsync(TestDatabase database, bool ownsDatabase, TimeProvider clock, string[] settings)
    {
        var app = Serving.Build(["--urls", "http://127.0.0.1:0", "--Web:Root", Project.WebRoot, .. settings], database.ConnectionString, database.Catalog, clock);
        await app.StartAsync();
        return new TestServer(database, app, ownsDatabase);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        if (_ownsDatabase) await Database.DisposeAsync();
    }
}
