namespace Geo.Core.Boundaries;

/// <summary>Gives an area's stray fragments inside its neighbours to them.</summary>
internal static class FragmentMoving
{
    /// <summary>
    /// A border drawn with a loop in it leaves specks of one area within another. Such a speck is recognised by being
    /// thin, not the area's largest part, and bounded for more than half its length by other areas; an island, bounded
    /// by the sea, stays, and so does a real exclave, which is wide.
    /// </summary>
    public static void Move(FaceSet faces, FaceAdjacency adjacency, double maxWidthM, List<CoverageRepair> repairs)
    {
        foreach (var parts in Parts(faces, adjacency).GroupBy(part => part[0].Owner!.Value).Where(area => area.Count() > 1))
        {
            foreach (var part in parts.OrderByDescending(AreaM2).ThenBy(part => part[0].Shape.Coordinate).Skip(1))
            {
                double perimeterM = adjacency.OuterM(part), areaM2 = AreaM2(part);
                var bordersM = adjacency.BordersM(part, parts.Key);
                if (2 * areaM2 / perimeterM > maxWidthM || bordersM.Values.Sum() * 2 <= perimeterM)
                    continue;
                int newOwner = FaceAdjacency.Longest(bordersM);
                foreach (var face in part)
                {
                    face.Owner = newOwner;
                    repairs.Add(faces.Repair(CoverageFault.FragmentMoved, face, newOwner, bordersM.Keys.Append(parts.Key)));
                }
            }
        }
    }

    private static double AreaM2(List<CoverageFace> part) => part.Sum(face => face.AreaM2);

    /// <summary>The faces of each area in groups that hang together by edges.</summary>
    private static List<List<CoverageFace>> Parts(FaceSet faces, FaceAdjacency adjacency)
    {
        var parts = new List<List<CoverageFace>>();
        var seen = new HashSet<CoverageFace>();
        foreach (var start in faces.Faces)
        {
            if (start.Owner is null || !seen.Add(start))
                continue;
            var part = new List<CoverageFace> { start };
            for (int i = 0; i < part.Count; i++)
            {
                foreach (var (across, _, _) in adjacency.Edges(part[i]))
                {
                    if (across is not null && across.Owner == start.Owner && seen.Add(across))
                        part.Add(across);
                }
            }
            parts.Add(part);
        }
        return parts;
    }
}
