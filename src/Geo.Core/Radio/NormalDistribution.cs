namespace Geo.Core.Radio;

/// <summary>The standard normal distribution, to nearly the double's rounding in both tails.</summary>
public static class NormalDistribution
{
    /// <summary>Probabilities that have a quantile.</summary>
    public static readonly Limits ProbabilityLimits = new("Probability", 0, 1, "", IsOpen: true);

    private const double InverseRootTwoPi = 0.398942280401432677939946;
    private const double InverseRootPi = 0.564189583547756286948079;
    private const double InverseRootTwo = 0.707106781186547524400844;

    /// <summary>The upper tail Q(x): the probability of more than x.</summary>
    /// <param name="x">Any number.</param>
    /// <returns>Probability, to 1e-14 of itself.</returns>
    public static double UpperTail(double x) => UpperTail(x, out _);

    /// <summary>The upper tail with the density, which shares its exponential.</summary>
    internal static double UpperTail(double x, out double density)
    {
        double bell = Math.Exp(-0.5 * x * x);
        density = InverseRootTwoPi * bell;
        double y = Math.Abs(x) * InverseRootTwo;
        double z = y * y;

        // W. J. Cody, "Rational Chebyshev approximations for the error function", Math. Comp. 23 (1969), 631-637.
        if (y <= 0.46875)
        {
            double erf = y * ((((1.85777706184603153e-1 * z + 3.16112374387056560) * z + 1.13864154151050156e2) * z
                    + 3.77485237685302021e2) * z + 3.20937758913846947e3)
                / ((((z + 2.36012909523441209e1) * z + 2.44024637934444173e2) * z + 1.28261652607737228e3) * z + 2.84423683343917062e3);
            return 0.5 - Math.CopySign(0.5 * erf, x);
        }
        double scaled;   // erfc(y) e^(y²)
        if (y <= 4)
        {
            scaled = ((((((((2.15311535474403846e-8 * y + 5.64188496988670089e-1) * y + 8.88314979438837594) * y
                    + 6.61191906371416295e1) * y + 2.98635138197400131e2) * y + 8.81952221241769090e2) * y
                    + 1.71204761263407058e3) * y + 2.05107837782607147e3) * y + 1.23033935479799725e3)
                / ((((((((y + 1.57449261107098347e1) * y + 1.17693950891312499e2) * y + 5.37181101862009858e2) * y
                    + 1.62138957456669019e3) * y + 3.29079923573345963e3) * y + 4.36261909014324716e3) * y
                    + 3.43936767414372164e3) * y + 1.23033935480374942e3);
        }
        else
        {
            double r = 1 / z;
            scaled = r * (((((1.63153871373020978e-2 * r + 3.05326634961232344e-1) * r + 3.60344899949804439e-1) * r
                    + 1.25781726111229246e-1) * r + 1.60837851487422766e-2) * r + 6.58749161529837803e-4)
                / (((((r + 2.56852019228982242) * r + 1.87295284992346047) * r + 5.27905102951428412e-1) * r
                    + 6.05183413124413191e-2) * r + 2.33520497626869185e-3);
            scaled = (InverseRootPi - scaled) / y;
        }
        double tail = 0.5 * scaled * bell;
        return x < 0 ? 1 - tail : tail;
    }

    /// <summary>The quantile: the number not exceeded with a probability.</summary>
    /// <param name="probability">Within <see cref="ProbabilityLimits"/>.</param>
    /// <returns>Number of standard deviations, to 1e-15 of itself.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not between 0 and 1.</exception>
    public static double Quantile(double probability)
    {
        ProbabilityLimits.ThrowIfOutside(probability);

        // M. J. Wichura, "Algorithm AS 241: the percentage points of the normal distribution", Appl. Statist. 37 (1988), 477-484.
        double q = probability - 0.5;
        if (Math.Abs(q) <= 0.425)
        {
            double s = 0.180625 - q * q;
            return q * (((((((2.5090809287301226727e+3 * s + 3.3430575583588128105e+4) * s + 6.7265770927008700853e+4) * s
                    + 4.5921953931549871457e+4) * s + 1.3731693765509461125e+4) * s + 1.9715909503065514427e+3) * s
                    + 1.3314166789178437745e+2) * s + 3.3871328727963666080)
                / (((((((5.2264952788528545610e+3 * s + 2.8729085735721942674e+4) * s + 3.9307895800092710610e+4) * s
                    + 2.1213794301586595867e+4) * s + 5.3941960214247511077e+3) * s + 6.8718700749205790830e+2) * s
                    + 4.2313330701600911252e+1) * s + 1);
        }
        double r = Math.Sqrt(-Math.Log(q < 0 ? probability : 1 - probability));
        double magnitude;
        if (r <= 5)
        {
            r -= 1.6;
            magnitude = (((((((7.7454501427834140764e-4 * r + 2.27238449892691845833e-2) * r + 2.41780725177450611770e-1) * r
                    + 1.27045825245236838258) * r + 3.64784832476320460504) * r + 5.76949722146069140550) * r
                    + 4.63033784615654529590) * r + 1.42343711074968357734)
                / (((((((1.05075007164441684324e-9 * r + 5.4759380849953449460e-4) * r + 1.51986665636164571966e-2) * r
                    + 1.48103976427480074590e-1) * r + 6.89767334985100004550e-1) * r + 1.67638483018380384940) * r
                    + 2.05319162663775882187) * r + 1);
        }
        else
        {
            r -= 5;
            magnitude = (((((((2.01033439929228813265e-7 * r + 2.71155556874348757815e-5) * r + 1.24266094738807843860e-3) * r
                    + 2.65321895265761230930e-2) * r + 2.96560571828504891230e-1) * r + 1.78482653991729133580) * r
                    + 5.46378491116411436990) * r + 6.65790464350110377720)
                / (((((((2.04426310338993978564e-15 * r + 1.42151175831644588870e-7) * r + 1.84631831751005468180e-5) * r
                    + 7.86869131145613259100e-4) * r + 1.48753612908506148525e-2) * r + 1.36929880922735805310e-1) * r
                    + 5.99832206555887937690e-1) * r + 1);
        }
        return Math.CopySign(magnitude, q);
    }
}
