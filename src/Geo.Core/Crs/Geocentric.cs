namespace Geo.Core.Crs;

/// <summary>A position in geocentric coordinates, which a seven-parameter shift moves.</summary>
/// <param name="XM">Towards 0° E on the equator, metres.</param>
/// <param name="YM">Towards 90° E on the equator, metres.</param>
/// <param name="ZM">Towards the north pole, metres.</param>
internal readonly record struct Geocentric(double XM, double YM, double ZM)
{
    private const double RadPerDeg = Math.PI / 180;

    /// <summary>Two steps of Bowring's formula reach the double's rounding within 10 km of the ellipsoid.</summary>
    private const int Steps = 2;

    /// <summary>The point on the ellipsoid at a longitude and latitude (EPSG method 9602), height 0.</summary>
    internal static Geocentric From(LonLat position, Ellipsoid ellipsoid)
    {
        var (sinLat, cosLat) = Math.SinCos(position.LatDeg * RadPerDeg);
        var (sinLon, cosLon) = Math.SinCos(position.LonDeg * RadPerDeg);
        double normalRadiusM = ellipsoid.SemiMajorAxisM / Math.Sqrt(1 - ellipsoid.EccentricitySquared * sinLat * sinLat);
        return new Geocentric(
            normalRadiusM * cosLat * cosLon, normalRadiusM * cosLat * sinLon, normalRadiusM * (1 - ellipsoid.EccentricitySquared) * sinLat);
    }

    /// <summary>Longitude and latitude, the height dropped, by Bowring's formula in the parametric latitude.</summary>
    internal LonLat ToLonLat(Ellipsoid ellipsoid)
    {
        double e2 = ellipsoid.EccentricitySquared, a = ellipsoid.SemiMajorAxisM, axisRatio = 1 - ellipsoid.Flattening;
        double fromAxisM = double.Hypot(XM, YM);
        double parametricTan = ZM / (fromAxisM * axisRatio);
        double tan = 0;
        for (int step = 0; step < Steps; step++)
        {
            double cos = 1 / Math.Sqrt(1 + parametricTan * parametricTan), sin = parametricTan * cos;
            tan = (ZM + e2 / axisRatio * a * sin * sin * sin) / (fromAxisM - e2 * a * cos * cos * cos);
            parametricTan = axisRatio * tan;
        }
        return new LonLat(Math.Atan2(YM, XM) / RadPerDeg, Math.Atan(tan) / RadPerDeg);
    }
}
