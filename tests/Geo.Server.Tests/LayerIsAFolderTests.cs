using Geo.Server.Layers;
using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests;

/// <summary>A layer is a folder in gis-data: adding one changes no code.</summary>
public sealed class LayerIsAFolderTests : IAsyncLifetime
{
    private const string StreetLamps = """
        {
          "id": "street-lamp", "role": "site", "group": "city", "order": 999, "geometryType": "Point",
          "title": { "zh": "智慧路灯", "en": "Smart street lamps" },
          // A comment is fine: people write these files.
          "fields": [
            { "name": "lamp", "type": "string", "title": { "zh": "光源", "en": "Lamp" },
              "domain": [ { "value": "led", "title": { "zh": "LED", "en": "LED" } }, { "value": "sodium", "title": { "zh": "钠灯", "en": "Sodium" } } ] },
            { "name": "powerW", "type": "number", "unit": "W", "title": { "zh": "功率", "en": "Power" } }
          ],
          "facets": ["lamp", "status"]
        }
        """;

    private readonly TemporaryFolder _folder = new();
    private TestServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        var data = _folder.CopyOfGisData();
        _folder.Write("gis-data/layers/street-lamp/layer.json", StreetLamps);
        _server = await TestServer.StartAsync(await TestDatabase.CreateAsync(LayerCatalog.Load(data)));
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task AddingOneMakesACollectionWithItemsTilesCountsAndSearch()
    {
        var http = _server.Http;
        var collections = (await http.JsonAsync("/ogc/collections")).GetProperty("collections").EnumerateArray().Select(collection => collection.Text("id")!).ToList();
        Assert.Equal(Project.Catalog.Layers.Count + 1, collections.Count);
        // Its order is the last of its group, so the next one begins another group.
        Assert.Contains("street-lamp", collections);
        Assert.Equal("city", _server.Database.Catalog.Find(collections[collections.IndexOf("street-lamp") - 1])!.Group.Id);
        Assert.NotEqual("city", _server.Database.Catalog.Find(collections[collections.IndexOf("street-lamp") + 1])!.Group.Id);
        Assert.Empty(await http.FeaturesAsync("/ogc/collections/street-lamp/items"));

        await _server.Database.PublishAsync("street-lamp",
        [
            Publishing.Site("l1", Publishing.Lixia, "经十路一号灯").With("""{"lamp": "sodium", "powerW": 250}"""),
            Publishing.Site("l2", Publishing.Shinan).With("""{"lamp": "led", "powerW": 60.5}"""),
        ]);
        var collection = await http.JsonAsync("/ogc/collections/street-lamp", ("Accept-Language", "en"));
        Assert.Equal(("Smart street lamps", 2), (collection.Text("title"), collection.GetProperty("geo").GetProperty("count").GetInt32()));
        Assert.Equal(["l2"], await http.ValuesAsync("/ogc/collections/street-lamp/items?lamp=led&powerW=60.5", "code"));
        Assert.Equal("sodium", Assert.Single(await http.TileAsync("street-lamp", TileAddress.Of(Publishing.Lixia, 13))).Text("lamp"));
        // sodium (2), in service (3 × 3), no date.
        Assert.Equal("11:1", Assert.Single(await http.TileAsync("street-lamp", TileAddress.Of(Publishing.Lixia, 9))).Text("classes"));
        Assert.Equal(2, (await http.JsonAsync("/api/layers/street-lamp/counts")).GetProperty("areas").GetArrayLength());
        Assert.Equal("street-lamp", (await http.JsonAsync("/api/search?q=经十路一号")).GetProperty("results")[0].Text("collection"));
        Assert.Contains("street-lamp", await (await http.AskAsync("/ogc/api")).TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AChangedDeclarationIsANewVersionOfWhatIsPublished()
    {
        var database = _server.Database;
        await database.PublishAsync("street-lamp", [Publishing.Site("l1", Publishing.Lixia)]);
        await LayerRegistration.WriteAsync(database.Catalog, database.Owner, "test", TestContext.Current.CancellationToken);
        Assert.Equal(1, await VersionAsync());
        _folder.Write("gis-data/layers/street-lamp/layer.json", StreetLamps.Replace("智慧路灯", "路灯", StringComparison.Ordinal));
        await LayerRegistration.WriteAsync(LayerCatalog.Load(database.Catalog.Folder), database.Owner, "test", TestContext.Current.CancellationToken);
        Assert.Equal(2, await VersionAsync());
        Assert.Equal("definition", await database.ScalarAsync<string>("select kind from geo.publication where layer_id = 'street-lamp' and data_version = 2"));
        Assert.Equal(["l1"], await _server.Http.ValuesAsync("/ogc/collections/street-lamp/items", "code"));
        Assert.Equal(3, (await database.PublishAsync("street-lamp", [])).DataVersion);
    }

    [Fact]
    public async Task OneThatIsNotRegisteredYetIsNoCollectionYet()
    {
        await _server.Database.ScalarAsync<string>("delete from geo.layer where id = 'street-lamp' returning id");
        Assert.DoesNotContain("street-lamp", (await _server.Http.JsonAsync("/ogc/collections")).ToString(), StringComparison.Ordinal);
        foreach (var path in (string[])["", "/items", "/tiles/WebMercatorQuad/5/12/26"])
        {
            using var response = await _server.Http.AskAsync($"/ogc/collections/street-lamp{path}");
            await response.AssertProblemAsync(404, "unknown-collection");
        }
    }

    private Task<long> VersionAsync() => _server.Database.ScalarAsync<long>("select data_version from geo.layer where id = 'street-lamp'");
}
