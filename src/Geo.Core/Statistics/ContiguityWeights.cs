using Geo.Core.Boundaries;
using NetTopologySuite.Geometries;

namespace Geo.Core.Statistics;

/// <summary>Who borders on whom in a coverage of polygons.</summary>
public static class ContiguityWeights
{
    /// <summary>
    /// Neighbourhood by edges or vertices that areas have in common, coordinate for coordinate. Borders that are not
    /// the same, vertex for vertex, do not meet: <see cref="CoverageCheck"/> says whether they are.
    /// </summary>
    /// <param name="areas">An exact coverage.</param>
    /// <param name="contiguity">What makes neighbours.</param>
    /// <returns>Neighbours by position in <paramref name="areas"/>; areas without any are in
    /// <see cref="SpatialWeights.Islands"/>.</returns>
    /// <exception cref="ArgumentException">A key is empty or used twice, or a shape is not a polygon with area.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such contiguity.</exception>
    public static SpatialWeights FromCoverage(IReadOnlyList<AreaShape> areas, Contiguity contiguity)
    {
        CoverageCheck.ThrowIfUnusable(areas);
        return contiguity switch
        {
            Contiguity.Rook => Sharing(areas, shape => PolygonRings.EdgesOf(shape).Select(edge => CoverageFaces.Edge(edge.From, edge.To))),
            Contiguity.Queen => Sharing(areas, shape => PolygonRings.EdgesOf(shape).Select(edge => new Coordinate(edge.From.X,
                edge.From.Y))),
            _ => throw new ArgumentOutOfRangeException(nameof(contiguity), contiguity, "No such contiguity."),
        };
    }

    private static SpatialWeights Sharing<T>(IReadOnlyList<AreaShape> areas, Func<Geometry, IEnumerable<T>> partsOf)
        where T : notnull
    {
        var owners = new Dictionary<T, List<int>>();
        for (int i = 0; i < areas.Count; i++)
        {
            foreach (var part in partsOf(areas[i].Shape))
            {
                if (!owners.TryGetValue(part, out var sharing))
                    owners.Add(part, sharing = new(2));
                if (sharing.Count == 0 || sharing[^1] != i)
                    sharing.Add(i);
            }
        }
        var neighbours = areas.Select(_ => new HashSet<int>()).ToArray();
        foreach (var sharing in owners.Values.Where(sharing => sharing.Count > 1))
        {
            foreach (int one in sharing)
                neighbours[one].UnionWith(sharing.Where(other => other != one));
        }
        return SpatialWeights.FromNeighbours([.. neighbours.Select(IReadOnlyList<int> (set) => [.. set])]);
    }
}
