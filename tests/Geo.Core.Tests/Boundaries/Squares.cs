using Geo.Core.Boundaries;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace Geo.Core.Tests.Boundaries;

/// <summary>Small hand-made areas about 118° E 36° N; 0.001° is about 100 m.</summary>
internal static class Squares
{
    public static readonly GeometryFactory Factory = new(new PrecisionModel(), 4490);

    /// <summary>An area of boxes and outlines, each a run of "lon lat" in thousandths of a degree east and north of 118° E 36° N.</summary>
    public static AreaShape Area(string key, params string[] rings) =>
        new(key, Factory.CreateMultiPolygon([.. rings.Select(ring => Factory.CreatePolygon(Ring(ring)))]));

    public static AreaShape WithHole(string key, string shell, string hole) =>
        new(key, Factory.CreateMultiPolygon([Factory.CreatePolygon(Ring(shell), [Ring(hole)])]));

    public static string Box(double west, double south, double east, double north) =>
        $"{west} {south}, {east} {south}, {east} {north}, {west} {north}";

    public static Geometry Read(string wkt) => new WKTReader().Read(wkt);

    /// <summary>Area in millionths of a square degree, planar.</summary>
    public static double Size(this AreaShape area) => area.Shape.Area * 1e6;

    public static AreaShape Of(this IReadOnlyList<AreaShape> areas, string key) => areas.Single(area => area.Key == key);

    private static LinearRing Ring(string ring)
    {
        var vertices = ring.Split(',').Select(vertex => vertex.Trim().Split(' '))
            .Select(xy => new Coordinate(118 + double.Parse(xy[0]) / 1000, 36 + double.Parse(xy[1]) / 1000)).ToList();
        return Factory.CreateLinearRing([.. vertices, vertices[0].Copy()]);
    }
}
