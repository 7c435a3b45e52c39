namespace Geo.Core.Radio;

/// <summary>From a transmitter's power to the reference signal's level (RSRP, 3GPP TS 38.215 clause 5.1.1) at a place.</summary>
public static class LinkBudget
{
    /// <summary>Subcarriers of a resource block (TS 38.211 clause 4.4.4.1; TS 36.211 for LTE and NB-IoT).</summary>
    public const int SubcarriersPerBlock = 12;

    /// <summary>Resource blocks of a carrier (TS 38.331, maxNrofPhysicalResourceBlocks).</summary>
    public static readonly Limits ResourceBlockLimits = new("Number of resource blocks", 1, 275, "");

    /// <summary>Total powers: above nothing, up to 10 kW.</summary>
    public static readonly Limits PowerLimitsW = new("Power", 0, 10_000, "W", IsOpen: true);

    /// <summary>Total powers in dBm: those of a terminal's quietest to a broadcaster's, and no watts by mistake.</summary>
    public static readonly Limits PowerLimitsDbm = new("Power", -50, 70, "dBm");

    /// <summary>A power in dBm.</summary>
    /// <param name="powerW">Watts, within <see cref="PowerLimitsW"/>.</param>
    /// <returns>dBm.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The power is outside its limits.</exception>
    public static double DbmOfWatts(double powerW)
    {
        PowerLimitsW.ThrowIfOutside(powerW);
        return 10 * Math.Log10(powerW * 1000);
    }

    /// <summary>Energy per resource element: the total power spread evenly over the carrier's subcarriers.</summary>
    /// <param name="powerDbm">Total power of the carrier, dBm, within <see cref="PowerLimitsDbm"/>.</param>
    /// <param name="resourceBlocks">Resource blocks of the carrier, within <see cref="ResourceBlockLimits"/>.</param>
    /// <returns>EPRE = P - 10 lg(12 N_PRB), dBm.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its limits.</exception>
    public static double EpreDbm(double powerDbm, int resourceBlocks)
    {
        PowerLimitsDbm.ThrowIfOutside(powerDbm);
        ResourceBlockLimits.ThrowIfOutside(resourceBlocks);
        return powerDbm - 10 * Math.Log10(SubcarriersPerBlock * resourceBlocks);
    }

    /// <summary>Level of the reference signal.</summary>
    /// <param name="epreDbm">Energy per resource element, dBm.</param>
    /// <param name="gainDb">Sum of both antennas' gains in the direction of each other, less feeder losses, dB.</param>
    /// <param name="lossDb">Path loss, dB.</param>
    /// <returns>RSRP = EPRE + G - L, dBm.</returns>
    public static double RsrpDbm(double epreDbm, double gainDb, double lossDb) => epreDbm + gainDb - lossDb;

    /// <summary>The level exceeded with a probability: RSRP90 for 0.9.</summary>
    /// <param name="epreDbm">Energy per resource element, dBm.</param>
    /// <param name="gainDb">Gains less feeder losses, dB.</param>
    /// <param name="loss">The loss at the place.</param>
    /// <param name="probability">Within <see cref="NormalDistribution.ProbabilityLimits"/>.</param>
    /// <returns>RSRP, dBm, to <see cref="LossMixture.QuantileToleranceDb"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The probability, or a part of the mixture, is outside its limits.</exception>
    public static double RsrpExceededDbm(double epreDbm, double gainDb, in LossMixture loss, double probability) =>
        RsrpDbm(epreDbm, gainDb, loss.LossNotExceededDb(probability));

    /// <summary>The probability that the level reaches a threshold.</summary>
    /// <param name="epreDbm">Energy per resource element, dBm.</param>
    /// <param name="gainDb">Gains less feeder losses, dB.</param>
    /// <param name="loss">The loss at the place.</param>
    /// <param name="thresholdDbm">Threshold of RSRP, dBm.</param>
    /// <returns>Probability, 0 to 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A part of the mixture is outside its limits, or a level is not finite.</exception>
    public static double CoverageProbability(double epreDbm, double gainDb, in LossMixture loss, double thresholdDbm) =>
        loss.ProbabilityWithin(epreDbm + gainDb - thresholdDbm);
}
