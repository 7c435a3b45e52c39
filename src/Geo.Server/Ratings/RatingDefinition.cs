using System.Text.Json.Serialization;
using Geo.Core.Statistics;
using Geo.Server.Layers;
using Geo.Server.Plan;

namespace Geo.Server.Ratings;

/// <summary>
/// A rating standard as gis-data/ratings/standard.json holds it: domains and their weights, the indicators of each level's
/// set with weight and goalposts, bonus items, and the scores from which stars are given.
/// </summary>
public sealed record RatingStandard(
    string Id, Title Title, string Edition, Title Note, IReadOnlyList<int> Years, IReadOnlyList<StarLimit> Stars,
    IReadOnlyList<RatingDomain> Domains, IReadOnlyList<BonusItem> Bonus, IReadOnlyList<RatingSet> Sets)
{
    /// <summary>Whether a value beyond its goalposts counts as the goalpost.</summary>
    public bool Capped { get; init; }
    [JsonConverter(typeof(AggregationNames))] public Aggregation Aggregation { get; init; }
    [JsonConverter(typeof(MissingRuleNames))] public MissingRule Missing { get; init; }
}

/// <param name="FromScore">The least score, 0 to 100, that has so many stars.</param>
public sealed record StarLimit(int Stars, double FromScore);

public sealed record RatingDomain(string Id, Title Title, double Weight);

/// <summary>Points for an indicator that is at least so much, on top of the score.</summary>
public sealed record BonusItem(string Id, Title Title, string Indicator, double AtLeast, double Points);

/// <param name="Level">city or county.</param>
public sealed record RatingSet(string Level, IReadOnlyList<RatingItem> Items);

public sealed record RatingItem(string Domain, string Indicator, double Weight, double Min, double Max)
{
    public string? Per { get; init; }

    [JsonIgnore] public Component Component => new(Indicator, Weight, Min, Max) { Per = Per };
}

/// <summary>What was published about an area's rating, as what it is: a pilot is not an award.</summary>
/// <param name="Status">pilot, pre-pilot, named (which of the two cannot be told) or awarded.</param>
/// <param name="Stars">The stars to be reached, or awarded.</param>
public sealed record PublishedRating(string Level, string Adcode, string Name, string Status, int Stars, int Year, string Batch, string Source);
