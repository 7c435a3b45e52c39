using System.Text.Json;
using Geo.Server.Accounts;
using Geo.Server.Submissions;
using Geo.Server.Tests.Accounts;
using Geo.Server.Tests.Harness;
using NetTopologySuite.Geometries;

namespace Geo.Server.Tests.Plan;

/// <summary>A province with a few of everything that the plan counts, in several cities, and those who may report and edit.</summary>
public class PlanFixture : AccountsFixture
{
    /// <summary>Inside 滕州市 (370481) of 枣庄市.</summary>
    public static readonly Coordinate Tengzhou = new(117.085, 35.061);

    public string ProvinceEditor { get; private set; } = null!;

    protected override async Task ArrangeAsync()
    {
        await base.ArrangeAsync();
        ProvinceEditor = await Database.AddAccountAsync("province", Roles.ProvinceEditor);
        await Database.PublishAsync("5g",
        [
            .. Enumerable.Range(0, 40).Select(i => Publishing.Site($"j{i}", Publishing.Lixia).Since(i < 10 ? "2019-12-31" : i < 25 ? "2020-06-30" : "2021-12-31")),
            .. Enumerable.Range(0, 25).Select(i => Publishing.Site($"q{i}", Publishing.Shinan).Since("2020-01-01")),
            Publishing.Site("undated", Tengzhou), Publishing.Site("late", Tengzhou).Since("2022-01-01"),
            Publishing.Site("planned", Tengzhou).Since("2021-01-01") with { Status = "planned" },
        ]);
        await Database.PublishAsync("charging",
        [
            Publishing.Site("a", Publishing.Lixia).Since("2020-01-01").With("""{"pilesTotal": 40, "interconnected": true}"""),
            Publishing.Site("b", Publishing.Shinan).Since("2021-01-01").With("""{"pilesTotal": 30, "interconnected": false}"""),
            Publishing.Site("c", Tengzhou).Since("2021-01-01").With("""{"interconnected": true}"""),
            Publishing.Site("d", Tengzhou).Since("2021-01-01").With("""{"pilesTotal": 7, "interconnected": true}"""),
        ]);
        await Database.PublishAsync("utility-tunnel",
        [
            // One county; across the whole of Jinan into its neighbours; without sensors.
            Line("t1", """{"sensing": "full", "sensedLengthKm": 12.5}""", (117.07, 36.65), (117.08, 36.655)),
            Line("t2", """{"sensing": "partial"}""", (116.6, 36.5), (118.2, 36.9)),
            Line("t3", """{"sensing": "none", "sensedLengthKm": 99}""", (120.38, 36.06), (120.39, 36.07)),
        ]);
        await Database.PublishAsync("network-node",
        [
            Publishing.Site("n1", Publishing.Lixia).With("""{"plane": "video", "bandwidthMbps": 8000}"""),
            Publishing.Site("n2", Publishing.Shinan).With("""{"plane": "video", "bandwidthMbps": 4000}"""),
            Publishing.Site("n3", Publishing.Shinan).With("""{"plane": "sensing", "bandwidthMbps": 6000}"""),
        ]);
        await Database.PublishAsync("key-area", [Publishing.Zone("k1", Publishing.Lixia, 0.01), Publishing.Zone("k2", Publishing.Lixia, 0.005), Publishing.Zone("k3", Publishing.Shinan, 0.01)]);
        await Database.PublishAsync("video-resource",
        [
            Publishing.Site("v1", Publishing.Lixia.X + 0.004, Publishing.Lixia.Y).With("""{"aggregation": "aggregated"}"""),
            Publishing.Site("v2", Publishing.Shinan).With("""{"aggregation": "pending"}"""),
        ]);
    }

    public static SubmittedFeature Line(string code, string attributes, params (double X, double Y)[] points) =>
        Publishing.Site(code, Publishing.Lixia).With(attributes) with { Geometry = new LineString([.. points.Select(point => new Coordinate(point.X, point.Y))]) };

    public Task<Visitor> ProvinceAsync() => Visitor().SignInAsync("province", ProvinceEditor);

    /// <summary>One line of the scoreboard.</summary>
    public async Task<JsonElement> LineAsync(string indicator, string query = "") => Line(await Http.JsonAsync($"/api/plan{query}"), indicator);

    public static JsonElement Line(JsonElement board, string indicator) => board.GetProperty("articles").EnumerateArray()
        .SelectMany(article => article.GetProperty("indicators").EnumerateArray()).Single(line => line.Text("id") == indicator);

    /// <summary>The values of an indicator by adcode; null where it is missing.</summary>
    public async Task<Dictionary<string, double?>> ValuesAsync(string indicator, string query = "") =>
        (await Http.JsonAsync($"/api/indicators/{indicator}{query}")).GetProperty("values").EnumerateArray()
            .ToDictionary(value => value.Text("adcode")!, value => value.TryGetProperty("value", out var number) ? number.GetDouble() : (double?)null);

    public static double? Value(JsonElement element) => element.TryGetProperty("value", out var value) ? value.GetDouble() : null;
}
