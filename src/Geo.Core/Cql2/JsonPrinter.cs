using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using NetTopologySuite.Geometries;

namespace Geo.Core.Cql2;

/// <summary>Writes CQL2 JSON.</summary>
internal static class JsonPrinter
{
    // Deeper than the writer's own limit: a geometry may lie inside the deepest operator.
    public static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = Cql2Limits.MaximumNesting * 2 };

    public static JsonNode Write(Expression expression) => expression switch
    {
        PropertyName property => new JsonObject { ["property"] = property.Name },
        TextLiteral text => JsonValue.Create(text.Value),
        NumberLiteral number => JsonValue.Create(number.Value),
        BooleanLiteral boolean => JsonValue.Create(boolean.Value),
        InstantLiteral instant => new JsonObject { [instant.IsDate ? "date" : "timestamp"] = Instants.Print(instant) },
        Interval interval => new JsonObject { ["interval"] = new JsonArray(End(interval.Start), End(interval.End)) },
        BoxLiteral box => new JsonObject { ["bbox"] = new JsonArray(box.X1, box.Y1, box.X2, box.Y2) },
        GeometryLiteral geometry => Write(geometry.Geometry),
        ArrayLiteral array => List(array.Elements),
        Operation operation => new JsonObject { ["op"] = operation.Operator.Json, ["args"] = List(operation.Arguments) },
        _ => throw new NotSupportedException($"{expression.GetType().Name} has no JSON."),
    };

    private static JsonArray List(IReadOnlyList<Expression> expressions) => new([.. expressions.Select(Write)]);

    private static JsonNode End(Expression? end) => end switch
    {
        null => JsonValue.Create(".."),
        InstantLiteral instant => JsonValue.Create(Instants.Print(instant)),
        _ => Write(end),
    };

    private static JsonObject Write(Geometry geometry) => geometry.GeometryType == "GeometryCollection"
        ? new JsonObject { ["type"] = geometry.GeometryType, ["geometries"] = Parts(geometry, Write) }
        : new JsonObject { ["type"] = geometry.GeometryType, ["coordinates"] = Coordinates(geometry) };

    private static JsonArray Coordinates(Geometry geometry) => geometry switch
    {
        Point point => Position(point.Coordinate),
        LineString line => new JsonArray([.. line.Coordinates.Select(Position)]),
        Polygon polygon => new JsonArray([Coordinates(polygon.ExteriorRing), .. polygon.InteriorRings.Select(Coordinates)]),
        _ => Parts(geometry, Coordinates),
    };

    private static JsonArray Parts(Geometry geometry, Func<Geometry, JsonNode> write) =>
        new([.. Enumerable.Range(0, geometry.NumGeometries).Select(i => write(geometry.GetGeometryN(i)))]);

    private static JsonArray Position(Coordinate position) => new(position.X, position.Y);
}
