using NetTopologySuite.Geometries;

namespace Geo.Core.Boundaries;

/// <summary>Which face lies across each edge of which.</summary>
internal sealed class FaceAdjacency
{
    private readonly Dictionary<CoverageFace, List<(CoverageFace? Across, Coordinate From, Coordinate To)>> _edges = [];

    public FaceAdjacency(IReadOnlyList<CoverageFace> faces)
    {
        var firstSide = new Dictionary<(Coordinate, Coordinate), (CoverageFace Face, int Index)>();
        foreach (var face in faces)
        {
            var own = new List<(CoverageFace? Across, Coordinate From, Coordinate To)>(face.Shape.NumPoints);
            _edges.Add(face, own);
            foreach (var (from, to) in PolygonRings.EdgesOf(face.Shape))
            {
                CoverageFace? across = null;
                if (firstSide.Remove(CoverageFaces.Edge(from, to), out var other))
                {
                    across = other.Face;
                    _edges[other.Face][other.Index] = (face, from, to);
                }
                else
                {
                    firstSide.Add(CoverageFaces.Edge(from, to), (face, own.Count));
                }
                own.Add((across, from, to));
            }
        }
    }

    /// <summary>Each edge of a face with the face across it, null where that is the unbounded outside.</summary>
    public IReadOnlyList<(CoverageFace? Across, Coordinate From, Coordinate To)> Edges(CoverageFace face) => _edges[face];

    /// <summary>Metres of border that faces of one kind have with each other area.</summary>
    public Dictionary<int, double> BordersM(IEnumerable<CoverageFace> faces, int? owner)
    {
        var bordersM = new Dictionary<int, double>();
        foreach (var (across, from, to) in faces.SelectMany(face => _edges[face]))
        {
            if (across?.Owner is { } neighbour && neighbour != owner)
                bordersM[neighbour] = bordersM.GetValueOrDefault(neighbour) + GroundLength.M(from, to);
        }
        return bordersM;
    }

    /// <summary>Metres of outline around faces taken together.</summary>
    public double OuterM(IReadOnlyCollection<CoverageFace> faces) => faces.SelectMany(face => _edges[face])
        .Where(edge => edge.Across is null || !faces.Contains(edge.Across)).Sum(edge => GroundLength.M(edge.From, edge.To));

    /// <summary>The neighbour with the longest border, the smallest key on a tie.</summary>
    public static int Longest(Dictionary<int, double> bordersM) =>
        bordersM.OrderByDescending(border => border.Value).ThenBy(border => border.Key).First().Key;
}
