using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Geo.Server.Tests.Accounts;
using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests.Coverage;

/// <summary>Zones, drawn polygons, gaps and "recompute now" all come from the same planes and say the same.</summary>
public sealed class ZonesAndPolygonsAreMeasured(ZonesAndPolygonsAreMeasured.Fixture fixture) : IClassFixture<ZonesAndPolygonsAreMeasured.Fixture>
{
    private HttpClient Http => fixture.Http;

    [Fact]
    public async Task ACountyDrawnByHandHasTheCountysFigures()
    {
        var shape = await fixture.Database.ScalarAsync<string>("select st_asgeojson(geom, 15) from geo.area where adcode = '370102' and valid_to is null");
        var drawn = (await PostAsync(shape)).GetProperty("area");
        var county = (await Http.AreasAsync("5g", "county"))["370102"];
        foreach (var name in new[] { "cells", "coveredCells", "peopleUnits", "coveredPeopleUnits", "deepAreaKm2", "deepPeople" }) Assert.Equal(county.GetProperty(name).ToString(), drawn.GetProperty(name).ToString());
    }

    [Theory]
    [InlineData("""{"type":"Point","coordinates":[117,36]}""", 400, "invalid-geometry")]
    [InlineData("""{"type":"Polygon","coordinates":[[[117,36],[118,37],[118,36],[117,37],[117,36]]]}""", 400, "invalid-geometry")]
    [InlineData("""{"type":"Polygon","coordinates":[[[7,36],[8,37],[8,36],[7,36]]]}""", 400, "outside-grid")]
    [InlineData("nothing", 400, "invalid-geometry")]
    public async Task WhatIsNoPolygonIsRefused(string body, int status, string code)
    {
        using var answer = await Http.PostAsync("/api/coverage/5g/statistics", Json(body), TestContext.Current.CancellationToken);
        await answer.AssertProblemAsync(status, code);
    }

    [Fact]
    public async Task AZoneIsFunctionallyCoveredFromItsRulesShareOn()
    {
        var zones = (await Http.JsonAsync("/api/coverage/5g/zones?zoneLayer=development-zone")).EnumerateArray().ToDictionary(zone => zone.Text("code")!);
        Assert.Equal((1.0, true), (zones["near"].GetProperty("share").GetDouble(), zones["near"].GetProperty("functional").GetBoolean()));
        Assert.Equal((0.0, false), (zones["far"].GetProperty("share").GetDouble(), zones["far"].GetProperty("functional").GetBoolean()));
        Assert.InRange(zones["half"].GetProperty("share").GetDouble(), 0.02, 0.94);
        Assert.False(zones["half"].GetProperty("functional").GetBoolean());
        // Smaller than a cell, it is measured by the cell it lies in.
        Assert.Equal(1.0, zones["tiny"].GetProperty("share").GetDouble());
        using var unknown = await Http.AskAsync("/api/coverage/5g/zones?zoneLayer=village");
        await unknown.AssertProblemAsync(400, "invalid-zoneLayer");
    }

    [Fact]
    public async Task VillagesAreCountedWhereTheyLieAndUncoveredOnesAreGaps()
    {
        var county = (await Http.AreasAsync("5g", "county"))["370102"].GetProperty("villages");
        Assert.Equal((2, 1), (county.GetProperty("total").GetInt32(), county.GetProperty("covered").GetInt32()));
        var gaps = (await Http.JsonAsync("/api/coverage/5g/gaps?limit=5&area=370102")).GetProperty("gaps").EnumerateArray().ToList();
        Assert.Equal([1, 2, 3, 4, 5], gaps.Select(gap => gap.GetProperty("rank").GetInt32()));
        Assert.Equal(gaps.OrderByDescending(gap => gap.GetProperty("people").GetDouble()), gaps);
        Assert.All(gaps, gap => Assert.Equal("370102", gap.GetProperty("county").Text("adcode")));
        var village = Assert.Single(gaps, gap => gap.TryGetProperty("name", out _));
        Assert.Equal(("uncovered", 90_000.0), (village.Text("name"), village.GetProperty("people").GetDouble()));
    }

    [Fact]
    public async Task EveryoneWhoIsNotCoveredIsInSomeGap()
    {
        var gaps = (await Http.JsonAsync("/api/coverage/5g/gaps?limit=1000&area=370102")).GetProperty("gaps").EnumerateArray().Where(gap => !gap.TryGetProperty("name", out _)).ToList();
        var county = (await Http.AreasAsync("5g", "county"))["370102"];
        Assert.Equal(county.GetProperty("people").GetDouble() - county.GetProperty("coveredPeople").GetDouble(), gaps.Sum(gap => gap.GetProperty("people").GetDouble()), 3);
    }

    [Theory]
    [InlineData("370102")]
    [InlineData("370100")]
    [InlineData("370000")]
    public async Task RecomputingNowGivesWhatIsShown(string area)
    {
        using var editor = await fixture.Visitor().SignInAsync("jinan", fixture.JinanEditor);
        var answer = await editor.SentAsync(HttpMethod.Post, "/api/coverage/5g/recompute", new { area });
        Assert.True(answer.GetProperty("equal").GetBoolean(), answer.ToString());
        Assert.True(answer.GetProperty("recomputed").GetProperty("coveredCells").GetInt64() > 0);
    }

    [Fact]
    public async Task RecomputingIsForWhoeverIsSignedIn()
    {
        using var answer = await Http.PostAsync("/api/coverage/5g/recompute", Json("""{"area":"370102"}"""), TestContext.Current.CancellationToken);
        await answer.AssertProblemAsync(401, "not-signed-in");
    }

    private async Task<JsonElement> PostAsync(string body)
    {
        using var answer = await Http.PostAsync("/api/coverage/5g/statistics", Json(body), TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, await answer.TextAsync());
        return JsonSerializer.Deserialize<JsonElement>(await answer.TextAsync());
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, MediaTypeHeaderValue.Parse("application/json"));

    /// <summary>One mast in 历下区, zones near, far and between, and two villages.</summary>
    public sealed class Fixture : AccountsFixture
    {
        protected override async Task ArrangeAsync()
        {
            await base.ArrangeAsync();
            await Database.PublishAsync("development-zone",
            [
                Publishing.Zone("near", Publishing.Lixia, 0.004), Publishing.Zone("far", Publishing.Shinan, 0.004),
                Publishing.Zone("half", new(117.09, 36.651), 0.02), Publishing.Zone("tiny", Publishing.Lixia, 0.0001),
            ]);
            await Database.PublishAsync("village",
            [
                Publishing.Site("v1", Publishing.Lixia, "covered").With("""{"population": 100}"""),
                Publishing.Site("v2", new NetTopologySuite.Geometries.Coordinate(117.11, 36.665), "uncovered").With("""{"population": 90000}"""),
            ]);
            await Database.PublishAsync("5g", [CoverageAsking.Mast("m", 117.074, 36.651), CoverageAsking.Mast("n", 117.076, 36.652)]);
        }
    }
}
