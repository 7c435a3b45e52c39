using System.Text.Json.Nodes;
using Geo.Server.Layers;
using Geo.Server.Seeding;
using Geo.Server.Submissions;
using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests;

/// <summary>The named facilities that the project ships with, and what is said to whoever breaks such a file.</summary>
public sealed class FacilityFilesTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private static readonly Layer Layer = Project.Catalog.Find("logistics-hub")!;

    public static TheoryData<string> LayersWithFacilities =>
        [.. Project.Catalog.Layers.Where(layer => File.Exists(Path.Combine(Project.Catalog.FolderOf(layer), "sites.geojson"))).Select(layer => layer.Id)];

    [Fact]
    public void ThereAreSome() => Assert.InRange(LayersWithFacilities.Count, 5, Project.Catalog.Layers.Count);

    [Theory]
    [MemberData(nameof(LayersWithFacilities))]
    public async Task EveryFacilityIsPublishedAsReal(string layerId)
    {
        var layer = Project.Catalog.Find(layerId)!;
        var path = Path.Combine(Project.Catalog.FolderOf(layer), "sites.geojson");
        var written = JsonNode.Parse(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken))!["features"]!.AsArray();
        var result = await fixture.Database.PublishAsync(layerId, FacilityFile.Read(path, layer), new PublicationScope(Synthetic: false));
        Assert.Equal(written.Count, result.Added);

        var published = (await fixture.Http.FeaturesAsync($"/ogc/collections/{layerId}/items?limit=1000")).ToDictionary(feature => feature.Property("code").GetString()!);
        foreach (var properties in written.Select(feature => feature!["properties"]!.AsObject()))
        {
            var feature = published[(string)properties["code"]!];
            Assert.False(feature.Property("synthetic").GetBoolean());
            foreach (var (name, value) in properties) Assert.Equal($"{name}: {value}", $"{name}: {(value is null ? "" : Text(feature.Property(name)))}");
        }
    }

    [Theory]
    [InlineData("'nosuch' is not a field", "\"nosuch\": 1")]
    [InlineData("'30.6.2021' is not a date", "\"inServiceDate\": \"30.6.2021\"")]
    [InlineData("'2021-02-30' is not a date", "\"inServiceDate\": \"2021-02-30\"")]
    [InlineData("'name' must be a text", "\"name\": 7")]
    [InlineData("'synthetic' must be true or false", "\"synthetic\": \"no\"")]
    [InlineData("'status' must be one of planned, building, in-service", "\"status\": \"open\"")]
    [InlineData("'hubType' must be one of", "\"hubType\": \"spaceport\"")]
    [InlineData("'areaHa' must be a number", "\"areaHa\": \"large\"")]
    public void ABadPropertyIsNamedWithFileAndLine(string problem, string property)
    {
        var refusal = Refusal($$"""
            { "type": "FeatureCollection", "features": [
              { "type": "Feature", "geometry": { "type": "Point", "coordinates": [117.07, 36.65] }, "properties": { "code": "good" } },
              { "type": "Feature", "geometry": { "type": "Point", "coordinates": [117.07, 36.65] },
                "properties": { "code": "bad", {{property}} } } ] }
            """);
        Assert.Equal(4, refusal.Line);
        Assert.Contains(problem, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "no code", """{ "features": [ { "geometry": { "type": "Point", "coordinates": [117, 36] }, "properties": { "name": "x" } } ] }""")]
    [InlineData(1, "no geometry", """{ "features": [ { "geometry": null, "properties": { "code": "x" } } ] }""")]
    [InlineData(1, "no properties", """{ "features": [ { "geometry": { "type": "Point", "coordinates": [117, 36] } } ] }""")]
    [InlineData(1, "Not a FeatureCollection", """{ "type": "Feature" }""")]
    [InlineData(1, "Not a FeatureCollection", "[]")]
    [InlineData(1, "Not a FeatureCollection", "7")]
    [InlineData(3, "", "{ \"features\":\n [ { \"properties\":\n } ] }")]
    [InlineData(1, "", "")]
    public void AFileThatIsNoneIsNamedToo(int line, string problem, string text)
    {
        var refusal = Refusal(text);
        Assert.Equal(line, refusal.Line);
        Assert.Contains(problem, refusal.Message, StringComparison.Ordinal);
    }

    private static DefinitionException Refusal(string text)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("sites.geojson", text);
        var refusal = Assert.Throws<DefinitionException>(() => FacilityFile.Read(path, Layer));
        Assert.Equal(path, refusal.File);
        return refusal;
    }

    private static string Text(System.Text.Json.JsonElement value) => value.ValueKind is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False ? value.ToString().ToLowerInvariant() : value.ToString();
}
