using Geo.Server.Plan;
using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests.Plan;

/// <summary>The plan as data is the plan as text: 21 articles, and no number of it is missing.</summary>
public sealed class PlanHoldsEveryTarget(PlanFixture fixture) : IClassFixture<PlanFixture>
{
    private static readonly PlanCatalog Plan = PlanCatalog.Load(Project.Catalog);

    /// <summary>Read off the plan's text: article, indicator, number.</summary>
    public static TheoryData<int, string, double> Targets => new()
    {
        { 1, "cross-province-items", 74 }, { 1, "no-certificate-cities", 2 }, { 2, "command-platform", 1 }, { 2, "video-aggregated", 100 }, { 2, "video-key-areas", 100 },
        { 3, "office-platform", 16 }, { 4, "video-plane-bandwidth", 5_000 }, { 4, "sensing-plane-bandwidth", 5_000 }, { 4, "interconnection-bandwidth", 10_000 },
        { 5, "real-time-domains", 10 }, { 5, "person-tags", 1_000 }, { 5, "organisation-tags", 1_000 }, { 6, "disaster-recovery", 16 }, { 6, "situational-awareness", 16 },
        { 7, "industry-clusters", 10 }, { 8, "industrial-scenarios", 100 }, { 9, "smart-farming-bases", 100 }, { 9, "smart-ranches", 16 },
        { 10, "logistics-hubs", 3 }, { 10, "cold-chain-bases", 2 }, { 10, "vertical-e-commerce", 10 }, { 10, "general-e-commerce", 20 },
        { 11, "provincial-platforms", 100 }, { 11, "industrial-internet-parks", 10 }, { 12, "health-code", 1 }, { 12, "cold-chain-tracing", 1 },
        { 13, "solutions", 1_000 }, { 13, "training-sets", 1_000 }, { 14, "cities-three-stars", 90 }, { 14, "counties-three-stars", 70 }, { 14, "joined-applications", 100 },
        { 15, "smart-communities", 300 }, { 15, "rural-100-mbps", 90 }, { 15, "villages-4g", 100 },
        { 16, "5g-stations", 100_000 }, { 16, "5g-zones", 100 }, { 16, "5g-key-areas", 100 }, { 16, "gigabit-compounds", 100 }, { 16, "super-node", 1 }, { 16, "second-level-nodes", 9 },
        { 17, "low-latency-cores", 2 }, { 17, "health-data-centre", 1 }, { 17, "yellow-river-data-centre", 1 }, { 17, "hub-nodes", 2 },
        { 18, "nb-iot-urban", 100 }, { 18, "nb-iot-key-areas", 100 }, { 18, "iot-bases", 4 }, { 19, "core-communities", 1 }, { 19, "provincial-communities", 30 },
        { 20, "smart-highways", 2 }, { 20, "vehicle-test-base", 1 }, { 20, "gauged-reservoirs", 100 }, { 20, "hydrology-stations", 100 }, { 20, "charging-piles", 80_000 },
        { 20, "interconnected-charging", 100 }, { 20, "utility-tunnel-km", 600 }, { 21, "evaluated-cities", 16 },
    };

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task IsOnTheScoreboardWithItsArticleAndNumber(int article, string id, double target)
    {
        var board = await fixture.Http.JsonAsync("/api/plan");
        var shown = board.GetProperty("articles").EnumerateArray().Single(each => each.GetProperty("number").GetInt32() == article);
        var line = shown.GetProperty("indicators").EnumerateArray().Single(each => each.Text("id") == id);
        Assert.Equal(target, line.GetProperty("target").GetDouble());
    }

    [Fact]
    public void AndNoOtherNumberIsInTheData() =>
        Assert.Equal(Targets.Select(row => row.Data.Item2).Order(StringComparer.Ordinal),
            Plan.Indicators.Indicators.Where(indicator => indicator.Target is not null).Select(indicator => indicator.Id).Order(StringComparer.Ordinal));

    [Fact]
    public void All21ArticlesHaveATitleInBothLanguagesALeadAndAnIndicator()
    {
        Assert.Equal(Enumerable.Range(1, 21), Plan.Articles.Articles.Select(article => article.Number));
        foreach (var article in Plan.Articles.Articles)
        {
            Assert.True(article.Title.Zh.Length > 0 && article.Title.En.Length > 0);
            Assert.NotEmpty(article.Leads);
            Assert.Contains(Plan.Indicators.Indicators, indicator => indicator.Article == article.Number);
        }
    }

    [Fact]
    public void EveryIndicatorHasBothLanguagesAUnitAndALeadOfItsArticle()
    {
        foreach (var indicator in Plan.Indicators.Indicators)
        {
            Assert.True(indicator.Title.Zh.Length > 0 && indicator.Title.En.Length > 0);
            Assert.NotEmpty(indicator.Leads);
            Assert.Subset(Plan.Articles.Articles.Single(article => article.Number == indicator.Article).Leads.ToHashSet(), indicator.Leads.ToHashSet());
        }
    }

    [Fact]
    public void EveryKindIsUsed() => Assert.Equal(Enum.GetValues<IndicatorKind>().Order(), Plan.Indicators.Indicators.Select(indicator => indicator.Kind).Distinct().Order());
}
