using NetTopologySuite.Geometries;

namespace Geo.Core.Boundaries;

/// <summary>
/// Makes an exact polygonal coverage of rough polygons whose shared borders mostly, but not always, coincide. All rings
/// are noded together on a grid; each face goes to the area that covers it; a face covered by several goes to the
/// smallest of them, to whom it means most (and so a county inside another survives where the outer one lacks its hole);
/// a thin face covered by none goes to the neighbour with the longest common border; wide ones stay open. Specks of one
/// area within another go the same way.
/// </summary>
public static class CoverageCleaner
{
    /// <summary>Cleans a coverage.</summary>
    /// <param name="areas">Rough areas. Rings may touch or cross themselves, bear spikes, overlap and leave gaps.</param>
    /// <param name="options">What to mend; null for the defaults.</param>
    /// <returns>The exact coverage and the list of repairs. The same for every order of the input.</returns>
    /// <exception cref="ArgumentException">A key is missing or repeated, or a shape has no polygon.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A setting or a vertex is out of its range.</exception>
    /// <exception cref="CoverageException">An area would vanish or change by more than the permitted share.</exception>
    public static CleanedCoverage Clean(IReadOnlyList<AreaShape> areas, CoverageCleaningOptions? options = null)
    {
        options ??= new CoverageCleaningOptions();
        options.ThrowIfOutOfRange();
        CoverageCheck.ThrowIfUnusable(areas);
        if (areas.Count == 0)
            return new CleanedCoverage([], [], new Dictionary<string, double>());

        // In order of key, so that ties fall to the smallest key and the result does not depend on the input's order.
        var sorted = areas.OrderBy(area => area.Key, StringComparer.Ordinal).ToList();
        var factory = new GeometryFactory(new PrecisionModel(), sorted[0].Shape.SRID);
        var faces = FaceSet.Of(sorted, options, factory);
        LeaveToSmallest(faces);
        var adjacency = new FaceAdjacency(faces.Faces);

        var repairs = faces.Faces.Where(face => face.Claimants.Length > 1)
            .Select(face => faces.Repair(CoverageFault.OverlapResolved, face, face.Owner, face.Claimants)).ToList();
        GapFilling.Fill(faces, adjacency, options.MaxGapWidthM, repairs);
        FragmentMoving.Move(faces, adjacency, options.MaxGapWidthM, repairs);

        var shapes = sorted.Select((area, index) => (area.Key, Shape: Assemble(area.Key, faces.OwnedBy(index))))
            .ToDictionary(area => area.Key, area => area.Shape, StringComparer.Ordinal);
        var changes = AreaChanges(faces, options.MaxAreaChangeShare);
        var cleaned = areas.Select(area => new AreaShape(area.Key, shapes[area.Key])).ToList();
        CoverageCheck.ThrowIfInvalid(cleaned);
        return new CleanedCoverage(cleaned, repairs.OrderByDescending(repair => repair.AreaM2).ToList(), changes);
    }

    private static void LeaveToSmallest(FaceSet faces)
    {
        foreach (var face in faces.Faces.Where(face => face.Claimants.Length > 0))
            face.Owner = face.Claimants.MinBy(area => faces.ClaimedM2[area]);
    }

    private static MultiPolygon Assemble(string key, Geometry[] owned)
    {
        if (owned.Length == 0)
            throw new CoverageException($"{key} would vanish: nothing is left of it after overlaps are resolved.");
        return BoundaryUnion.Of(owned);
    }

    private static Dictionary<string, double> AreaChanges(FaceSet faces, double maxShare)
    {
        var ownedM2 = new double[faces.Keys.Count];
        foreach (var face in faces.Faces.Where(face => face.Owner is not null))
            ownedM2[face.Owner!.Value] += face.AreaM2;

        var changes = new Dictionary<string, double>(StringComparer.Ordinal);
        for (int area = 0; area < faces.Keys.Count; area++)
        {
            double share = (ownedM2[area] - faces.ClaimedM2[area]) / faces.ClaimedM2[area];
            if (Math.Abs(share) > maxShare)
                throw new CoverageException($"{faces.Keys[area]} would change its area by {share:P2}; at most {maxShare:P2} is permitted.");
            changes[faces.Keys[area]] = share;
        }
        return changes;
    }
}
