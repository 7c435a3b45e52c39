using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Union;

namespace Geo.Server.Ogc.Cql2;

/// <summary>
/// What a geometry is made of: its areas, its lines that no area covers, its points that neither covers. Nothing is cut, so every line and
/// point has the very coordinates that were given; areas that overlap or share an edge are one.
/// </summary>
/// <param name="Whole">The geometry as it was given.</param>
public sealed record GeometryKinds(Geometry Whole, Geometry? Areas, Geometry? Lines, Geometry? Points)
{
    public IReadOnlyList<Geometry> Parts => [.. ((Geometry?[])[Areas, Lines, Points]).OfType<Geometry>()];

    /// <summary>A line has more in common with an area than an end on its edge: what of it is inside and what is edge cannot be told without cutting.</summary>
    public bool RunIntoEachOther => Areas is not null && Lines is not null && !Lines.Relate(Areas, "FF*******");

    public static GeometryKinds Of(Geometry geometry)
    {
        if (geometry.GeometryType != "GeometryCollection")
            return geometry.Dimension switch
            {
                Dimension.Surface => new(geometry, geometry, null, null),
                Dimension.Curve => new(geometry, null, geometry, null),
                _ => new(geometry, null, null, geometry),
            };
        var leaves = Leaves(geometry).ToList();
        var areas = leaves.Where(leaf => leaf.Dimension == Dimension.Surface).ToList() is { Count: > 0 } polygons ? UnaryUnionOp.Union(polygons, geometry.Factory) : null;
        var lines = Together(leaves.Where(leaf => leaf.Dimension == Dimension.Curve && areas?.Covers(leaf) != true));
        var points = Together(leaves.Where(leaf => leaf.Dimension == Dimension.Point && areas?.Covers(leaf) != true && lines?.Covers(leaf) != true));
        return new(geometry, areas, lines, points);

        Geometry? Together(IEnumerable<Geometry> parts) => parts.ToList() is { Count: > 0 } some ? geometry.Factory.BuildGeometry(some) : null;
    }

    private static IEnumerable<Geometry> Leaves(Geometry geometry) => geometry is GeometryCollection
        ? Enumerable.Range(0, geometry.NumGeometries).SelectMany(i => Leaves(geometry.GetGeometryN(i)))
        : [geometry];
}
