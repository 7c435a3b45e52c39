using Geo.Core.Crs;
using NetTopologySuite.Geometries;

namespace Geo.Core.Boundaries;

/// <summary>All faces of a coverage being cleaned, with the areas' keys and sizes.</summary>
internal sealed class FaceSet
{
    private FaceSet(IReadOnlyList<CoverageFace> faces, IReadOnlyList<string> keys)
    {
        Faces = faces;
        Keys = keys;
        ClaimedM2 = new double[keys.Count];
        foreach (var face in faces)
        {
            foreach (int area in face.Claimants)
                ClaimedM2[area] += face.AreaM2;
        }
    }

    public IReadOnlyList<CoverageFace> Faces { get; }

    public IReadOnlyList<string> Keys { get; }

    /// <summary>By area, square metres of the faces it covers: its rough size, well defined even where its rings are not valid.</summary>
    public double[] ClaimedM2 { get; }

    /// <summary>Cuts the plane by the areas' rings and the bridges over open fissures, and asks who claims each face.</summary>
    public static FaceSet Of(IReadOnlyList<AreaShape> areas, CoverageCleaningOptions options, GeometryFactory factory)
    {
        var ownership = new FaceOwnership(areas);
        var bridges = FissureBridges.Of(areas, ownership, options.MaxFissureWidthM);
        var rings = areas.SelectMany(area => PolygonRings.Of(area.Shape)).Select(ring => ring.Coordinates);
        var faces = CoverageFaces.Of(rings.Concat(bridges), options.GridPerDegree, factory)
            .Select(shape => new CoverageFace(shape, ownership.Claimants(shape.InteriorPoint.Coordinate))).ToList();
        return new FaceSet(faces, areas.Select(area => area.Key).ToList());
    }

    public Geometry[] OwnedBy(int area) =>
        Faces.Where(face => face.Owner == area).Select(face => (Geometry)face.Shape).ToArray();

    public CoverageRepair Repair(CoverageFault fault, CoverageFace face, int? owner, IEnumerable<int> contenders)
    {
        var inside = face.Shape.InteriorPoint.Coordinate;
        return new CoverageRepair(
            fault, new LonLat(inside.X, inside.Y), face.AreaM2, face.WidthM,
            owner is { } area ? Keys[area] : null,
            contenders.Order().Select(contender => Keys[contender]).ToList());
    }
}
