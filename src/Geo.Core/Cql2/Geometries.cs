using NetTopologySuite.Geometries;

namespace Geo.Core.Cql2;

/// <summary>Makes geometries of what text and JSON give alike: positions and lists of them.</summary>
internal static class Geometries
{
    public static readonly GeometryFactory Factory = new();

    public static readonly IReadOnlyList<string> Kinds =
        ["Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon", "GeometryCollection"];

    public static LineString Line(List<Coordinate> positions, int position)
    {
        if (positions.Count < 2) throw new Cql2Exception(position, "A line needs two positions or more.");
        return Factory.CreateLineString([.. positions]);
    }

    public static Polygon Polygon(List<List<Coordinate>> rings, int position)
    {
        if (rings.Count == 0) throw new Cql2Exception(position, "A polygon needs a ring.");
        var linear = rings.ConvertAll(ring => ring.Count >= 4 && ring[0].Equals2D(ring[^1])
            ? Factory.CreateLinearRing([.. ring])
            : throw new Cql2Exception(position, "A ring needs four positions or more, and its last one is its first."));
        return Factory.CreatePolygon(linear[0], [.. linear[1..]]);
    }
}
