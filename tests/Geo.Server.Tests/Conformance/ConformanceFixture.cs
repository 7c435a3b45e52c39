using System.Text.Json;
using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests.Conformance;

/// <summary>
/// The real server with something in a collection of each kind: points with dates and lists, lines, polygons, areas. The checks of a
/// conformance class go over all collections, the empty ones too.
/// </summary>
public sealed class ConformanceFixture : ServerFixture
{
    public const string Relation = "http://www.opengis.net/def/rel/ogc/1.0/";

    /// <summary>The ids of all collections: the layers, and the outlines of what has coverage.</summary>
    public static IReadOnlyList<string> Collections => [.. Layers, "5g-coverage"];

    /// <summary>Those that have tiles.</summary>
    public static IEnumerable<string> Layers => Project.Catalog.Layers.Select(layer => layer.Id);

    /// <summary>Those that hold something.</summary>
    // Of the levels of areas, which are one table, the one of few features: their outlines are most of what is sent.
    public static readonly IReadOnlyList<string> Filled = ["5g", "key-area", "cities", "5g-coverage"];

    /// <summary>Those of them that are in tables, where the database can be asked the same.</summary>
    public static IEnumerable<string> Stored => Filled.Where(id => Layers.Contains(id));

    protected override async Task ArrangeAsync()
    {
        await Database.PublishAsync("5g", Enumerable.Range(0, 25).Select(i => Publishing.Site($"s{i:00}", Publishing.Lixia.X + i * 0.001, Publishing.Lixia.Y)
            .Since($"20{i % 4 + 18}-0{i % 9 + 1}-15").With($$"""{"operator": "{{(i % 2 == 0 ? "cmcc" : "cucc")}}", "heightM": {{i}}, "shared": {{(i % 3 == 0 ? "true" : "false")}}, "sectors": [{"azimuthDeg": {{i * 10}}, "txRx": "64t64r"}]}""")));
        await Database.PublishAsync("key-area", [Publishing.Zone("a", Publishing.Lixia, 0.01), Publishing.Zone("b", Publishing.Shinan, 0.01).Since("2020-01-01")]);
    }

    /// <summary>The features of a collection that a query selects, all of them, by id.</summary>
    public async Task<IReadOnlyList<string>> IdsAsync(string collection, string query = "") =>
        [.. (await Http.FeaturesAsync($"/ogc/collections/{collection}/items?limit=1000&{query}")).Select(feature => feature.GetProperty("id").ToString())];

    /// <summary>The same, of a filter.</summary>
    public Task<IReadOnlyList<string>> FilterAsync(string collection, string filter, string more = "") =>
        IdsAsync(collection, $"filter={Uri.EscapeDataString(filter)}&{more}");

    public async Task<int> StatusAsync(string path)
    {
        using var response = await Http.AskAsync(path);
        return (int)response.StatusCode;
    }

    /// <summary>The answer's links with a relation.</summary>
    public static List<JsonElement> Links(JsonElement document, string relation) =>
        [.. document.GetProperty("links").EnumerateArray().Where(link => link.Text("rel") == relation)];
}
