using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests;

/// <summary><c>geo tiles seed</c> fills the cache of a running service, so that nobody is the first to wait for a tile.</summary>
public sealed class TileSeedingTests(TileSeedingTests.Fixture fixture) : IClassFixture<TileSeedingTests.Fixture>
{
    public sealed class Fixture : ServerFixture
    {
        protected override async Task ArrangeAsync()
        {
            await Database.PublishAsync("5g", [Publishing.Site("a", Publishing.Lixia)]);
            await Database.PublishAsync("5g", [Publishing.Site("a", Publishing.Lixia), Publishing.Site("b", Publishing.Shinan)]);
        }
    }

    private Task<Ending> SeedAsync(params string[] arguments) => Executable.RunAsync(Path.Combine(AppContext.BaseDirectory, "geo"), ["tiles", "seed", .. arguments]);

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task WhatWasSeededNeedsNoSqlFromAnyone(string encoding)
    {
        var ending = await SeedAsync("--server", fixture.Server.Address.ToString(), "--layer", "5g", "--from", "7", "--to", "12");
        Assert.True(ending.ExitCode == 0, ending.Error);
        Assert.StartsWith("5g version 2: ", ending.Output, StringComparison.Ordinal);
        using var count = new StatementCount(fixture.Database);
        foreach (var place in (NetTopologySuite.Geometries.Coordinate[])[Publishing.Lixia, Publishing.Shinan])
            for (var zoom = 7; zoom <= 12; zoom++)
            {
                using var tile = await fixture.Http.AskAsync(TileAddress.Of(place, zoom).Path("5g") + "?version=2", ("Accept-Encoding", encoding));
                Assert.Equal(200, (int)tile.StatusCode);
            }
        Assert.Empty(count.Take());
    }

    [Fact]
    public async Task SeedingAgainCostsWhatAPublicationTouched()
    {
        const string layer = "smart-farm";
        async Task<int> TileQueriesAsync()
        {
            using var count = new StatementCount(fixture.Database);
            var ending = await SeedAsync("--server", fixture.Server.Address.ToString(), "--layer", layer, "--from", "7", "--to", "12");
            Assert.True(ending.ExitCode == 0, ending.Error);
            return count.Take().Count(sql => sql.Contains("st_asmvt(", StringComparison.Ordinal));
        }
        await fixture.Database.PublishAsync(layer, [Publishing.Site("a", Publishing.Lixia), Publishing.Site("b", Publishing.Shinan)]);
        var all = await TileQueriesAsync();
        await fixture.Database.PublishAsync(layer, [Publishing.Site("a", Publishing.Lixia, "new"), Publishing.Site("b", Publishing.Shinan)]);
        // The sites are far apart, and about as much lies around each.
        Assert.InRange(await TileQueriesAsync(), 1, all * 2 / 3);
        Assert.Equal(0, await TileQueriesAsync());
    }

    [Theory]
    [InlineData("--layer", "no-such-layer", "no layer 'no-such-layer'")]
    [InlineData("--to", "19", "zooms go from 0 to 18")]
    [InlineData("--server", "localhost", "give an address")]
    [InlineData("--server", "http://localhost:1", "does not answer")]
    public async Task WhatCannotBeSeededIsSaidInOneLine(string option, string value, string message)
    {
        string[] server = option == "--server" ? [] : ["--server", fixture.Server.Address.ToString()];
        var ending = await SeedAsync([.. server, option, value]);
        Assert.Equal(1, ending.ExitCode);
        Assert.Contains(message, Assert.Single(ending.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }
}
