namespace Geo.Core.Crs;

/// <summary>Longitude and latitude as China's map services give them, GCJ-02 and BD-09: degrees laid over CGCS2000's by a shift.</summary>
internal sealed class MapServiceSystem : CoordinateSystem
{
    private readonly Func<LonLat, LonLat> _toCgcs2000;
    private readonly Func<LonLat, LonLat> _fromCgcs2000;

    internal MapServiceSystem(
        string code, string nameZh, string nameEn, Func<LonLat, LonLat> toCgcs2000, Func<LonLat, LonLat> fromCgcs2000)
        : base(code, nameZh, nameEn, GeodeticDatum.Cgcs2000, GeographicSystem.LonRange, GeographicSystem.LatRange)
    {
        (_toCgcs2000, _fromCgcs2000) = (toCgcs2000, fromCgcs2000);
    }

    public override bool IsGeographic => true;

    private protected override LonLat MiddleForShift => new(118.75, 36.35);

    private protected override LonLat Unproject(double x, double y) => _toCgcs2000(new LonLat(x, y));

    private protected override (double X, double Y) Project(LonLat position)
    {
        var shifted = _fromCgcs2000(position);
        return (shifted.LonDeg, shifted.LatDeg);
    }

    private protected override CoordinateSystem With(DatumShift? shift) => this;
}
