using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.StackExchangeRedis;
using Microsoft.Extensions.Options;
using Npgsql;
using StackExchange.Redis;

namespace Geo.Server.Ogc.Tiles;

/// <summary>
/// A Redis or Valkey that servers of one database share, behind each server's memory. It may be away, slow or die at any moment: then
/// nobody waits for it and nothing fails, tiles are made as if there were none, and once in a while it is tried behind the requests' backs.
/// </summary>
internal sealed class SharedCache : IDistributedCache, IHostedService, IDisposable
{
    // What a name says holds in one database only, and two may have a version in common. Copies of a cluster differ by their stamps.
    private const string Identity = "select system_identifier || '.' || (select oid from pg_database where datname = current_database()) from pg_control_system()";

    /// <summary>Before the first request nobody waits, and connecting takes longer than asking.</summary>
    private static readonly TimeSpan PatienceAtStart = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(2);

    // Asked for to see whether it answers.
    private const string Anything = "anything";

    // The least for connecting and for an answer before the driver itself gives it up; requests have gone on by then.
    private const int DriverTimeoutMs = 1000;

    private readonly TimeSpan _patience;
    private readonly RedisCache _redis;
    private readonly NpgsqlDataSource _database;
    private readonly ILogger<SharedCache> _log;
    private readonly CancellationTokenSource _closing = new();
    private string? _prefix;
    private int _away;

    public SharedCache(TileCacheOptions settings, NpgsqlDataSource database, ILogger<SharedCache> log)
    {
        var options = ConfigurationOptions.Parse(settings.Redis!);
        options.AbortOnConnectFail = false; // keeps on trying by itself
        options.ConnectTimeout = options.AsyncTimeout = options.SyncTimeout = Math.Max(DriverTimeoutMs, settings.PatienceMs);
        options.BacklogPolicy = BacklogPolicy.FailFast; // nothing waits for a connection
        options.ReconnectRetryPolicy = new LinearRetry(1000);
        _redis = new RedisCache(Options.Create(new RedisCacheOptions { ConfigurationOptions = options }));
        (_patience, _database, _log) = (TimeSpan.FromMilliseconds(settings.PatienceMs), database, log);
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ReadAsync(Anything).WaitAsync(_patience > PatienceAtStart ? _patience : PatienceAtStart, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            GoOnWithout(e);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task<byte[]?> GetAsync(string key, CancellationToken token = default)
    {
        if (Volatile.Read(ref _away) != 0) return null;
        try
        {
            return await ReadAsync(key).WaitAsync(_patience, token);
        }
        catch (Exception e) when (!token.IsCancellationRequested)
        {
            GoOnWithout(e);
            return null;
        }
    }

    public async Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default)
    {
        if (Volatile.Read(ref _away) != 0) return;
        try
        {
            // A copy, because the caller's bytes may be lent to another as soon as this returns, and Redis may still be reading them.
            await WriteAsync(key, [.. value], options).WaitAsync(_patience, token);
        }
        catch (Exception e) when (!token.IsCancellationRequested)
        {
            GoOnWithout(e);
        }
    }

    public Task RefreshAsync(string key, CancellationToken token = default) => Task.CompletedTask;

    // Names of content never become wrong, so nobody removes one.
    public Task RemoveAsync(string key, CancellationToken token = default) => throw new NotSupportedException();
    public byte[]? Get(string key) => throw new NotSupportedException();
    public void Set(string key, byte[] value, DistributedCacheEntryOptions options) => throw new NotSupportedException();
    public void Refresh(string key) => throw new NotSupportedException();
    public void Remove(string key) => throw new NotSupportedException();

    public void Dispose()
    {
        // Registered as three services that are one, so this is called three times.
        if (_closing.IsCancellationRequested) return;
        _closing.Cancel();
        _closing.Dispose();
        _redis.Dispose();
    }

    // The cache's own cancellation leaves its lock in disorder, so it is never cancelled, only not waited for.
    private async Task<byte[]?> ReadAsync(string key) => await _redis.GetAsync(await PrefixAsync() + key, CancellationToken.None);

    private async Task WriteAsync(string key, byte[] value, DistributedCacheEntryOptions options) =>
        await _redis.SetAsync(await PrefixAsync() + key, value, options, CancellationToken.None);

    private async ValueTask<string> PrefixAsync()
    {
        if (_prefix is { } known) return known;
        await using var command = _database.CreateCommand(Identity);
        return _prefix = $"geo/{await command.ExecuteScalarAsync()}/";
    }

    private void GoOnWithout(Exception reason)
    {
        if (Interlocked.Exchange(ref _away, 1) != 0) return;
        // After the first part come the driver's own figures, a screen of them.
        _log.LogWarning("The shared cache does not answer, so tiles are kept in memory alone: {Message}", reason.Message.Split(';', ',')[0]);
        _ = TryAgainAsync();
    }

    private async Task TryAgainAsync()
    {
        try
        {
            while (true)
            {
                await Task.Delay(BetweenTries, _closing.Token);
                try
                {
                    await ReadAsync(Anything).WaitAsync(_patience, _closing.Token);
                    break;
                }
                catch (Exception) when (!_closing.IsCancellationRequested)
                {
                    // Still away.
                }
            }
            Volatile.Write(ref _away, 0);
            _log.LogInformation("The shared cache answers again.");
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // The service ends.
        }
    }
}
