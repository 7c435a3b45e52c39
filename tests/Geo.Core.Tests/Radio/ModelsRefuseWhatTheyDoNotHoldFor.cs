using Geo.Core.Radio;

namespace Geo.Core.Tests.Radio;

public class ModelsRefuseWhatTheyDoNotHoldFor
{
    private static readonly UrbanMacro Macro = new(2.6);
    private static readonly UrbanMicro Micro = new(2.6);
    private static readonly RuralMacro Rural = new(2.6);
    private static readonly IndoorOffice Office = new(2.6, OfficeLayout.Mixed);
    private static readonly Hata Hata = new(HataEnvironment.Open, 900, 50, 1.5);
    private static readonly Cost231Hata Cost231 = new(Cost231Environment.Metropolitan, 1800, 50, 1.5);
    private static readonly LossMixture Mixture = new(0.5, 100, 110, 4, 6);

    /// <summary>Every range with everything that it guards.</summary>
    private static readonly (Limits Limits, Action<double> Call)[] Guards =
    [
        (UrbanMacro.FrequencyLimitsGhz, v => _ = new UrbanMacro(v)),
        (UrbanMacro.BaseHeightLimitsM, v => _ = new UrbanMacro(2.6, v)),
        (UrbanMacro.TerminalHeightLimitsM, v => _ = new UrbanMacro(2.6, 25, v)),
        (UrbanMacro.TerminalHeightLimitsM, v => UrbanMacro.LosProbability(100, v)),
        (UrbanMacro.PathDistanceLimitsM, v => Macro.LosLossDb(v)),
        (UrbanMacro.PathDistanceLimitsM, v => Macro.NlosLossDb(v)),
        (UrbanMacro.PathDistanceLimitsM, v => Macro.LosSigmaDb(v)),
        (UrbanMacro.PathDistanceLimitsM, v => Macro.Mixture(v)),
        (UrbanMacro.PathDistanceLimitsM, v => Macro.LossesNotExceededDb([v], 0.9, new double[1])),
        (UrbanMacro.ProbabilityDistanceLimitsM, v => Macro.LosProbability(v)),
        (UrbanMicro.FrequencyLimitsGhz, v => _ = new UrbanMicro(v)),
        (UrbanMicro.BaseHeightLimitsM, v => _ = new UrbanMicro(2.6, v)),
        (UrbanMicro.TerminalHeightLimitsM, v => _ = new UrbanMicro(2.6, 10, v)),
        (UrbanMicro.PathDistanceLimitsM, v => Micro.LosLossDb(v)),
        (UrbanMicro.PathDistanceLimitsM, v => Micro.NlosLossDb(v)),
        (UrbanMicro.PathDistanceLimitsM, v => Micro.LosSigmaDb(v)),
        (UrbanMicro.PathDistanceLimitsM, v => Micro.Mixture(v)),
        (UrbanMicro.ProbabilityDistanceLimitsM, v => Micro.LosProbability(v)),
        (RuralMacro.FrequencyLimitsGhz, v => _ = new RuralMacro(v)),
        (RuralMacro.BaseHeightLimitsM, v => _ = new RuralMacro(0.7, v)),
        (RuralMacro.TerminalHeightLimitsM, v => _ = new RuralMacro(0.7, 35, v)),
        (RuralMacro.BuildingHeightLimitsM, v => _ = new RuralMacro(0.7, 35, 1.5, v)),
        (RuralMacro.StreetWidthLimitsM, v => _ = new RuralMacro(0.7, 35, 1.5, 5, v)),
        (RuralMacro.LosDistanceLimitsM, v => Rural.LosLossDb(v)),
        (RuralMacro.LosDistanceLimitsM, v => Rural.LosSigmaDb(v)),
        (RuralMacro.NlosDistanceLimitsM, v => Rural.NlosLossDb(v)),
        (RuralMacro.NlosDistanceLimitsM, v => Rural.Mixture(v)),
        (RuralMacro.ProbabilityDistanceLimitsM, v => Rural.LosProbability(v)),
        (IndoorOffice.FrequencyLimitsGhz, v => _ = new IndoorOffice(v, OfficeLayout.Open)),
        (IndoorOffice.BaseHeightLimitsM, v => _ = new IndoorOffice(2.6, OfficeLayout.Open, v)),
        (IndoorOffice.TerminalHeightLimitsM, v => _ = new IndoorOffice(2.6, OfficeLayout.Open, 3, v)),
        (Office.DistanceLimitsM, v => Office.LosLossDb(v)),
        (Office.DistanceLimitsM, v => Office.NlosLossDb(v)),
        (Office.DistanceLimitsM, v => Office.LosSigmaDb(v)),
        (Office.ProbabilityDistanceLimitsM, v => Office.LosProbability(v)),
        (Hata.FrequencyLimitsMhz, v => _ = new Hata(HataEnvironment.UrbanLarge, v, 50, 1.5)),
        (Hata.BaseHeightLimitsM, v => _ = new Hata(HataEnvironment.UrbanLarge, 900, v, 1.5)),
        (Hata.TerminalHeightLimitsM, v => _ = new Hata(HataEnvironment.UrbanLarge, 900, 50, v)),
        (Hata.DistanceLimitsM, v => Hata.LossDb(v)),
        (Cost231Hata.FrequencyLimitsMhz, v => _ = new Cost231Hata(Cost231Environment.MediumCity, v, 50, 1.5)),
        (Cost231Hata.BaseHeightLimitsM, v => _ = new Cost231Hata(Cost231Environment.MediumCity, 1800, v, 1.5)),
        (Cost231Hata.TerminalHeightLimitsM, v => _ = new Cost231Hata(Cost231Environment.MediumCity, 1800, 50, v)),
        (Cost231Hata.DistanceLimitsM, v => Cost231.LossDb(v)),
        (FreeSpace.FrequencyLimitsGhz, v => FreeSpace.LossDb(v, 1e6)),
        (BuildingPenetration.FrequencyLimitsGhz, v => BuildingPenetration.WallLossDb(PenetrationModel.Low, v)),
        (BuildingPenetration.DepthLimitsM, v => BuildingPenetration.IndoorLossDb(v)),
        (BuildingEntryLoss.FrequencyLimitsGhz, v => BuildingEntryLoss.MedianDb(BuildingType.Traditional, v)),
        (BuildingEntryLoss.ElevationLimitsDeg, v => BuildingEntryLoss.MedianDb(BuildingType.Traditional, 2.6, v)),
        (NormalDistribution.ProbabilityLimits, v => BuildingEntryLoss.LossNotExceededDb(BuildingType.Traditional, 2.6, v)),
        (NormalDistribution.ProbabilityLimits, v => Mixture.LossNotExceededDb(v)),
        (NormalDistribution.ProbabilityLimits, v => Macro.RadiusM(120, v)),
        (LossMixture.LossLimitsDb, v => Macro.RadiusM(v, 0.9)),
        (LossMixture.LossLimitsDb, v => Mixture.ProbabilityWithin(v)),
        (LossMixture.LossLimitsDb, v => Mixture.Behind(v, 0)),
        (LossMixture.AddedSigmaLimitsDb, v => Mixture.Behind(0, v)),
        (LossMixture.LossLimitsDb, v => (Mixture with { LosLossDb = v }).LossNotExceededDb(0.9)),
        (LossMixture.LossLimitsDb, v => (Mixture with { NlosLossDb = v }).LossNotExceededDb(0.9)),
        (LossMixture.SigmaLimitsDb, v => (Mixture with { LosSigmaDb = v }).LossNotExceededDb(0.9)),
        (LossMixture.SigmaLimitsDb, v => (Mixture with { NlosSigmaDb = v }).ProbabilityWithin(100)),
        (LossMixture.LosProbabilityLimits, v => (Mixture with { LosProbability = v }).ProbabilityWithin(100)),
        (LinkBudget.PowerLimitsW, v => LinkBudget.DbmOfWatts(v)),
        (LinkBudget.PowerLimitsDbm, v => LinkBudget.EpreDbm(v, 273)),
        (SectorPattern.AzimuthLimitsDeg, v => _ = new SectorPattern(v, 0)),
        (SectorPattern.DowntiltLimitsDeg, v => _ = new SectorPattern(0, v)),
    ];

    public static TheoryData<int> Numbers() => [.. Enumerable.Range(0, Guards.Length)];

    [Theory, MemberData(nameof(Numbers))]
    public void BothSidesOfEachLimit(int number)
    {
        var (limits, call) = Guards[number];
        double justInsideMin = limits.IsOpen ? Math.BitIncrement(limits.Min) : limits.Min;
        double justInsideMax = limits.IsOpen ? Math.BitDecrement(limits.Max) : limits.Max;
        if (limits != FreeSpace.FrequencyLimitsGhz)   // Its lowest frequency has no wavelength short enough for any distance.
            call(justInsideMin);
        call(justInsideMax);
        double[] outside =
        [
            Math.BitDecrement(justInsideMin), Math.BitIncrement(justInsideMax),
            double.NaN, double.NegativeInfinity, double.PositiveInfinity,
        ];
        foreach (double value in outside)
        {
            var refusal = Assert.Throws<ArgumentOutOfRangeException>(() => call(value));
            Assert.StartsWith($"{limits}.", refusal.Message, StringComparison.Ordinal);
            Assert.Contains($"{limits.Max}", refusal.Message, StringComparison.Ordinal);
            Assert.Equal(value, refusal.ActualValue);
        }
    }

    [Fact]
    public void LimitsAreTheStandards()
    {
        Assert.Equal("2D distance of UMa must be from 10 to 5000 m", UrbanMacro.PathDistanceLimitsM.ToString());
        Assert.Equal("2D distance of UMi must be from 10 to 5000 m", UrbanMicro.PathDistanceLimitsM.ToString());
        Assert.Equal("2D distance of RMa LOS must be from 10 to 10000 m", RuralMacro.LosDistanceLimitsM.ToString());
        Assert.Equal("2D distance of RMa NLOS must be from 10 to 5000 m", RuralMacro.NlosDistanceLimitsM.ToString());
        Assert.Equal("Terminal height of UMa must be from 1.5 to 22.5 m", UrbanMacro.TerminalHeightLimitsM.ToString());
        Assert.Equal("Base station height of RMa must be from 10 to 150 m", RuralMacro.BaseHeightLimitsM.ToString());
        Assert.Equal("Terminal height of RMa must be from 1 to 10 m", RuralMacro.TerminalHeightLimitsM.ToString());
        Assert.Equal("Average building height of RMa must be from 5 to 50 m", RuralMacro.BuildingHeightLimitsM.ToString());
        Assert.Equal("Average street width of RMa must be from 5 to 50 m", RuralMacro.StreetWidthLimitsM.ToString());
        Assert.Equal("Frequency of Hata must be from 150 to 1500 MHz", Hata.FrequencyLimitsMhz.ToString());
        Assert.Equal("Frequency of COST 231-Hata must be from 1500 to 2000 MHz", Cost231Hata.FrequencyLimitsMhz.ToString());
        Assert.Equal("Probability must be between 0 and 1, both excluded", NormalDistribution.ProbabilityLimits.ToString());
        Assert.Equal("Distance in free space must be at least 1 wavelengths", FreeSpace.DistanceLimitsWavelengths.ToString());
    }

    [Fact]
    public void FreeSpaceBeginsAtOneWavelength()
    {
        double wavelengthM = FreeSpace.LightMPerS / 2.6e9;
        Assert.Equal(20 * Math.Log10(4 * Math.PI), FreeSpace.LossDb(2.6, wavelengthM * (1 + 1e-12)), 1e-9);
        Assert.Throws<ArgumentOutOfRangeException>(() => FreeSpace.LossDb(2.6, wavelengthM * (1 - 1e-12)));
        Assert.Throws<ArgumentOutOfRangeException>(() => FreeSpace.LossDb(2.6, double.NaN));
    }

    [Fact]
    public void WhatIsNotInTheEnumerationIsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Hata((HataEnvironment)9, 900, 50, 1.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Cost231Hata((Cost231Environment)9, 1800, 50, 1.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => BuildingPenetration.WallLossDb((PenetrationModel)9, 2.6));
        Assert.Throws<ArgumentOutOfRangeException>(() => BuildingPenetration.SigmaDb((PenetrationModel)9));
        Assert.Throws<ArgumentOutOfRangeException>(() => BuildingEntryLoss.MedianDb((BuildingType)9, 2.6));
        Assert.Throws<ArgumentOutOfRangeException>(() => new IndoorOffice(2.6, (OfficeLayout)9));
    }

    [Fact]
    public void AMixtureThatWasNeverFilledIsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => default(LossMixture).LossNotExceededDb(0.9));
}
