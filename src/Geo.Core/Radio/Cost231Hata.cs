namespace Geo.Core.Radio;

/// <summary>What stands around the terminal, for <see cref="Cost231Hata"/>.</summary>
public enum Cost231Environment
{
    /// <summary>A medium-sized city, or suburban centres with medium tree density: Cm = 0 dB.</summary>
    MediumCity,

    /// <summary>A metropolitan centre: Cm = 3 dB.</summary>
    Metropolitan,
}

/// <summary>
/// COST 231-Hata, the extension of <see cref="Hata"/> to 2 GHz (COST Action 231 final report, EUR 18957, section 4.4.1),
/// for one link.
/// </summary>
public sealed class Cost231Hata
{
    /// <summary>Frequencies.</summary>
    public static readonly Limits FrequencyLimitsMhz = new("Frequency of COST 231-Hata", 1500, 2000, "MHz");

    /// <summary>Effective base station heights.</summary>
    public static readonly Limits BaseHeightLimitsM = new("Base station height of COST 231-Hata", 30, 200, "m");

    /// <summary>Terminal heights.</summary>
    public static readonly Limits TerminalHeightLimitsM = new("Terminal height of COST 231-Hata", 1, 10, "m");

    /// <summary>Distances.</summary>
    public static readonly Limits DistanceLimitsM = new("Distance of COST 231-Hata", 1000, 20_000, "m");

    private readonly double _atOneKmDb;
    private readonly double _perDecadeDb;

    /// <summary>The model for one link.</summary>
    /// <param name="environment">What stands around the terminal.</param>
    /// <param name="frequencyMhz">Carrier frequency, MHz, within <see cref="FrequencyLimitsMhz"/>.</param>
    /// <param name="baseHeightM">Base station height, metres, within <see cref="BaseHeightLimitsM"/>.</param>
    /// <param name="terminalHeightM">Terminal height, metres, within <see cref="TerminalHeightLimitsM"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its limits.</exception>
    public Cost231Hata(Cost231Environment environment, double frequencyMhz, double baseHeightM, double terminalHeightM)
    {
        FrequencyLimitsMhz.ThrowIfOutside(frequencyMhz);
        BaseHeightLimitsM.ThrowIfOutside(baseHeightM);
        TerminalHeightLimitsM.ThrowIfOutside(terminalHeightM);

        // Lb = 46.3 + 33.9 lg f - 13.82 lg hb - a(hm) + (44.9 - 6.55 lg hb) lg d + Cm (4.4.3), f in MHz, d in km
        double lgF = Math.Log10(frequencyMhz), lgBase = Math.Log10(baseHeightM);
        _atOneKmDb = 46.3 + 33.9 * lgF - 13.82 * lgBase - Hata.SmallCityHeightDb(lgF, terminalHeightM) + environment switch
        {
            Cost231Environment.MediumCity => 0,
            Cost231Environment.Metropolitan => 3,
            _ => throw new ArgumentOutOfRangeException(nameof(environment), environment, "No such environment."),
        };
        _perDecadeDb = 44.9 - 6.55 * lgBase;
    }

    /// <summary>Median path loss.</summary>
    /// <param name="distanceM">Distance, metres, within <see cref="DistanceLimitsM"/>.</param>
    /// <returns>Loss, dB.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The distance is outside its limits.</exception>
    public double LossDb(double distanceM)
    {
        DistanceLimitsM.ThrowIfOutside(distanceM);
        return _atOneKmDb + _perDecadeDb * Math.Log10(distanceM / 1000);
    }
}
