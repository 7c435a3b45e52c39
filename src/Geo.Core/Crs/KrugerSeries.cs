using System.Numerics;

namespace Geo.Core.Crs;

/// <summary>
/// Krüger's series in the third flattening n to the sixth order (Karney, "Transverse Mercator with an accuracy of a few
/// nanometers", J. Geodesy 85, 2011, equations 14, 35 and 36): the step between the conformal sphere and the plane.
/// </summary>
internal sealed class KrugerSeries
{
    private const int Order = 6;

    private readonly double[] _toPlane;
    private readonly double[] _toSphere;

    /// <summary>The series of one ellipsoid.</summary>
    /// <param name="ellipsoid">The ellipsoid; terms of n⁷ are left out, so it should be no flatter than the Earth's.</param>
    internal KrugerSeries(Ellipsoid ellipsoid)
    {
        double n = ellipsoid.ThirdFlattening, nn = n * n;
        RectifyingRadiusM = ellipsoid.SemiMajorAxisM / (1 + n) * (1 + nn / 4 + nn * nn / 64 + nn * nn * nn / 256);   // (14)
        _toPlane =                                                                                                  // (35)
        [
            Sum(n, 1 / 2.0, -2 / 3.0, 5 / 16.0, 41 / 180.0, -127 / 288.0, 7891 / 37800.0),
            Sum(n, 0, 13 / 48.0, -3 / 5.0, 557 / 1440.0, 281 / 630.0, -1983433 / 1935360.0),
            Sum(n, 0, 0, 61 / 240.0, -103 / 140.0, 15061 / 26880.0, 167603 / 181440.0),
            Sum(n, 0, 0, 0, 49561 / 161280.0, -179 / 168.0, 6601661 / 7257600.0),
            Sum(n, 0, 0, 0, 0, 34729 / 80640.0, -3418889 / 1995840.0),
            Sum(n, 0, 0, 0, 0, 0, 212378941 / 319334400.0),
        ];
        _toSphere =                                                                                                 // (36)
        [
            -Sum(n, 1 / 2.0, -2 / 3.0, 37 / 96.0, -1 / 360.0, -81 / 512.0, 96199 / 604800.0),
            -Sum(n, 0, 1 / 48.0, 1 / 15.0, -437 / 1440.0, 46 / 105.0, -1118711 / 3870720.0),
            -Sum(n, 0, 0, 17 / 480.0, -37 / 840.0, -209 / 4480.0, 5569 / 90720.0),
            -Sum(n, 0, 0, 0, 4397 / 161280.0, -11 / 504.0, -830251 / 7257600.0),
            -Sum(n, 0, 0, 0, 0, 4583 / 161280.0, -108847 / 3991680.0),
            -Sum(n, 0, 0, 0, 0, 0, 20648693 / 638668800.0),
        ];
    }

    /// <summary>Radius of the circle whose circumference is the meridian's, metres.</summary>
    internal double RectifyingRadiusM { get; }

    /// <summary>From the sphere's Gauss-Schreiber plane to the ellipsoid's Gauss-Krüger plane, both in rectifying radii (11).</summary>
    internal Complex ToPlane(Complex sphere) => sphere + SineSeries(_toPlane, sphere);

    /// <summary>The way back (13).</summary>
    internal Complex ToSphere(Complex plane) => plane + SineSeries(_toSphere, plane);

    /// <summary>Σ c[j]·sin(2jz) by Clenshaw's recurrence: one complex sine and cosine for all six terms.</summary>
    private static Complex SineSeries(double[] c, Complex z)
    {
        var (sin, cos) = Math.SinCos(2 * z.Real);
        double exp = Math.Exp(2 * z.Imaginary), sinh = SinhFromExp(2 * z.Imaginary, exp), cosh = (exp + 1 / exp) / 2;
        double twiceCosRe = 2 * cos * cosh, twiceCosIm = -2 * sin * sinh;
        double re1 = 0, im1 = 0, re2 = 0, im2 = 0;
        for (int j = Order - 1; j >= 0; j--)
        {
            double re = c[j] + twiceCosRe * re1 - twiceCosIm * im1 - re2;
            double im = twiceCosRe * im1 + twiceCosIm * re1 - im2;
            (re2, im2, re1, im1) = (re1, im1, re, im);
        }
        double sinRe = sin * cosh, sinIm = cos * sinh;
        return new Complex(sinRe * re1 - sinIm * im1, sinRe * im1 + sinIm * re1);
    }

    /// <summary>The hyperbolic sine; near nought the difference of exponentials would lose the digits.</summary>
    private static double SinhFromExp(double x, double exp) => Math.Abs(x) < 0.3 ? Math.Sinh(x) : (exp - 1 / exp) / 2;

    /// <summary>Horner's sum of the coefficients of n, n², … n⁶.</summary>
    private static double Sum(double n, params ReadOnlySpan<double> coefficients)
    {
        double sum = 0;
        for (int power = coefficients.Length - 1; power >= 0; power--)
            sum = (sum + coefficients[power]) * n;
        return sum;
    }
}
