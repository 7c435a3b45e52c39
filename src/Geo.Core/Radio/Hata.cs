namespace Geo.Core.Radio;

/// <summary>What stands around the terminal, for <see cref="Hata"/>.</summary>
public enum HataEnvironment
{
    /// <summary>A city of small or medium size.</summary>
    UrbanSmall,

    /// <summary>A large city.</summary>
    UrbanLarge,

    /// <summary>Suburbs.</summary>
    Suburban,

    /// <summary>Open country.</summary>
    Open,
}

/// <summary>
/// Okumura-Hata (M. Hata, "Empirical formula for propagation loss in land mobile radio services", IEEE Trans. Veh.
/// Technol. 29 (1980), 317-325), for one link: frequency and heights once, every distance one logarithm.
/// </summary>
public sealed class Hata
{
    /// <summary>Frequencies.</summary>
    public static readonly Limits FrequencyLimitsMhz = new("Frequency of Hata", 150, 1500, "MHz");

    /// <summary>Effective base station heights.</summary>
    public static readonly Limits BaseHeightLimitsM = new("Base station height of Hata", 30, 200, "m");

    /// <summary>Terminal heights.</summary>
    public static readonly Limits TerminalHeightLimitsM = new("Terminal height of Hata", 1, 10, "m");

    /// <summary>Distances.</summary>
    public static readonly Limits DistanceLimitsM = new("Distance of Hata", 1000, 20_000, "m");

    /// <summary>
    /// Where the large city's height correction changes, MHz. Hata gave one for up to 200 MHz and one from 400 MHz and
    /// left what lies between open; as in most textbooks each serves its half.
    /// </summary>
    public const double LargeCityChangeMhz = 300;

    private readonly double _atOneKmDb;
    private readonly double _perDecadeDb;

    /// <summary>The model for one link.</summary>
    /// <param name="environment">What stands around the terminal.</param>
    /// <param name="frequencyMhz">Carrier frequency, MHz, within <see cref="FrequencyLimitsMhz"/>.</param>
    /// <param name="baseHeightM">Base station height, metres, within <see cref="BaseHeightLimitsM"/>.</param>
    /// <param name="terminalHeightM">Terminal height, metres, within <see cref="TerminalHeightLimitsM"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its limits.</exception>
    public Hata(HataEnvironment environment, double frequencyMhz, double baseHeightM, double terminalHeightM)
    {
        FrequencyLimitsMhz.ThrowIfOutside(frequencyMhz);
        BaseHeightLimitsM.ThrowIfOutside(baseHeightM);
        TerminalHeightLimitsM.ThrowIfOutside(terminalHeightM);

        double lgF = Math.Log10(frequencyMhz), lgBase = Math.Log10(baseHeightM), lgF28 = Math.Log10(frequencyMhz / 28);
        double heightDb = environment == HataEnvironment.UrbanLarge
            ? LargeCityHeightDb(frequencyMhz, terminalHeightM)
            : SmallCityHeightDb(lgF, terminalHeightM);

        // L = 69.55 + 26.16 lg f - 13.82 lg hb - a(hm) + (44.9 - 6.55 lg hb) lg d, f in MHz and d in km,
        // less what the suburb or the open country spares
        _atOneKmDb = 69.55 + 26.16 * lgF - 13.82 * lgBase - heightDb - environment switch
        {
            HataEnvironment.UrbanSmall or HataEnvironment.UrbanLarge => 0,
            HataEnvironment.Suburban => 2 * lgF28 * lgF28 + 5.4,
            HataEnvironment.Open => 4.78 * lgF * lgF - 18.33 * lgF + 40.94,
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

    /// <summary>a(hm) = (1.1 lg f - 0.7) hm - (1.56 lg f - 0.8), dB; COST 231 takes it over.</summary>
    internal static double SmallCityHeightDb(double lgFMhz, double terminalHeightM) =>
        (1.1 * lgFMhz - 0.7) * terminalHeightM - (1.56 * lgFMhz - 0.8);

    private static double LargeCityHeightDb(double frequencyMhz, double terminalHeightM)
    {
        bool isLow = frequencyMhz < LargeCityChangeMhz;
        double lg = Math.Log10((isLow ? 1.54 : 11.75) * terminalHeightM);
        return isLow ? 8.29 * lg * lg - 1.1 : 3.2 * lg * lg - 4.97;
    }
}
