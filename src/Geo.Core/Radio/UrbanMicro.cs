namespace Geo.Core.Radio;

/// <summary>
/// Urban micro in a street canyon, UMi, of 3GPP TR 38.901 (tables 7.4.1-1 and 7.4.2-1): base stations below the rooftops.
/// </summary>
public sealed class UrbanMicro : ScenarioModel
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

    /// <summary>Effective environment height hE of note 1, metres.</summary>
    public const double EnvironmentHeightM = 1;

    /// <summary>Shadow fading with line of sight, dB.</summary>
    public const double SigmaLosDb = 4;

    /// <summary>Shadow fading without line of sight, dB.</summary>
    public const double SigmaNlosDb = 7.82;

    private readonly double _losNearDb;
    private readonly double _losFarDb;
    private readonly double _nlosDb;

    /// <summary>The scenario for one link.</summary>
    /// <param name="frequencyGhz">Carrier frequency, GHz, within <see cref="FrequencyLimitsGhz"/>.</param>
    /// <param name="baseHeightM">Base station height, metres, within <see cref="BaseHeightLimitsM"/>.</param>
    /// <param name="terminalHeightM">Terminal height, metres, within <see cref="TerminalHeightLimitsM"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its limits.</exception>
    public UrbanMicro(double frequencyGhz, double baseHeightM = DefaultBaseHeightM, double terminalHeightM = 1.5)
        : base(FrequencyLimitsGhz, frequencyGhz, BaseHeightLimitsM, baseHeightM, TerminalHeightLimitsM, terminalHeightM)
    {
        // d'BP = 4 h'BS h'UT fc / c (note 1), fc in Hz.
        BreakpointM = 4 * (baseHeightM - EnvironmentHeightM) * (terminalHeightM - EnvironmentHeightM) * frequencyGhz * 1e9 / VelocityMPerS;
        double lgF = Math.Log10(frequencyGhz);
        _losNearDb = 32.4 + 20 * lgF;                                                                       // PL1
        _losFarDb = _losNearDb - 9.5 * Math.Log10(BreakpointM * BreakpointM + HeightDifferenceSquaredM2);   // PL2
        _nlosDb = 22.4 + 21.3 * lgF - 0.3 * (terminalHeightM - 1.5);                                        // PL'UMi-NLOS
    }

    /// <summary>Breakpoint distance d'BP along the ground, metres.</summary>
    public double BreakpointM { get; }

    /// <inheritdoc/>
    public override Limits DistanceLimitsM => PathDistanceLimitsM;

    /// <inheritdoc/>
    public override double NlosSigmaDb => SigmaNlosDb;

    /// <inheritdoc/>
    public override double LosLossDb(double distanceM)
    {
        PathDistanceLimitsM.ThrowIfOutside(distanceM);
        return LosDb(distanceM, LgDistance3D(distanceM));
    }

    /// <inheritdoc/>
    public override double NlosLossDb(double distanceM)
    {
        PathDistanceLimitsM.ThrowIfOutside(distanceM);
        double lgD3 = LgDistance3D(distanceM);
        return Math.Max(LosDb(distanceM, lgD3), _nlosDb + 35.3 * lgD3);
    }

    /// <inheritdoc/>
    public override double LosSigmaDb(double distanceM)
    {
        PathDistanceLimitsM.ThrowIfOutside(distanceM);
        return SigmaLosDb;
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

    private double LosDb(double distanceM, double lgD3) => distanceM <= BreakpointM ? _losNearDb + 21 * lgD3 : _losFarDb + 40 * lgD3;
}
