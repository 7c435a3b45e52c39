namespace Geo.Core.Radio;

/// <summary>Rural macro, RMa, of 3GPP TR 38.901 (tables 7.4.1-1 and 7.4.2-1).</summary>
public sealed class RuralMacro : ScenarioModel
{
    /// <summary>Frequencies: 0.5 GHz to fH, which is 30 GHz for RMa (note 2 of table 7.4.1-1).</summary>
    public static readonly Limits FrequencyLimitsGhz = new("Frequency of RMa", 0.5, 30, "GHz");

    /// <summary>Base station heights of the table.</summary>
    public static readonly Limits BaseHeightLimitsM = new("Base station height of RMa", 10, 150, "m");

    /// <summary>Terminal heights of the table.</summary>
    public static readonly Limits TerminalHeightLimitsM = new("Terminal height of RMa", 1, 10, "m");

    /// <summary>Average heights of buildings of the table.</summary>
    public static readonly Limits BuildingHeightLimitsM = new("Average building height of RMa", 5, 50, "m");

    /// <summary>Average widths of streets of the table.</summary>
    public static readonly Limits StreetWidthLimitsM = new("Average street width of RMa", 5, 50, "m");

    /// <summary>Distances of the table with line of sight, along the ground.</summary>
    public static readonly Limits LosDistanceLimitsM = new("2D distance of RMa LOS", 10, 10_000, "m");

    /// <summary>Distances of the table without line of sight, along the ground.</summary>
    public static readonly Limits NlosDistanceLimitsM = new("2D distance of RMa NLOS", 10, 5000, "m");

    /// <summary>Distances for which the probability of line of sight is asked: the table states no lower limit.</summary>
    public static readonly Limits ProbabilityDistanceLimitsM = new("2D distance of the RMa LOS probability", 0, 10_000, "m");

    /// <summary>The table's base station height, metres.</summary>
    public const double DefaultBaseHeightM = 35;

    /// <summary>The table's average building height h, metres.</summary>
    public const double DefaultBuildingHeightM = 5;

    /// <summary>The table's average street width W, metres.</summary>
    public const double DefaultStreetWidthM = 20;

    /// <summary>Shadow fading with line of sight up to the breakpoint, dB.</summary>
    public const double SigmaLosNearDb = 4;

    /// <summary>Shadow fading with line of sight beyond the breakpoint, dB.</summary>
    public const double SigmaLosFarDb = 6;

    /// <summary>Shadow fading without line of sight, dB.</summary>
    public const double SigmaNlosDb = 8;

    private readonly double _nearDb;
    private readonly double _nearPerDecadeDb;
    private readonly double _nearPerMDb;
    private readonly double _farDb;
    private readonly double _nlosDb;
    private readonly double _nlosPerDecadeDb;

    /// <summary>The scenario for one link.</summary>
    /// <param name="frequencyGhz">Carrier frequency, GHz, within <see cref="FrequencyLimitsGhz"/>.</param>
    /// <param name="baseHeightM">Base station height, metres, within <see cref="BaseHeightLimitsM"/>.</param>
    /// <param name="terminalHeightM">Terminal height, metres, within <see cref="TerminalHeightLimitsM"/>.</param>
    /// <param name="buildingHeightM">Average building height h, metres, within <see cref="BuildingHeightLimitsM"/>.</param>
    /// <param name="streetWidthM">Average street width W, metres, within <see cref="StreetWidthLimitsM"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its limits.</exception>
    public RuralMacro(
        double frequencyGhz, double baseHeightM = DefaultBaseHeightM, double terminalHeightM = 1.5,
        double buildingHeightM = DefaultBuildingHeightM, double streetWidthM = DefaultStreetWidthM)
        : base(FrequencyLimitsGhz, frequencyGhz, BaseHeightLimitsM, baseHeightM, TerminalHeightLimitsM, terminalHeightM)
    {
        BuildingHeightLimitsM.ThrowIfOutside(buildingHeightM);
        StreetWidthLimitsM.ThrowIfOutside(streetWidthM);

        // dBP = 2π hBS hUT fc / c (note 5), fc in Hz.
        BreakpointM = 2 * Math.PI * baseHeightM * terminalHeightM * frequencyGhz * 1e9 / VelocityMPerS;
        double lgF = Math.Log10(frequencyGhz), lgH = Math.Log10(buildingHeightM), lgBase = Math.Log10(baseHeightM);
        double hPower = Math.Pow(buildingHeightM, 1.72);

        // PL1 = 20 lg(40π d3D fc / 3) + min(0.03 h^1.72, 10) lg d3D - min(0.044 h^1.72, 14.77) + 0.002 lg(h) d3D
        _nearDb = 20 * Math.Log10(40 * Math.PI / 3) + 20 * lgF - Math.Min(0.044 * hPower, 14.77);
        _nearPerDecadeDb = 20 + Math.Min(0.03 * hPower, 10);
        _nearPerMDb = 0.002 * lgH;

        // PL2 = PL1(dBP) + 40 lg(d3D / dBP)
        double lgBreakpoint = Math.Log10(BreakpointM);
        _farDb = NearDb(lgBreakpoint, BreakpointM) - 40 * lgBreakpoint;

        // PL'RMa-NLOS = 161.04 - 7.1 lg W + 7.5 lg h - (24.37 - 3.7 (h/hBS)²) lg hBS
        //   + (43.42 - 3.1 lg hBS)(lg d3D - 3) + 20 lg fc - (3.2 (lg 11.75 hUT)² - 4.97)
        double heightRatio = buildingHeightM / baseHeightM, lgTerminal = Math.Log10(11.75 * terminalHeightM);
        _nlosPerDecadeDb = 43.42 - 3.1 * lgBase;
        _nlosDb = 161.04 - 7.1 * Math.Log10(streetWidthM) + 7.5 * lgH - (24.37 - 3.7 * heightRatio * heightRatio) * lgBase
            - 3 * _nlosPerDecadeDb + 20 * lgF - (3.2 * lgTerminal * lgTerminal - 4.97);
    }

    /// <summary>Breakpoint distance dBP along the ground, metres.</summary>
    public double BreakpointM { get; }

    /// <inheritdoc/>
    public override Limits DistanceLimitsM => NlosDistanceLimitsM;

    /// <inheritdoc/>
    public override double NlosSigmaDb => SigmaNlosDb;

    /// <summary>Median path loss with line of sight.</summary>
    /// <param name="distanceM">Distance along the ground, metres, within <see cref="LosDistanceLimitsM"/>.</param>
    /// <returns>
    /// Loss, dB. At the breakpoint it steps up by some hundredths of a dB: the table puts the 2D breakpoint distance
    /// into functions of the 3D distance, and its numbers are kept as they are.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">The distance is outside its limits.</exception>
    public override double LosLossDb(double distanceM)
    {
        LosDistanceLimitsM.ThrowIfOutside(distanceM);
        return LosDb(distanceM, LgDistance3D(distanceM));
    }

    /// <inheritdoc/>
    public override double NlosLossDb(double distanceM)
    {
        NlosDistanceLimitsM.ThrowIfOutside(distanceM);
        double lgD3 = LgDistance3D(distanceM);
        return Math.Max(LosDb(distanceM, lgD3), _nlosDb + _nlosPerDecadeDb * lgD3);
    }

    /// <inheritdoc/>
    public override double LosSigmaDb(double distanceM)
    {
        LosDistanceLimitsM.ThrowIfOutside(distanceM);
        return distanceM <= BreakpointM ? SigmaLosNearDb : SigmaLosFarDb;
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
        return distanceM <= 10 ? 1 : Math.Exp(-(distanceM - 10) / 1000);
    }

    private double LosDb(double distanceM, double lgD3) => distanceM <= BreakpointM
        ? NearDb(lgD3, Math.Sqrt(distanceM * distanceM + HeightDifferenceSquaredM2))
        : _farDb + 40 * lgD3;

    private double NearDb(double lgD, double dM) => _nearDb + _nearPerDecadeDb * lgD + _nearPerMDb * dM;
}
