using System.Text.Json;
using System.Text.RegularExpressions;

namespace Geo.Server.Layers;

/// <summary>Reads one layer.json and checks it against the common definitions. Every refusal names file and line.</summary>
public static partial class LayerFile
{
    public const int LargestFacetProduct = 256;
    private const int LargestFacetCount = 4;
    private const double LongestServedM = 50_000;

    private static readonly string[] GeometryTypes = ["Point", "LineString", "Polygon"];
    private static readonly string[] AreaLevels = ["province", "circle", "city", "county"];

    public static CommonDefinition ReadCommon(string path) => DefinitionFile.Read<CommonDefinition>(path).Value;

    public static Layer Read(string path, CommonDefinition common)
    {
        var (definition, json) = DefinitionFile.Read<LayerDefinition>(path);
        var lines = new JsonLines(json);
        foreach (var (place, problem) in Problems(definition, common, Path.GetFileName(Path.GetDirectoryName(path)!)))
            throw new DefinitionException(path, lines.Of(place), problem);
        return new Layer(definition, common.Groups.First(group => group.Id == definition.Group),
            common.Fields[JsonNamingPolicy.CamelCase.ConvertName(definition.Role.ToString())],
            JsonSerializer.Serialize(JsonDocument.Parse(json, new() { CommentHandling = JsonCommentHandling.Skip }).RootElement));
    }

    private static IEnumerable<(string Place, string Problem)> Problems(LayerDefinition layer, CommonDefinition common, string folder)
    {
        if (!KebabCase().IsMatch(layer.Id)) yield return ("id", $"The id '{layer.Id}' must be lower-case letters, digits and hyphens.");
        if (layer.Id != folder) yield return ("id", $"The id '{layer.Id}' differs from its folder '{folder}'.");
        if (!common.Groups.Any(group => group.Id == layer.Group))
            yield return ("group", $"Unknown group '{layer.Group}'; common.json has {string.Join(", ", common.Groups.Select(g => g.Id))}.");
        if (!GeometryTypes.Contains(layer.GeometryType))
            yield return ("geometryType", $"Unknown geometry type '{layer.GeometryType}'; one of {string.Join(", ", GeometryTypes)}.");
        if (layer.Role == LayerRole.Area && !AreaLevels.Contains(layer.Level))
            yield return ("level", $"An area layer has a level: one of {string.Join(", ", AreaLevels)}.");
        if (layer.Role != LayerRole.Area && layer.Level is not null) yield return ("level", "Only an area layer has a level.");

        var commonFields = common.Fields[JsonNamingPolicy.CamelCase.ConvertName(layer.Role.ToString())];
        foreach (var problem in FieldProblems(layer.Fields, "fields", [.. commonFields.Select(field => field.Name), .. RequestWords])) yield return problem;
        foreach (var problem in FacetProblems(layer, [.. commonFields, .. layer.Fields])) yield return problem;
        if (layer.ServedBy is { } served)
        {
            if (layer.Role != LayerRole.Zone) yield return ("servedBy", "Only a layer of zones is served by sites.");
            if (served.WithinM is not (>= 0 and <= LongestServedM)) yield return ("servedBy.withinM", $"The distance is 0 to {LongestServedM} m.");
        }
        if (layer.Coverage is null) yield break;
        if (layer.Role != LayerRole.Site) yield return ("coverage", "Only a layer of sites has coverage.");
        foreach (var (place, problem) in CoverageRuleCheck.Problems(layer.Coverage, layer.Fields)) yield return ($"coverage.{place}", problem);
    }

    // Fields are parameters and queryables beside these, and columns of files.
    private static readonly string[] RequestWords = ["id", "geometry", "bbox", "limit", "cursor", "crs", "filter", "datetime", "version", "f", "fid", "geom"];

    private static IEnumerable<(string, string)> FieldProblems(IReadOnlyList<Field> fields, string place, HashSet<string> names)
    {
        for (var i = 0; i < fields.Count; i++)
        {
            var (field, here) = (fields[i], $"{place}[{i}]");
            if (!CamelCase().IsMatch(field.Name)) yield return ($"{here}.name", $"The field name '{field.Name}' must be camelCase ASCII.");
            if (!names.Add(field.Name)) yield return ($"{here}.name", $"The field '{field.Name}' is declared twice or is a common field or a word of requests.");
            if (field.Domain is { Count: 0 }) yield return ($"{here}.domain", $"The domain of '{field.Name}' is empty.");
            if (field.Domain is not null && field.Domain.DistinctBy(value => value.Value).Count() != field.Domain.Count)
                yield return ($"{here}.domain", $"The domain of '{field.Name}' has a value twice.");
            if (field.Minimum > field.Maximum) yield return ($"{here}.minimum", $"The minimum of '{field.Name}' is above its maximum.");
            if (field.Type == FieldType.Array != field.Items is not null)
                yield return (here, $"The field '{field.Name}' must have items if, and only if, it is an array.");
            if (field.Items is not null)
                foreach (var problem in FieldProblems(field.Items, $"{here}.items", [])) yield return problem;
        }
    }

    private static IEnumerable<(string, string)> FacetProblems(LayerDefinition layer, IReadOnlyList<Field> fields)
    {
        if (layer.Facets.Count > LargestFacetCount) yield return ("facets", $"A layer has at most {LargestFacetCount} facets.");
        var product = 1;
        for (var i = 0; i < layer.Facets.Count; i++)
        {
            var field = fields.FirstOrDefault(field => field.Name == layer.Facets[i]);
            if (layer.Facets.Take(i).Contains(layer.Facets[i])) yield return ($"facets[{i}]", $"The facet '{layer.Facets[i]}' is there twice.");
            if (field is null) yield return ($"facets[{i}]", $"The facet '{layer.Facets[i]}' is not a field of the layer.");
            else if (field.Domain is null) yield return ($"facets[{i}]", $"The facet '{field.Name}' has no domain to filter by.");
            else product *= field.Domain.Count + 1;
        }
        if (product > LargestFacetProduct)
            yield return ("facets", $"The facets have {product} combinations; {LargestFacetProduct} is the most that tiles can carry.");
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]*$")] private static partial Regex KebabCase();
    [GeneratedRegex("^[a-z][A-Za-z0-9]*$")] private static partial Regex CamelCase();
}
