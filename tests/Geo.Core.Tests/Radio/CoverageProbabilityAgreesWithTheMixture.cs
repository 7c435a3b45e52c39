using Geo.Core.Radio;

namespace Geo.Core.Tests.Radio;

public class CoverageProbabilityAgreesWithTheMixture
{
    private const double ToleranceOfProbability = 0.5e-8 + 1e-10;

    /// <summary>Half a unit of the last digit that the table gives, and the solver's own; what is asked of us is 0.01 dB.</summary>
    private const double ToleranceDb = 0.5e-5 + LossMixture.QuantileToleranceDb;

    public static TheoryData<string, double, double, double, double, double, double, double, double, double, double, double> Rows()
    {
        var data = new TheoryData<string, double, double, double, double, double, double, double, double, double, double, double>();
        foreach (var row in ReferenceTable.Rows("coverage_probability_mixture.csv"))
        {
            data.Add(row["scenario"], row.Number("freq_hz") / 1e9, row.Number("h_bs_m"), row.Number("h_ut_m"), row.Number("d2d_m"),
                row.Number("eirp_dbm_per_re"), row.Number("threshold_dbm"), row.Number("p_los"), row.Number("sigma_los_db"),
                row.Number("sigma_nlos_db"), row.Number("coverage_probability"), row.Number("rsrp_exceeded_90pct_dbm"));
        }
        return data;
    }

    [Theory, MemberData(nameof(Rows))]
    public void ProbabilityAndLevelAgree(
        string scenario, double frequencyGhz, double baseHeightM, double terminalHeightM, double distanceM, double eirpDbm,
        double thresholdDbm, double losProbability, double losSigmaDb, double nlosSigmaDb, double expectedProbability, double expectedDbm)
    {
        ScenarioModel model = scenario switch
        {
            "UMa" => new UrbanMacro(frequencyGhz, baseHeightM, terminalHeightM),
            "UMi" => new UrbanMicro(frequencyGhz, baseHeightM, terminalHeightM),
            "RMa" => new RuralMacro(frequencyGhz, baseHeightM, terminalHeightM),
            _ => throw new ArgumentException(scenario),
        };
        var loss = model.Mixture(distanceM);
        Assert.Equal(losProbability, loss.LosProbability, ToleranceOfProbability);
        Assert.Equal((losSigmaDb, nlosSigmaDb), (loss.LosSigmaDb, loss.NlosSigmaDb));
        Assert.Equal(expectedProbability, LinkBudget.CoverageProbability(eirpDbm - 18, 18, loss, thresholdDbm), ToleranceOfProbability);
        Assert.Equal(expectedDbm, LinkBudget.RsrpExceededDbm(eirpDbm - 18, 18, loss, 0.9), ToleranceDb);
    }

    [Fact]
    public void TheQuantileIsFoundForEveryMixture()
    {
        double[] weights = [0, 1e-12, 1e-3, 0.1, 0.5, 0.9, 0.999, 1 - 1e-12, 1];
        double[] gapsDb = [-40, 0, 1e-7, 1, 10, 40, 120];
        double[] probabilities = [1e-9, 1e-3, 0.1, 0.25, 0.5, 0.75, 0.9, 0.999, 1 - 1e-9];
        (double Los, double Nlos)[] sigmasDb = [(4, 6), (4, 7.82), (6, 8), (0.01, 12), (12, 0.01)];
        var cases =
            from weight in weights
            from gapDb in gapsDb
            from sigmas in sigmasDb
            from probability in probabilities
            select (new LossMixture(weight, 100, 100 + gapDb, sigmas.Los, sigmas.Nlos), probability);
        foreach (var (mixture, probability) in cases)
        {
            double lossDb = mixture.LossNotExceededDb(probability);

            // Crossed within the tolerance; the last 1e-13 of probability is the double's rounding.
            double margin = 2 * LossMixture.QuantileToleranceDb;
            double below = mixture.ProbabilityWithin(lossDb - margin), above = mixture.ProbabilityWithin(lossDb + margin);
            Assert.True(below <= probability + 1e-13 && above >= probability - 1e-13, $"{mixture} at {probability}: {lossDb}");
        }
    }

    [Fact]
    public void OneSightIsOneNormalDistribution()
    {
        double deviations = NormalDistribution.Quantile(0.9);
        Assert.Equal(100 + 4 * deviations, new LossMixture(1, 100, 120, 4, 6).LossNotExceededDb(0.9));
        Assert.Equal(120 + 6 * deviations, new LossMixture(0, 100, 120, 4, 6).LossNotExceededDb(0.9));
    }

    [Fact]
    public void ManyDistancesAreAnsweredAsEach()
    {
        var model = new RuralMacro(0.9);
        double[] distancesM = [10, 333, 777, 1234, 5000], lossesDb = new double[5];
        model.LossesNotExceededDb(distancesM, 0.9, lossesDb);
        Assert.Equal(distancesM.Select(distanceM => model.Mixture(distanceM).LossNotExceededDb(0.9)), lossesDb);
        Assert.Throws<ArgumentException>(() => model.LossesNotExceededDb(distancesM, 0.9, lossesDb.AsSpan(1)));
    }

    [Fact]
    public void NoMarginOnNlosAloneGivesTheSameLevel()
    {
        // What the mixture is for: at 200 m in a town, NLOS with its margin would be 1 dB away.
        var mixture = new UrbanMacro(2.6).Mixture(200);
        double withMarginDb = mixture.NlosLossDb + mixture.NlosSigmaDb * NormalDistribution.Quantile(0.9);
        Assert.InRange(withMarginDb - mixture.LossNotExceededDb(0.9), 0.3, 2);
    }
}
