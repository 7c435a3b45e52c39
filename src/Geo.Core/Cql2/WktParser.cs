using NetTopologySuite.Geometries;

namespace Geo.Core.Cql2;

/// <summary>Reads the well-known text inside CQL2 text. Heights are read and left out: predicates are of the plane.</summary>
internal static class WktParser
{
    /// <summary>Whether a word begins a geometry when something follows it that can only belong to one.</summary>
    public static string? KindOf(Token word) =>
        word.Kind == TokenKind.Word ? Geometries.Kinds.FirstOrDefault(kind => word.IsWord(kind)) : null;

    public static Geometry Read(TokenStream tokens)
    {
        var position = tokens.Current.Position;
        var kind = KindOf(tokens.Current) ?? throw tokens.Unexpected("a geometry");
        tokens.Take();
        if (tokens.Current.IsWord("Z")) tokens.Take();
        tokens.Enter();
        var geometry = kind switch
        {
            "Point" => (Geometry)Point(tokens),
            "LineString" => Geometries.Line(Positions(tokens), position),
            "Polygon" => Geometries.Polygon(tokens.TakeList(() => Positions(tokens)), position),
            "MultiPoint" => Geometries.Factory.CreateMultiPoint([.. tokens.TakeList(() => PointOfMany(tokens))]),
            "MultiLineString" => Geometries.Factory.CreateMultiLineString([.. tokens.TakeList(() => Geometries.Line(Positions(tokens), position))]),
            "MultiPolygon" => Geometries.Factory.CreateMultiPolygon(
                [.. tokens.TakeList(() => Geometries.Polygon(tokens.TakeList(() => Positions(tokens)), position))]),
            _ => Geometries.Factory.CreateGeometryCollection([.. tokens.TakeList(() => Read(tokens))]),
        };
        tokens.Leave();
        return geometry;
    }

    private static Point Point(TokenStream tokens)
    {
        tokens.RequireSign("(");
        var point = Geometries.Factory.CreatePoint(Position(tokens));
        tokens.RequireSign(")");
        return point;
    }

    // MULTIPOINT(1 2, 3 4) is older than MULTIPOINT((1 2), (3 4)) and still written.
    private static Point PointOfMany(TokenStream tokens) =>
        tokens.Current.IsSign("(") ? Point(tokens) : Geometries.Factory.CreatePoint(Position(tokens));

    private static List<Coordinate> Positions(TokenStream tokens) => tokens.TakeList(() => Position(tokens));

    private static Coordinate Position(TokenStream tokens)
    {
        var position = new Coordinate(tokens.TakeNumber(), tokens.TakeNumber());
        if (!tokens.Current.IsSign(",") && !tokens.Current.IsSign(")")) tokens.TakeNumber();
        return position;
    }
}
