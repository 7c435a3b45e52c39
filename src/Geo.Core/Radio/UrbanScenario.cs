namespace Geo.Core.Radio;

/// <summary>
/// What the two urban scenarios of 3GPP TR 38.901 share: the same formulas of table 7.4.1-1 with the numbers of their own rows,
/// 40 dB a decade beyond the breakpoint, and line of sight that is never the worse of the two.
/// </summary>
public abstract class UrbanScenario : ScenarioModel
{
    /// <summary>
    /// Effective environment height hE of note 1, metres. For terminals of 13 m and more in urban macro the note draws it at random
    /// for each link from 1, 12, 15, … hUT - 1.5; a map needs one answer, and this is the draw that all terminals share.
    /// </summary>
    public const double EnvironmentHeightM = 1;

    /// <summary>Shadow fading with line of sight, dB.</summary>
    public const double SigmaLosDb = 4;

    private const double FarSlopeDb = 40;

    private readonly Row _row;
    private readonly double _losNearDb;
    private readonly double _losFarDb;
    private readonly double _nlosDb;

    private protected UrbanScenario(Row row, double frequencyGhz, double baseHeightM, double terminalHeightM)
        : base(row.FrequencyLimitsGhz, frequencyGhz, row.BaseHeightLimitsM, baseHeightM, row.TerminalHeightLimitsM, terminalHeightM)
    {
        _row = row;
        // d'BP = 4 h'BS h'UT fc / c (note 1), fc in Hz.
        BreakpointM = 4 * (baseHeightM - EnvironmentHeightM) * (terminalHeightM - EnvironmentHeightM) * frequencyGhz * 1e9 / VelocityMPerS;
        double lgF = Math.Log10(frequencyGhz);
        _losNearDb = row.LosDb + 20 * lgF;                                                                          // PL1
        _losFarDb = _losNearDb - row.BreakpointDb * Math.Log10(BreakpointM * BreakpointM + HeightDifferenceSquaredM2);  // PL2
        _nlosDb = row.NlosDb + row.NlosFrequencyDb * lgF - row.NlosTerminalDbPerM * (terminalHeightM - 1.5);        // PL'NLOS
    }

    /// <summary>Breakpoint distance d'BP along the ground, metres.</summary>
    public double BreakpointM { get; }

    /// <inheritdoc/>
    public override Limits DistanceLimitsM => _row.DistanceLimitsM;

    /// <inheritdoc/>
    public override double NlosSigmaDb => _row.SigmaNlosDb;

    /// <inheritdoc/>
    public override double LosLossDb(double distanceM)
    {
        _row.DistanceLimitsM.ThrowIfOutside(distanceM);
        return LosDb(distanceM, LgDistance3D(distanceM));
    }

    /// <inheritdoc/>
    public override double NlosLossDb(double distanceM)
    {
        _row.DistanceLimitsM.ThrowIfOutside(distanceM);
        double lgD3 = LgDistance3D(distanceM);
        return Math.Max(LosDb(distanceM, lgD3), _nlosDb + _row.NlosSlopeDb * lgD3);
    }

    /// <inheritdoc/>
    public override double LosSigmaDb(double distanceM)
    {
        _row.DistanceLimitsM.ThrowIfOutside(distanceM);
        return SigmaLosDb;
    }

    private double LosDb(double distanceM, double lgD3) => distanceM <= BreakpointM ? _losNearDb + _row.LosSlopeDb * lgD3 : _losFarDb + FarSlopeDb * lgD3;

    /// <summary>A scenario's numbers. Slopes are by decade of distance in three dimensions, in metres; frequencies are in GHz.</summary>
    private protected sealed record Row(
        Limits FrequencyLimitsGhz, Limits BaseHeightLimitsM, Limits TerminalHeightLimitsM, Limits DistanceLimitsM,
        double LosDb, double LosSlopeDb, double BreakpointDb,
        double NlosDb, double NlosFrequencyDb, double NlosTerminalDbPerM, double NlosSlopeDb, double SigmaNlosDb);
}
