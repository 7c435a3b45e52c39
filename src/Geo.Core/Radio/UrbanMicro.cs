namespace Geo.Core.Radio;

/// <summary>
/// Urban micro in a street canyon, UMi, of 3GPP TR 38.901 (tables 7.4.1-1 and 7.4.2-1): base stations below the rooftops.
/// </summary>
public sealed class UrbanMicro : UrbanScenario
{
    /// <summary>Frequencies: 0.5 GHz to fH, which is 100 GHz (note 2 of table 7.4.1-1).</summary>
    public static readonly Limits FrequencyLimitsGhz = new("Frequency of UMi", 0.5, 100, "GHz");

    /// <summary>
    /// Base station heights. The table names 10 m, under "antenna height default values", and no range; ours runs from a
    /// lamp post to where the urban macro station of 25 m takes over.
    /// </summary>
    public static readonly Limits BaseHeightLimitsM = new("Base station height of UMi", 3, 25, "m");

    /// <summary>Terminal heights of the table.</summary>
    public static readonly Limits TerminalHeightLimitsM = new("Terminal height of UMi", 1.5, 22.5, "m");

    /// <summary>Distances of the table, along the ground.</summary>
    public static readonly Limits PathDistanceLimitsM = new("2D distance of UMi", 10, 5000, "m");

    /// <summary>Distances for which the probability of line of sight is asked: the table states no lower limit.</summary>
    public static readonly Limits ProbabilityDistanceLimitsM = new("2D distance of the UMi LOS probability", 0, 5000, "m");

    /// <summary>The table's base station height, metres.</summary>
    public const double DefaultBaseHeightM = 10;

    /// <summary>Shadow fading without line of sight, dB.</summary>
    public const double SigmaNlosDb = 7.82;

    private static readonly Row Numbers = new(FrequencyLimitsGhz, BaseHeightLimitsM, TerminalHeightLimitsM, PathDistanceLimitsM,
        LosDb: 32.4, LosSlopeDb: 21, BreakpointDb: 9.5,
        NlosDb: 22.4, NlosFrequencyDb: 21.3, NlosTerminalDbPerM: 0.3, NlosSlopeDb: 35.3, SigmaNlosDb: SigmaNlosDb);

    /// <summary>The scenario for one link.</summary>
    /// <param name="frequencyGhz">Carrier frequency, GHz, within <see cref="FrequencyLimitsGhz"/>.</param>
    /// <param name="baseHeightM">Base station height, metres, within <see cref="BaseHeightLimitsM"/>.</param>
    /// <param name="terminalHeightM">Terminal height, metres, within <see cref="TerminalHeightLimitsM"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its limits.</exception>
    public UrbanMicro(double frequencyGhz, double baseHeightM = DefaultBaseHeightM, double terminalHeightM = 1.5)
        : base(Numbers, frequencyGhz, baseHeightM, terminalHeightM)
    {
    }

    /// <inheritdoc/>
    public override double LosProbability(double distanceM) => ProbabilityOfLos(distanceM);

    /// <summary>Probability of line of sight (table 7.4.2-1), whatever the link.</summary>
    /// <param name="distanceM">Distance along the ground, metres, within <see cref="ProbabilityDistanceLimitsM"/>.</param>
    /// <returns>Probability, 0 to 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The distance is outside its limits.</exception>
    public static double ProbabilityOfLos(double distanceM)
    {
        ProbabilityDistanceLimitsM.ThrowIfOutside(distanceM);
        return distanceM <= 18 ? 1 : 18 / distanceM + Math.Exp(-distanceM / 36) * (1 - 18 / distanceM);
    }
}
