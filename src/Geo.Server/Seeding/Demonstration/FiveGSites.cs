using System.Globalization;
using System.Text.Json;
using Geo.Server.Submissions;

namespace Geo.Server.Seeding.Demonstration;

/// <summary>5g/demo.json.</summary>
public sealed record FiveGSettings : DemoSettings
{
    public required int Count { get; init; }
    public required Dictionary<string, double> CityWeights { get; init; }
    public required double UrbanWeight { get; init; }
    public required double RuralWeight { get; init; }
    public required OrderedDictionary<string, double> Operators { get; init; }
    public required Dictionary<string, OrderedDictionary<string, double>> Bands { get; init; }
    /// <summary>Shares of scenarios, for urban and for rural places.</summary>
    public required Dictionary<string, OrderedDictionary<string, double>> Scenarios { get; init; }
    public required Dictionary<string, Interval> HeightM { get; init; }
    /// <summary>The cell of each band, on a mast and on a street pole; a band without a street cell stays on masts.</summary>
    public required Dictionary<string, FiveGCell> Cells { get; init; }
    public required Dictionary<string, FiveGCell> MicroCells { get; init; }
    /// <summary>By operator and band: the centre of the operator's own carrier.</summary>
    public required Dictionary<string, Dictionary<string, int>> Arfcn { get; init; }
    public required Dictionary<string, Interval> TiltDeg { get; init; }
    public required Dictionary<string, int> SectorsPerSite { get; init; }
    public required HashSet<string> Shared { get; init; }
}

public sealed record FiveGCell(double BandwidthMhz, double PowerW, double GainDbi, string TxRx);

/// <summary>5G base stations.</summary>
public static class FiveGSites
{
    private const string Street = "umi", Mast = "uma";
    private const int PciGroups = 336;

    public static IReadOnlyList<SubmittedFeature> Make(string layerId, FiveGSettings settings, IReadOnlyList<Settlement> settlements)
    {
        var random = new SplitMix64(settings.Seed, layerId);
        var places = Places.Draw(settlements, new Spread(settings.Count, settings.UrbanWeight, settings.RuralWeight) { CityWeights = settings.CityWeights }, settings.Seed);
        var operators = Quota.Deal(settings.Operators, places.Count, random);
        var features = new DemoFeatures(layerId, settings, places.Count, random);
        foreach (var place in places)
        {
            var number = features.NextNumber;
            features.Add($"{place.County.Name}演示站{place.NumberInCounty:D5}", place.Point, json => Write(json, place, number, operators[number - 1], settings, random));
        }
        return features.All;
    }

    private static void Write(Utf8JsonWriter json, Place place, int number, string carrier, FiveGSettings settings, SplitMix64 random)
    {
        var band = random.Pick(settings.Bands[carrier]);
        var scenario = random.Pick(settings.Scenarios[place.IsUrban ? "urban" : "rural"]);
        if (scenario == Street && !settings.MicroCells.ContainsKey(band)) scenario = Mast;
        var cell = (scenario == Street ? settings.MicroCells : settings.Cells)[band];

        json.WriteString("operator", carrier);
        json.WriteString("band", band);
        json.WriteString("scenario", scenario);
        json.WriteNumber("heightM", Math.Round(random.Within(settings.HeightM[scenario]), 1));
        json.WriteNumber("powerW", cell.PowerW);
        json.WriteNumber("gnbId", number);
        json.WriteBoolean("shared", settings.Shared.Contains(carrier));
        var sectors = settings.SectorsPerSite[scenario];
        int turnDeg = random.Below(360 / sectors), pciGroup = random.Below(PciGroups);
        json.WriteStartArray("sectors");
        for (var i = 0; i < sectors; i++)
        {
            json.WriteStartObject();
            json.WriteString("cell", $"{number}-{i + 1}");
            json.WriteString("band", band);
            json.WriteNumber("pci", 3 * pciGroup + i % 3);
            json.WriteNumber("tac", int.Parse(place.County.Adcode, CultureInfo.InvariantCulture));
            json.WriteNumber("arfcn", settings.Arfcn[carrier][band]);
            json.WriteNumber("bandwidthMhz", cell.BandwidthMhz);
            json.WriteNumber("azimuthDeg", turnDeg + i * 360 / sectors);
            json.WriteNumber("tiltDeg", Math.Round(random.Within(settings.TiltDeg[scenario])));
            json.WriteNumber("powerW", cell.PowerW);
            json.WriteNumber("gainDbi", cell.GainDbi);
            json.WriteString("txRx", cell.TxRx);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
