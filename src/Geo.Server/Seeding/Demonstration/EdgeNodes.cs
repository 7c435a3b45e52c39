using System.Text.Json;
using Geo.Server.Submissions;

namespace Geo.Server.Seeding.Demonstration;

/// <summary>data-centre/demo.json.</summary>
public sealed record EdgeNodeSettings : DemoSettings
{
    public required int Count { get; init; }
    public required string Kind { get; init; }
    public required int MinimumPerCity { get; init; }
    public required double UrbanWeight { get; init; }
    public required double RuralWeight { get; init; }
    public required Interval StandardRacks { get; init; }
    public required Interval Pue { get; init; }
    public required Interval ComputePflops { get; init; }
    public required OrderedDictionary<string, double> Grades { get; init; }
}

/// <summary>Edge nodes beside the real data centres.</summary>
public static class EdgeNodes
{
    // A standard rack draws 2.5 kW.
    private const double KwPerRack = 2.5;

    public static IReadOnlyList<SubmittedFeature> Make(string layerId, EdgeNodeSettings settings, IReadOnlyList<Settlement> settlements)
    {
        var random = new SplitMix64(settings.Seed, layerId);
        var spread = new Spread(settings.Count, settings.UrbanWeight, settings.RuralWeight) { MinimumPerCity = settings.MinimumPerCity };
        var places = Places.Draw(settlements, spread, settings.Seed);
        var grades = Quota.Deal(settings.Grades, places.Count, random);
        var features = new DemoFeatures(layerId, settings, places.Count, random);
        foreach (var place in places)
        {
            var (grade, status) = (grades[features.NextNumber - 1], features.NextStatus);
            features.Add($"{place.County.Name}演示边缘节点{place.NumberInCounty:D2}", place.Point, json =>
            {
                var racks = (int)Math.Round(random.Within(settings.StandardRacks));
                json.WriteString("kind", settings.Kind);
                json.WriteString("grade", grade);
                // Racks stand only where the node is in service.
                if (status == DemoFeatures.InService) json.WriteNumber("standardRacks", racks);
                json.WriteNumber("plannedRacks", racks);
                json.WriteNumber("pue", Math.Round(random.Within(settings.Pue), 2));
                json.WriteNumber("itLoadKw", racks * KwPerRack);
                json.WriteNumber("computePflops", Math.Round(random.Within(settings.ComputePflops), 1));
            });
        }
        return features.All;
    }
}
