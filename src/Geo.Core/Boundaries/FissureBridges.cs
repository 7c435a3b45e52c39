using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;

namespace Geo.Core.Boundaries;

/// <summary>
/// Rungs across thin gaps that open to the outside. A gap between two neighbours that runs out to the sea or to the
/// edge of the coverage is not enclosed, and no face; with rungs from shore to shore it becomes a ladder of thin faces.
/// </summary>
internal static class FissureBridges
{
    /// <summary>
    /// From each vertex of a border that no neighbour shares, the shortest way over to such a border of another area,
    /// where that is short enough and leads through what nobody claims.
    /// </summary>
    public static IReadOnlyList<Coordinate[]> Of(IReadOnlyList<AreaShape> areas, FaceOwnership ownership, double maxWidthM)
    {
        if (maxWidthM <= 0)
            return [];
        var outline = UnsharedEdges(areas);
        var edges = new STRtree<(int Owner, Coordinate From, Coordinate To)>();
        foreach (var edge in outline)
            edges.Insert(new Envelope(edge.From, edge.To), edge);

        var bridges = new List<Coordinate[]>();
        foreach (var (owner, vertex) in outline.SelectMany(edge => new[] { (edge.Owner, edge.From), (edge.Owner, edge.To) }).Distinct())
        {
            // Degrees of longitude are the shorter ones, and what they reach must not be missed.
            var reach = new Envelope(vertex);
            reach.ExpandBy(maxWidthM / GroundLength.MPerLonDeg(vertex.Y));
            var nearest = edges.Query(reach).Where(edge => edge.Owner != owner)
                .Select(edge => Nearest(vertex, edge.From, edge.To))
                .Select(point => (Point: point, DistanceM: GroundLength.M(vertex, point)))
                .Where(candidate => candidate.DistanceM <= maxWidthM)
                .OrderBy(candidate => candidate.DistanceM).ThenBy(candidate => candidate.Point).FirstOrDefault();
            if (nearest.DistanceM > 0 && !ownership.IsCovered(Middle(vertex, nearest.Point)))
                bridges.Add([vertex, nearest.Point]);
        }
        return bridges;
    }

    private static List<(int Owner, Coordinate From, Coordinate To)> UnsharedEdges(IReadOnlyList<AreaShape> areas)
    {
        var ownerOfEdge = new Dictionary<(Coordinate From, Coordinate To), int?>();
        for (int area = 0; area < areas.Count; area++)
        {
            foreach (var (from, to) in PolygonRings.EdgesOf(areas[area].Shape))
            {
                // Seen once, it has an owner; seen again, it is shared and has none.
                var edge = CoverageFaces.Edge(from, to);
                ownerOfEdge[edge] = ownerOfEdge.ContainsKey(edge) ? null : area;
            }
        }
        return ownerOfEdge.Where(edge => edge.Value is not null && !edge.Key.From.Equals2D(edge.Key.To))
            .Select(edge => (edge.Value!.Value, edge.Key.From, edge.Key.To)).ToList();
    }

    private static Coordinate Middle(Coordinate a, Coordinate b) => new((a.X + b.X) / 2, (a.Y + b.Y) / 2);

    /// <summary>The point of an edge nearest on the ground.</summary>
    private static Coordinate Nearest(Coordinate vertex, Coordinate from, Coordinate to)
    {
        double scale = Math.Cos(vertex.Y * (Math.PI / 180));
        double dx = (to.X - from.X) * scale, dy = to.Y - from.Y;
        double along = ((vertex.X - from.X) * scale * dx + (vertex.Y - from.Y) * dy) / (dx * dx + dy * dy);
        if (along <= 0)
            return from;
        return along >= 1 ? to : new Coordinate(from.X + along * (to.X - from.X), from.Y + along * (to.Y - from.Y));
    }
}
