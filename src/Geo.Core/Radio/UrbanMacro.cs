namespace Geo.Core.Radio;

/// <summary>
/// Urban macro, UMa, of 3GPP TR 38.901 (tables 7.4.1-1 and 7.4.2-1): base stations above the rooftops around them.
/// </summary>
public sealed class UrbanMacro : UrbanScenario
{
    /// <summary>Frequencies: 0.5 GHz to fH, which is 100 GHz (note 2 of table 7.4.1-1).</summary>
    public static readonly Limits FrequencyLimitsGhz = new("Frequency of UMa", 0.5, 100, "GHz");

    /// <summary>
    /// Base station heights. The table names 25 m, under "antenna height default values", and no range; ours is the one it
    /// states for rural macro stations, so that a site is computed with the height it has.
    /// </summary>
    public static readonly Limits BaseHeightLimitsM = new("Base station height of UMa", 10, 150, "m");

    /// <summary>Terminal heights of the table.</summary>
    public static readonly Limits TerminalHeightLimitsM = new("Terminal height of UMa", 1.5, 22.5, "m");

    /// <summary>Distances of the table, along the ground.</summary>
    public static readonly Limits PathDistanceLimitsM = new("2D distance of UMa", 10, 5000, "m");

    /// <summary>Distances for which the probability of line of sight is asked: the table states no lower limit.</summary>
    public static readonly Limits ProbabilityDistanceLimitsM = new("2D distance of the UMa LOS probability", 0, 5000, "m");

    /// <summary>The table's base station height, metres.</summary>
    public const double DefaultBaseHeightM = 25;

    /// <summary>Shadow fading without line of sight, dB.</summary>
    public const double SigmaNlosDb = 6;

    private static readonly Row Numbers = new(FrequencyLimitsGhz, BaseHeightLimitsM, TerminalHeightLimitsM, PathDistanceLimitsM,
        LosDb: 28.0, LosSlopeDb: 22, BreakpointDb: 9,
        NlosDb: 13.54, NlosFrequencyDb: 20, NlosTerminalDbPerM: 0.6, NlosSlopeDb: 39.08, SigmaNlosDb: SigmaNlosDb);

    /// <summary>The scenario for one link.</summary>
    /// <param name="frequencyGhz">Carrier frequency, GHz, within <see cref="FrequencyLimitsGhz"/>.</param>
    /// <param name="baseHeightM">Base station height, metres, within <see cref="BaseHeightLimitsM"/>.</param>
    /// <param name="terminalHeightM">Terminal height, metres, within <see cref="TerminalHeightLimitsM"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its limits.</exception>
    public UrbanMacro(double frequencyGhz, double baseHeightM = DefaultBaseHeightM, double terminalHeightM = 1.5)
        : base(Numbers, frequencyGhz, baseHeightM, terminalHeightM)
    {
    }

    /// <inheritdoc/>
    public override double LosProbability(double distanceM) => LosProbability(distanceM, TerminalHeightM);

    /// <summary>Probability of line of sight (table 7.4.2-1).</summary>
    /// <param name="distanceM">Distance along the ground, metres, within <see cref="ProbabilityDistanceLimitsM"/>.</param>
    /// <param name="terminalHeightM">Terminal height, metres, within <see cref="TerminalHeightLimitsM"/>.</param>
    /// <returns>Probability, 0 to 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its limits.</exception>
    public static double LosProbability(double distanceM, double terminalHeightM)
    {
        ProbabilityDistanceLimitsM.ThrowIfOutside(distanceM);
        TerminalHeightLimitsM.ThrowIfOutside(terminalHeightM);
        if (distanceM <= 18)
            return 1;
        double ground = 18 / distanceM + Math.Exp(-distanceM / 63) * (1 - 18 / distanceM);
        if (terminalHeightM <= 13)
            return ground;
        double cPrime = Math.Pow((terminalHeightM - 13) / 10, 1.5);
        double hundreds = distanceM / 100;
        // Just beyond 18 m the table's own product exceeds 1, by up to 0.006 for the highest terminals; a probability does not.
        return Math.Min(1, ground * (1 + cPrime * 5 / 4 * hundreds * hundreds * hundreds * Math.Exp(-distanceM / 150)));
    }
}
