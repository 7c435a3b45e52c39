using Geo.Core.Crs;
using Geo.Server.Submissions;
using NetTopologySuite.Geometries;

namespace Geo.Server.Seeding.Demonstration;

/// <summary>development-zone/demo.json. Categories of national zones are numbers, those of provincial ones shares.</summary>
public sealed record DevelopmentZoneSettings : DemoSettings
{
    public required int ProvincialPerCounty { get; init; }
    public required Interval ProvincialAreaHa { get; init; }
    public required int National { get; init; }
    public required Interval NationalAreaHa { get; init; }
    public required Dictionary<string, OrderedDictionary<string, double>> Categories { get; init; }
    /// <summary>By level and category: what a zone is called after its county.</summary>
    public required Dictionary<string, Dictionary<string, string>> Names { get; init; }
    public required Dictionary<string, Interval> ApprovedYear { get; init; }
    public required double MaximumShareOfCounty { get; init; }
    public required Interval DistanceFromRimKm { get; init; }
    public required Interval SidesRatio { get; init; }
    public required double CornerShift { get; init; }
}

/// <summary>Development zones: a provincial one in every county, national ones in the most urban counties.</summary>
public static class DevelopmentZones
{
    private const string National = "national", Provincial = "provincial";

    public static IReadOnlyList<SubmittedFeature> Make(string layerId, DevelopmentZoneSettings settings, IReadOnlyList<Settlement> settlements)
    {
        var random = new SplitMix64(settings.Seed, layerId);
        var withNational = settlements.OrderByDescending(settlement => settlement.County.UrbanPeople)
            .ThenBy(settlement => settlement.County.Adcode, StringComparer.Ordinal).Take(settings.National).ToHashSet();
        var provincialCount = settings.ProvincialPerCounty * settlements.Count;
        var categories = new Dictionary<string, Queue<string>>
        {
            [National] = new(Quota.Deal(settings.Categories[National], withNational.Count, random)),
            [Provincial] = new(Quota.Deal(settings.Categories[Provincial], provincialCount, random)),
        };
        var features = new DemoFeatures(layerId, settings, withNational.Count + provincialCount, random);
        foreach (var settlement in settlements)
        {
            var blocks = new BlockPlan(settlement, settings, new SplitMix64(settings.Seed, settlement.County.Adcode));
            if (withNational.Contains(settlement)) Add(settlement, National, "", blocks.Next(settings.NationalAreaHa));
            for (var i = 1; i <= settings.ProvincialPerCounty; i++)
                Add(settlement, Provincial, settings.ProvincialPerCounty > 1 ? $"{i}" : "", blocks.Next(settings.ProvincialAreaHa));
        }
        return features.All;

        void Add(Settlement settlement, string level, string number, Polygon block)
        {
            var category = categories[level].Dequeue();
            features.Add($"{settlement.County.Name}演示{settings.Names[level][category]}{number}", block, json =>
            {
                json.WriteString("level", level);
                json.WriteString("zoneCategory", category);
                json.WriteNumber("approvedYear", (int)Math.Round(random.Within(settings.ApprovedYear[level])));
                json.WriteNumber("approvedAreaHa", Math.Round(EllipsoidalArea.SquareMetres(block) / 10_000, 1));
            });
        }
    }
}
