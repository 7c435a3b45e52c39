using NetTopologySuite.Geometries;

namespace Geo.Core.Boundaries;

/// <summary>Gives thin enclosed gaps to their neighbours.</summary>
internal static class GapFilling
{
    /// <summary>
    /// Fills each gap that is thin enough from the neighbour with the longest common border, the smallest key on a tie.
    /// A gap cut into several faces is filled from its edge inwards, the longest border first.
    /// </summary>
    public static void Fill(FaceSet faces, double maxGapWidthM, List<CoverageRepair> repairs)
    {
        var gaps = faces.Faces.Where(face => face.Owner is null).ToList();
        if (gaps.Count == 0)
            return;

        var facesByEdge = FacesByEdge(faces, gaps);
        var thin = gaps.Where(face => face.WidthM <= maxGapWidthM).ToList();
        while (thin.Count > 0)
        {
            var (gap, borders) = thin.Select(face => (face, Borders: Borders(face, facesByEdge)))
                .MaxBy(candidate => candidate.Borders.Values.DefaultIfEmpty().Max());
            if (borders.Count == 0)
                break;   // Nothing but wide gaps around it: it stays open with them.
            gap.Owner = borders.OrderByDescending(border => border.Value).ThenBy(border => border.Key).First().Key;
            repairs.Add(faces.Repair(CoverageFault.GapFilled, gap, borders.Keys));
            thin.Remove(gap);
        }
        foreach (var gap in gaps.Where(face => face.Owner is null))
            repairs.Add(faces.Repair(CoverageFault.GapKept, gap, Borders(gap, facesByEdge).Keys));
    }

    /// <summary>Metres of border that a face has with each area.</summary>
    private static Dictionary<int, double> Borders(
        CoverageFace face, Dictionary<(Coordinate, Coordinate), List<CoverageFace>> facesByEdge)
    {
        var bordersM = new Dictionary<int, double>();
        foreach (var (from, to) in Edges(face.Shape))
        {
            foreach (var neighbour in facesByEdge[CoverageFaces.Edge(from, to)])
            {
                if (neighbour != face && neighbour.Owner is { } owner)
                    bordersM[owner] = bordersM.GetValueOrDefault(owner) + GroundLength.M(from, to);
            }
        }
        return bordersM;
    }

    /// <summary>The faces on either side of the gaps' edges; other edges are not asked for.</summary>
    private static Dictionary<(Coordinate, Coordinate), List<CoverageFace>> FacesByEdge(FaceSet faces, List<CoverageFace> gaps)
    {
        var byEdge = new Dictionary<(Coordinate, Coordinate), List<CoverageFace>>();
        foreach (var (from, to) in gaps.SelectMany(gap => Edges(gap.Shape)))
            byEdge.TryAdd(CoverageFaces.Edge(from, to), []);
        foreach (var face in faces.Faces)
        {
            foreach (var (from, to) in Edges(face.Shape))
            {
                if (byEdge.TryGetValue(CoverageFaces.Edge(from, to), out var sides))
                    sides.Add(face);
            }
        }
        return byEdge;
    }

    private static IEnumerable<(Coordinate From, Coordinate To)> Edges(Polygon face)
    {
        foreach (var ring in PolygonRings.Of(face))
        {
            var vertices = ring.Coordinates;
            for (int i = 1; i < vertices.Length; i++)
                yield return (vertices[i - 1], vertices[i]);
        }
    }
}
