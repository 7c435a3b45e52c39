namespace Geo.Core.Radio;

/// <summary>The two kinds of building of TR 38.901 table 7.4.3-2.</summary>
public enum PenetrationModel
{
    /// <summary>Plain glass and concrete.</summary>
    Low,

    /// <summary>Coated (infrared reflecting) glass and concrete.</summary>
    High,
}

/// <summary>Outdoor-to-indoor penetration loss of 3GPP TR 38.901 clause 7.4.3: PL = PL_outdoor + PL_tw + PL_in + N(0, σ_P²).</summary>
public static class BuildingPenetration
{
    /// <summary>Frequencies of the report.</summary>
    public static readonly Limits FrequencyLimitsGhz = new("Frequency of building penetration", 0.5, 100, "GHz");

    /// <summary>Depths d2D-in: the clause draws them from 0 to 25 m (clause 7.4.3.1).</summary>
    public static readonly Limits DepthLimitsM = new("Depth inside the building", 0, 25, "m");

    /// <summary>Loss per metre indoors, PL_in = 0.5 d2D-in, dB.</summary>
    public const double LossPerMDb = 0.5;

    /// <summary>Standard deviation σ_P of the low-loss model, dB.</summary>
    public const double SigmaLowDb = 4.4;

    /// <summary>Standard deviation σ_P of the high-loss model, dB.</summary>
    public const double SigmaHighDb = 6.5;

    /// <summary>Median loss through the external wall.</summary>
    /// <param name="model">Kind of building.</param>
    /// <param name="frequencyGhz">Frequency, GHz, within <see cref="FrequencyLimitsGhz"/>.</param>
    /// <returns>PL_tw, dB (table 7.4.3-2).</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its limits.</exception>
    public static double WallLossDb(PenetrationModel model, double frequencyGhz)
    {
        FrequencyLimitsGhz.ThrowIfOutside(frequencyGhz);

        // Table 7.4.3-1: material losses.
        double glassDb = 2 + 0.2 * frequencyGhz, coatedGlassDb = 23 + 0.3 * frequencyGhz, concreteDb = 5 + 4 * frequencyGhz;
        return model switch
        {
            PenetrationModel.Low => 5 - 10 * Math.Log10(0.3 * Passed(glassDb) + 0.7 * Passed(concreteDb)),
            PenetrationModel.High => 5 - 10 * Math.Log10(0.7 * Passed(coatedGlassDb) + 0.3 * Passed(concreteDb)),
            _ => throw NoSuchModel(model),
        };
    }

    /// <summary>Median loss on the way inside.</summary>
    /// <param name="depthM">Depth inside the building, metres, within <see cref="DepthLimitsM"/>.</param>
    /// <returns>PL_in, dB.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The depth is outside its limits.</exception>
    public static double IndoorLossDb(double depthM)
    {
        DepthLimitsM.ThrowIfOutside(depthM);
        return LossPerMDb * depthM;
    }

    /// <summary>Standard deviation σ_P of the penetration loss.</summary>
    /// <param name="model">Kind of building.</param>
    /// <returns>dB.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such model.</exception>
    public static double SigmaDb(PenetrationModel model) => model switch
    {
        PenetrationModel.Low => SigmaLowDb,
        PenetrationModel.High => SigmaHighDb,
        _ => throw NoSuchModel(model),
    };

    private static double Passed(double lossDb) => Math.Pow(10, -lossDb / 10);

    private static ArgumentOutOfRangeException NoSuchModel(PenetrationModel model) => new(nameof(model), model, "No such model.");
}
