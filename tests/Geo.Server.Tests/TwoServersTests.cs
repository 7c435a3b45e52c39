using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests;

/// <summary>Two servers over one database, both with warm caches: a publication shows on the very next request of each.</summary>
public sealed class TwoServersTests
{
    [Fact]
    public async Task APublicationIsInTheNextTilesItemsAndNumbersOfBoth()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var first = await TestServer.StartSharedAsync(database);
        await using var second = await TestServer.StartSharedAsync(database);
        HttpClient[] servers = [first.Http, second.Http];
        var place = TileAddress.Of(Publishing.Lixia, 12);
        for (var version = 1; version <= 5; version++)
        {
            await database.PublishAsync("5g", Enumerable.Range(0, version).Select(i => Publishing.Site($"s{i}", Publishing.Lixia, $"v{version}")));
            foreach (var http in servers)
            {
                var name = $"v{version}";
                // The page of the map learns the version here, and asks for tiles by it.
                var described = (await http.JsonAsync("/ogc/collections/5g?f=json")).GetProperty("geo");
                Assert.Equal((version, version), (described.GetProperty("dataVersion").GetInt64(), described.GetProperty("count").GetInt64()));
                foreach (var query in (string[])["", $"?version={version}", ""])
                    Assert.Equal(Enumerable.Repeat(name, version), (await http.TileAsync("5g", place, query)).Select(site => site.Text("name")));
                Assert.Equal(version, (await http.FeaturesAsync("/ogc/collections/5g/items?f=json")).Count);
                // What was kept of the version before is still that.
                if (version > 1) Assert.Equal(version - 1, (await http.TileAsync("5g", place, $"?version={version - 1}")).Count);
            }
        }
    }
}
