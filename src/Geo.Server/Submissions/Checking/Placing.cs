using Geo.Core.Crs;
using Geo.Server.Areas;
using NetTopologySuite.Geometries;

namespace Geo.Server.Submissions.Checking;

/// <summary>Brings each row's position to longitude and latitude of CGCS2000, to the centimetre.</summary>
public sealed class Placing(CrsDecision crs, CityShape? city, Findings findings, Repairs repairs, RepairPreviews previews)
{
    private readonly CrsDecision _crs = crs;

    // 1e-7 degrees are a centimetre: finer digits are of the conversion, not of a survey.
    private const int Decimals = 7;

    public void Place(CheckedRow row)
    {
        if (row.IsRejected) return;
        if (row.Pair is { } pair) PlacePair(row, pair);
        else if (row.Geometry is Point point) PlacePair(row, (point.X, point.Y));
        else if (row.Geometry is { } geometry) PlaceGeometry(row, geometry);
    }

    private void PlacePair(CheckedRow row, (double First, double Second) pair)
    {
        row.Geometry = null;
        var value = $"{pair.First}, {pair.Second}";
        if (pair is (0, 0))
        {
            Reject(row, Rules.NullIsland, value);
            return;
        }
        var (x, y) = _crs.Ordered(pair);
        // In a file read rightly one row may still be the other way round: it says so by lying in the city only then.
        if (city is not null && _crs.System.IsGeographic && (!TryPlace(x, y, out var there) || !city.Contains(there)) && TryPlace(y, x, out var swapped) && city.Contains(swapped))
        {
            var isRepaired = repairs.Confirm(Rules.Swapped);
            var finding = findings.Add(Rules.Swapped, row.At(), value, suggestion: $"{pair.Second}, {pair.First}", repairable: true, repaired: isRepaired);
            var after = new Point(swapped.LonDeg, swapped.LatDeg);
            previews.Add(finding, TryPlace(x, y, out there) ? new Point(there.LonDeg, there.LatDeg) : null, after);
            if (isRepaired) row.Geometry = after;
            else row.IsRejected = true;
        }
        else if (TryPlace(x, y, out var position)) row.Geometry = new Point(position.LonDeg, position.LatDeg);
        else Reject(row, Rules.CoordinateInvalid, value);
    }

    /// <summary>A geometry of the file in longitude and latitude; null where a value is out of range.</summary>
    public Geometry? Placed(Geometry geometry) => Placed(geometry, out _);

    private Geometry? Placed(Geometry geometry, out string? failed)
    {
        var placed = geometry.Copy();
        var filter = new EveryVertex(this);
        placed.Apply(filter);
        failed = filter.Failed;
        return failed is null ? placed : null;
    }

    private void PlaceGeometry(CheckedRow row, Geometry geometry)
    {
        row.Geometry = Placed(geometry, out var failed);
        if (failed is not null) Reject(row, Rules.CoordinateInvalid, failed);
    }

    private bool TryPlace(double x, double y, out LonLat position)
    {
        position = default;
        // Without its datum's shift a position serves the rules and goes nowhere else.
        if (!double.IsFinite(x) || !double.IsFinite(y) || !_crs.System.TryLocateRoughly(x, y, out var exact)) return false;
        position = new LonLat(Math.Round(exact.LonDeg, Decimals), Math.Round(exact.LatDeg, Decimals));
        if (_crs.System.IsGeographic && (Math.Round(x, Decimals + 2) != x || Math.Round(y, Decimals + 2) != y)) findings.AddOnce(Rules.Precision);
        return true;
    }

    private void Reject(CheckedRow row, Rule rule, string value)
    {
        findings.Add(rule, row.At(), value);
        row.IsRejected = true;
    }

    private sealed class EveryVertex(Placing placing) : ICoordinateSequenceFilter
    {
        public string? Failed { get; private set; }
        public bool Done => Failed is not null;
        public bool GeometryChanged => true;

        public void Filter(CoordinateSequence sequence, int i)
        {
            var (first, second) = (sequence.GetX(i), sequence.GetY(i));
            var (x, y) = placing._crs.Ordered((first, second));
            if (!placing.TryPlace(x, y, out var position))
            {
                Failed = $"{first}, {second}";
                return;
            }
            sequence.SetX(i, position.LonDeg);
            sequence.SetY(i, position.LatDeg);
        }
    }
}
