using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;

namespace Geo.Core.Boundaries;

/// <summary>Which areas cover which face.</summary>
internal sealed class FaceOwnership
{
    private readonly STRtree<(int Area, IndexedPointInAreaLocator Locator)> _polygons = new();

    public FaceOwnership(IReadOnlyList<AreaShape> areas)
    {
        for (int area = 0; area < areas.Count; area++)
        {
            // Polygon by polygon: where two parts of one area overlap, the parity of all rings at once would see a hole.
            for (int part = 0; part < areas[area].Shape.NumGeometries; part++)
            {
                var polygon = areas[area].Shape.GetGeometryN(part);
                if (!polygon.IsEmpty)
                    _polygons.Insert(polygon.EnvelopeInternal, (area, new IndexedPointInAreaLocator(polygon)));
            }
        }
        _polygons.Build();
    }

    /// <summary>
    /// The areas that cover a point, ascending. Once the rings are noded with one another a face lies wholly inside or
    /// wholly outside each area, and one point of its interior speaks for it.
    /// </summary>
    public int[] Claimants(Coordinate inside) => _polygons.Query(new Envelope(inside))
        .Where(candidate => candidate.Locator.Locate(inside) == Location.Interior)
        .Select(candidate => candidate.Area).Distinct().Order().ToArray();

    public bool IsCovered(Coordinate point) => Claimants(point).Length > 0;
}
