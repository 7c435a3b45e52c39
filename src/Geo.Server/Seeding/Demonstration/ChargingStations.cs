using System.Text.Json;
using Geo.Server.Submissions;

namespace Geo.Server.Seeding.Demonstration;

/// <summary>charging/demo.json. Stations and piles are numbers by type; private piles belong to public stations.</summary>
public sealed record ChargingSettings : DemoSettings
{
    public required OrderedDictionary<string, double> Stations { get; init; }
    public required int SwapStations { get; init; }
    public required Dictionary<string, int> Piles { get; init; }
    public required int MinimumPiles { get; init; }
    public required double UrbanWeight { get; init; }
    public required double RuralWeight { get; init; }
    public required OrderedDictionary<string, double> Operators { get; init; }
    public required Dictionary<string, double> DcShare { get; init; }
    public required double[] DcPowerKw { get; init; }
    public required double AcPowerKw { get; init; }
    public required double InterconnectedShare { get; init; }
}

/// <summary>Charging and swapping stations whose piles add up to the published totals exactly.</summary>
public static class ChargingStations
{
    private const string Public = "public", Private = "private";

    public static IReadOnlyList<SubmittedFeature> Make(string layerId, ChargingSettings settings, IReadOnlyList<Settlement> settlements)
    {
        var random = new SplitMix64(settings.Seed, layerId);
        var count = (int)settings.Stations.Values.Sum();
        var places = Places.Draw(settlements, new Spread(count, settings.UrbanWeight, settings.RuralWeight), settings.Seed);
        var types = Quota.Deal(settings.Stations, count, random);
        var operators = Quota.Deal(settings.Operators, count, random);
        var swaps = Quota.Deal(new() { ["swap"] = settings.SwapStations, [""] = count - settings.SwapStations }, count, random);
        int[] ownPiles = new int[count], privatePiles = new int[count];
        foreach (var type in settings.Stations.Keys) Share(settings.Piles[type], type, settings.MinimumPiles, ownPiles);
        Share(settings.Piles[Private], Public, 0, privatePiles);

        var features = new DemoFeatures(layerId, settings, count, random);
        foreach (var place in places)
        {
            var (i, code) = (features.NextNumber - 1, features.NextCode);
            features.Add($"{place.County.Name}演示充电站{place.NumberInCounty:D4}", place.Point, json =>
            {
                json.WriteString("operator", operators[i]);
                json.WriteString("stationType", types[i]);
                json.WriteString("stationStatus", "normal");
                json.WriteBoolean("swap", swaps[i].Length > 0);
                WritePiles(json, code, ownPiles[i], privatePiles[i], settings.DcShare[types[i]], settings, random);
                json.WriteBoolean("interconnected", random.Unit() < settings.InterconnectedShare);
            });
        }
        return features.All;

        // Most stations are small and a few large: the square of an even draw.
        void Share(int piles, string type, int minimum, int[] into)
        {
            int[] stations = [.. Enumerable.Range(0, count).Where(i => types[i] == type)];
            var quota = Quota.Of([.. stations.Select(_ => random.Unit()).Select(unit => 0.1 + unit * unit)], piles, minimum);
            for (var i = 0; i < stations.Length; i++) into[stations[i]] = quota[i];
        }
    }

    // Private piles are AC and count in the totals; the list of charging points has the station's own only.
    private static void WritePiles(Utf8JsonWriter json, string code, int own, int ofPeople, double dcShare, ChargingSettings settings, SplitMix64 random)
    {
        var dcPowerKw = settings.DcPowerKw[random.Below(settings.DcPowerKw.Length)];
        var dc = Enumerable.Range(0, own).Count(_ => random.Unit() < dcShare);
        var ac = own - dc + ofPeople;
        json.WriteNumber("pilesTotal", dc + ac);
        json.WriteNumber("pilesDc", dc);
        json.WriteNumber("pilesAc", ac);
        json.WriteNumber("pilesPrivate", ofPeople);
        json.WriteNumber("connectors", dc + ac);
        json.WriteNumber("powerKw", dc * dcPowerKw + ac * settings.AcPowerKw);
        json.WriteStartArray("evses");
        for (var i = 0; i < own; i++)
        {
            json.WriteStartObject();
            json.WriteString("code", $"{code}-{i + 1:D3}");
            json.WriteString("connectorType", i < dc ? "gbt-dc" : "gbt-ac");
            json.WriteNumber("powerKw", i < dc ? dcPowerKw : settings.AcPowerKw);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
