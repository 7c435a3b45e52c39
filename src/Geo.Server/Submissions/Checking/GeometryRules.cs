using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;
using NetTopologySuite.Operation.Valid;

namespace Geo.Server.Submissions.Checking;

/// <summary>Whether geometries are sound and of the layer's type. Judged as the file has them, before they are moved.</summary>
public sealed class GeometryRules(string? geometryType, bool isGeoJson, Findings findings, Repairs repairs, RepairPreviews previews)
{
    // Where a file is only read and not for a layer, an unsound geometry is told and stays.
    private readonly Severity _severity = geometryType is null ? Severity.Warning : Severity.Error;

    // More areas than this are not cut against each other: a layer of zones has hundreds.
    private const int MostCompared = 5_000;

    public void Check(CheckedRow row)
    {
        if (row.IsRejected || row.Geometry is not { } geometry) return;
        if (geometry is MultiPoint { NumGeometries: 1 }) row.Geometry = geometry = geometry.GetGeometryN(0);
        if (geometryType is null ? geometry.GetType() == typeof(GeometryCollection) : !IsOfType(geometry))
        {
            Tell(row, Rules.GeometryType, geometry.GeometryType);
            return;
        }
        if (geometry is Point or MultiPoint) return;
        if (geometry is Polygon or MultiPolygon ? geometry.ConvexHull().Area == 0 : geometry is LineString or MultiLineString && geometry.Length == 0) Tell(row, Rules.Degenerate, geometry.GeometryType);
        else CheckValidity(row, geometry);
        if (isGeoJson && !row.IsRejected) PutWindingRight(row, row.Geometry);
    }

    /// <summary>Areas of one layer that lie over each other: told, because two cities' borders rarely fit to the metre.</summary>
    public static void CheckOverlaps(IReadOnlyList<CheckedRow> rows, Findings findings)
    {
        var areas = rows.Where(row => !row.IsRejected && row.Geometry is Polygon or MultiPolygon).ToList();
        if (areas.Count is < 2 or > MostCompared) return;
        var index = new STRtree<CheckedRow>();
        foreach (var row in areas) index.Insert(row.Geometry!.EnvelopeInternal, row);
        foreach (var row in areas)
            foreach (var other in index.Query(row.Geometry!.EnvelopeInternal))
                if (other.Number > row.Number && row.Geometry.IsValid && other.Geometry!.IsValid && row.Geometry.Overlaps(other.Geometry))
                    findings.Add(Rules.Overlap, other.At(), detail: new($"与第 {row.Number} 行重叠", $"with row {row.Number}"));
    }

    private void CheckValidity(CheckedRow row, Geometry geometry)
    {
        if (geometry is not (Polygon or MultiPolygon)) return;
        if (new IsValidOp(geometry).ValidationError is not { } error) return;
        // Sound parts that lie over each other are an overlap, not a crossing.
        if (geometry is MultiPolygon many && many.Geometries.All(part => part.IsValid))
        {
            findings.Add(Rules.Overlap, row.At(), detail: new("同一要素的各部分重叠", "parts of one feature"));
            row.Geometry = geometry.Buffer(0);
            return;
        }
        var rule = error.ErrorType switch
        {
            TopologyValidationErrors.TooFewPoints => Rules.Degenerate,
            TopologyValidationErrors.RingNotClosed => Rules.RingOpen,
            TopologyValidationErrors.InvalidCoordinate => Rules.CoordinateInvalid,
            _ => Rules.SelfIntersection,
        };
        var value = $"{error.Coordinate?.X}, {error.Coordinate?.Y}";
        if (rule == Rules.SelfIntersection && geometryType is not null) OfferRepair(row, geometry, value);
        else Tell(row, rule, value);
    }

    private void OfferRepair(CheckedRow row, Geometry geometry, string value)
    {
        var isConfirmed = repairs.Confirm(Rules.SelfIntersection);
        var isTried = isConfirmed || previews.Wants(Rules.SelfIntersection, geometry);
        var mended = isTried ? MendedGeometry.Sound(geometry) : null;
        var isRepaired = isConfirmed && mended is not null;
        // Past the first ones it is not tried whether it can be done.
        var finding = findings.Add(Rules.SelfIntersection, row.At(), value, repairable: mended is not null || !isTried, repaired: isRepaired);
        if (mended is not null) previews.AddUnplaced(finding, geometry, mended);
        if (isRepaired) row.Geometry = mended;
        else row.IsRejected = true;
    }

    // RFC 7946 3.1.6: shells counter-clockwise, holes clockwise; the older way round is everywhere.
    private void PutWindingRight(CheckedRow row, Geometry geometry)
    {
        if (geometry is not (Polygon or MultiPolygon)) return;
        var polygons = Enumerable.Range(0, geometry.NumGeometries).Select(geometry.GetGeometryN).OfType<Polygon>().ToList();
        if (polygons.TrueForAll(polygon => polygon.Shell.IsCCW && Array.TrueForAll(polygon.Holes, hole => !hole.IsCCW))) return;
        findings.Add(Rules.Winding, row.At());
        var turned = polygons.Select(polygon => new Polygon(Turned(polygon.Shell, true), [.. polygon.Holes.Select(hole => Turned(hole, false))])).ToArray();
        row.Geometry = geometry is Polygon ? turned[0] : new MultiPolygon(turned);
    }

    private static LinearRing Turned(LinearRing ring, bool counterClockwise) =>
        ring.IsCCW == counterClockwise ? ring : (LinearRing)((Geometry)ring).Reverse();

    private bool IsOfType(Geometry geometry) => geometryType switch
    {
        "Point" => geometry is Point,
        "LineString" => geometry is LineString or MultiLineString,
        _ => geometry is Polygon or MultiPolygon,
    };

    private void Tell(CheckedRow row, Rule rule, string? value)
    {
        findings.Add(rule, row.At(), value, severity: _severity);
        row.IsRejected |= _severity == Severity.Error;
    }
}
