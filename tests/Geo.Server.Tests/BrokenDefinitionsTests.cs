using Geo.Server.Layers;
using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests;

/// <summary>Whoever breaks a definition is told the file, the line and what is wrong.</summary>
public sealed class BrokenDefinitionsTests : IDisposable
{
    // The mark is where the line must be; it is taken out before the file is written.
    private const string Mark = "@";

    private const string Sound = """
        {
          "id": "street-lamp",
          "role": "site",
          "title": { "zh": "路灯", "en": "Street lamps" },
          "group": "city",
          "order": 10,
          "geometryType": "Point",
          "planArticles": [16],
          "fields": [
            {
              "name": "lamp",
              "type": "string",
              "title": { "zh": "光源", "en": "Lamp" },
              "domain": [
                { "value": "led", "title": { "zh": "LED", "en": "LED" } },
                { "value": "sodium", "title": { "zh": "钠灯", "en": "Sodium" } }
              ]
            },
            {
              "name": "powerW",
              "type": "number",
              "minimum": 1,
              "title": { "zh": "功率", "en": "Power" }
            },
            {
              "name": "arms",
              "type": "array",
              "title": { "zh": "灯臂", "en": "Arms" },
              "items": [
                { "name": "lengthM", "type": "number", "title": { "zh": "长", "en": "Length" } }
              ]
            }
          ],
          "facets": [
            "lamp",
            "status"
          ]
        }
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ASoundOneIsRead() => Assert.Equal(3, Read(Sound).Definition.Fields.Count);

    [Theory]
    [InlineData("\"order\": 10,\n  ", "\"order\": 10\n  @", "")]
    [InlineData("\"order\": 10,", "@\"order\": \"10\",", "order")]
    [InlineData("\"order\": 10,", "@\"order\": 10.5,", "order")]
    [InlineData("\"order\": 10,", "\"order\": 10,\n  @\"colour\": \"red\",", "colour")]
    [InlineData("\"type\": \"number\",\n      \"minimum\"", "\"type\": \"number\",\n      @\"min\": 2,\n      \"minimum\"", "min")]
    [InlineData("\"type\": \"number\",\n      \"minimum\"", "@\"type\": \"decimal\",\n      \"minimum\"", "type")]
    [InlineData("\"role\": \"site\"", "@\"role\": \"place\"", "role")]
    [InlineData("\"group\": \"city\"", "@\"group\": \"village\"", "Unknown group 'village'")]
    [InlineData("\"id\": \"street-lamp\"", "@\"id\": \"lamp\"", "differs from its folder 'street-lamp'")]
    [InlineData("\"id\": \"street-lamp\"", "@\"id\": \"Street Lamp\"", "must be lower-case")]
    [InlineData("\"geometryType\": \"Point\"", "@\"geometryType\": \"Circle\"", "Unknown geometry type 'Circle'")]
    [InlineData("\"role\": \"site\",", "\"role\": \"site\",\n  @\"level\": \"city\",", "Only an area layer has a level")]
    [InlineData("\"name\": \"powerW\"", "@\"name\": \"lamp\"", "'lamp' is declared twice")]
    [InlineData("\"name\": \"powerW\"", "@\"name\": \"status\"", "'status' is declared twice or is a common field")]
    [InlineData("\"name\": \"powerW\"", "@\"name\": \"power w'\"", "must be camelCase")]
    [InlineData("\"name\": \"lengthM\"", "@\"name\": \"LengthM\"", "must be camelCase")]
    [InlineData("\"minimum\": 1,", "@\"minimum\": 5, \"maximum\": 4,", "above its maximum")]
    [InlineData("\"value\": \"sodium\"", "\"value\": \"led\"", "has a value twice", "\"domain\"")]
    [InlineData("\"lamp\",\n    \"status\"", "\"lamp\",\n    @\"colour\"", "'colour' is not a field")]
    [InlineData("\"lamp\",\n    \"status\"", "\"lamp\",\n    @\"powerW\"", "'powerW' has no domain")]
    [InlineData("\"lamp\",\n    \"status\"", "\"lamp\",\n    @\"lamp\"", "'lamp' is there twice")]
    [InlineData("\"type\": \"array\"", "\"type\": \"number\"", "must have items if, and only if, it is an array", "    {\n      \"name\": \"arms\"")]
    [InlineData("\"title\": { \"zh\": \"光源\", \"en\": \"Lamp\" }", "@\"title\": { \"zh\": \"光源\" }", "en")]
    [InlineData("\"title\": { \"zh\": \"光源\", \"en\": \"Lamp\" }", "@\"title\": null", "")]
    [InlineData("\"planArticles\": [16]", "@\"planArticles\": \"16\"", "planArticles")]
    public void ABrokenOneIsRefusedByFileAndLine(string part, string broken, string problem, string? lineOf = null)
    {
        var text = Sound.ReplaceLineEndings("\n");
        Assert.Contains(part, text, StringComparison.Ordinal);
        text = text.Replace(part, broken, StringComparison.Ordinal);
        if (lineOf is not null) text = text.Insert(text.IndexOf(lineOf, StringComparison.Ordinal) + (lineOf.Length - lineOf.TrimStart().Length), Mark);
        var line = text[..text.IndexOf(Mark, StringComparison.Ordinal)].Count(letter => letter == '\n') + 1;
        var refusal = Assert.Throws<DefinitionException>(() => Read(text.Replace(Mark, "", StringComparison.Ordinal)));
        Assert.EndsWith(Path.Combine("street-lamp", "layer.json"), refusal.File, StringComparison.Ordinal);
        Assert.Equal(line, refusal.Line);
        Assert.Contains(problem, refusal.Message, StringComparison.Ordinal);
        Assert.StartsWith($"{refusal.File}:{refusal.Line}: ", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"group\": \"city\",", "group")]
    [InlineData("\"role\": \"site\",", "role")]
    [InlineData("\"geometryType\": \"Point\",", "geometryType")]
    public void AMissingMemberIsNamed(string member, string name)
    {
        var refusal = Assert.Throws<DefinitionException>(() => Read(Sound.Replace(member, "", StringComparison.Ordinal)));
        Assert.Contains($"'{name}'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TooManyCombinationsOfFacetsAreRefused()
    {
        var values = string.Join(", ", Enumerable.Range(0, LayerFile.LargestFacetProduct).Select(i => $$"""{ "value": "v{{i}}", "title": { "zh": "{{i}}", "en": "{{i}}" } }"""));
        var text = Sound.ReplaceLineEndings("\n").Replace("{ \"value\": \"sodium\"", $"{values}, {{ \"value\": \"sodium\"", StringComparison.Ordinal);
        var refusal = Assert.Throws<DefinitionException>(() => Read(text));
        Assert.Contains("combinations", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(text[..text.IndexOf("\"facets\"", StringComparison.Ordinal)].Count(letter => letter == '\n') + 1, refusal.Line);
    }

    [Fact]
    public void AFolderWithoutADefinitionIsNamed()
    {
        var data = _folder.CopyOfGisData();
        Directory.CreateDirectory(Path.Combine(data, "layers", "nothing"));
        var refusal = Assert.Throws<DefinitionException>(() => LayerCatalog.Load(data));
        Assert.EndsWith(Path.Combine("nothing", "layer.json"), refusal.File, StringComparison.Ordinal);
        Assert.Contains("missing", refusal.Message, StringComparison.Ordinal);
    }

    private Layer Read(string text) => LayerFile.Read(_folder.Write("street-lamp/layer.json", text), Project.Catalog.Common);
}
