using System.Text.Json.Nodes;
using Geo.Server.Layers;
using Geo.Server.Operations;
using Geo.Server.Submissions.Checking;

namespace Geo.Server.Submissions.Features;

/// <summary>
/// A feature as the file that a city would upload of it: a row, or a row for each element of its list, under headers that need no guessing.
/// </summary>
internal sealed record FeatureRows(JsonObject Collection, IReadOnlyDictionary<string, string> Columns)
{
    /// <exception cref="ProblemException">A property is unknown, or of a kind that no cell can hold.</exception>
    public static FeatureRows Of(Layer layer, GivenFeature feature)
    {
        var (shared, list, elements) = Read(layer, feature.Properties);
        var columns = shared.Select(property => property.Key).Concat(list is null ? [] : HeadersOf(list, elements)).ToDictionary(header => header);
        var rows = new JsonArray();
        for (var i = 0; i < Math.Max(1, elements.Count); i++)
        {
            var row = (JsonObject)shared.DeepClone();
            if (list is not null)
                foreach (var item in list.Items!.Where(item => columns.ContainsKey(HeaderOf(list, item)))) row[HeaderOf(list, item)] = elements[i][item.Name]?.DeepClone();
            rows.Add(new JsonObject { ["type"] = "Feature", ["geometry"] = feature.Geometry?.DeepClone(), ["properties"] = row });
        }
        return new FeatureRows(new JsonObject { ["type"] = "FeatureCollection", ["features"] = rows }, columns);
    }

    /// <summary>Where in the feature a finding is, as a JSON Pointer.</summary>
    public static string PointerOf(Finding finding)
    {
        if (finding.Field is not { } field) return finding.Code[0] is 'C' or 'G' or 'B' ? "/geometry" : "";
        return field.Split('.') is [var list, var item] ? $"/properties/{list}/{(finding.Row ?? 1) - 1}/{item}" : $"/properties/{field}";
    }

    private static (JsonObject Shared, Field? List, IReadOnlyList<JsonObject> Elements) Read(Layer layer, JsonObject properties)
    {
        var (shared, list, elements) = (new JsonObject(), (Field?)null, (IReadOnlyList<JsonObject>)[]);
        foreach (var (name, value) in properties)
        {
            var field = layer.Field(name) ?? throw Unknown(layer, name);
            if (field.Type != FieldType.Array) shared[name] = Cell(name, value);
            else if (value is not null && ElementsOf(field, value) is { Count: > 0 } some)
                (list, elements) = list is null ? (field, some) : throw new ProblemException(422, "several-lists", $"'{list.Name}' and '{name}': a feature that is written has one list.");
        }
        // What is required and left out is a blank cell, which the check refuses.
        foreach (var field in layer.AllFields.Where(field => field.Required && layer.IsGiven(field) && field.Type != FieldType.Array)) shared.TryAdd(field.Name, null);
        return (shared, list, elements);
    }

    private static List<JsonObject> ElementsOf(Field list, JsonNode value)
    {
        if (value is not JsonArray array || !array.All(element => element is JsonObject)) throw Misshapen(list.Name, "a list of objects");
        var elements = array.Cast<JsonObject>().ToList();
        foreach (var (name, member) in elements.SelectMany(element => element))
            if (list.Items!.All(item => item.Name != name)) throw new ProblemException(422, "unknown-property", $"An element of '{list.Name}' has no property '{name}'.");
            else Cell($"{list.Name}.{name}", member);
        return elements;
    }

    // All of an element's fields have their column, so that none is filled from the feature's own of that name; but where no element
    // has what each needs, they are numbered, as in any upload.
    private static IEnumerable<string> HeadersOf(Field list, IReadOnlyList<JsonObject> elements) =>
        list.Items!.Where(item => !item.Required || elements.Any(element => element[item.Name] is not null)).Select(item => HeaderOf(list, item));

    private static string HeaderOf(Field list, Field item) => $"{list.Name}.{item.Name}";

    private static JsonNode? Cell(string name, JsonNode? value) => value is JsonObject or JsonArray ? throw Misshapen(name, "a single value") : value?.DeepClone();

    private static ProblemException Unknown(Layer layer, string name) => new(422, "unknown-property", $"A feature of {layer.Id} has no property '{name}'.");

    private static ProblemException Misshapen(string name, string expected) => new(422, "wrong-type", $"'{name}' must be {expected}.");
}
