using System.Text.RegularExpressions;
using Geo.Core.Radio;

namespace Geo.Core.Tests.Radio;

public class BuildingsWeakenAsTabulated
{
    /// <summary>Half a unit of the last digit that the table gives.</summary>
    private const double ToleranceDb = 0.5e-6 + 1e-9;

    /// <summary>The workbook's probabilities have seven digits, its losses three.</summary>
    private const double ToleranceOfP2109Db = 0.001;

    public static TheoryData<string, string, double> Rows()
    {
        var data = new TheoryData<string, string, double>();
        foreach (var row in ReferenceTable.Rows("o2i_tr38901_and_edge_margin.csv"))
            data.Add(row["item"], row["input"], row.Number("value"));
        return data;
    }

    [Theory, MemberData(nameof(Rows))]
    public void WallLossAndEdgeMarginAgree(string item, string input, double expectedDb)
    {
        double number = double.Parse(Regex.Match(input, @"[\d.]+").Value);
        double actualDb = item switch
        {
            "PLtw_low_loss_dB" => BuildingPenetration.WallLossDb(PenetrationModel.Low, number),
            "PLtw_high_loss_dB" => BuildingPenetration.WallLossDb(PenetrationModel.High, number),
            _ => double.Parse(item.Split("sigma=")[1]) * NormalDistribution.Quantile(number),
        };
        Assert.Equal(expectedDb, actualDb, ToleranceDb);
    }

    [Fact]
    public void TheWayInsideAndTheSpreadAreTheTables()
    {
        Assert.Equal(0, BuildingPenetration.IndoorLossDb(0));
        Assert.Equal(12.5, BuildingPenetration.IndoorLossDb(25));
        Assert.Equal(4.4, BuildingPenetration.SigmaDb(PenetrationModel.Low));
        Assert.Equal(6.5, BuildingPenetration.SigmaDb(PenetrationModel.High));
    }

    public static TheoryData<string, double, double, double, double> EntryLosses()
    {
        var data = new TheoryData<string, double, double, double, double>();
        foreach (var row in ReferenceTable.Rows("p2109_building_entry_loss.csv"))
        {
            data.Add(row["building"], row.Number("freq_ghz"), row.Number("elevation_deg"), row.Number("probability_percent") / 100,
                row.Number("loss_db"));
        }
        return data;
    }

    [Theory, MemberData(nameof(EntryLosses))]
    public void EntryLossIsP2109(string building, double frequencyGhz, double elevationDeg, double probability, double expectedDb)
    {
        var type = building == "traditional" ? BuildingType.Traditional : BuildingType.ThermallyEfficient;
        Assert.Equal(expectedDb, BuildingEntryLoss.LossNotExceededDb(type, frequencyGhz, probability, elevationDeg), ToleranceOfP2109Db);
        Assert.Equal(expectedDb, BuildingEntryLoss.LossNotExceededDb(type, frequencyGhz, probability, -elevationDeg), ToleranceOfP2109Db);
    }

    [Fact]
    public void TheMedianIsTheHalf() => Assert.Equal(
        BuildingEntryLoss.LossNotExceededDb(BuildingType.ThermallyEfficient, 2.6, 0.5, 20),
        BuildingEntryLoss.MedianDb(BuildingType.ThermallyEfficient, 2.6, 20));

    [Fact]
    public void AWallRaisesMediansAndAddsVariances()
    {
        var outdoors = new UrbanMacro(2.6).Mixture(500);
        var indoors = outdoors.Behind(BuildingPenetration.WallLossDb(PenetrationModel.High, 2.6), BuildingPenetration.SigmaHighDb);
        Assert.Equal(outdoors.NlosLossDb + 24.361546, indoors.NlosLossDb, 1e-6);
        Assert.Equal(Math.Sqrt(6 * 6 + 6.5 * 6.5), indoors.NlosSigmaDb, 1e-12);
        Assert.Equal(Math.Sqrt(4 * 4 + 6.5 * 6.5), indoors.LosSigmaDb, 1e-12);
        Assert.Equal(outdoors, outdoors.Behind(0, 0));
    }
}
