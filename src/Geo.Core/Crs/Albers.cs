namespace Geo.Core.Crs;

/// <summary>
/// The Albers equal-area conic projection of the CGCS2000 ellipsoid with two standard parallels (Snyder, USGS
/// Professional Paper 1395, section 14; EPSG method 9822 without false origin).
/// </summary>
public sealed class Albers
{
    /// <summary>The province's own: standard parallels 35° and 37.7°, origin 118.75° E 36.35° N. Scale is true within 0.04 % over Shandong.</summary>
    public static readonly Albers Shandong = new(standardParallel1Deg: 35, standardParallel2Deg: 37.7, originLonDeg: 118.75, originLatDeg: 36.35);

    /// <summary>Largest distance in longitude from the central meridian that is accepted, degrees.</summary>
    public const double MaxLonFromOriginDeg = 90;

    private const double RadPerDeg = Math.PI / 180;

    /// <summary>Newton's steps square: after one shorter than this (6 cm), the next would be below the double's rounding.</summary>
    private const double LastStepRad = 1e-8;
    private const int MaxLatitudeSteps = 12;

    private readonly double _originLonDeg;
    private readonly double _n;
    private readonly double _c;
    private readonly double _rho0M;

    /// <summary>A projection with its standard parallels and origin.</summary>
    /// <param name="standardParallel1Deg">First standard parallel, degrees.</param>
    /// <param name="standardParallel2Deg">Second standard parallel, degrees; not the first's opposite.</param>
    /// <param name="originLonDeg">Central meridian, degrees.</param>
    /// <param name="originLatDeg">Latitude of northing 0, degrees.</param>
    /// <exception cref="ArgumentException">The parallels are equal or opposite: the cone has no such form.</exception>
    public Albers(double standardParallel1Deg, double standardParallel2Deg, double originLonDeg, double originLatDeg)
    {
        if (Math.Abs(standardParallel1Deg) == Math.Abs(standardParallel2Deg))
            throw new ArgumentException("The standard parallels must differ, and not only in sign.", nameof(standardParallel2Deg));

        double sin1 = Math.Sin(standardParallel1Deg * RadPerDeg), sin2 = Math.Sin(standardParallel2Deg * RadPerDeg);
        double m1Squared = ParallelRadiusSquared(sin1), m2Squared = ParallelRadiusSquared(sin2);
        double q1 = Cgcs2000.AuthalicQ(sin1), q2 = Cgcs2000.AuthalicQ(sin2);

        _originLonDeg = originLonDeg;
        _n = (m1Squared - m2Squared) / (q2 - q1);                       // (14-14)
        _c = m1Squared + _n * q1;                                       // (14-13)
        _rho0M = RhoM(Cgcs2000.AuthalicQ(Math.Sin(originLatDeg * RadPerDeg)));   // (14-12a)
    }

    /// <summary>From CGCS2000 longitude and latitude to the plane.</summary>
    /// <param name="position">CGCS2000, degrees, within <see cref="MaxLonFromOriginDeg"/> of the central meridian.</param>
    /// <returns>Easting and northing, metres, exact to the double's rounding (nanometres).</returns>
    /// <exception cref="ArgumentOutOfRangeException">The position is not on the globe, or too far from the central meridian.</exception>
    public PlanePoint Forward(LonLat position)
    {
        position.ThrowIfOutOfRange();
        double fromOriginDeg = position.LonDeg - _originLonDeg;
        if (Math.Abs(fromOriginDeg) > MaxLonFromOriginDeg)
        {
            throw new ArgumentOutOfRangeException(
                nameof(position), position.LonDeg, $"Longitude must be within {MaxLonFromOriginDeg}° of the central meridian {_originLonDeg}°.");
        }
        double rhoM = RhoM(Cgcs2000.AuthalicQ(Math.Sin(position.LatDeg * RadPerDeg)));
        var (sin, cos) = Math.SinCos(_n * fromOriginDeg * RadPerDeg);   // theta (14-4)
        return new PlanePoint(rhoM * sin, _rho0M - rhoM * cos);         // (14-1), (14-2)
    }

    /// <summary>From the plane to CGCS2000 longitude and latitude.</summary>
    /// <param name="point">Easting and northing, metres.</param>
    /// <returns>CGCS2000, degrees.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The point lies outside the image of the ellipsoid.</exception>
    public LonLat Inverse(PlanePoint point)
    {
        double dyM = _rho0M - point.NorthingM;
        double side = Math.Sign(_n);
        double rhoInAxes = double.Hypot(point.EastingM, dyM) / Cgcs2000.SemiMajorAxisM;   // (14-10)
        double thetaRad = Math.Atan2(side * point.EastingM, side * dyM);                 // (14-11)
        double q = (_c - rhoInAxes * rhoInAxes * _n * _n) / _n;                           // (14-19)
        if (!(Math.Abs(q) <= Cgcs2000.AuthalicQ(1)))
            throw new ArgumentOutOfRangeException(nameof(point), point, "The point lies outside the projection's image of the ellipsoid.");
        return new LonLat(_originLonDeg + thetaRad / _n / RadPerDeg, LatitudeRad(q) / RadPerDeg);
    }

    private double RhoM(double q) => Cgcs2000.SemiMajorAxisM * Math.Sqrt(_c - _n * q) / _n;   // (14-3)

    private static double ParallelRadiusSquared(double sinLat) =>
        (1 - sinLat * sinLat) / (1 - Cgcs2000.EccentricitySquared * sinLat * sinLat);        // (14-15) squared

    /// <summary>Newton's iteration (3-16): three steps reach the double's rounding at middle latitudes.</summary>
    private static double LatitudeRad(double q)
    {
        double latRad = Math.Asin(q / Cgcs2000.AuthalicQ(1));
        for (int step = 0; step < MaxLatitudeSteps; step++)
        {
            var (sin, cos) = Math.SinCos(latRad);
            if (cos < 1e-12)
                break;   // At a pole the derivative is nought and the authalic latitude already is the latitude.
            double w = 1 - Cgcs2000.EccentricitySquared * sin * sin;
            double change = w * w / (2 * cos) * (q - Cgcs2000.AuthalicQ(sin)) / (1 - Cgcs2000.EccentricitySquared);
            latRad += change;
            if (Math.Abs(change) < LastStepRad)
                break;
        }
        return latRad;
    }
}
