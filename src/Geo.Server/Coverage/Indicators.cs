using Geo.Server.Layers;

namespace Geo.Server.Coverage;

/// <summary>A figure that areas are compared by.</summary>
/// <param name="Direction">up: more is better.</param>
public sealed record Indicator(string Id, Title Title, string Unit, string Direction);

/// <summary>The indicators of each kind of coverage.</summary>
internal static class Indicators
{
    private static readonly Indicator PeopleCovered = new("people-covered", new("人口覆盖率", "People covered"), "%", "up");
    private static readonly Indicator AreaCovered = new("area-covered", new("面积覆盖率", "Area covered"), "%", "up");
    private static readonly Indicator PeopleDeep = new("people-deep", new("深度覆盖人口比例", "People deeply covered"), "%", "up");
    private static readonly Indicator AreaDeep = new("area-deep", new("深度覆盖面积比例", "Area deeply covered"), "%", "up");
    private static readonly Indicator PeopleUncovered = new("people-uncovered", new("未覆盖人口", "People not covered"), "{person}", "down");

    public static IReadOnlyList<Indicator> Of(CoverageModel model) => model switch
    {
        RadioModel => [PeopleCovered, AreaCovered, PeopleDeep, AreaDeep, PeopleUncovered],
        ReachModel reach =>
        [
            .. reach.Reach.WithinM.Select(within => new Indicator($"people-{within / 1000:0.###}km", new($"{within / 1000:0.###} 公里内人口比例", $"People within {within / 1000:0.###} km"), "%", "up")),
            new("piles-per-10k", new("每万人充电桩数", "Piles per 10,000 people"), "1", "up"),
            new("access-2sfca", new("充电可达性（2SFCA，每万人桩数）", "Accessibility (2SFCA, piles per 10,000 people)"), "1", "up"),
            PeopleUncovered,
        ],
        LatencyModel latency =>
        [
            .. latency.Latency.WithinMs.Select(within => new Indicator($"people-{within:0.###}ms", new($"时延 {within:0.###} 毫秒内人口比例", $"People within {within:0.###} ms"), "%", "up")),
            PeopleUncovered,
        ],
        _ => [],
    };
}
