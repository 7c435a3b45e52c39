namespace Geo.Core.Crs;

/// <summary>
/// The ellipsoid of the China Geodetic Coordinate System 2000 (GB/T 22482; EPSG 1024 uses it). Its axes are those of
/// GRS 80, and the datum agrees with WGS 84 to centimetres, so longitudes and latitudes of the two are used as one here.
/// </summary>
public static class Cgcs2000
{
    /// <summary>EPSG code of CGCS2000 in longitude and latitude.</summary>
    public const int EpsgCode = 4490;

    /// <summary>Semi-major axis, metres.</summary>
    public const double SemiMajorAxisM = 6378137;

    /// <summary>Inverse flattening, 1/f.</summary>
    public const double InverseFlattening = 298.257222101;

    /// <summary>Flattening.</summary>
    public const double Flattening = 1 / InverseFlattening;

    /// <summary>First eccentricity squared.</summary>
    public const double EccentricitySquared = Flattening * (2 - Flattening);

    /// <summary>First eccentricity.</summary>
    public static readonly double Eccentricity = Math.Sqrt(EccentricitySquared);

    /// <summary>
    /// The authalic function q of latitude (Snyder, USGS Professional Paper 1395, equation 3-12): the area of the
    /// ellipsoid between the equator and the latitude is a²·q/2 per radian of longitude.
    /// </summary>
    /// <param name="sinLat">Sine of the geodetic latitude, -1 to 1.</param>
    /// <returns>q, dimensionless, odd in the latitude, about ±1.9955 at the poles.</returns>
    public static double AuthalicQ(double sinLat)
    {
        double eSin = Eccentricity * sinLat;
        return (1 - EccentricitySquared) * (sinLat / (1 - eSin * eSin) + Math.Atanh(eSin) / Eccentricity);
    }
}
