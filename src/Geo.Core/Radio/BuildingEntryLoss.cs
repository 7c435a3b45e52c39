namespace Geo.Core.Radio;

/// <summary>The two kinds of building of Recommendation ITU-R P.2109.</summary>
public enum BuildingType
{
    /// <summary>Traditional.</summary>
    Traditional,

    /// <summary>Thermally efficient: metallised glass, foil-backed panels.</summary>
    ThermallyEfficient,
}

/// <summary>Building entry loss of Recommendation ITU-R P.2109-2 (Annex 1, section 3), over all depths and rooms.</summary>
public static class BuildingEntryLoss
{
    /// <summary>Frequencies: about 80 MHz to 100 GHz.</summary>
    public static readonly Limits FrequencyLimitsGhz = new("Frequency of P.2109", 0.08, 100, "GHz");

    /// <summary>Elevation angles of the path at the façade.</summary>
    public static readonly Limits ElevationLimitsDeg = new("Elevation angle at the façade", -90, 90, "°");

    private const double ConstantDb = -3.0;   // C (4)

    /// <summary>The loss not exceeded with a probability.</summary>
    /// <param name="type">Kind of building.</param>
    /// <param name="frequencyGhz">Frequency, GHz, within <see cref="FrequencyLimitsGhz"/>.</param>
    /// <param name="probability">Within <see cref="NormalDistribution.ProbabilityLimits"/>; 0.5 is the median.</param>
    /// <param name="elevationDeg">Elevation angle of the path at the façade, degrees, within <see cref="ElevationLimitsDeg"/>.</param>
    /// <returns>Loss, dB; slightly negative where the probability is very small.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its limits.</exception>
    public static double LossNotExceededDb(BuildingType type, double frequencyGhz, double probability, double elevationDeg = 0)
    {
        FrequencyLimitsGhz.ThrowIfOutside(frequencyGhz);
        ElevationLimitsDeg.ThrowIfOutside(elevationDeg);

        // Table 1, model coefficients.
        var (r, s, t, u, v, w, x, y, z) = type switch
        {
            BuildingType.Traditional => (12.64, 3.72, 0.96, 9.6, 2.0, 9.1, -3.0, 4.5, -2.0),
            BuildingType.ThermallyEfficient => (28.19, -3.00, 8.48, 13.5, 3.8, 27.8, -2.9, 9.4, -2.1),
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, "No such type of building."),
        };
        double lgF = Math.Log10(frequencyGhz), deviations = NormalDistribution.Quantile(probability);
        double horizontalDb = r + s * lgF + t * lgF * lgF;      // Lh (9)
        double elevationDb = 0.212 * Math.Abs(elevationDeg);    // Le (10)
        double mu1 = horizontalDb + elevationDb;                // (5)
        double mu2 = w + x * lgF;                               // (6)
        double sigma1 = u + v * lgF;                            // (7)
        double sigma2 = y + z * lgF;                            // (8)
        double a = deviations * sigma1 + mu1;                   // A(P) (2)
        double b = deviations * sigma2 + mu2;                   // B(P) (3)
        return 10 * Math.Log10(Math.Pow(10, 0.1 * a) + Math.Pow(10, 0.1 * b) + Math.Pow(10, 0.1 * ConstantDb));   // (1)
    }

    /// <summary>The median loss.</summary>
    /// <param name="type">Kind of building.</param>
    /// <param name="frequencyGhz">Frequency, GHz, within <see cref="FrequencyLimitsGhz"/>.</param>
    /// <param name="elevationDeg">Elevation angle of the path at the façade, degrees, within <see cref="ElevationLimitsDeg"/>.</param>
    /// <returns>Loss, dB.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its limits.</exception>
    public static double MedianDb(BuildingType type, double frequencyGhz, double elevationDeg = 0) =>
        LossNotExceededDb(type, frequencyGhz, 0.5, elevationDeg);
}
