using Geo.Core.Crs;
using Geo.Server.Submissions;

namespace Geo.Server.Seeding.Demonstration;

/// <summary>urban-area/demo.json. Its towns are no features; sites of all layers gather around them.</summary>
public sealed record UrbanAreaSettings : DemoSettings
{
    public required double PeoplePerKm2 { get; init; }
    public required double MaximumShareOfCounty { get; init; }
    public required int Vertices { get; init; }
    public required double Roughness { get; init; }
    public required string CityTierSuffix { get; init; }
    public required int BoundaryYear { get; init; }
    public required TownSettings Towns { get; init; }
}

public sealed record TownSettings(double RuralPeoplePerTown, double ShareOfRuralSites, double SpreadKm);

/// <summary>One main urban area for each county.</summary>
public static class UrbanAreas
{
    public static IReadOnlyList<SubmittedFeature> Make(string layerId, UrbanAreaSettings settings, IReadOnlyList<Settlement> settlements)
    {
        var features = new DemoFeatures(layerId, settings, settlements.Count, new SplitMix64(settings.Seed, layerId));
        foreach (var settlement in settlements)
        {
            var county = settlement.County;
            features.Add($"{county.Name}演示主城区", settlement.UrbanArea, json =>
            {
                json.WriteString("tier", county.Name.EndsWith(settings.CityTierSuffix, StringComparison.Ordinal) ? "city" : "county");
                json.WriteNumber("population", county.UrbanPeople);
                json.WriteNumber("areaKm2", Math.Round(EllipsoidalArea.SquareMetres(settlement.UrbanArea) / 1_000_000, 2));
                json.WriteNumber("boundaryYear", settings.BoundaryYear);
            });
        }
        return features.All;
    }
}
