using Geo.Core.Radio;

namespace Geo.Core.Tests.Radio;

/// <summary>What planners expect of a site at -105 dBm, 90 % of the time; a tenth either way is the choice of gain and carrier.</summary>
public class RadiiAreThoseOfRealNetworks
{
    private const double ThresholdDbm = -105, GainDb = 18;

    private static double RadiusM(ScenarioModel model, double powerW, double bandwidthMhz, int spacingKhz)
    {
        double epreDbm = LinkBudget.EpreDbm(LinkBudget.DbmOfWatts(powerW), NrCarrier.ResourceBlocks(bandwidthMhz, spacingKhz));
        return model.RadiusM(epreDbm + GainDb - ThresholdDbm, 0.9);
    }

    [Fact]
    public void OfN41InTownIsSevenHundredMetres() => Assert.InRange(RadiusM(new UrbanMacro(2.6), 200, 100, 30), 630, 770);

    [Fact]
    public void OfN78InTownIsALittleLess() => Assert.InRange(RadiusM(new UrbanMacro(3.5), 200, 100, 30), 576, 704);

    [Fact]
    public void OfN28InTheCountryIsTwoKilometres() => Assert.InRange(RadiusM(new RuralMacro(0.7), 80, 30, 15), 1890, 2310);

    [Fact]
    public void OfNbIotIsThreeToFiveKilometres()
    {
        double maxLossDb = LinkBudget.EpreDbm(CouplingLoss.StandAlonePowerDbm, 1) + 15 - ThresholdDbm;
        Assert.InRange(new RuralMacro(0.9).RadiusM(maxLossDb, 0.9), 3000, 5000 - 1);
    }

    [Fact]
    public void TheLevelAtTheRadiusIsTheThreshold()
    {
        var model = new UrbanMicro(3.5);
        double radiusM = model.RadiusM(125, 0.95);
        Assert.True(model.Mixture(radiusM).LossNotExceededDb(0.95) <= 125);
        Assert.True(model.Mixture(radiusM + ScenarioModel.RadiusToleranceM).LossNotExceededDb(0.95) > 125);
    }

    [Fact]
    public void OutsideTheModelsDistancesTheRadiusIsItsEnd()
    {
        var model = new UrbanMacro(2.6);
        Assert.Equal(0, model.RadiusM(50, 0.9));
        Assert.Equal(UrbanMacro.PathDistanceLimitsM.Max, model.RadiusM(300, 0.9));
    }
}
