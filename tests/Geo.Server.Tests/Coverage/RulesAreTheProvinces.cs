using System.Text.Json.Nodes;
using Geo.Server.Layers;
using Geo.Server.Submissions;
using Geo.Server.Tests.Accounts;
using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests.Coverage;

/// <summary>What coverage is computed with is data: declared with the layer, replaced by the province, a new version when it changes.</summary>
public sealed class RulesAreTheProvinces(AccountsFixture fixture) : IClassFixture<AccountsFixture>
{
    [Fact]
    public async Task AChangedRuleIsANewVersionComputedAnew()
    {
        var published = await fixture.Database.PublishAsync("5g", [CoverageAsking.Mast("a", 117.074, 36.651)]);
        var before = await CoveredAsync();
        using var province = await fixture.AdministratorAsync();
        var rule = await RuleAsync();
        rule["radio"]!["thresholdDbm"] = -95;

        var changed = await province.SentAsync(HttpMethod.Put, "/api/coverage/5g/rule", rule);
        Assert.Equal(published.DataVersion + 1, changed.GetProperty("version").GetInt64());
        Assert.InRange(await CoveredAsync(), 1, before - 1);
        Assert.Equal(before, await CoveredAsync(published.DataVersion));
        Assert.Empty(await fixture.Database.CoverageDifferencesAsync("5g"));
        Assert.Contains("root definition", await fixture.Database.AuditAsync("5g"));

        // What is published later is computed by it, until the province goes back to the layer's own.
        await fixture.Database.PublishAsync("5g", [CoverageAsking.Mast("a", 117.0745, 36.651)]);
        Assert.InRange(await CoveredAsync(), 1, before - 1);
        await fixture.Database.PublishAsync("5g", [CoverageAsking.Mast("a", 117.074, 36.651)]);
        await province.SentAsync(HttpMethod.Delete, "/api/coverage/5g/rule");
        Assert.Equal(before, await CoveredAsync());
    }

    [Fact]
    public async Task ARuleThatMeansNothingIsRefusedWithItsPlace()
    {
        using var province = await fixture.AdministratorAsync();
        var rule = await RuleAsync();
        rule["radio"]!["thresholdDbm"] = -104.3;
        using var answer = await province.SendAsync(HttpMethod.Put, "/api/coverage/5g/rule", rule);
        await answer.AssertProblemAsync(400, "invalid-rule");
        Assert.Contains("radio.thresholdDbm", await answer.TextAsync());
    }

    [Fact]
    public async Task ACityMayNotChangeIt()
    {
        using var city = await fixture.Visitor().SignInAsync("jinan", fixture.JinanEditor);
        using var answer = await city.SendAsync(HttpMethod.Put, "/api/coverage/5g/rule", await RuleAsync());
        await answer.AssertProblemAsync(403, "not-allowed");
        await fixture.Database.AssertRefusedAsync("jinan", "city-editor", [AccountsFixture.Jinan], "insert into geo.coverage_rule (layer_id, rule, actor) values ('5g', '{}', 'jinan')");
    }

    [Theory]
    [InlineData("\"thresholdDbm\": -105", "\"thresholdDbm\": -105.2", "half or whole decibel")]
    [InlineData("\"defaultBand\": \"n41\"", "\"defaultBand\": \"n40\"", "not among the bands")]
    [InlineData("\"uma\": 25", "\"uma\": 500", "Base station height of UMa must be from 10 to 150 m")]
    [InlineData("\"fromDbm\": -90", "\"fromDbm\": -70", "the best first")]
    [InlineData("\"building\": \"low\"", "\"building\": \"tent\"", "'low' or 'high'")]
    [InlineData("\"kind\": \"radio\"", "\"kind\": \"reach\"", "the part of its kind")]
    [InlineData("\"edgeProbability\"", "\"edgeProbabilities\"", "edgeProbabilities")]
    public void ADeclarationThatMeansNothingIsRefusedWithFileAndLine(string sound, string broken, string problem)
    {
        using var folder = new TemporaryFolder();
        var text = File.ReadAllText(Path.Combine(Project.Root, "gis-data", "layers", "5g", "layer.json"));
        Assert.Contains(sound, text);
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(folder.Path, "5g")).FullName, "layer.json");
        File.WriteAllText(path, text.Replace(sound, broken));
        var refused = Assert.Throws<DefinitionException>(() => LayerFile.Read(path, Project.Catalog.Common));
        Assert.Contains(problem, refused.Message);
        var line = File.ReadAllLines(path)[(int)refused.Line - 1];
        Assert.True(line.Contains(broken.Split(':')[0]) || line.Contains("coverage") || line.Contains("radio") || line.Contains("fromDbm"), $"line {refused.Line}: {line}");
    }

    [Fact]
    public async Task NewTownsAreANewVersionOfWhatDependsOnThem()
    {
        var published = await fixture.Database.PublishAsync("charging", [Publishing.Site("c", Publishing.Lixia)]);
        var people = (await fixture.Http.AreasAsync("charging", "county"))["370102"].GetProperty("coveredPeopleUnits").GetInt64();
        await fixture.Database.PublishAsync("urban-area", [Publishing.Zone("town", Publishing.Lixia, 0.03)]);
        var county = (await fixture.Http.JsonAsync("/api/coverage/charging/areas"));
        Assert.Equal(published.DataVersion + 1, county.GetProperty("version").GetInt64());
        Assert.True((await fixture.Http.AreasAsync("charging", "county"))["370102"].GetProperty("coveredPeopleUnits").GetInt64() > people);
        await fixture.Http.AssertSumsAsync("charging");
        Assert.Empty(await fixture.Database.CoverageDifferencesAsync("charging"));
    }

    private async Task<JsonObject> RuleAsync() => JsonNode.Parse((await fixture.Http.JsonAsync("/api/coverage/5g/rule")).GetRawText())!.AsObject();

    private async Task<long> CoveredAsync(long? version = null) => (await fixture.Http.AreasAsync("5g", "province", version)).Values.Single().GetProperty("coveredCells").GetInt64();
}
