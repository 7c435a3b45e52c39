using Geo.Core.Radio;

namespace Geo.Core.Tests.Radio;

public class LossGrowsSteadilyWithDistance
{
    /// <summary>Links over the whole of every range.</summary>
    private static IEnumerable<ScenarioModel> Links() =>
        from frequencyShare in new[] { 0, 0.003, 0.02, 0.3, 1 }
        from baseShare in new[] { 0, 0.2, 1 }
        from terminalShare in new[] { 0, 0.5, 1 }
        from model in Models(frequencyShare, baseShare, terminalShare)
        select model;

    private static IEnumerable<ScenarioModel> Models(double frequencyShare, double baseShare, double terminalShare)
    {
        yield return new UrbanMacro(
            Within(UrbanMacro.FrequencyLimitsGhz, frequencyShare),
            Within(UrbanMacro.BaseHeightLimitsM, baseShare),
            Within(UrbanMacro.TerminalHeightLimitsM, terminalShare));
        yield return new UrbanMicro(
            Within(UrbanMicro.FrequencyLimitsGhz, frequencyShare),
            Within(UrbanMicro.BaseHeightLimitsM, baseShare),
            Within(UrbanMicro.TerminalHeightLimitsM, terminalShare));
        foreach (double buildingShare in new[] { 0, 0.4, 1 })
        {
            yield return new RuralMacro(
                Within(RuralMacro.FrequencyLimitsGhz, frequencyShare),
                Within(RuralMacro.BaseHeightLimitsM, baseShare),
                Within(RuralMacro.TerminalHeightLimitsM, terminalShare),
                Within(RuralMacro.BuildingHeightLimitsM, buildingShare));
        }
    }

    private static IEnumerable<double> DistancesM(Limits limits, double ratio = 1.003)
    {
        for (double distanceM = limits.Min; distanceM < limits.Max; distanceM *= ratio)
            yield return distanceM;
        yield return limits.Max;
    }

    [Fact]
    public void BothLossesGrow()
    {
        foreach (var link in Links())
        {
            double los = 0, nlos = 0;
            foreach (double distanceM in DistancesM(link.DistanceLimitsM))
            {
                double nextLos = link.LosLossDb(distanceM), nextNlos = link.NlosLossDb(distanceM);
                Assert.True(nextLos > los && nextNlos > nlos && nextNlos >= nextLos, $"{Name(link)} at {distanceM} m");
                (los, nlos) = (nextLos, nextNlos);
            }
        }
    }

    [Fact]
    public void TheLossNotExceededGrows()
    {
        foreach (var link in Links())
        {
            double loss = 0;
            foreach (double distanceM in DistancesM(link.DistanceLimitsM, 1.02))
            {
                double next = link.Mixture(distanceM).LossNotExceededDb(0.9);
                Assert.True(next > loss, $"{Name(link)} at {distanceM} m: {next} after {loss}");
                loss = next;
            }
        }
    }

    [Fact]
    public void LossIsContinuousAtTheBreakpoint()
    {
        int met = 0;
        foreach (var link in Links())
        {
            double? breakpointM = (link as UrbanMacro)?.BreakpointM ?? (link as UrbanMicro)?.BreakpointM;
            if (breakpointM is not double atM || !link.DistanceLimitsM.Contains(atM))
                continue;
            met++;
            Assert.Equal(link.LosLossDb(atM), link.LosLossDb(Math.BitIncrement(atM)), 1e-9);
        }
        Assert.True(met > 20, $"Only {met} breakpoints were met.");
    }

    /// <summary>
    /// PL2 takes PL1 at the 2D breakpoint distance where PL1 itself is at the 3D distance, so the table has a step of its
    /// own; it is no larger than the difference between these two distances makes.
    /// </summary>
    [Theory]
    [InlineData(0.5, 10, 1, 5)]
    [InlineData(0.7, 35, 1.5, 5)]
    [InlineData(0.9, 35, 1.5, 20)]
    [InlineData(0.5, 150, 1, 5)]
    [InlineData(0.5, 150, 1, 50)]
    [InlineData(3.5, 45, 1.5, 10)]
    public void TheRuralTablesOwnStepIsKept(double frequencyGhz, double baseHeightM, double terminalHeightM, double buildingHeightM)
    {
        var rural = new RuralMacro(frequencyGhz, baseHeightM, terminalHeightM, buildingHeightM);
        double atM = rural.BreakpointM, directM = Math.Sqrt(atM * atM + (baseHeightM - terminalHeightM) * (baseHeightM - terminalHeightM));
        double expectedDb = (20 - Math.Min(0.03 * Math.Pow(buildingHeightM, 1.72), 10)) * Math.Log10(directM / atM)
            - 0.002 * Math.Log10(buildingHeightM) * (directM - atM);
        double actualDb = rural.LosLossDb(Math.BitIncrement(atM)) - rural.LosLossDb(atM);
        Assert.Equal(expectedDb, actualDb, 1e-9);
        Assert.InRange(actualDb, -0.01, 0.05);
    }

    [Fact]
    public void LineOfSightGrowsRarer()
    {
        foreach (var link in Links())
        {
            double before = 1;
            foreach (double distanceM in DistancesM(new Limits("", 1, link.DistanceLimitsM.Max, "")))
            {
                double probability = link.LosProbability(distanceM);
                Assert.True(probability > 0 && probability <= before, $"{Name(link)} at {distanceM} m: {probability} after {before}");
                before = probability;
            }
        }
    }

    [Fact]
    public void LineOfSightIsContinuousWhereItsBranchesMeet()
    {
        Assert.Equal(1, new UrbanMacro(2.6).LosProbability(18 + 1e-9), 1e-9);
        Assert.Equal(1, new UrbanMicro(2.6).LosProbability(18 + 1e-9), 1e-9);
        Assert.Equal(1, new RuralMacro(2.6).LosProbability(10 + 1e-9), 1e-9);
        Assert.Equal(UrbanMacro.LosProbability(400, 13), UrbanMacro.LosProbability(400, 13 + 1e-7), 1e-9);

        // Table 7.4.2-1 gives the office functions that miss each other by a few thousandths.
        var mixed = new IndoorOffice(2.6, OfficeLayout.Mixed);
        var open = new IndoorOffice(2.6, OfficeLayout.Open);
        Assert.Equal(mixed.LosProbability(6.5 - 1e-9), mixed.LosProbability(6.5), 0.004);
        Assert.Equal(open.LosProbability(49), open.LosProbability(49 + 1e-9), 0.004);
    }

    [Fact]
    public void HataGrows()
    {
        foreach (var environment in Enum.GetValues<HataEnvironment>())
        {
            var hata = new Hata(environment, 900, 200, 1.5);
            var lossesDb = DistancesM(Hata.DistanceLimitsM).Select(hata.LossDb).ToList();
            Assert.All(lossesDb.Zip(lossesDb.Skip(1)), pair => Assert.True(pair.First < pair.Second));
        }
    }

    private static double Within(Limits limits, double share) => limits.Min + (limits.Max - limits.Min) * share;

    private static string Name(ScenarioModel link) =>
        $"{link.GetType().Name} {link.FrequencyGhz} GHz, {link.BaseHeightM} m, {link.TerminalHeightM} m";
}
