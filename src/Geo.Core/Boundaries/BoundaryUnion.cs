using NetTopologySuite.Geometries;
using NetTopologySuite.Noding;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;

namespace Geo.Core.Boundaries;

/// <summary>Cities, circles and the province as unions of their counties, keeping the counties' own vertices.</summary>
public static class BoundaryUnion
{
    /// <summary>Unites the members of each group.</summary>
    /// <param name="areas">An exact coverage.</param>
    /// <param name="groupOf">By the members' key, the key of the group; a member whose group is null is left out.</param>
    /// <returns>One MultiPolygon per group, in order of the group's key. Itself an exact coverage.</returns>
    public static IReadOnlyList<AreaShape> Groups(IReadOnlyList<AreaShape> areas, Func<string, string?> groupOf)
    {
        ArgumentNullException.ThrowIfNull(groupOf);
        CoverageCheck.ThrowIfUnusable(areas);
        return areas.Select(area => (Group: groupOf(area.Key), area.Shape))
            .Where(member => member.Group is not null)
            .GroupBy(member => member.Group!, member => member.Shape, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new AreaShape(group.Key, Of(group.ToList())))
            .ToList();
    }

    /// <summary>Unites shapes of one exact coverage.</summary>
    /// <param name="shapes">Polygons or MultiPolygons noded with each other vertex for vertex, not overlapping; at least one.</param>
    /// <returns>A normalised MultiPolygon with no vertex that the shapes lack, and none of their outer vertices missing.</returns>
    /// <exception cref="ArgumentException">There is no shape.</exception>
    public static MultiPolygon Of(IReadOnlyList<Geometry> shapes)
    {
        ArgumentNullException.ThrowIfNull(shapes);
        if (shapes.Count == 0)
            throw new ArgumentException("A union needs at least one shape.", nameof(shapes));

        var factory = shapes[0].Factory;
        var collection = factory.BuildGeometry(shapes);
        // NetTopologySuite 2.6's own CoverageUnion strings the outer edges into chains that run on through a point where
        // the union touches itself, and so returns self-touching rings. Edge by edge the overlay sees that point.
        var union = OverlayNG.Overlay(collection, null, SpatialFunction.Union, new BoundarySegmentNoder());
        var polygons = Enumerable.Range(0, union.NumGeometries).Select(union.GetGeometryN).OfType<Polygon>().ToArray();
        var multiPolygon = factory.CreateMultiPolygon(polygons);
        multiPolygon.Normalize();
        return multiPolygon;
    }
}
