namespace Geo.Core.Radio;

/// <summary>
/// The loss at a place whose line of sight is not known: normal about the median with line of sight, with the
/// probability of it, and normal about the median without, with the rest. Levels are the same mixture turned round:
/// RSRP = EPRE + G - loss, so that P(RSRP ≥ threshold) = P(loss ≤ EPRE + G - threshold).
/// </summary>
/// <param name="LosProbability">Probability of line of sight, 0 to 1.</param>
/// <param name="LosLossDb">Median loss with line of sight, dB.</param>
/// <param name="NlosLossDb">Median loss without, dB.</param>
/// <param name="LosSigmaDb">Standard deviation with line of sight, dB, within <see cref="SigmaLimitsDb"/>.</param>
/// <param name="NlosSigmaDb">Standard deviation without, dB, within <see cref="SigmaLimitsDb"/>.</param>
public readonly record struct LossMixture(double LosProbability, double LosLossDb, double NlosLossDb, double LosSigmaDb, double NlosSigmaDb)
{
    /// <summary>Weights of the part with line of sight.</summary>
    public static readonly Limits LosProbabilityLimits = new("LOS probability", 0, 1, "");

    /// <summary>Standard deviations: above 0, and far beyond any that was measured.</summary>
    public static readonly Limits SigmaLimitsDb = new("Standard deviation", 0, 1000, "dB", IsOpen: true);

    /// <summary>Standard deviations of what is added, which may have none.</summary>
    public static readonly Limits AddedSigmaLimitsDb = new("Added standard deviation", 0, 1000, "dB");

    /// <summary>Losses, wide enough for gains and thresholds to be taken into them.</summary>
    public static readonly Limits LossLimitsDb = new("Loss", -1000, 1000, "dB");

    /// <summary>A quantile is found to within this: a ten-thousandth of the 0.01 dB that is promised.</summary>
    public const double QuantileToleranceDb = 1e-6;

    /// <summary>The probability that the loss is at most a value.</summary>
    /// <param name="lossDb">Largest loss allowed, dB.</param>
    /// <returns>P = P_LOS·Q((L_LOS - loss)/σ_LOS) + (1 - P_LOS)·Q((L_NLOS - loss)/σ_NLOS).</returns>
    /// <exception cref="ArgumentOutOfRangeException">A part of the mixture, or the loss, is outside its limits.</exception>
    public double ProbabilityWithin(double lossDb)
    {
        ThrowIfInvalid();
        LossLimitsDb.ThrowIfOutside(lossDb);
        return LosProbability * NormalDistribution.UpperTail((LosLossDb - lossDb) / LosSigmaDb)
            + (1 - LosProbability) * NormalDistribution.UpperTail((NlosLossDb - lossDb) / NlosSigmaDb);
    }

    /// <summary>The loss not exceeded with a probability: with 0.9, RSRP90 = EPRE + G - this.</summary>
    /// <param name="probability">Within <see cref="NormalDistribution.ProbabilityLimits"/>.</param>
    /// <returns>Loss, dB, to <see cref="QuantileToleranceDb"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The probability, or a part of the mixture, is outside its limits.</exception>
    public double LossNotExceededDb(double probability)
    {
        ThrowIfInvalid();
        double deviations = NormalDistribution.Quantile(probability);
        double losQuantileDb = LosLossDb + LosSigmaDb * deviations, nlosQuantileDb = NlosLossDb + NlosSigmaDb * deviations;

        // Below both quantiles neither part reaches the probability and above both each does, so they enclose the answer.
        double lowDb = Math.Min(losQuantileDb, nlosQuantileDb), highDb = Math.Max(losQuantileDb, nlosQuantileDb);
        if (LosProbability == 0 || LosProbability == 1 || highDb - lowDb <= QuantileToleranceDb)
            return LosProbability == 1 ? losQuantileDb : nlosQuantileDb;

        // The smaller tail is matched, where the difference keeps its digits: the upper one for 0.9.
        double side = probability > 0.5 ? 1 : -1, tail = probability > 0.5 ? 1 - probability : probability;
        double lossDb = FirstGuessDb(probability, lowDb, highDb);
        double stepBeforeLastDb = highDb - lowDb, lastStepDb = stepBeforeLastDb;
        while (true)
        {
            double losTail = NormalDistribution.UpperTail(side * (lossDb - LosLossDb) / LosSigmaDb, out double losDensity);
            double nlosTail = NormalDistribution.UpperTail(side * (lossDb - NlosLossDb) / NlosSigmaDb, out double nlosDensity);
            double excess = side * (tail - LosProbability * losTail - (1 - LosProbability) * nlosTail);   // rises with the loss
            double slope = LosProbability * losDensity / LosSigmaDb + (1 - LosProbability) * nlosDensity / NlosSigmaDb;
            if (excess < 0)
                lowDb = lossDb;
            else
                highDb = lossDb;

            // Newton's step, unless it leaves the enclosure or does not halve the step before the last: then bisection.
            double stepDb = -excess / slope, nextDb = lossDb + stepDb;
            if (!(nextDb >= lowDb && nextDb <= highDb) || Math.Abs(stepDb) > 0.5 * stepBeforeLastDb)
            {
                nextDb = 0.5 * (lowDb + highDb);
                stepDb = nextDb - lossDb;
            }
            if (Math.Abs(stepDb) <= QuantileToleranceDb)
                return nextDb;
            stepBeforeLastDb = lastStepDb;
            lastStepDb = Math.Abs(stepDb);
            lossDb = nextDb;
        }
    }

    /// <summary>The same place behind something that adds a loss of its own spread, such as a wall; spreads are independent.</summary>
    /// <param name="lossDb">Median loss added, dB, within <see cref="LossLimitsDb"/>.</param>
    /// <param name="sigmaDb">Its standard deviation, dB, within <see cref="AddedSigmaLimitsDb"/>; 0 for a fixed loss.</param>
    /// <returns>The mixture with both medians raised and both variances added to.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The loss or the deviation is outside its limits.</exception>
    public LossMixture Behind(double lossDb, double sigmaDb)
    {
        LossLimitsDb.ThrowIfOutside(lossDb);
        AddedSigmaLimitsDb.ThrowIfOutside(sigmaDb);
        return this with
        {
            LosLossDb = LosLossDb + lossDb,
            NlosLossDb = NlosLossDb + lossDb,
            LosSigmaDb = double.Hypot(LosSigmaDb, sigmaDb),
            NlosSigmaDb = double.Hypot(NlosSigmaDb, sigmaDb),
        };
    }

    /// <summary>Where the part with line of sight lies wholly below the answer, which is usual, this is the answer itself.</summary>
    private double FirstGuessDb(double probability, double lowDb, double highDb)
    {
        double ofNlos = (probability - LosProbability) / (1 - LosProbability);
        double guessDb = ofNlos is > 0 and < 1 ? NlosLossDb + NlosSigmaDb * NormalDistribution.Quantile(ofNlos) : double.NaN;
        return guessDb > lowDb && guessDb < highDb ? guessDb : 0.5 * (lowDb + highDb);
    }

    private void ThrowIfInvalid()
    {
        LosProbabilityLimits.ThrowIfOutside(LosProbability);
        LossLimitsDb.ThrowIfOutside(LosLossDb);
        LossLimitsDb.ThrowIfOutside(NlosLossDb);
        SigmaLimitsDb.ThrowIfOutside(LosSigmaDb);
        SigmaLimitsDb.ThrowIfOutside(NlosSigmaDb);
    }
}
