using Geo.Core.Radio;

namespace Geo.Core.Tests.Radio;

public class LinkBudgetAddsUp
{
    [Fact]
    public void TwoHundredWattsOverHundredMegahertz()
    {
        double powerDbm = LinkBudget.DbmOfWatts(200);
        Assert.Equal(53.0103, powerDbm, 1e-4);
        Assert.Equal(17.8569, LinkBudget.EpreDbm(powerDbm, NrCarrier.ResourceBlocks(100, NrCarrier.WideSpacingKhz)), 1e-4);
    }

    [Fact]
    public void OneWattIsThirtyDbm() => Assert.Equal(30, LinkBudget.DbmOfWatts(1), 1e-12);

    [Fact]
    public void AStandAloneCarrierHasTwelveSubcarriers() =>
        Assert.Equal(43 - 10.7918, LinkBudget.EpreDbm(CouplingLoss.StandAlonePowerDbm, 1), 1e-4);

    [Fact]
    public void LevelIsPowerAndGainLessLoss() => Assert.Equal(-84.5, LinkBudget.RsrpDbm(17.5, 18, 120));

    [Theory]
    [InlineData(5, 15, 25)]
    [InlineData(20, 15, 106)]
    [InlineData(30, 15, 160)]
    [InlineData(50, 15, 270)]
    [InlineData(20, 30, 51)]
    [InlineData(60, 30, 162)]
    [InlineData(100, 30, 273)]
    public void ResourceBlocksAreThoseOfTs38101(double bandwidthMhz, int spacingKhz, int expected) =>
        Assert.Equal(expected, NrCarrier.ResourceBlocks(bandwidthMhz, spacingKhz));

    [Theory]
    [InlineData(60, 15)]
    [InlineData(4.9, 15)]
    [InlineData(110, 30)]
    [InlineData(double.NaN, 30)]
    [InlineData(20, 60)]
    public void CarriersThatTheTableDoesNotKnowAreRefused(double bandwidthMhz, int spacingKhz) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => NrCarrier.ResourceBlocks(bandwidthMhz, spacingKhz));

    [Fact]
    public void BlocksAreCountedFromOneTo275()
    {
        LinkBudget.EpreDbm(43, 1);
        LinkBudget.EpreDbm(43, 275);
        Assert.Throws<ArgumentOutOfRangeException>(() => LinkBudget.EpreDbm(43, 0));
        var refusal = Assert.Throws<ArgumentOutOfRangeException>(() => LinkBudget.EpreDbm(43, 276));
        Assert.Contains("from 1 to 275", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(90, CoverageClass.Ce0)]
    [InlineData(144, CoverageClass.Ce0)]
    [InlineData(144.000001, CoverageClass.Ce1)]
    [InlineData(154, CoverageClass.Ce1)]
    [InlineData(154.000001, CoverageClass.Ce2)]
    [InlineData(164, CoverageClass.Ce2)]
    [InlineData(164.000001, CoverageClass.None)]
    public void CoverageClassIsByCouplingLoss(double couplingLossDb, CoverageClass expected) =>
        Assert.Equal(expected, CouplingLoss.ClassOf(couplingLossDb));

    [Fact]
    public void CouplingLossCountsTheAntennas()
    {
        Assert.Equal(149, CouplingLoss.Db(164, 15));
        Assert.Throws<ArgumentOutOfRangeException>(() => CouplingLoss.ClassOf(double.NaN));
    }
}
