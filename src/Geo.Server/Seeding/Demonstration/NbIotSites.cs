using System.Globalization;
using System.Text.Json;
using Geo.Server.Submissions;

namespace Geo.Server.Seeding.Demonstration;

/// <summary>nb-iot/demo.json.</summary>
public sealed record NbIotSettings : DemoSettings
{
    public required int Count { get; init; }
    public required double UrbanWeight { get; init; }
    public required double RuralWeight { get; init; }
    public required OrderedDictionary<string, double> Operators { get; init; }
    public required Dictionary<string, OrderedDictionary<string, double>> Bands { get; init; }
    public required OrderedDictionary<string, double> Modes { get; init; }
    public required Dictionary<string, double> FrequencyMhz { get; init; }
    public required Dictionary<string, int> Earfcn { get; init; }
    public required Interval HeightM { get; init; }
    public required Interval TiltDeg { get; init; }
    public required double PowerDbm { get; init; }
    public required double GainDbi { get; init; }
    public required int SectorsPerSite { get; init; }
}

/// <summary>NB-IoT base stations.</summary>
public static class NbIotSites
{
    private const int PciGroups = 168;
    // A tracking area code of LTE has 16 bits; the codes of one province differ in them.
    private const int TacValues = 1 << 16;

    public static IReadOnlyList<SubmittedFeature> Make(string layerId, NbIotSettings settings, IReadOnlyList<Settlement> settlements)
    {
        var random = new SplitMix64(settings.Seed, layerId);
        var places = Places.Draw(settlements, new Spread(settings.Count, settings.UrbanWeight, settings.RuralWeight), settings.Seed);
        var operators = Quota.Deal(settings.Operators, places.Count, random);
        var modes = Quota.Deal(settings.Modes, places.Count, random);
        var features = new DemoFeatures(layerId, settings, places.Count, random);
        foreach (var place in places)
        {
            var number = features.NextNumber;
            features.Add($"{place.County.Name}演示物联站{place.NumberInCounty:D5}", place.Point,
                json => Write(json, place, number, operators[number - 1], modes[number - 1], settings, random));
        }
        return features.All;
    }

    private static void Write(Utf8JsonWriter json, Place place, int number, string carrier, string mode, NbIotSettings settings, SplitMix64 random)
    {
        var band = random.Pick(settings.Bands[carrier]);
        json.WriteString("operator", carrier);
        json.WriteString("band", band);
        json.WriteString("mode", mode);
        json.WriteNumber("frequencyMhz", settings.FrequencyMhz[band]);
        json.WriteNumber("heightM", Math.Round(random.Within(settings.HeightM), 1));
        json.WriteNumber("powerDbm", settings.PowerDbm);
        json.WriteNumber("gainDbi", settings.GainDbi);
        int turnDeg = random.Below(360 / settings.SectorsPerSite), pciGroup = random.Below(PciGroups);
        json.WriteStartArray("sectors");
        for (var i = 0; i < settings.SectorsPerSite; i++)
        {
            json.WriteStartObject();
            json.WriteString("cell", $"{number}-{i + 1}");
            json.WriteNumber("pci", 3 * pciGroup + i % 3);
            json.WriteNumber("tac", int.Parse(place.County.Adcode, CultureInfo.InvariantCulture) % TacValues);
            json.WriteNumber("earfcn", settings.Earfcn[band]);
            json.WriteNumber("azimuthDeg", turnDeg + i * 360 / settings.SectorsPerSite);
            json.WriteNumber("tiltDeg", Math.Round(random.Within(settings.TiltDeg)));
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
