using Geo.Server.Layers;
using Geo.Server.Plan;
using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests.Plan;

/// <summary>A wrong definition of the plan or its ratings stops the start and names file and line.</summary>
public sealed class BrokenPlanDefinitionsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("plan/indicators.json", "\"5g-stations\", \"article\"", "\"layer\": \"5g\"", "\"layer\": \"6g\"", "no layer of sites or zones '6g'")]
    [InlineData("plan/indicators.json", "\"charging-piles\", \"article\"", "\"field\": \"pilesTotal\"", "\"field\": \"piles\"", "no number 'piles'")]
    [InlineData("plan/indicators.json", "\"charging-piles\", \"article\"", "\"unit\": \"pile\"", "\"unit\": \"dozen\"", "Unknown unit 'dozen'")]
    [InlineData("plan/indicators.json", "\"5g-stations\", \"article\"", "\"article\": 16", "\"article\": 22", "no article 22")]
    [InlineData("plan/indicators.json", "\"5g-stations\", \"article\"", "\"kind\": \"count\"", "\"kind\": \"guess\"", "kind")]
    [InlineData("plan/indicators.json", "\"5g-stations\", \"article\"", "\"in-service\"", "\"in-use\"", "never 'in-use'")]
    [InlineData("plan/indicators.json", "\"5g-stations\", \"article\"", "\"industry\"", "\"ministry\"", "Unknown department 'ministry'")]
    [InlineData("plan/indicators.json", "\"5g-zones\", \"article\"", "\"zones\": \"development-zone\"", "\"zones\": \"5g\"", "no layer of zones '5g'")]
    [InlineData("plan/indicators.json", "\"super-node\", \"article\"", "\"super-node\"", "\"hub-nodes\"", "is there twice", "\"hub-nodes\", \"article\": 17")]
    [InlineData("plan/indicators.json", "\"development-level\", \"article\"", "\"indicator\": \"5g-stations\"", "\"indicator\": \"evaluated\"", "Unknown indicator 'evaluated'")]
    [InlineData("plan/articles.json", "\"number\": 7", "\"number\": 7", "\"number\": 8", "stands where 7 is due")]
    [InlineData("ratings/standard.json", "\"domain\": \"local\"", "\"domain\": \"local\"", "\"domain\": \"global\"", "Unknown domain 'global'")]
    [InlineData("ratings/standard.json", "\"stars\": 4", "\"fromScore\": 60", "\"fromScore\": 10", "rise from one to the next")]
    public void IsRefused(string file, string lineOf, string part, string broken, string problem, string? foundOn = null)
    {
        var path = Path.Combine(_folder.CopyOfGisData(), file);
        var lines = File.ReadAllLines(path);
        var at = Array.FindIndex(lines, line => line.Contains(lineOf, StringComparison.Ordinal));
        Assert.Contains(part, lines[at], StringComparison.Ordinal);
        lines[at] = lines[at].Replace(part, broken, StringComparison.Ordinal);
        File.WriteAllLines(path, lines);
        var refusal = Assert.Throws<DefinitionException>(() => PlanCatalog.Load(LayerCatalog.Load(Path.Combine(_folder.Path, "gis-data"))));
        Assert.Equal(path, refusal.File);
        Assert.Equal((foundOn is null ? at : Array.FindIndex(lines, line => line.Contains(foundOn, StringComparison.Ordinal))) + 1, refusal.Line);
        Assert.Contains(problem, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AndTheCommandEndsWithThatLine()
    {
        var path = Path.Combine(_folder.CopyOfGisData(), "plan", "indicators.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"unit\": \"pile\"", "\"unit\": \"dozen\"", StringComparison.Ordinal));
        await using var database = await TestDatabase.CreateAsync();
        var ending = await Executable.RunAsync(Path.Combine(AppContext.BaseDirectory, "geo"), "serve", "--port", "0", "--db", database.ConnectionString, "--data", Path.Combine(_folder.Path, "gis-data"));
        Assert.Equal(1, ending.ExitCode);
        Assert.Matches(@"indicators\.json:\d+: Unknown unit 'dozen'", ending.Error);
    }

    [Fact]
    public void ANewIndicatorOfAKnownKindIsALineOfData()
    {
        var path = Path.Combine(_folder.CopyOfGisData(), "plan", "indicators.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace("""    {"id": "nb-iot-sites",""", """
                {"id": "swap-stations", "article": 20, "title": {"zh": "换电站", "en": "Swapping stations"}, "unit": "station", "level": "county", "leads": ["energy"], "kind": "count", "layer": "charging", "where": [{"field": "swap", "in": ["true"]}]},
                {"id": "nb-iot-sites",
            """, StringComparison.Ordinal));
        Assert.NotNull(PlanCatalog.Load(LayerCatalog.Load(Path.Combine(_folder.Path, "gis-data"))).Find("swap-stations"));
    }
}
