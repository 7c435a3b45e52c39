namespace Geo.Core.Crs;

/// <summary>
/// Eastings and northings of one Gauss-Krüger zone or local central meridian. Northings reach from the equator past China's
/// north; eastings with a zone number end where the next number begins, others where a whole province's would.
/// </summary>
internal sealed class GaussKruger : CoordinateSystem
{
    /// <summary>Farthest easting from the false easting where it carries a zone number, metres.</summary>
    internal const double MaxFromNumberedEastingM = 500_000;

    /// <summary>Farthest easting from the false easting otherwise, metres: Shandong's western end from 123° E and some more.</summary>
    internal const double MaxFromFalseEastingM = 800_000;

    /// <summary>Farthest northing from the equator's, metres: 55.9° N; China ends at 53.6°.</summary>
    internal const double MaxFromFalseNorthingM = 6_200_000;

    private const double MPerZoneNumber = 1_000_000;

    /// <summary>China's first zone number, of 6° zone 13 at 75° E: a smaller false easting carries none.</summary>
    private const double FirstZoneNumberM = 13_000_000;

    private readonly TransverseMercator _projection;

    internal GaussKruger(
        string code, string nameZh, string nameEn, GeodeticDatum datum, GaussKrugerParameters parameters, DatumShift? shift = null)
        : base(code, nameZh, nameEn, datum,
            EastingRange(parameters.FalseEastingM),
            new CoordinateRange(parameters.FalseNorthingM, parameters.FalseNorthingM + MaxFromFalseNorthingM, "m"), shift)
    {
        Parameters = parameters;
        // Four parameters lead from plane to plane, so what they give is on CGCS2000's ellipsoid.
        var ellipsoid = shift is PlaneShift ? Ellipsoid.Cgcs2000 : datum.Ellipsoid;
        _projection = new TransverseMercator(
            ellipsoid, parameters.CentralMeridianDeg, parameters.FalseEastingM, parameters.FalseNorthingM, parameters.Scale);
    }

    internal GaussKrugerParameters Parameters { get; }

    public override bool IsGeographic => false;

    private protected override LonLat MiddleForShift => new(Parameters.CentralMeridianDeg, 36.35);

    private static CoordinateRange EastingRange(double falseEastingM)
    {
        double reachM = falseEastingM < FirstZoneNumberM ? MaxFromFalseEastingM : MaxFromNumberedEastingM;
        return new CoordinateRange(falseEastingM - reachM, falseEastingM + reachM, "m");
    }

    /// <summary>What the zone number adds to every easting, metres.</summary>
    private double ZoneNumberM => Parameters.FalseEastingM < FirstZoneNumberM
        ? 0
        : Math.Floor(Parameters.FalseEastingM / MPerZoneNumber) * MPerZoneNumber;

    private protected override LonLat Unproject(double x, double y)
    {
        var point = new PlanePoint(x, y);
        if (Shift is PlaneShift plane)
        {
            var shifted = plane.Apply(new PlanePoint(x - ZoneNumberM, y));
            point = new PlanePoint(shifted.EastingM + ZoneNumberM, shifted.NorthingM);
        }
        var position = _projection.Inverse(point);
        return Shift is BursaWolfShift shift ? shift.Apply(position, Datum.Ellipsoid) : position;
    }

    private protected override (double X, double Y) Project(LonLat position)
    {
        if (Shift is BursaWolfShift shift)
            position = shift.Undo(position, Datum.Ellipsoid);
        var point = _projection.Forward(position);
        if (Shift is PlaneShift plane)
        {
            var old = plane.Undo(new PlanePoint(point.EastingM - ZoneNumberM, point.NorthingM));
            point = new PlanePoint(old.EastingM + ZoneNumberM, old.NorthingM);
        }
        return (point.EastingM, point.NorthingM);
    }

    private protected override CoordinateSystem With(DatumShift? shift) => new GaussKruger(Code, NameZh, NameEn, Datum, Parameters, shift);
}
