using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Geo.Server.Ogc.Tiles;
using Geo.Server.Tests.Harness;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Logging;

namespace Geo.Server.Tests;

/// <summary>A Redis behind the servers of a database: what one made, no other makes again; and without it everything goes on.</summary>
public sealed class SharedCacheTests : IAsyncLifetime
{
    private static readonly TileAddress Near = TileAddress.Of(Publishing.Lixia, 12);
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private RedisProcess _redis = null!;
    private TestDatabase _database = null!;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(RedisProcess.IsPossible, "redis-server is not installed");
        _redis = await RedisProcess.StartAsync();
        _database = await TestDatabase.CreateAsync();
        await _database.PublishAsync("village", [Publishing.Site("a", Publishing.Lixia), Publishing.Site("b", Publishing.Shinan)]);
    }

    public async ValueTask DisposeAsync()
    {
        if (_redis is null) return;
        await _redis.DisposeAsync();
        await _database.DisposeAsync();
    }

    // On a busy machine a quarter of a second is soon over, and then a server rightly goes on by itself.
    private const string Patient = "60000";

    private Task<TestServer> ServerAsync(TestDatabase database) => TestServer.StartSharedAsync(database, "--Cache:Redis", _redis.Address, "--Cache:PatienceMs", Patient);

    private async Task<int> TileQueriesAsync(TestServer server, string path, string encoding = "br")
    {
        using var count = new StatementCount(server.Database);
        using var response = await server.Http.AskAsync(path, ("Accept-Encoding", encoding));
        Assert.Equal(200, (int)response.StatusCode);
        return count.Take().Count(sql => sql.Contains("st_asmvt(", StringComparison.Ordinal));
    }

    /// <summary>Writing to the shared cache happens after the answer, so a reader elsewhere may have to come again.</summary>
    private async Task WaitUntilWrittenAsync(int keys)
    {
        using var redis = await StackExchange.Redis.ConnectionMultiplexer.ConnectAsync(_redis.Address);
        int there;
        for (var tries = 0; (there = redis.GetServer(_redis.Address).Keys(pattern: "geo/*").Count()) < keys; tries++)
        {
            Assert.True(tries < 3000, $"{there} of {keys} tiles were written.");
            await Task.Delay(10, Cancel);
        }
    }

    [Fact]
    public async Task ASecondProcessAnswersWhatTheFirstMadeWithoutATileQuery()
    {
        await using (var first = await ServerProcess.StartAsync(_database, ("Cache__Redis", _redis.Address), ("Cache__PatienceMs", Patient)))
        {
            using var made = await first.Http.AskAsync(Near.Path("village"), ("Accept-Encoding", "br"));
            Assert.Equal(200, (int)made.StatusCode);
            await WaitUntilWrittenAsync(2);
        }
        await using var second = await ServerAsync(_database);
        foreach (var encoding in (string[])["br", "gzip", "identity"]) Assert.Equal(0, await TileQueriesAsync(second, Near.Path("village"), encoding));
        Assert.Equal(["a"], (await second.Http.TileAsync("village", Near)).Select(site => site.Text("name")));
        // What a publication does not touch stays shared.
        await _database.PublishAsync("village", [Publishing.Site("a2", Publishing.Lixia), Publishing.Site("b", Publishing.Shinan)]);
        Assert.Equal(["a2"], (await second.Http.TileAsync("village", Near)).Select(site => site.Text("name")));
        await TileQueriesAsync(second, TileAddress.Of(Publishing.Shinan, 12).Path("village"));
        await WaitUntilWrittenAsync(5);
        await using var third = await ServerAsync(_database);
        Assert.Equal(0, await TileQueriesAsync(third, TileAddress.Of(Publishing.Shinan, 12).Path("village") + "?version=2"));
        Assert.Equal(["a2"], (await third.Http.TileAsync("village", Near)).Select(site => site.Text("name")));
    }

    [Fact]
    public async Task TwoDatabasesWithTheSameVersionsShareNothing()
    {
        await using var other = await TestDatabase.CreateAsync();
        await other.PublishAsync("village", [Publishing.Site("elsewhere", Publishing.Lixia)]);
        await using var first = await ServerAsync(_database);
        await using var second = await ServerAsync(other);
        // The boundaries of both come from one template, published at one moment under one number.
        foreach (var layer in (string[])["village", "counties"])
        {
            Assert.Equal(1, await TileQueriesAsync(first, Near.Path(layer)));
            Assert.Equal(1, await TileQueriesAsync(second, Near.Path(layer)));
        }
        Assert.Equal(["elsewhere"], (await second.Http.TileAsync("village", Near)).Select(site => site.Text("name")));
    }

    [Fact]
    public async Task TheSameVersionAfterARestoredBackupIsAnotherTile()
    {
        await using (var before = await ServerAsync(_database)) await TileQueriesAsync(before, Near.Path("village"));
        await WaitUntilWrittenAsync(2);
        // Published again under the number that it had, as after a backup of the state before it.
        await _database.ScalarAsync<long>("update geo.publication set published_at = published_at + interval '1 s' where layer_id = 'village' returning id");
        await using var after = await ServerAsync(_database);
        Assert.Equal(1, await TileQueriesAsync(after, Near.Path("village")));
    }

    [Fact]
    public async Task KilledOrStalledInTheMiddleNobodyWaitsAndBackItIsUsedAgain()
    {
        await using var server = await TestServer.StartSharedAsync(_database, "--Cache:Redis", _redis.Address);
        using var stop = new CancellationTokenSource();
        var answered = 0;
        var visitor = Task.Run(async () =>
        {
            for (; !stop.IsCancellationRequested; Interlocked.Increment(ref answered))
            {
                using var response = await server.Http.AskAsync(new TileAddress(18, Near.Row * 64 + answered / 60, Near.Column * 64 + answered % 60).Path("village"));
                Assert.True(response.IsSuccessStatusCode);
                // There are 3,840 tiles of this zoom in which something may be; where nothing can be nothing is written.
                await Task.Delay(10, Cancel);
            }
        }, Cancel);
        await WaitUntilWrittenAsync(1);
        await _redis.KillAsync();
        await AnswersAsync();
        await _redis.StartAgainAsync();
        // It is empty now; once it is used again there is something in it.
        await WaitUntilWrittenAsync(1);
        await _redis.StallAsync();
        await AnswersAsync();
        await _redis.GoOnAsync();
        await stop.CancelAsync();
        await visitor;

        // Were each to wait for the cache, these would take a second or more apiece.
        async Task AnswersAsync()
        {
            var (before, started) = (Volatile.Read(ref answered), Stopwatch.GetTimestamp());
            while (Volatile.Read(ref answered) < before + 100 && !visitor.IsCompleted) await Task.Delay(10, Cancel);
            Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(50));
        }
    }

    [Fact]
    public async Task ThereIsNoneAtTheStartAndTilesAreMadeAllTheSame()
    {
        await _redis.KillAsync();
        await using var server = await TestServer.StartSharedAsync(_database, "--Cache:Redis", _redis.Address);
        Assert.Equal(1, await TileQueriesAsync(server, Near.Path("village")));
        Assert.Equal(0, await TileQueriesAsync(server, Near.Path("village")));
    }

    [Fact]
    public async Task BeingAwayIsSaidOnceAndBeingBackOnce()
    {
        var log = new Lines();
        using var cache = new SharedCache(new TileCacheOptions(Redis: _redis.Address, PatienceMs: 60000), _database.Owner, log);
        var options = new DistributedCacheEntryOptions { AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(1) };
        await cache.SetAsync("x", Encoding.UTF8.GetBytes("y"), options, Cancel);
        Assert.Equal("y", Encoding.UTF8.GetString((await cache.GetAsync("x", Cancel))!));
        await _redis.KillAsync();
        for (var i = 0; i < 1000; i++) Assert.Null(await cache.GetAsync("x", Cancel));
        Assert.Single(log.Said);
        await _redis.StartAgainAsync();
        while (await cache.GetAsync("x", Cancel) is null)
        {
            await cache.SetAsync("x", Encoding.UTF8.GetBytes("z"), options, Cancel);
            await Task.Delay(10, Cancel);
        }
        Assert.Equal(2, log.Said.Count);
    }

    private sealed class Lines : ILogger<SharedCache>
    {
        public ConcurrentQueue<string> Said { get; } = [];
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
        public bool IsEnabled(LogLevel logLevel) => true;
        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Said.Enqueue(formatter(state, exception));
    }
}
