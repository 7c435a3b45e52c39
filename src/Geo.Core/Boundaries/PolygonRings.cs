using NetTopologySuite.Geometries;

namespace Geo.Core.Boundaries;

/// <summary>The rings of polygons, shells and holes alike.</summary>
internal static class PolygonRings
{
    public static IEnumerable<LinearRing> Of(Geometry geometry)
    {
        for (int i = 0; i < geometry.NumGeometries; i++)
        {
            if (geometry.GetGeometryN(i) is not Polygon polygon || polygon.IsEmpty)
                continue;
            yield return (LinearRing)polygon.ExteriorRing;
            foreach (var hole in polygon.InteriorRings)
                yield return (LinearRing)hole;
        }
    }

    public static IEnumerable<(Coordinate From, Coordinate To)> EdgesOf(Geometry geometry)
    {
        foreach (var ring in Of(geometry))
        {
            var vertices = ring.Coordinates;
            for (int i = 1; i < vertices.Length; i++)
                yield return (vertices[i - 1], vertices[i]);
        }
    }
}
