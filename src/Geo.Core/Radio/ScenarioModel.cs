namespace Geo.Core.Radio;

/// <summary>
/// A scenario of 3GPP TR 38.901 (clause 7.4) for one link: frequency and antenna heights are given once, what depends on
/// them alone is computed once, and then every distance costs one logarithm. Nothing here allocates after construction;
/// instances do not change and may be shared between threads.
/// </summary>
public abstract class ScenarioModel
{
    /// <summary>Propagation velocity that the breakpoint distances of table 7.4.1-1 are defined with (its notes 1 and 5), m/s.</summary>
    public const double VelocityMPerS = 3.0e8;

    /// <summary>A radius is bisected to within this.</summary>
    public const double RadiusToleranceM = 0.01;

    private protected ScenarioModel(
        Limits frequencyLimitsGhz, double frequencyGhz,
        Limits baseHeightLimitsM, double baseHeightM,
        Limits terminalHeightLimitsM, double terminalHeightM)
    {
        frequencyLimitsGhz.ThrowIfOutside(frequencyGhz);
        baseHeightLimitsM.ThrowIfOutside(baseHeightM);
        terminalHeightLimitsM.ThrowIfOutside(terminalHeightM);
        FrequencyGhz = frequencyGhz;
        BaseHeightM = baseHeightM;
        TerminalHeightM = terminalHeightM;
        HeightDifferenceSquaredM2 = (baseHeightM - terminalHeightM) * (baseHeightM - terminalHeightM);
    }

    /// <summary>Carrier frequency, GHz.</summary>
    public double FrequencyGhz { get; }

    /// <summary>Height of the base station's antenna above ground, metres.</summary>
    public double BaseHeightM { get; }

    /// <summary>Height of the terminal's antenna above ground, metres.</summary>
    public double TerminalHeightM { get; }

    /// <summary>Distances along the ground for which both losses, and so the mixture, are defined.</summary>
    public abstract Limits DistanceLimitsM { get; }

    /// <summary>Standard deviation of shadow fading without line of sight, dB.</summary>
    public abstract double NlosSigmaDb { get; }

    private protected double HeightDifferenceSquaredM2 { get; }

    /// <summary>Median path loss with line of sight.</summary>
    /// <param name="distanceM">Distance along the ground, metres.</param>
    /// <returns>Loss, dB.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The distance is outside the model's limits.</exception>
    public abstract double LosLossDb(double distanceM);

    /// <summary>Median path loss without line of sight, never below the one with it.</summary>
    /// <param name="distanceM">Distance along the ground, metres, within <see cref="DistanceLimitsM"/>.</param>
    /// <returns>Loss, dB.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The distance is outside <see cref="DistanceLimitsM"/>.</exception>
    public abstract double NlosLossDb(double distanceM);

    /// <summary>Probability of line of sight (table 7.4.2-1).</summary>
    /// <param name="distanceM">Distance along the ground, metres; from 0, since the table has no lower limit.</param>
    /// <returns>Probability, 0 to 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The distance is outside the model's limits.</exception>
    public abstract double LosProbability(double distanceM);

    /// <summary>Standard deviation of shadow fading with line of sight.</summary>
    /// <param name="distanceM">Distance along the ground, metres.</param>
    /// <returns>Sigma, dB.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The distance is outside the model's limits.</exception>
    public abstract double LosSigmaDb(double distanceM);

    /// <summary>What the loss at a distance is: with line of sight or without, each spread by its shadow fading.</summary>
    /// <param name="distanceM">Distance along the ground, metres, within <see cref="DistanceLimitsM"/>.</param>
    /// <returns>The mixture.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The distance is outside <see cref="DistanceLimitsM"/>.</exception>
    public LossMixture Mixture(double distanceM)
    {
        double nlosLossDb = NlosLossDb(distanceM);   // First, since it refuses every distance that any part refuses.
        return new(LosProbability(distanceM), LosLossDb(distanceM), nlosLossDb, LosSigmaDb(distanceM), NlosSigmaDb);
    }

    /// <summary>
    /// The loss not exceeded with a probability, over many distances. It does not depend on power and gain, so one table
    /// of it serves every site of the same frequency and heights.
    /// </summary>
    /// <param name="distancesM">Distances along the ground, metres, within <see cref="DistanceLimitsM"/>.</param>
    /// <param name="probability">Probability that the loss is at most the answer, such as 0.9.</param>
    /// <param name="lossesDb">Where the losses go, dB; at least as long.</param>
    /// <exception cref="ArgumentOutOfRangeException">A distance or the probability is outside its limits.</exception>
    /// <exception cref="ArgumentException">There is no room for the losses.</exception>
    public void LossesNotExceededDb(ReadOnlySpan<double> distancesM, double probability, Span<double> lossesDb)
    {
        if (lossesDb.Length < distancesM.Length)
            throw new ArgumentException($"{distancesM.Length} losses do not fit into {lossesDb.Length}.", nameof(lossesDb));
        for (int i = 0; i < distancesM.Length; i++)
            lossesDb[i] = Mixture(distancesM[i]).LossNotExceededDb(probability);
    }

    /// <summary>The distance up to which a loss is not exceeded with a probability, bisected to <see cref="RadiusToleranceM"/>.</summary>
    /// <param name="lossDb">Largest loss allowed, dB.</param>
    /// <param name="probability">Probability with which it must be kept, such as 0.9.</param>
    /// <returns>
    /// Metres; 0 where the loss is exceeded at the shortest distance the model is defined for, and the longest distance
    /// where it is kept even there: the model says nothing of what lies beyond.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">The probability or the loss is outside its limits.</exception>
    public double RadiusM(double lossDb, double probability)
    {
        LossMixture.LossLimitsDb.ThrowIfOutside(lossDb);
        double nearM = DistanceLimitsM.Min, farM = DistanceLimitsM.Max;
        if (Mixture(nearM).LossNotExceededDb(probability) > lossDb)
            return 0;
        if (Mixture(farM).LossNotExceededDb(probability) <= lossDb)
            return farM;
        while (farM - nearM > RadiusToleranceM)
        {
            double middleM = (nearM + farM) / 2;
            if (Mixture(middleM).LossNotExceededDb(probability) <= lossDb)
                nearM = middleM;
            else
                farM = middleM;
        }
        return nearM;
    }

    /// <summary>lg d3D with d3D of (7.4-1), the root taken as half the logarithm.</summary>
    private protected double LgDistance3D(double distanceM) => 0.5 * Math.Log10(distanceM * distanceM + HeightDifferenceSquaredM2);
}
