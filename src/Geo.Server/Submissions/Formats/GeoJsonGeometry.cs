using System.Text.Json;
using Geo.Server.Submissions.Checking;
using NetTopologySuite.Geometries;

namespace Geo.Server.Submissions.Formats;

/// <summary>Reads geometries. What breaks the grammar is a <see cref="FormatException"/>; what is only unsound is the row's fault.</summary>
public sealed class GeoJsonGeometry(Limits limits)
{
    private const int DeepestCollection = 8;
    private int _vertices;
    private SourceFault? _fault;

    public SourceRow Row(JsonElement? geometry, int number, object?[] cells)
    {
        var read = geometry is { } element ? Read(element, 0) : null;
        return _fault is null ? new SourceRow(number, cells, read) : new SourceRow(number, cells, null, _fault);
    }

    private Geometry? Read(JsonElement element, int depth)
    {
        if (element.ValueKind != JsonValueKind.Object || depth > DeepestCollection) throw new FormatException("a geometry is no object");
        var type = GeoJsonFeature.TypeOf(element) ?? throw new FormatException("a geometry has no type");
        if (type == "GeometryCollection")
        {
            var parts = Array(Member(element, "geometries")).Select(part => Read(part, depth + 1)).ToList();
            return _fault is null ? GeometryFactory.Default.CreateGeometryCollection([.. parts!]) : null;
        }
        var coordinates = Member(element, "coordinates");
        return type switch
        {
            "Point" => Array(coordinates).Any() ? Guard(() => new Point(Position(coordinates))) : Empty(),
            "MultiPoint" => Guard(Array(coordinates).Select(Position).ToArray(), all => GeometryFactory.Default.CreateMultiPointFromCoords(all)),
            "LineString" => Line(coordinates),
            "MultiLineString" => Guard(Array(coordinates).Select(Line).ToArray(), all => new MultiLineString(all!)),
            "Polygon" => Polygon(coordinates),
            "MultiPolygon" => Guard(Array(coordinates).Select(Polygon).ToArray(), all => new MultiPolygon(all!)),
            _ => throw new FormatException($"'{type}' is no type of geometry"),
        };
    }

    private LineString? Line(JsonElement coordinates)
    {
        var positions = Array(coordinates).Select(Position).ToArray();
        if (positions.Length >= 2) return Guard(() => new LineString(positions));
        _fault ??= new SourceFault(Rules.Degenerate);
        return null;
    }

    private Polygon? Polygon(JsonElement coordinates)
    {
        var rings = Array(coordinates).Select(Ring).ToList();
        if (rings.Count == 0) _fault ??= new SourceFault(Rules.GeometryMissing);
        return _fault is null ? new Polygon(rings[0], [.. rings.Skip(1)!]) : null;
    }

    private LinearRing? Ring(JsonElement coordinates)
    {
        var positions = Array(coordinates).Select(Position).ToArray();
        if (positions.Length > 0 && !positions[0].Equals2D(positions[^1])) _fault ??= new SourceFault(Rules.RingOpen);
        else if (positions.Length < 4) _fault ??= new SourceFault(Rules.Degenerate);
        return _fault is null ? new LinearRing(positions) : null;
    }

    private Coordinate Position(JsonElement element)
    {
        if (++_vertices > limits.VerticesPerFeature)
            throw new FileFaultException(Rules.LimitExceeded, $"一个要素超过 {limits.VerticesPerFeature} 个顶点", $"more than {limits.VerticesPerFeature} vertices in a feature");
        var numbers = Array(element);
        if (element.GetArrayLength() < 2) throw new FormatException("a position has fewer than two numbers");
        foreach (var number in numbers)
            if (number.ValueKind != JsonValueKind.Number) throw new FormatException("a coordinate is no number");
        var (x, y) = (element[0].GetDouble(), element[1].GetDouble());
        if (!double.IsFinite(x) || !double.IsFinite(y)) _fault ??= new SourceFault(Rules.CoordinateInvalid, element.GetRawText());
        return new Coordinate(x, y);
    }

    private Geometry? Empty()
    {
        _fault ??= new SourceFault(Rules.GeometryMissing);
        return null;
    }

    private T? Guard<T>(Func<T> make) where T : Geometry => _fault is null ? make() : null;

    private Geometry? Guard<TPart>(TPart[] parts, Func<TPart[], Geometry> make)
    {
        if (parts.Length == 0) _fault ??= new SourceFault(Rules.GeometryMissing);
        return _fault is null ? make(parts) : null;
    }

    private static JsonElement.ArrayEnumerator Array(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : throw new FormatException("coordinates are no array");

    private static JsonElement Member(JsonElement element, string name) =>
        element.TryGetProperty(name, out var member) ? member : throw new FormatException($"a geometry has no {name}");
}
