using Geo.Server.Tests.Harness;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;

namespace Geo.Server.Tests;

/// <summary>The tiles in memory keep to the size that is set, empty ones as well: nobody fills a server by asking for the whole sea.</summary>
public sealed class TileMemoryTests
{
    private const int Asked = 2400;

    [Theory]
    [InlineData("1", 1, 1400)]
    [InlineData("64", Asked, 2 * Asked)]
    public async Task WhatIsKeptStaysBelowTheLimit(string memoryMb, int least, int most)
    {
        await using var server = await TestServer.StartAsync(await TestDatabase.CreateAsync(), "--Cache:MemoryMb", memoryMb);
        await server.Database.PublishAsync("village", [Publishing.Site("a", Publishing.Lixia)]);
        var corner = TileAddress.Of(Publishing.Lixia, 12);
        // Deep below a tile that has something, where there is nothing to see.
        var tiles = Enumerable.Range(0, Asked).Select(i => new TileAddress(18, corner.Row * 64 + i / 60, corner.Column * 64 + i % 60));
        await Parallel.ForEachAsync(tiles, TestContext.Current.CancellationToken, async (tile, _) =>
        {
            using var response = await server.Http.AskAsync(tile.Path("village") + "?version=1", ("Accept-Encoding", "gzip"));
            Assert.True(response.IsSuccessStatusCode);
        });
        Assert.InRange(((MemoryCache)server.Services.GetRequiredService<IMemoryCache>()).Count, least, most);
    }
}
