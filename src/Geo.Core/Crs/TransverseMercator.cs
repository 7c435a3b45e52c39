using System.Numerics;

namespace Geo.Core.Crs;

/// <summary>
/// The transverse Mercator projection of an ellipsoid, which China calls Gauss-Krüger (EPSG method 9807 with the
/// equator as its latitude of origin), by <see cref="KrugerSeries"/>: exact to nanometres within
/// <see cref="MaxLonFromCentralMeridianDeg"/> of the meridian, where series in longitude lose metres.
/// </summary>
public sealed class TransverseMercator
{
    /// <summary>Largest distance in longitude from the central meridian that is accepted, degrees.</summary>
    public const double MaxLonFromCentralMeridianDeg = 30;

    private const double RadPerDeg = Math.PI / 180;

    /// <summary>Newton's steps square: after one this small the next is below the double's rounding (Karney, equation 21).</summary>
    private const double LastStep = 1e-9;
    private const int MaxSteps = 6;

    private readonly KrugerSeries _series;
    private readonly double _e;
    private readonly double _oneMinusE2;
    private readonly double _radiusM;

    /// <summary>A projection with its five parameters; the fifth, the latitude of origin, is the equator.</summary>
    /// <param name="ellipsoid">The datum's ellipsoid.</param>
    /// <param name="centralMeridianDeg">Central meridian, degrees.</param>
    /// <param name="falseEastingM">Easting of the central meridian, metres.</param>
    /// <param name="falseNorthingM">Northing of the equator, metres.</param>
    /// <param name="scale">Scale on the central meridian; 1 for every Gauss-Krüger zone of China.</param>
    public TransverseMercator(
        Ellipsoid ellipsoid, double centralMeridianDeg, double falseEastingM = 0, double falseNorthingM = 0, double scale = 1)
    {
        _series = new KrugerSeries(ellipsoid);
        _e = Math.Sqrt(ellipsoid.EccentricitySquared);
        _oneMinusE2 = 1 - ellipsoid.EccentricitySquared;
        _radiusM = _series.RectifyingRadiusM * scale;
        CentralMeridianDeg = centralMeridianDeg;
        FalseEastingM = falseEastingM;
        FalseNorthingM = falseNorthingM;
        Scale = scale;
    }

    /// <summary>Central meridian, degrees.</summary>
    public double CentralMeridianDeg { get; }

    /// <summary>Easting of the central meridian, metres.</summary>
    public double FalseEastingM { get; }

    /// <summary>Northing of the equator, metres.</summary>
    public double FalseNorthingM { get; }

    /// <summary>Scale on the central meridian.</summary>
    public double Scale { get; }

    /// <summary>From longitude and latitude to the plane.</summary>
    /// <param name="position">Degrees, on the projection's own datum.</param>
    /// <returns>Easting and northing, metres.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The position is not on the globe, or too far from the central meridian.</exception>
    public PlanePoint Forward(LonLat position)
    {
        position.ThrowIfOutOfRange();
        double fromMeridianDeg = position.LonDeg - CentralMeridianDeg;
        if (Math.Abs(fromMeridianDeg) > MaxLonFromCentralMeridianDeg)
        {
            throw new ArgumentOutOfRangeException(nameof(position), position.LonDeg,
                $"Longitude must be within {MaxLonFromCentralMeridianDeg}° of the central meridian {CentralMeridianDeg}°.");
        }
        double tau = ConformalTangent(Math.Tan(position.LatDeg * RadPerDeg));
        var (sin, cos) = Math.SinCos(fromMeridianDeg * RadPerDeg);
        var sphere = new Complex(Math.Atan2(tau, cos), Math.Asinh(sin / Math.Sqrt(tau * tau + cos * cos)));   // (10)
        var plane = _series.ToPlane(sphere);
        return new PlanePoint(FalseEastingM + _radiusM * plane.Imaginary, FalseNorthingM + _radiusM * plane.Real);
    }

    /// <summary>From the plane to longitude and latitude.</summary>
    /// <param name="point">Easting and northing, metres.</param>
    /// <returns>Degrees, on the projection's own datum.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The point is further from the central meridian than <see cref="Forward"/> reaches, or not a number.</exception>
    public LonLat Inverse(PlanePoint point)
    {
        var plane = new Complex((point.NorthingM - FalseNorthingM) / _radiusM, (point.EastingM - FalseEastingM) / _radiusM);
        var sphere = _series.ToSphere(plane);
        double sinh = Math.Sinh(sphere.Imaginary);
        var (sin, cos) = Math.SinCos(sphere.Real);
        double fromMeridianDeg = Math.Atan2(sinh, cos) / RadPerDeg;
        // Over the pole the northing exceeds a quarter of the meridian and the cosine turns negative.
        if (!(Math.Abs(plane.Real) <= Math.PI / 2) || !(Math.Abs(fromMeridianDeg) <= MaxLonFromCentralMeridianDeg))
        {
            throw new ArgumentOutOfRangeException(nameof(point), point,
                $"The point must lie within {MaxLonFromCentralMeridianDeg}° of the central meridian {CentralMeridianDeg}° and short of the poles.");
        }
        double tau = GeodeticTangent(sin / Math.Sqrt(sinh * sinh + cos * cos));
        return new LonLat(CentralMeridianDeg + fromMeridianDeg, Math.Atan(tau) / RadPerDeg);
    }

    /// <summary>Tangent of the conformal latitude from that of the geodetic one (7 to 9).</summary>
    private double ConformalTangent(double tau)
    {
        double secant = Math.Sqrt(1 + tau * tau);
        double sigma = Math.Sinh(_e * Math.Atanh(_e * tau / secant));
        return tau * Math.Sqrt(1 + sigma * sigma) - sigma * secant;
    }

    /// <summary>Tangent of the geodetic latitude from that of the conformal one, by Newton's method (19 to 21).</summary>
    private double GeodeticTangent(double conformal)
    {
        double tau = conformal / _oneMinusE2;
        for (int step = 0; step < MaxSteps; step++)
        {
            double image = ConformalTangent(tau);
            double change = (conformal - image) / Math.Sqrt(1 + image * image)
                * (1 + _oneMinusE2 * tau * tau) / (_oneMinusE2 * Math.Sqrt(1 + tau * tau));
            tau += change;
            if (Math.Abs(change) < LastStep * Math.Max(1, Math.Abs(tau)))
                break;
        }
        return tau;
    }
}
