using Geo.Server.Submissions;
using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests.Coverage;

/// <summary>Sites that say too little, stand nowhere, or all stand on one spot. Each test publishes the layer anew.</summary>
public sealed class OddSitesAreHandledAsSaid(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private HttpClient Http => fixture.Http;

    [Fact]
    public async Task WithoutPowerHeightOrBandTheRulesDefaultsAreUsedAndCounted()
    {
        await PublishAsync(Publishing.Site("bare", Publishing.Lixia), CoverageAsking.Mast("full", 120.387, 36.065));
        var assumptions = await AssumptionsAsync();
        Assert.Equal((2, 0.5, 0), (assumptions.GetProperty("sites").GetInt64(), assumptions.GetProperty("defaultedShare").GetDouble(), assumptions.GetProperty("leftOut").GetInt64()));
        Assert.True((await Http.ValueAsync("5g", 117.076, 36.651)).GetProperty("covered").GetBoolean());
    }

    [Fact]
    public async Task AnAntennaHigherThanTheModelHoldsForIsLeftOutAndCounted()
    {
        await PublishAsync(CoverageAsking.Mast("tower", 117.074, 36.651, heightM: 500), CoverageAsking.Mast("full", 120.387, 36.065));
        Assert.Equal(1, (await AssumptionsAsync()).GetProperty("leftOut").GetInt64());
        Assert.False((await Http.ValueAsync("5g", 117.076, 36.651)).GetProperty("covered").GetBoolean());
        Assert.True((await Http.ValueAsync("5g", 120.389, 36.065)).GetProperty("covered").GetBoolean());
    }

    [Fact]
    public async Task AThousandOnOnePointAreOneStrongPlaceWithASaturatedCount()
    {
        await PublishAsync(CoverageAsking.Mast("one", 117.074, 36.651));
        var alone = await Http.ValueAsync("5g", 117.078, 36.651);
        await PublishAsync([.. Enumerable.Range(0, 1000).Select(i => CoverageAsking.Mast($"m{i:D4}", 117.074, 36.651))]);
        var crowd = await Http.ValueAsync("5g", 117.078, 36.651);
        Assert.Equal(alone.GetProperty("levelDbm").GetDouble(), crowd.GetProperty("levelDbm").GetDouble());
        Assert.Equal((1, 255), (alone.GetProperty("servers").GetInt32(), crowd.GetProperty("servers").GetInt32()));
        // Among equals the first that was ever published serves.
        Assert.Equal("m0000", crowd.GetProperty("server").Text("code"));
    }

    [Fact]
    public async Task WithoutASiteNothingIsCoveredAndEverythingIsStillCounted()
    {
        await PublishAsync(CoverageAsking.Mast("one", 117.074, 36.651));
        await PublishAsync();
        var province = (await Http.AreasAsync("5g", "province")).Values.Single();
        Assert.Equal(0, province.GetProperty("coveredCells").GetInt64());
        await Http.AssertSumsAsync("5g");
        Assert.Equal(0, await fixture.Database.ScalarAsync<long>("select count(*) from geo.coverage_tile where layer_id = '5g' and valid_to is null"));
        using var picture = await Http.AskAsync("/api/coverage/5g/tiles/9/198/422.png");
        Assert.Equal("image/png", picture.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task OnlySitesInServiceCover()
    {
        await PublishAsync(CoverageAsking.Mast("planned", 117.074, 36.651) with { Status = "planned" }, CoverageAsking.Mast("there", 120.387, 36.065));
        Assert.False((await Http.ValueAsync("5g", 117.074, 36.651)).GetProperty("covered").GetBoolean());
        Assert.Equal(1, (await AssumptionsAsync()).GetProperty("sites").GetInt64());
    }

    [Theory]
    [InlineData("lon=100&lat=36", 404, "outside-grid")]
    [InlineData("lon=118&lat=80", 404, "outside-grid")]
    [InlineData("lon=-60&lat=-20", 404, "outside-grid")]
    [InlineData("lon=abc&lat=36", 400, "invalid-lon")]
    [InlineData("lon=118", 400, "invalid-lat")]
    public async Task APointThatIsNoneIsRefused(string where, int status, string code)
    {
        await PublishAsync(CoverageAsking.Mast("one", 117.074, 36.651));
        using var answer = await Http.AskAsync($"/api/coverage/5g/value?{where}");
        await answer.AssertProblemAsync(status, code);
    }

    private Task<PublicationResult> PublishAsync(params SubmittedFeature[] features) => fixture.Database.PublishAsync("5g", features);

    private async Task<System.Text.Json.JsonElement> AssumptionsAsync() => (await Http.JsonAsync("/api/coverage"))
        .GetProperty("coverages").EnumerateArray().Single(one => one.Text("layer") == "5g").GetProperty("assumptions");
}
