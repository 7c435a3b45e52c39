namespace Geo.Core.Crs;

/// <summary>Longitude and latitude on one datum.</summary>
internal sealed class GeographicSystem : CoordinateSystem
{
    internal static readonly CoordinateRange LonRange = new(-180, 180, "°");
    internal static readonly CoordinateRange LatRange = new(-90, 90, "°");

    internal GeographicSystem(string code, string nameZh, string nameEn, GeodeticDatum datum, DatumShift? shift = null)
        : base(code, nameZh, nameEn, datum, LonRange, LatRange, shift)
    {
    }

    public override bool IsGeographic => true;

    /// <summary>The middle of Shandong.</summary>
    private protected override LonLat MiddleForShift => new(118.75, 36.35);

    private protected override LonLat Unproject(double x, double y)
    {
        var position = new LonLat(x, y);
        return Shift is BursaWolfShift shift ? shift.Apply(position, Datum.Ellipsoid) : position;
    }

    private protected override (double X, double Y) Project(LonLat position)
    {
        if (Shift is BursaWolfShift shift)
            position = shift.Undo(position, Datum.Ellipsoid);
        return (position.LonDeg, position.LatDeg);
    }

    private protected override CoordinateSystem With(DatumShift? shift) => shift is PlaneShift
        ? throw new ArgumentException($"{Code} is longitude and latitude: four parameters shift a plane. Give seven.", nameof(shift))
        : new GeographicSystem(Code, NameZh, NameEn, Datum, shift);
}
