using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests.Plan;

/// <summary>People and zones covered on the scoreboard are those of the coverage itself.</summary>
public sealed class CoverageOnTheScoreboardTests(CoverageOnTheScoreboardTests.Fixture fixture) : IClassFixture<CoverageOnTheScoreboardTests.Fixture>
{
    public sealed class Fixture : ServerFixture
    {
        protected override async Task ArrangeAsync()
        {
            // A zone no larger than what one station reaches, one far too large, and one where there is none.
            await Database.PublishAsync("development-zone", [Publishing.Zone("near", Publishing.Lixia, 0.002), Publishing.Zone("wide", Publishing.Lixia, 0.2), Publishing.Zone("far", Publishing.Shinan, 0.002)]);
            await Database.PublishAsync("5g", [Publishing.Site("s", Publishing.Lixia).Since("2020-01-01").With("""{"band": "n28", "scenario": "uma", "sectors": [{"azimuthDeg": 0}, {"azimuthDeg": 120}, {"azimuthDeg": 240}]}""")]);
        }
    }

    private async Task<Dictionary<string, (double? Value, double? Part, double? Whole)>> ValuesAsync(string indicator, string query = "") =>
        (await fixture.Http.JsonAsync($"/api/indicators/{indicator}{query}")).GetProperty("values").EnumerateArray().ToDictionary(value => value.Text("adcode")!,
            value => (PlanFixture.Value(value), value.TryGetProperty("part", out var part) ? part.GetDouble() : (double?)null, value.TryGetProperty("whole", out var whole) ? whole.GetDouble() : (double?)null));

    [Fact]
    public async Task PeopleAreTheSumsOfTheCountiesFigures()
    {
        var values = await ValuesAsync("5g-people");
        foreach (var adcode in (string[])["370000", "370100", "370102", "370200"])
        {
            var (covered, all) = (await PeopleAsync("covered", adcode), await PeopleAsync("all", adcode));
            Assert.Equal(covered, values[adcode].Part!.Value, 1e-6);
            Assert.Equal(100 * covered / all, values[adcode].Value!.Value, 1e-9);
        }
        Assert.True(values["370102"].Value > 0);

        Task<double> PeopleAsync(string measure, string adcode) => fixture.Database.ScalarAsync<double>(
            "select (figures -> $1 ->> 1)::float8 / 1000 from geo.coverage_area where layer_id = '5g' and adcode = $2 and valid_to is null", measure, adcode);
    }

    [Fact]
    public async Task ZonesAreFunctionalWhereTheCoverageSaysSo()
    {
        var zones = (await fixture.Http.JsonAsync("/api/coverage/5g/zones?zoneLayer=development-zone")).EnumerateArray().ToDictionary(zone => zone.Text("code")!, zone => zone.GetProperty("functional").GetBoolean());
        Assert.Equal((true, false, false), (zones["near"], zones["wide"], zones["far"]));
        var values = await ValuesAsync("5g-zones");
        Assert.Equal((1.0, 3.0), (values["370000"].Part, values["370000"].Whole));
        Assert.Equal((50.0, 0.0), (values["370100"].Value, values["370200"].Value));
        Assert.Null(values["370300"].Value);
    }

    [Fact]
    public async Task OfAnEarlierYearNobodyHasComputedIt() => Assert.Null((await ValuesAsync("5g-people", "?period=2019"))["370000"].Value);

    [Fact]
    public async Task AndALayerWithoutSitesHasNone() => Assert.Equal("not-computed",
        PlanFixture.Line(await fixture.Http.JsonAsync("/api/plan"), "nb-iot-urban").Text("missing"));
}
