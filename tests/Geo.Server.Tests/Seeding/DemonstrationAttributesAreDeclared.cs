using System.Text.Json.Nodes;
using Geo.Server.Layers;
using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests.Seeding;

public class DemonstrationAttributesAreDeclared
{
    [Fact]
    public void EveryAttributeIsAFieldOfTheLayerWithinItsDomainAndRange()
    {
        var settlements = MadeUpCounties.Settlements(MadeUpCounties.Squares);
        foreach (var layerId in MadeUpCounties.LayerIds)
        {
            var layer = Project.Catalog.Find(layerId)!;
            var statuses = layer.Field("status")!.Domain!.Select(value => value.Value).ToHashSet();
            foreach (var feature in MadeUpCounties.Make(layerId, settlements))
            {
                AssertDeclared(feature.Code, JsonNode.Parse(feature.AttributesJson)!.AsObject(), layer.Definition.Fields);
                Assert.Contains(feature.Status, statuses);
            }
        }
    }

    [Fact]
    public void EveryLayerWithADemoFileHasAGenerator() =>
        Assert.Equal(MadeUpCounties.LayerIds.Order(),
            Project.Catalog.Layers.Where(layer => File.Exists(Path.Combine(Project.Catalog.FolderOf(layer), "demo.json"))).Select(layer => layer.Id).Order());

    private static void AssertDeclared(string code, JsonObject attributes, IReadOnlyList<Field> fields)
    {
        foreach (var field in fields.Where(field => field.Required)) Assert.True(attributes.ContainsKey(field.Name), $"{code} lacks {field.Name}.");
        foreach (var (name, value) in attributes)
        {
            var field = fields.SingleOrDefault(field => field.Name == name);
            Assert.True(field is not null, $"{code}: {name} is not declared.");
            Assert.True(value is not null && IsOf(field, value), $"{code}: {name} = {value?.ToJsonString()} is not allowed.");
            if (field.Items is not null)
                foreach (var item in value!.AsArray()) AssertDeclared(code, item!.AsObject(), field.Items);
        }
    }

    private static bool IsOf(Field field, JsonNode value) => field.Type switch
    {
        FieldType.String => value.AsValue().TryGetValue<string>(out var text) && (field.Domain is null || field.Domain.Any(known => known.Value == text)),
        FieldType.Boolean => value.AsValue().TryGetValue<bool>(out _),
        FieldType.Integer => value.AsValue().TryGetValue<long>(out var number) && IsInRange(field, number),
        FieldType.Number => value.AsValue().TryGetValue<double>(out var number) && IsInRange(field, number),
        FieldType.Array => value is JsonArray,
        _ => false,
    };

    private static bool IsInRange(Field field, double number) =>
        double.IsFinite(number) && !(number < field.Minimum) && !(number > field.Maximum);
}
