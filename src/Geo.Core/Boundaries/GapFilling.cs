namespace Geo.Core.Boundaries;

/// <summary>Gives thin gaps to their neighbours.</summary>
internal static class GapFilling
{
    /// <summary>
    /// Fills each gap that is thin enough from the neighbour with the longest common border, the smallest key on a tie.
    /// A gap cut into several faces is filled from its edge inwards, the longest border first.
    /// </summary>
    public static void Fill(FaceSet faces, FaceAdjacency adjacency, double maxGapWidthM, List<CoverageRepair> repairs)
    {
        var gaps = faces.Faces.Where(face => face.Owner is null).ToList();
        var thin = gaps.Where(face => face.WidthM <= maxGapWidthM).ToList();
        while (thin.Count > 0)
        {
            var (gap, bordersM) = thin.Select(face => (face, BordersM: adjacency.BordersM([face], null)))
                .MaxBy(candidate => candidate.BordersM.Values.DefaultIfEmpty().Max());
            if (bordersM.Count == 0)
                break;   // Nothing but wide gaps around it: it stays open with them.
            gap.Owner = FaceAdjacency.Longest(bordersM);
            repairs.Add(faces.Repair(CoverageFault.GapFilled, gap, gap.Owner, bordersM.Keys));
            thin.Remove(gap);
        }
        foreach (var gap in gaps.Where(face => face.Owner is null))
            repairs.Add(faces.Repair(CoverageFault.GapKept, gap, null, adjacency.BordersM([gap], null).Keys));
    }
}
