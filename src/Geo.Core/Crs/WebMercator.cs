namespace Geo.Core.Crs;

/// <summary>
/// Web Mercator, EPSG:3857 (method 1024): ellipsoidal latitudes projected as if the Earth were a sphere of the semi-major axis.
/// </summary>
internal sealed class WebMercator : CoordinateSystem
{
    /// <summary>Half the side of the square world, metres: π times the semi-major axis.</summary>
    internal const double HalfWorldM = Math.PI * Cgcs2000.SemiMajorAxisM;

    private const double RadPerDeg = Math.PI / 180;

    internal WebMercator()
        : base("EPSG:3857", "Web 墨卡托", "Web Mercator", GeodeticDatum.Cgcs2000,
            new CoordinateRange(-HalfWorldM, HalfWorldM, "m"), new CoordinateRange(-HalfWorldM, HalfWorldM, "m"))
    {
    }

    public override bool IsGeographic => false;

    private protected override LonLat MiddleForShift => new(118.75, 36.35);

    private protected override LonLat Unproject(double x, double y) => new(
        x / Cgcs2000.SemiMajorAxisM / RadPerDeg, Math.Atan(Math.Sinh(y / Cgcs2000.SemiMajorAxisM)) / RadPerDeg);

    private protected override (double X, double Y) Project(LonLat position) => (
        position.LonDeg * RadPerDeg * Cgcs2000.SemiMajorAxisM,
        Cgcs2000.SemiMajorAxisM * Math.Asinh(Math.Tan(position.LatDeg * RadPerDeg)));

    private protected override CoordinateSystem With(DatumShift? shift) => this;
}
