using System.Text.Json;
using Geo.Server.Submissions.Checking;
using NetTopologySuite.Geometries;

namespace Geo.Server.Submissions.Formats;

/// <summary>Reads one feature, or a bare geometry, of GeoJSON.</summary>
public static class GeoJsonFeature
{
    public static SourceRow Read(JsonElement element, int number, GeoJsonColumns columns, Limits limits, JsonText text)
    {
        if (number > limits.Rows) throw new FileFaultException(Rules.LimitExceeded, $"超过 {limits.Rows} 个要素", $"more than {limits.Rows} features");
        try
        {
            if (element.ValueKind != JsonValueKind.Object) throw new FormatException("a feature is no object");
            if (TypeOf(element) is not { } type)
                throw element.TryGetProperty("features", out _) || element.TryGetProperty("geometryType", out _)
                    ? new FileFaultException(Rules.ContentMismatch, "不是 GeoJSON（缺少 type，可能是 Esri JSON）", "not GeoJSON: there is no type; it may be Esri JSON")
                    : new FormatException("there is no type");
            if (type != "Feature") return new GeoJsonGeometry(limits).Row(element, number, []);
            return new GeoJsonGeometry(limits).Row(Member(element, "geometry"), number, columns.Cells(Member(element, "properties"), Member(element, "id")));
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException)
        {
            throw text.Malformed($"第 {number} 个要素不是 GeoJSON", $"feature {number} is not GeoJSON: {e.Message}");
        }
    }

    public static string? TypeOf(JsonElement element) =>
        element.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String ? type.GetString() : null;

    private static JsonElement? Member(JsonElement element, string name) =>
        element.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null ? member : null;
}

/// <summary>Properties in the order in which they first occur.</summary>
public sealed class GeoJsonColumns(SourceFile file)
{
    private const string IdColumn = "id";
    private readonly Dictionary<string, int> _indexes = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];

    public IReadOnlyList<string> Names => _names;

    public object?[] Cells(JsonElement? properties, JsonElement? id)
    {
        if (id is { ValueKind: JsonValueKind.Object or JsonValueKind.Array }) throw new FormatException("an id is neither text nor number");
        if (properties is { ValueKind: not JsonValueKind.Object }) throw new FormatException("properties is no object");
        var cells = new object?[_names.Count];
        var count = 0;
        if (properties is { } members)
            foreach (var member in members.EnumerateObject())
            {
                var index = IndexOf(member.Name);
                if (index >= cells.Length) Array.Resize(ref cells, _names.Count);
                if (cells[index] is not null) file.Findings.AddOnce(Rules.DuplicateKey, member.Name, new(member.Name, member.Name));
                cells[index] = Value(member.Value);
                count++;
            }
        if (count > file.Limits.Columns) throw new FileFaultException(Rules.LimitExceeded, $"{count} 个属性", $"{count} properties");
        if (id is not null && !_indexes.ContainsKey(IdColumn))
        {
            var index = IndexOf(IdColumn);
            if (index >= cells.Length) Array.Resize(ref cells, _names.Count);
            cells[index] = Value(id.Value);
        }
        return cells;
    }

    private int IndexOf(string name)
    {
        if (_indexes.TryGetValue(name, out var index)) return index;
        if (_names.Count >= file.Limits.Columns) throw new FileFaultException(Rules.LimitExceeded, $"超过 {file.Limits.Columns} 个属性", $"more than {file.Limits.Columns} properties");
        _names.Add(name);
        return _indexes[name] = _names.Count - 1;
    }

    private static object? Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString() is { Length: > 0 } text ? TextEncoding.Clean(text) : null,
        JsonValueKind.Number => value.TryGetInt64(out var whole) ? whole : value.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        _ => value.GetRawText(),
    };
}
