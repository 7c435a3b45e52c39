using System.Globalization;
using Geo.Server.Layers;
using Geo.Server.Submissions.Checking;

namespace Geo.Server.Submissions.Templates;

/// <summary>One column of a template: a header that the check is sure to know again, and what belongs under it.</summary>
public sealed record TemplateColumn(string Header, Target Target, bool IsRequired, string Note, string Example)
{
    private const string Required = "*";
    private const string Yes = "是";
    private const string No = "否";

    // Where a site lies says which city and county it is in, and what a city hands in is never made up.
    private static readonly HashSet<string> NotAsked = ["cityAdcode", "countyAdcode", "synthetic"];

    public Field? Field => Target.Field;

    /// <summary>What may be chosen; empty where anything may be written.</summary>
    public IReadOnlyList<string> Choices => Field switch
    {
        { Domain: { } domain } => [.. domain.Select(value => value.Title.Zh)],
        { Type: FieldType.Boolean } => [Yes, No],
        _ => [],
    };

    /// <summary>The columns of a layer, code and name and place first.</summary>
    public static IReadOnlyList<TemplateColumn> Of(Layer layer, CommonDefinition common)
    {
        var words = new TargetWords(common, layer.AllFields);
        var (own, arrays) = (layer.AllFields.Where(field => field.Type != FieldType.Array && !NotAsked.Contains(field.Name)).ToList(), layer.AllFields.Where(field => field.Type == FieldType.Array));
        return
        [
            .. own.Where(field => field.Name is "code" or "name").Select(field => OfField(field, null, words)),
            .. Position(layer),
            .. own.Where(field => field.Name is not ("code" or "name")).Select(field => OfField(field, null, words)),
            .. arrays.SelectMany(array => array.Items!.Select(item => OfField(item, array, words))),
        ];
    }

    private static IEnumerable<TemplateColumn> Position(Layer layer)
    {
        var system = layer.Definition.UsualCrs ?? "CGCS2000";
        const string Note = "坐标系写在表头括号内；若为其他坐标系（如 WGS84、GCJ-02、BD-09），请修改括号内的文字。";
        if (layer.HasPoints)
        {
            yield return new($"经度（{system}）{Required}", new Target(TargetKind.East), true, $"十进制度，如 117.020000。{Note}", "117.020000");
            yield return new($"纬度（{system}）{Required}", new Target(TargetKind.North), true, $"十进制度，如 36.670000。{Note}", "36.670000");
            yield break;
        }
        var example = layer.Definition.GeometryType == "LineString" ? "LINESTRING (117.02 36.67, 117.03 36.68)" : "POLYGON ((117.02 36.67, 117.03 36.67, 117.03 36.68, 117.02 36.67))";
        yield return new($"几何范围（{system}）{Required}", new Target(TargetKind.Geometry), true, $"WKT 文本，经度在前，如 {example}。{Note}", example);
    }

    private static TemplateColumn OfField(Field field, Field? array, TargetWords words)
    {
        var target = new Target(TargetKind.Field, field, array);
        // The field's own title, but where another field is known by it too, the first word that is this one's alone.
        var word = ((IEnumerable<string>)[field.Title.Zh, .. field.Synonyms?.Zh ?? [], field.Name]).First(word => words.Find(word).Target == target);
        var unit = field.Unit is { } known && !known.StartsWith('{') ? $"（{known}）" : "";
        return new TemplateColumn($"{word}{unit}{(field.Required && array is null ? Required : "")}", target, field.Required && array is null, NoteOf(field, array), ExampleOf(field, array));
    }

    private static string NoteOf(Field field, Field? array)
    {
        var parts = new List<string>();
        if (field.Description is { } description) parts.Add(description.Zh);
        if (field.Domain is not null) parts.Add("请从下拉列表中选择。");
        else parts.Add(field.Type switch
        {
            FieldType.Integer => "整数。",
            FieldType.Number => "数字。",
            FieldType.Date => "日期，如 2025-06-30。",
            FieldType.Boolean => "是或否。",
            _ when field.Name == "code" => "本市内唯一，请保持为文本格式。",
            _ => "文字。",
        });
        if (field.Unit is { } unit && !unit.StartsWith('{')) parts.Add($"单位 {unit}。");
        if (field is { Minimum: { } minimum, Maximum: { } maximum }) parts.Add(string.Create(CultureInfo.InvariantCulture, $"{minimum} 至 {maximum}。"));
        if (array is not null) parts.Add($"同一编码可有多行，每行一个{array.Title.Zh}。");
        return string.Concat(parts);
    }

    private static string ExampleOf(Field field, Field? array) => field switch
    {
        { Domain: [var first, ..] } => first.Title.Zh,
        { Type: FieldType.Boolean } => Yes,
        { Type: FieldType.Date } => "2025-06-30",
        { Type: FieldType.Integer or FieldType.Number } => Within(field),
        { Name: "code" } when array is null => "370100000001",
        _ => "示例",
    };

    private static string Within(Field field)
    {
        var (least, most) = (field.Minimum ?? 0, field.Maximum ?? Math.Max(100, (field.Minimum ?? 0) + 100));
        return Math.Clamp(Math.Ceiling(least) + 1, least, most).ToString(CultureInfo.InvariantCulture);
    }
}
