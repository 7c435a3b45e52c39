using Geo.Server.Submissions;
using Geo.Server.Tests.Accounts;
using Geo.Server.Tests.Harness;
using Npgsql;

namespace Geo.Server.Tests.Coverage;

/// <summary>Rows, planes and figures are one version, whatever is published, taken back, and by whom.</summary>
public sealed class CoverageFollowsThePublication(AccountsFixture fixture) : IClassFixture<AccountsFixture>
{
    private const double LixiaLon = 117.074, LixiaLat = 36.651;

    private TestDatabase Database => fixture.Database;
    private HttpClient Http => fixture.Http;

    [Fact]
    public async Task AfterEveryPublicationAndReversalTheSumsAreExactAndNothingDiffers()
    {
        var random = new Random(20261125);
        var sites = new List<SubmittedFeature>();
        var taken = new Stack<long>();
        for (var step = 0; step < 10; step++)
        {
            if (taken.Count > 1 && step % 4 == 3)
            {
                await Database.ReverseAsync("nb-iot", taken.Pop());
                taken.Clear();
            }
            else
            {
                sites.RemoveAll(_ => random.Next(5) == 0);
                for (var i = 0; i < 4; i++)
                    sites.Add(CoverageAsking.Mast($"s{step}-{i}", 115.5 + random.NextDouble() * 3, 35.6 + random.NextDouble(), random.Next(2) == 0 ? "b8" : "b5", 15 + random.Next(40)));
                if (sites.Count > 0 && (await Database.PublishAsync("nb-iot", sites)).Id is { } id) taken.Push(id);
            }
            await Http.AssertSumsAsync("nb-iot");
            Assert.Empty(await Database.CoverageDifferencesAsync("nb-iot"));
        }
    }

    [Fact]
    public async Task WhatIsPublishedIsSeenAtOnceAndAReversalBringsBackWhatWas()
    {
        var empty = await Database.PublishAsync("5g", [CoverageAsking.Mast("far", 120.387, 36.065)]);
        Assert.False((await Http.ValueAsync("5g", LixiaLon, LixiaLat)).GetProperty("covered").GetBoolean());
        var before = (await Http.AreasAsync("5g", "county"))["370102"].ToString();

        var published = await Database.PublishAsync("5g", [CoverageAsking.Mast("far", 120.387, 36.065), CoverageAsking.Mast("near", LixiaLon, LixiaLat)]);
        var value = await Http.ValueAsync("5g", LixiaLon + 0.001, LixiaLat);
        Assert.True(value.GetProperty("covered").GetBoolean());
        Assert.Equal(published.DataVersion, value.GetProperty("version").GetInt64());
        Assert.Equal("near", value.GetProperty("server").Text("code"));
        Assert.Equal(1, value.GetProperty("servers").GetInt32());
        Assert.InRange(value.GetProperty("server").GetProperty("distanceM").GetDouble(), 85, 94);
        Assert.Equal("370102", value.GetProperty("county").Text("adcode"));
        Assert.True((await Http.AreasAsync("5g", "county"))["370102"].GetProperty("coveredCells").GetInt64() > 100);

        await Database.ReverseAsync("5g", published.Id!.Value);
        Assert.Equal(before, (await Http.AreasAsync("5g", "county"))["370102"].ToString());
        Assert.False((await Http.ValueAsync("5g", LixiaLon, LixiaLat)).GetProperty("covered").GetBoolean());
        // The past is still there, by its number.
        Assert.True((await Http.ValueAsync("5g", LixiaLon, LixiaLat, $"&version={published.DataVersion}")).GetProperty("covered").GetBoolean());
        Assert.False((await Http.ValueAsync("5g", LixiaLon, LixiaLat, $"&version={empty.DataVersion}")).GetProperty("covered").GetBoolean());
        await (await Http.AskAsync("/api/coverage/5g/value?lon=117&lat=36&version=4711")).AssertProblemAsync(404, "unknown-version");
    }

    [Fact]
    public async Task ACityEditorsPublicationWritesItThroughTheServingRole()
    {
        var layer = Database.Catalog.Find("charging")!;
        var result = await Database.AsAsync("jinan", "city-editor", [AccountsFixture.Jinan], async session =>
        {
            var id = await Submission.CreateInsideAsync(session.Connection, layer, "jinan", "a file", [Publishing.Site("c", Publishing.Lixia).With("""{"pilesTotal": 8}""")], new PublicationScope(AreaAdcode: AccountsFixture.Jinan), default);
            return await Publication.PublishInsideAsync(session.Connection, layer, id, default);
        });
        Assert.Equal(1, result.Added);
        await Http.AssertSumsAsync("charging");
        Assert.Empty(await Database.CoverageDifferencesAsync("charging"));
        var value = await Http.ValueAsync("charging", LixiaLon, LixiaLat + 0.009);
        Assert.InRange(value.GetProperty("distanceM").GetDouble(), 990, 1010);
        Assert.InRange(value.GetProperty("wayM").GetDouble(), 1287, 1313);
        Assert.Equal("2 公里内", value.GetProperty("class").Text("zh"));

        // Piles are shared out among those who reach them, and all of them are.
        var province = (await Http.AreasAsync("charging", "province")).Values.Single();
        var people = province.GetProperty("people").GetDouble();
        Assert.Equal(8, province.GetProperty("pilesPer10k").GetDouble() * people / 10_000, 6);
        Assert.Equal(8, province.GetProperty("access2sfca").GetDouble() * people / 10_000, 6);
    }

    [Theory]
    [InlineData("insert into geo.coverage_tile (layer_id, tile, valid_from, levels, depths, overview) select layer_id, 1, id, '', '', '' from geo.publication where layer_id = 'counties' limit 1")]
    [InlineData("insert into geo.coverage_area (layer_id, adcode, level, valid_from, figures) select layer_id, '370102', 'county', id, '{}' from geo.publication where layer_id = 'counties' limit 1")]
    [InlineData("insert into geo.coverage (layer_id, publication_id, rule, assumptions_id, sites, defaulted, left_out, computed_ms) select layer_id, id, '{}', '', 0, 0, 0, 0 from geo.publication where layer_id = 'counties' limit 1")]
    public Task OutsideAPublicationTheServingRoleWritesNone(string sql) => Database.AssertRefusedAsync("root", "administrator", [], sql);

    [Fact]
    public async Task RacksOfADataCentreAreWithinMilliseconds()
    {
        await Database.PublishAsync("data-centre", [Publishing.Site("dc", Publishing.Lixia)]);
        var value = await Http.ValueAsync("data-centre", 120.387, 36.065);
        double expected = 2 * value.GetProperty("nearest").GetProperty("distanceM").GetDouble() / 1000 * 1.5 / 204 + 0.5;
        Assert.Equal(expected, value.GetProperty("roundTripMs").GetDouble(), 6);
        var within = (await Http.AreasAsync("data-centre", "province")).Values.Single().GetProperty("peopleWithin");
        Assert.True(within.GetProperty("1").GetDouble() < within.GetProperty("2").GetDouble());
        await Http.AssertSumsAsync("data-centre");
        Assert.Empty(await Database.CoverageDifferencesAsync("data-centre"));
    }
}
