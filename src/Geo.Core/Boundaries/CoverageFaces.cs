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
    /// of their common border; spikes, which enclose nothing, are gone.
    /// </summary>
    public static IReadOnlyList<Polygon> Of(IEnumerable<Coordinate[]> rings, double gridPerDegree, GeometryFactory factory)
    {
        var grid = new PrecisionModel(gridPerDegree);
        var strings = new List<ISegmentString>();
        var seen = new HashSet<(Coordinate, Coordinate)>();
        foreach (var ring in rings)
            AddUnseenRuns(ring.Select(vertex => Rounded(vertex, grid)).ToArray(), seen, strings);
        var noder = new SnapRoundingNoder(grid);
        noder.ComputeNodes(strings);

        var edges = new HashSet<(Coordinate, Coordinate)>();
        foreach (var noded in noder.GetNodedSubstrings())
            AddEdges(noded.Coordinates, edges);

        var polygonizer = new Polygonizer();
        polygonizer.Add(edges.Order().Select(edge => (Geometry)factory.CreateLineString([edge.Item1, edge.Item2])).ToList());
        return polygonizer.GetPolygons().Cast<Polygon>().ToList();
    }

    /// <summary>An edge as both its faces know it: the lesser end first.</summary>
    public static (Coordinate, Coordinate) Edge(Coordinate from, Coordinate to) => from.CompareTo(to) < 0 ? (from, to) : (to, from);

    /// <summary>
    /// Cuts a ring into the runs of edges not met before: a border drawn by both its neighbours enters once, which
    /// halves the noding.
    /// </summary>
    private static void AddUnseenRuns(Coordinate[] line, HashSet<(Coordinate, Coordinate)> seen, List<ISegmentString> strings)
    {
        var run = new List<Coordinate>();
        for (int i = 1; i < line.Length; i++)
        {
            if (line[i - 1].Equals2D(line[i]))
                continue;
            if (seen.Add(Edge(line[i - 1], line[i])))
            {
                if (run.Count == 0)
                    run.Add(line[i - 1]);
                run.Add(line[i]);
            }
            else
            {
                EndRun();
            }
        }
        EndRun();

        void EndRun()
        {
            if (run.Count > 1)
                strings.Add(new NodedSegmentString([.. run], null));
            run.Clear();
        }
    }

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
