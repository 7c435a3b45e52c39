using Geo.Server.Layers;
using Geo.Server.Tests.Harness;
using NetTopologySuite.Geometries;

namespace Geo.Server.Tests.Coverage;

/// <summary>Which reservoirs are gauged, by the rule of their layer.json; which villages are covered, one by one.</summary>
public sealed class ReservoirsAndVillagesAreListed(ReservoirsAndVillagesAreListed.Fixture fixture) : IClassFixture<ReservoirsAndVillagesAreListed.Fixture>
{
    private HttpClient Http => fixture.Http;

    [Fact]
    public async Task AReservoirIsGaugedByAStationInItOrWithinTheRulesDistance()
    {
        var list = await Http.JsonAsync("/api/coverage/reservoir/zones");
        var zones = list.GetProperty("zones").EnumerateArray().ToDictionary(zone => zone.Text("code")!);
        Assert.Equal((4, 2), (list.GetProperty("total").GetInt32(), list.GetProperty("served").GetInt32()));
        Assert.Equal(("inside", 0.0), (zones["r-in"].GetProperty("by").Text("code"), zones["r-in"].GetProperty("by").GetProperty("distanceM").GetDouble()));
        Assert.InRange(zones["r-near"].GetProperty("by").GetProperty("distanceM").GetDouble(), 850, 950);
        Assert.False(zones["r-far"].GetProperty("served").GetBoolean());
        // Its station is only planned.
        Assert.False(zones["r-planned"].GetProperty("served").GetBoolean());
        Assert.Equal(("hydrology-station", 1000.0), (list.GetProperty("rule").Text("layer"), list.GetProperty("rule").GetProperty("withinM").GetDouble()));
        Assert.Contains("1 km", list.GetProperty("rule").GetProperty("definition").Text("en"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"layer\": \"hydrology-station\"", "\"layer\": \"hydrology\"", "no layer of point sites 'hydrology'")]
    [InlineData("\"withinM\": 1000", "\"withinM\": -1", "The distance is")]
    public void ARuleThatMeansNothingIsRefusedWithFileAndLine(string sound, string broken, string problem)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.CopyOfGisData(), "layers", "reservoir", "layer.json");
        var text = File.ReadAllText(path);
        Assert.Contains(sound, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(sound, broken, StringComparison.Ordinal));
        var refused = Assert.Throws<DefinitionException>(() => LayerCatalog.Load(Path.Combine(folder.Path, "gis-data")));
        Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
        Assert.Contains(broken, File.ReadAllLines(path)[(int)refused.Line - 1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhoHasTheListIsToldSoUntilAStationIsPublished()
    {
        using var first = await Http.AskAsync("/api/coverage/reservoir/zones");
        using var second = await Http.AskAsync("/api/coverage/reservoir/zones", ("If-None-Match", first.Headers.ETag!.ToString()));
        Assert.Equal(System.Net.HttpStatusCode.NotModified, second.StatusCode);
        await (await Http.AskAsync("/api/coverage/reservoir/zones?within=5")).AssertProblemAsync(400, "unknown-parameter");
    }

    [Fact]
    public async Task VillagesAreListedWithWhetherTheyAreCovered()
    {
        var all = await Http.JsonAsync("/api/coverage/5g/villages");
        Assert.Equal([("v1", true), ("v2", false)], all.GetProperty("villages").EnumerateArray().Select(village => (village.Text("code")!, village.GetProperty("covered").GetBoolean())));
        var uncovered = await Http.JsonAsync("/api/coverage/5g/villages?covered=false&area=370102&limit=1");
        Assert.Equal(("v2", 1), (Assert.Single(uncovered.GetProperty("villages").EnumerateArray()).Text("code"), uncovered.GetProperty("matched").GetInt32()));
        Assert.Empty((await Http.JsonAsync("/api/coverage/5g/villages?area=370202")).GetProperty("villages").EnumerateArray());
        await (await Http.AskAsync("/api/coverage/5g/villages?covered=maybe")).AssertProblemAsync(400, "invalid-covered");
    }

    /// <summary>Reservoirs around 历下区 with stations in, near, far and planned; a mast and two villages.</summary>
    public sealed class Fixture : ServerFixture
    {
        protected override async Task ArrangeAsync()
        {
            // The edges of a reservoir lie 0.005° from its centre.
            await Database.PublishAsync("reservoir",
            [
                Publishing.Zone("r-in", Publishing.Lixia, 0.01), Publishing.Zone("r-near", new Coordinate(117.074, 36.60), 0.01),
                Publishing.Zone("r-far", new Coordinate(120.387, 36.09), 0.01), Publishing.Zone("r-planned", new Coordinate(120.387, 36.065), 0.01),
            ]);
            await Database.PublishAsync("hydrology-station",
            [
                // 0.008° of latitude are 888 m, 0.012° are 1,332 m.
                Publishing.Site("inside", Publishing.Lixia), Publishing.Site("near", 117.074, 36.613), Publishing.Site("far", 120.387, 36.107),
                Publishing.Site("planned", Publishing.Shinan) with { Status = "planned" },
            ]);
            await Database.PublishAsync("village",
            [
                Publishing.Site("v1", Publishing.Lixia, "covered").With("""{"population": 100}"""),
                Publishing.Site("v2", new Coordinate(117.11, 36.665), "uncovered").With("""{"population": 90000}"""),
            ]);
            await Database.PublishAsync("5g", [CoverageAsking.Mast("m", 117.074, 36.651), CoverageAsking.Mast("n", 117.076, 36.652)]);
        }
    }
}
