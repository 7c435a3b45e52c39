using NetTopologySuite.Geometries;

namespace Geo.Core.Cql2;

/// <summary>Reads the GeoJSON geometries inside CQL2 JSON. Heights are read and left out: predicates are of the plane.</summary>
internal static class GeoJsonParser
{
    public static Geometry Read(JsonTree json)
    {
        var type = JsonExpression.TextOf(json.Members["type"]);
        if (!Geometries.Kinds.Contains(type)) throw new Cql2Exception(json.Position, $"There is no geometry '{type}'.");
        var member = type == "GeometryCollection" ? "geometries" : "coordinates";
        if (!json.Members.TryGetValue(member, out var content)) throw new Cql2Exception(json.Position, $"A {type} needs the member '{member}'.");
        var factory = Geometries.Factory;
        return type switch
        {
            "Point" => factory.CreatePoint(Position(content)),
            "LineString" => Line(content),
            "Polygon" => Polygon(content),
            "MultiPoint" => factory.CreateMultiPoint([.. Parts(content).Select(part => factory.CreatePoint(Position(part)))]),
            "MultiLineString" => factory.CreateMultiLineString([.. Parts(content).Select(Line)]),
            "MultiPolygon" => factory.CreateMultiPolygon([.. Parts(content).Select(Polygon)]),
            _ => factory.CreateGeometryCollection([.. Parts(content).Select(part => part.Members.ContainsKey("type")
                ? Read(part)
                : throw new Cql2Exception(part.Position, "Expected a geometry."))]),
        };
    }

    private static IReadOnlyList<JsonTree> Parts(JsonTree json) =>
        JsonExpression.Require(json, json.IsArray && json.Items.Count > 0, "a list that is not empty").Items;

    private static LineString Line(JsonTree json) => Geometries.Line(Positions(json), json.Position);

    private static Polygon Polygon(JsonTree json) => Geometries.Polygon([.. Parts(json).Select(Positions)], json.Position);

    private static List<Coordinate> Positions(JsonTree json) => [.. Parts(json).Select(Position)];

    private static Coordinate Position(JsonTree json)
    {
        var numbers = JsonExpression.Require(json, json.IsArray && json.Items.Count is 2 or 3, "a position of two or three numbers").Items;
        foreach (var number in numbers) JsonExpression.NumberOf(number);
        return new Coordinate(numbers[0].Number, numbers[1].Number);
    }
}
