namespace Geo.Core.Radio;

/// <summary>NB-IoT coverage enhancement levels, by how much coupling loss each stands.</summary>
public enum CoverageClass
{
    /// <summary>Normal coverage.</summary>
    Ce0,

    /// <summary>Robust coverage, by some repetitions.</summary>
    Ce1,

    /// <summary>Extreme coverage, by many repetitions.</summary>
    Ce2,

    /// <summary>Out of reach.</summary>
    None,
}

/// <summary>
/// NB-IoT maximum coupling loss: 3GPP TR 45.820 asks for 164 dB, 20 dB beyond the 144 dB of GPRS; the classes at 144,
/// 154 and 164 dB are the customary steps between. Coupling loss is from antenna port to antenna port: path loss and
/// whatever else is lost, less both antennas' gains.
/// </summary>
public static class CouplingLoss
{
    /// <summary>Largest coupling loss of normal coverage, dB.</summary>
    public const double MaxCe0Db = 144;

    /// <summary>Largest coupling loss of robust coverage, dB.</summary>
    public const double MaxCe1Db = 154;

    /// <summary>Largest coupling loss of extreme coverage, and of NB-IoT, dB.</summary>
    public const double MaxCe2Db = 164;

    /// <summary>Downlink power of a stand-alone NB-IoT carrier (180 kHz, one resource block), dBm.</summary>
    public const double StandAlonePowerDbm = 43;

    /// <summary>Coupling loss.</summary>
    /// <param name="pathLossDb">Path loss, with building entry where the terminal is inside, dB.</param>
    /// <param name="gainDb">Sum of both antennas' gains less feeder losses, dB.</param>
    /// <returns>dB.</returns>
    public static double Db(double pathLossDb, double gainDb) => pathLossDb - gainDb;

    /// <summary>The class that a coupling loss falls into; each limit belongs to its class.</summary>
    /// <param name="couplingLossDb">Coupling loss, dB.</param>
    /// <returns>The class, or <see cref="CoverageClass.None"/> beyond <see cref="MaxCe2Db"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The loss is not a number.</exception>
    public static CoverageClass ClassOf(double couplingLossDb) => couplingLossDb switch
    {
        double.NaN => throw new ArgumentOutOfRangeException(nameof(couplingLossDb), couplingLossDb, "Coupling loss must be a number."),
        <= MaxCe0Db => CoverageClass.Ce0,
        <= MaxCe1Db => CoverageClass.Ce1,
        <= MaxCe2Db => CoverageClass.Ce2,
        _ => CoverageClass.None,
    };
}
