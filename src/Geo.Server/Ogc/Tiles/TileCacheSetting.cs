using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;

namespace Geo.Server.Ogc.Tiles;

/// <param name="MemoryMb">What this server keeps in its own memory.</param>
/// <param name="Redis">Where the cache is that servers share, as StackExchange.Redis writes it: <c>host:6379,password=…</c>. Empty: none.</param>
/// <param name="PatienceMs">How long a request waits for the shared cache. A tile is made in some ten milliseconds, so waiting longer is no gain.</param>
public sealed record TileCacheOptions(int MemoryMb = 512, string? Redis = null, int PatienceMs = 250);

public static class TileCacheSetting
{
    private const int LargestTileBytes = 16 << 20;

    public static void AddTileCache(this IServiceCollection services, IConfiguration configuration)
    {
        var options = configuration.GetSection("Cache").Get<TileCacheOptions>() ?? new TileCacheOptions();
        services.Configure<MemoryCacheOptions>(memory => memory.SizeLimit = (long)options.MemoryMb << 20);
        services.AddMemoryCache();
        if (!string.IsNullOrWhiteSpace(options.Redis))
        {
            services.AddSingleton(provider => ActivatorUtilities.CreateInstance<SharedCache>(provider, options));
            services.AddSingleton<IDistributedCache>(provider => provider.GetRequiredService<SharedCache>());
            services.AddHostedService(provider => provider.GetRequiredService<SharedCache>());
        }
        services.AddHybridCache(cache => cache.MaximumPayloadBytes = LargestTileBytes).AddSerializer<StoredTile, StoredTile.Serializer>();
        services.AddSingleton<TileVersions>();
        services.AddSingleton<TileCache>();
    }
}
