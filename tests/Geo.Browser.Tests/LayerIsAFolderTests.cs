using Geo.Browser.Tests.Harness;
using Geo.Server.Layers;
using Geo.Server.Submissions;
using Geo.Server.Tests.Harness;
using Microsoft.Playwright;
using NetTopologySuite.Geometries;

namespace Geo.Browser.Tests;

/// <summary>A layer that no code knows, added as one folder, is on the map.</summary>
public sealed class LayerIsAFolderTests(Site site)
{
    private const string Definition = """
        {
          "id": "weather-station", "role": "site", "title": { "zh": "自动气象站", "en": "Weather stations" }, "group": "infrastructure", "order": 999,
          "geometryType": "Point", "planArticles": [20],
          "fields": [ { "name": "kind", "type": "string", "title": { "zh": "类型", "en": "Kind" },
            "domain": [ { "value": "wind", "title": { "zh": "风", "en": "Wind" } }, { "value": "rain", "title": { "zh": "雨", "en": "Rain" } } ] } ],
          "facets": ["kind"],
          "symbol": { "shape": "diamond", "colour": "#0072B2" }
        }
        """;

    [Fact]
    public async Task ALayerOfOneFolderIsInThePanelAndOnTheMap()
    {
        var folder = Directory.CreateTempSubdirectory("geo-layers-").FullName;
        try
        {
            File.Copy(Path.Combine(Project.Catalog.Folder, "common.json"), Path.Combine(folder, "common.json"));
            foreach (var layer in Project.Catalog.Layers)
                CopyDefinition(Project.Catalog.FolderOf(layer), Path.Combine(folder, "layers", layer.Id));
            var added = Directory.CreateDirectory(Path.Combine(folder, "layers", "weather-station")).FullName;
            await File.WriteAllTextAsync(Path.Combine(added, "layer.json"), Definition, TestContext.Current.CancellationToken);

            var catalog = LayerCatalog.Load(folder);
            await using var server = await TestServer.StartAsync(await PublishOneAsync(catalog));
            await using var visit = await site.VisitAsync($"{server.Address}?l=weather-station&v=13/36.6510/117.0740&lang=en");
            await Assertions.Expect(visit.Page.GetByTestId("layer-weather-station")).ToContainTextAsync("Weather stations");
            await visit.LayerAsync("weather-station");
            await visit.Page.GetByTestId("map").ClickAsync();
            await Assertions.Expect(visit.Page.GetByTestId("site-card")).ToContainTextAsync("Spring City");
            await Assertions.Expect(visit.Page.GetByTestId("site-card")).ToContainTextAsync("Wind");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<TestDatabase> PublishOneAsync(LayerCatalog catalog)
    {
        var database = await TestDatabase.CreateAsync(catalog);
        var layer = catalog.Find("weather-station")!;
        await using var connection = await database.Owner.OpenConnectionAsync();
        var submission = await Submission.CreateAsync(connection, layer, "test", "test",
            [new SubmittedFeature("w1", "Spring City", "in-service", null, false, null, null, """{"kind":"wind"}""", new Point(117.074, 36.651))], new PublicationScope(), default);
        await Publication.PublishAsync(connection, layer, submission, default);
        return database;
    }

    private static void CopyDefinition(string from, string to)
    {
        Directory.CreateDirectory(to);
        File.Copy(Path.Combine(from, "layer.json"), Path.Combine(to, "layer.json"));
    }
}
