using System.Text.Json.Serialization;
using Geo.Core.Statistics;
using Geo.Server.Plan;

namespace Geo.Server.Ratings;

/// <summary>Where high and low scores gather, how unequal they are, and classes to draw them in.</summary>
/// <param name="Undefined">too-few-areas or all-equal: then there are no clusters to speak of.</param>
public sealed record SpatialStatistics(
    string? Undefined, MoranView? Moran, IReadOnlyList<ClusterView> Clusters, int Permutations, ulong Seed, double Level,
    double? Gini, TheilView? Theil, IReadOnlyDictionary<string, IReadOnlyList<double>> Breaks)
{
    private const int Tries = 9_999;
    private const ulong FixedSeed = 1;
    private const double SignificanceLevel = 0.05;
    private const int Classes = 5;

    /// <param name="values">Null where an area has none; it is then left out, and said to be.</param>
    public static SpatialStatistics Of(PlanAreas areas, IReadOnlyList<PlanArea> rows, IReadOnlyList<double?> values, SpatialWeights neighbours)
    {
        var moran = Geo.Core.Statistics.Moran.Of(values, neighbours, permutations: Tries, seed: FixedSeed);
        var local = LocalMoran.Of(values, neighbours, permutations: Tries, seed: FixedSeed, level: SignificanceLevel, controlFalseDiscoveries: true);
        var present = values.Any(value => value is not null);
        List<double?> people = [.. rows.Select(area => (double?)area.People)];
        IReadOnlyList<double>? weights = people.All(count => count is not null) ? [.. people.Select(count => count!.Value)] : null;
        List<string> circles = [.. rows.Select(area => area.Circle ?? "none")];
        var theil = present ? Geo.Core.Statistics.Theil.Decompose(values, circles, weights) : null;
        return new SpatialStatistics(
            moran.Undefined switch { UndefinedReason.AllEqual => "all-equal", UndefinedReason.TooFewAreas => "too-few-areas", _ => null },
            moran.Statistic is { } found ? new MoranView(found.I, found.Expectation, found.ZRandomisation, found.PseudoP.TwoSided, moran.Count) : null,
            [.. local.Areas.OfType<LocalMoranArea>().Select(area => new ClusterView(rows[area.Area].Adcode, Word(area.Cluster), Word(area.Quadrant), area.I, area.AdjustedP))],
            Tries, FixedSeed, SignificanceLevel,
            present ? Geo.Core.Statistics.Gini.Of(values, weights) : null,
            theil is null ? null : new TheilView(theil.Total, theil.Between, theil.Within,
                [.. theil.Groups.Select(group => new TheilGroupView(group.Group, areas.Find(group.Group)?.Name ?? group.Group, areas.Find(group.Group)?.NameEn ?? group.Group, group.PeopleShare, group.ValueShare, group.Theil, group.Contribution))]),
            present
                ? new Dictionary<string, IReadOnlyList<double>>
                {
                    ["fisher-jenks"] = FisherJenks.Of(values, Classes).Breaks,
                    ["quantile"] = Quantiles.Of(values, Classes).Breaks,
                    ["equal"] = EqualIntervals.Of(values, Classes).Breaks,
                    ["fixed"] = ClassBreaks.Fixed(20, 40, 60, 80).Breaks,
                }
                : new Dictionary<string, IReadOnlyList<double>>());
    }

    private static string Word(Quadrant quadrant) => quadrant switch
    {
        Quadrant.HighHigh => "high-high",
        Quadrant.LowHigh => "low-high",
        Quadrant.LowLow => "low-low",
        Quadrant.HighLow => "high-low",
        _ => "none",
    };
}

/// <param name="I">Above its expectation neighbours are alike.</param>
/// <param name="P">Two-sided pseudo p-value of the permutations.</param>
public sealed record MoranView(double I, double Expectation, double? Z, double P, int Areas);

/// <param name="Cluster">The quadrant where it is significant after the correction for many areas, none elsewhere.</param>
public sealed record ClusterView(string Adcode, string Cluster, string Quadrant, double I, double P);

public sealed record TheilView(double Total, double Between, double Within, IReadOnlyList<TheilGroupView> Groups);

public sealed record TheilGroupView(string Adcode, string Name, string NameEn, double PeopleShare, double ValueShare, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? Theil, double Contribution);
