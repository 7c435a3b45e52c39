namespace Geo.Core.Radio;

/// <summary>The two office layouts of TR 38.901 table 7.4.2-1.</summary>
public enum OfficeLayout
{
    /// <summary>Rooms, corridors and open areas.</summary>
    Mixed,

    /// <summary>Open office.</summary>
    Open,
}

/// <summary>Indoor hotspot in an office, InH, of 3GPP TR 38.901 (tables 7.4.1-1 and 7.4.2-1).</summary>
public sealed class IndoorOffice : ScenarioModel
{
    /// <summary>Frequencies: 0.5 GHz to fH, which is 100 GHz (note 2 of table 7.4.1-1).</summary>
    public static readonly Limits FrequencyLimitsGhz = new("Frequency of InH", 0.5, 100, "GHz");

    /// <summary>Base station heights: 3 m in the report (table 7.2-2), which states no range; ours is that of rooms and halls.</summary>
    public static readonly Limits BaseHeightLimitsM = new("Base station height of InH", 1, 10, "m");

    /// <summary>Terminal heights: 1 m in the report (table 7.2-2), which states no range; ours is the base stations'.</summary>
    public static readonly Limits TerminalHeightLimitsM = new("Terminal height of InH", 1, 10, "m");

    /// <summary>Distances of the table, along the straight line.</summary>
    public static readonly Limits Distance3DLimitsM = new("3D distance of InH", 1, 150, "m");

    /// <summary>The table's base station height, metres.</summary>
    public const double DefaultBaseHeightM = 3;

    /// <summary>Shadow fading with line of sight, dB.</summary>
    public const double SigmaLosDb = 3;

    /// <summary>Shadow fading without line of sight, dB.</summary>
    public const double SigmaNlosDb = 8.03;

    private readonly OfficeLayout _layout;
    private readonly double _losDb;
    private readonly double _nlosDb;

    /// <summary>The scenario for one link.</summary>
    /// <param name="frequencyGhz">Carrier frequency, GHz, within <see cref="FrequencyLimitsGhz"/>.</param>
    /// <param name="layout">How the office is divided.</param>
    /// <param name="baseHeightM">Base station height, metres, within <see cref="BaseHeightLimitsM"/>.</param>
    /// <param name="terminalHeightM">Terminal height, metres, within <see cref="TerminalHeightLimitsM"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its limits.</exception>
    public IndoorOffice(double frequencyGhz, OfficeLayout layout, double baseHeightM = DefaultBaseHeightM, double terminalHeightM = 1.5)
        : base(FrequencyLimitsGhz, frequencyGhz, BaseHeightLimitsM, baseHeightM, TerminalHeightLimitsM, terminalHeightM)
    {
        if (layout is not (OfficeLayout.Mixed or OfficeLayout.Open))
            throw new ArgumentOutOfRangeException(nameof(layout), layout, "No such layout.");
        _layout = layout;
        _losDb = 32.4 + 20 * Math.Log10(frequencyGhz);      // PLInH-LOS
        _nlosDb = 17.30 + 24.9 * Math.Log10(frequencyGhz);  // PL'InH-NLOS
        DistanceLimitsM = new Limits(
            "2D distance of InH",
            Math.Sqrt(Math.Max(0, Distance3DLimitsM.Min * Distance3DLimitsM.Min - HeightDifferenceSquaredM2)),
            Math.Sqrt(Distance3DLimitsM.Max * Distance3DLimitsM.Max - HeightDifferenceSquaredM2), "m");
        ProbabilityDistanceLimitsM = new Limits("2D distance of the InH LOS probability", 0, DistanceLimitsM.Max, "m");
    }

    /// <summary>Distances along the ground that <see cref="Distance3DLimitsM"/> leaves with these heights.</summary>
    public override Limits DistanceLimitsM { get; }

    /// <summary>Distances for which the probability of line of sight is asked: the table states no lower limit.</summary>
    public Limits ProbabilityDistanceLimitsM { get; }

    /// <inheritdoc/>
    public override double NlosSigmaDb => SigmaNlosDb;

    /// <inheritdoc/>
    public override double LosLossDb(double distanceM)
    {
        DistanceLimitsM.ThrowIfOutside(distanceM);
        return _losDb + 17.3 * LgDistance3D(distanceM);
    }

    /// <inheritdoc/>
    public override double NlosLossDb(double distanceM)
    {
        DistanceLimitsM.ThrowIfOutside(distanceM);
        double lgD3 = LgDistance3D(distanceM);
        return Math.Max(_losDb + 17.3 * lgD3, _nlosDb + 38.3 * lgD3);
    }

    /// <inheritdoc/>
    public override double LosSigmaDb(double distanceM)
    {
        DistanceLimitsM.ThrowIfOutside(distanceM);
        return SigmaLosDb;
    }

    /// <inheritdoc/>
    public override double LosProbability(double distanceM)
    {
        ProbabilityDistanceLimitsM.ThrowIfOutside(distanceM);
        return (_layout, distanceM) switch
        {
            (OfficeLayout.Mixed, <= 1.2) or (OfficeLayout.Open, <= 5) => 1,
            (OfficeLayout.Mixed, < 6.5) => Math.Exp(-(distanceM - 1.2) / 4.7),
            (OfficeLayout.Mixed, _) => Math.Exp(-(distanceM - 6.5) / 32.6) * 0.32,
            (_, <= 49) => Math.Exp(-(distanceM - 5) / 70.8),
            _ => Math.Exp(-(distanceM - 49) / 211.7) * 0.54,
        };
    }
}
