using NetTopologySuite.Geometries;
using NetTopologySuite.Noding;
using NetTopologySuite.Noding.Snapround;
using NetTopologySuite.Operation.Polygonize;

namespace Geo.Core.Boundaries;

/// <summary>The faces that all rings together cut the plane into.</summary>
internal static class CoverageFaces
{
    /// <summary>
    /// Nodes every ring with every other on the grid and returns the bounded faces. Neighbouring faces share each vertex
    /// of their common border; spikes, which enclose nothing, are gone. Independent of the order of the rings.
    /// </summary>
    public static IReadOnlyList<Polygon> Of(IEnumerable<Coordinate[]> rings, double gridPerDegree, GeometryFactory factory)
    {
        var grid = new PrecisionModel(gridPerDegree);
        var edges = new HashSet<(Coordinate, Coordinate)>();
        foreach (var ring in rings)
            AddEdges(ring.Select(vertex => Rounded(vertex, grid)).ToArray(), edges);

        // A border drawn by both its neighbours enters once: that halves the noding. Sorted, so that neither the
        // order of the areas nor of a ring's start can be seen in the result.
        var strings = new List<ISegmentString>(edges.Count);
        foreach (var (from, to) in edges.Order())
            strings.Add(new NodedSegmentString([from, to], null));

        var noder = new SnapRoundingNoder(grid);
        noder.ComputeNodes(strings);
        edges.Clear();
        foreach (var noded in noder.GetNodedSubstrings())
            AddEdges(noded.Coordinates, edges);

        var polygonizer = new Polygonizer();
        polygonizer.Add(edges.Order().Select(edge => (Geometry)factory.CreateLineString([edge.Item1, edge.Item2])).ToList());
        return polygonizer.GetPolygons().Cast<Polygon>().ToList();
    }

    /// <summary>An edge as both its faces know it: the lesser end first.</summary>
    public static (Coordinate, Coordinate) Edge(Coordinate from, Coordinate to) => from.CompareTo(to) < 0 ? (from, to) : (to, from);

    private static void AddEdges(Coordinate[] line, HashSet<(Coordinate, Coordinate)> edges)
    {
        for (int i = 1; i < line.Length; i++)
        {
            if (!line[i - 1].Equals2D(line[i]))
                edges.Add(Edge(line[i - 1], line[i]));
        }
    }

    private static Coordinate Rounded(Coordinate vertex, PrecisionModel grid) =>
        new(grid.MakePrecise(vertex.X), grid.MakePrecise(vertex.Y));
}
