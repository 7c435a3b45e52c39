using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests.Plan;

/// <summary>Counts, sums, lengths and shares equal what the database says when it is asked in another way; and they add up.</summary>
public sealed class FiguresComeFromSitesTests(PlanFixture fixture) : IClassFixture<PlanFixture>
{
    private static readonly string[] Additive = ["5g-stations", "charging-piles", "utility-tunnel-km"];

    private Task<double> SqlAsync(string sql) => fixture.Database.ScalarAsync<double>(sql);

    [Theory]
    [InlineData("2019", "2019-12-31")]
    [InlineData("2020", "2020-12-31")]
    [InlineData("2021", "2021-12-31")]
    [InlineData("2020Q1", "2020-03-31")]
    public async Task StationsAreThoseInServiceByTheEndOfThePeriod(string period, string day)
    {
        var asked = $"select count(*)::float8 from geo.site where layer_id = '5g' and valid_to is null and status = 'in-service' and coalesce(in_service_date, '1900-01-01') <= '{day}'";
        var values = await fixture.ValuesAsync("5g-stations", $"?period={period}");
        Assert.Equal(await SqlAsync(asked), values["370000"]);
        foreach (var adcode in (string[])["370100", "370200", "370400", "370500"])
            Assert.Equal(await SqlAsync($"{asked} and city_adcode = '{adcode}'"), values[adcode]);
    }

    [Fact]
    public async Task PilesAreASumOfSitesAndAnUnknownNumberAddsNothing()
    {
        var values = await fixture.ValuesAsync("charging-piles");
        Assert.Equal(await SqlAsync("select sum((attributes ->> 'pilesTotal')::float8) from geo.site where layer_id = 'charging' and valid_to is null"), values["370000"]);
        Assert.Equal((77.0, 7.0, 0.0), (values["370000"], values["370481"], values["370503"]));
    }

    [Fact]
    public async Task TunnelsAreMeasuredWhereTheyLieAndSharedAmongTheirCounties()
    {
        var values = await fixture.ValuesAsync("utility-tunnel-km");
        // t1 by its own figure, t2 by its ground length.
        var crossing = await SqlAsync("select st_length(geom::geography) / 1000 from geo.site where layer_id = 'utility-tunnel' and code = 't2'");
        Assert.Equal(12.5 + crossing, values["370000"]!.Value, 1e-6);
        Assert.Equal(12.5 + await SqlAsync("""
            select coalesce(sum(st_length(st_intersection(s.geom, a.geom)::geography)), 0) / 1000 from geo.site s, geo.area a
            where s.layer_id = 'utility-tunnel' and s.code = 't2' and a.adcode = '370102' and a.valid_to is null
            """), values["370102"]!.Value, 1e-3);   // a metre: a long line on the ellipsoid is not quite the sum of its pieces
        Assert.True(values.Count(pair => pair.Value > 0 && !pair.Key.EndsWith("00", StringComparison.Ordinal) && pair.Key.Length == 6) > 3);
    }

    [Fact]
    public async Task ProvinceIsTheSumOfCitiesAndOfCounties()
    {
        foreach (var indicator in Additive)
        {
            var answer = await fixture.Http.JsonAsync($"/api/indicators/{indicator}");
            var byLevel = answer.GetProperty("values").EnumerateArray().GroupBy(value => value.Text("level")!).ToDictionary(group => group.Key, group => group.Sum(value => value.GetProperty("value").GetDouble()));
            foreach (var level in (string[])["circle", "city", "county"]) Assert.Equal(byLevel["province"], byLevel[level], 1e-6);
        }
    }

    [Fact]
    public async Task SharesComeFromSumsNotFromAveragesOfShares()
    {
        var values = await fixture.ValuesAsync("interconnected-charging");
        // 3 of 4 stations; the mean of the cities' shares would be (100 + 0 + 100) / 3.
        Assert.Equal(75, values["370000"]);
        Assert.Equal((100.0, 0.0, 100.0), (values["370100"], values["370200"], values["370400"]));
        Assert.Null(values["370500"]);
    }

    [Fact]
    public async Task AChainIsAsStrongAsItsWeakestLink()
    {
        var values = await fixture.ValuesAsync("video-plane-bandwidth");
        Assert.Equal((4000.0, 8000.0, 4000.0), (values["370000"], values["370100"], values["370200"]));
        Assert.Equal("late", (await fixture.LineAsync("video-plane-bandwidth")).Text("status"));
        Assert.Equal("reached", (await fixture.LineAsync("sensing-plane-bandwidth")).Text("status"));
    }

    [Fact]
    public async Task ZonesAreCoveredWhereASiteLiesInThem()
    {
        var values = await fixture.ValuesAsync("video-key-areas");
        // k1 holds v1; k2 is smaller and does not; in k3 the camera is not aggregated.
        Assert.Equal(100.0 / 3, values["370000"]!.Value, 1e-9);
        Assert.Equal((50.0, 0.0), (values["370100"], values["370200"]));
    }

    [Fact]
    public async Task ALayerThatHoldsNothingIsNotReportedAndNeverZero()
    {
        var line = await fixture.LineAsync("smart-communities");
        Assert.Null(PlanFixture.Value(line));
        Assert.Equal(("not-published", "not-reported"), (line.Text("missing"), line.Text("status")));
        Assert.All(line.GetProperty("cities").EnumerateArray(), city => Assert.Null(PlanFixture.Value(city)));
    }

    [Fact]
    public async Task AnAnswerNamesItsDefinitionInputsAndVersionAndCanBeAskedForAgain()
    {
        var answer = await fixture.Http.JsonAsync("/api/indicators/charging-piles");
        Assert.Equal(("sum", "pilesTotal", 80_000), (answer.GetProperty("definition").Text("kind"), answer.GetProperty("definition").Text("field"), answer.GetProperty("definition").GetProperty("target").GetDouble()));
        var input = Assert.Single(answer.GetProperty("inputs").EnumerateArray());
        Assert.Equal(("charging", 1), (input.Text("layer"), input.GetProperty("dataVersion").GetInt32()));
        using var cited = await fixture.Http.AskAsync(answer.Text("citation")!);
        Assert.Contains("immutable", cited.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Equal(answer.ToString(), await cited.TextAsync());
    }

    [Fact]
    public async Task WhoHasTheVersionNeedsNoSecondCopy()
    {
        using var first = await fixture.Http.AskAsync("/api/plan");
        using var again = await fixture.Http.AskAsync("/api/plan", ("If-None-Match", first.Headers.ETag!.ToString()));
        Assert.Equal(304, (int)again.StatusCode);
    }

    [Theory]
    [InlineData("/api/plan?area=999999", 404, "unknown-area")]
    [InlineData("/api/plan?period=last", 400, "invalid-period")]
    [InlineData("/api/plan?version=99999", 404, "unknown-version")]
    [InlineData("/api/plan?at=99999", 404, "unknown-publication")]
    [InlineData("/api/plan?f=pdf", 400, "invalid-f")]
    [InlineData("/api/plan?colour=red", 400, "unknown-parameter")]
    [InlineData("/api/indicators/nothing", 404, "unknown-indicator")]
    [InlineData("/api/indicators/5g-stations?level=street", 400, "invalid-level")]
    [InlineData("/api/ratings?level=village", 400, "invalid-level")]
    [InlineData("/api/ratings/statistics?domain=nothing", 400, "unknown-domain")]
    [InlineData("/api/ratings/000000", 404, "unknown-area")]
    [InlineData("/ogc/plan/collections/nothing/items", 404, "unknown-collection")]
    [InlineData("/ogc/plan/collections/plan-cities/items?bbox=1,2", 400, "invalid-bbox")]
    [InlineData("/ogc/plan/collections/plan-cities/items/000000", 404, "unknown-feature")]
    public async Task WhatCannotBeAnsweredIsRefused(string path, int status, string code)
    {
        using var response = await fixture.Http.AskAsync(path);
        await response.AssertProblemAsync(status, code);
    }
}
