using System.Text.Json;
using Geo.Core.Statistics;
using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests.Plan;

/// <summary>Stars follow from indicators by weights that everyone can read; what was published is shown as what it is.</summary>
public sealed class RatingsTests(PlanFixture fixture) : IClassFixture<PlanFixture>
{
    private static JsonElement Area(JsonElement answer, string adcode) => answer.GetProperty("areas").EnumerateArray().Single(area => area.Text("adcode") == adcode);

    [Fact]
    public async Task AScoreIsTheWeightedMeanOfDomainsThatHaveOne()
    {
        var answer = await fixture.Http.JsonAsync("/api/ratings?level=city");
        var weights = answer.GetProperty("standard").GetProperty("domains").EnumerateArray().Select(domain => domain.GetProperty("weight").GetDouble()).ToList();
        foreach (var area in answer.GetProperty("areas").EnumerateArray().Where(area => area.TryGetProperty("score", out _)))
        {
            var scores = area.GetProperty("domains").EnumerateArray().Select(score => score.ValueKind == JsonValueKind.Number ? score.GetDouble() : (double?)null).ToList();
            var there = scores.Zip(weights).Where(pair => pair.First is not null).ToList();
            var naive = there.Sum(pair => pair.First!.Value * pair.Second) / there.Sum(pair => pair.Second) + area.GetProperty("bonus").GetDouble();
            Assert.Equal(Math.Min(100, naive), area.GetProperty("score").GetDouble(), 1e-9);
        }
    }

    [Fact]
    public async Task ABreakdownLeadsFromTheScoreToItsIndicators()
    {
        var found = await fixture.Http.JsonAsync("/api/ratings/370100");
        var item = found.GetProperty("domains").EnumerateArray().SelectMany(domain => domain.GetProperty("items").EnumerateArray()).Single(each => each.Text("indicator") == "5g-stations");
        var people = await fixture.Database.ScalarAsync<long>("select population_2020 from geo.area where adcode = '370100' and valid_to is null");
        Assert.Equal(40 / (people / 1e4), item.GetProperty("measured").GetDouble(), 1e-9);
        Assert.Equal(100 * 40 / (people / 1e4) / item.GetProperty("max").GetDouble(), item.GetProperty("normalised").GetDouble(), 1e-9);
        var blank = found.GetProperty("domains").EnumerateArray().Single(domain => domain.Text("id") == "government").GetProperty("items")[0];
        Assert.Equal("not-reported", blank.Text("missing"));
        Assert.False(blank.TryGetProperty("normalised", out _));
    }

    [Fact]
    public async Task WhatIsNeededForTheNextStarIsEnoughAndNoMore()
    {
        var found = await fixture.Http.JsonAsync("/api/ratings/370481");
        var next = found.GetProperty("nextStar");
        Assert.Equal(next.GetProperty("fromScore").GetDouble() - found.GetProperty("score").GetDouble(), next.GetProperty("points").GetDouble(), 1e-9);
    }

    [Fact]
    public async Task SharesOfRatedAreasAreCountedFromTheRatings()
    {
        var answer = await fixture.Http.JsonAsync("/api/ratings?level=county");
        var reached = answer.GetProperty("areas").EnumerateArray().Count(area => area.TryGetProperty("stars", out var stars) && stars.GetInt32() >= 3);
        Assert.Equal(100.0 * reached / 136, PlanFixture.Value(await fixture.LineAsync("counties-three-stars"))!.Value, 1e-9);
    }

    [Fact]
    public async Task APilotIsShownAsAPilotAndTheOneAwardAsAnAward()
    {
        var counties = await fixture.Http.JsonAsync("/api/ratings?level=county");
        var published = counties.GetProperty("areas").EnumerateArray().SelectMany(area => area.GetProperty("published").EnumerateArray()).ToList();
        var award = Assert.Single(published, rating => rating.Text("status") == "awarded");
        Assert.Equal(2023, award.GetProperty("year").GetInt32());
        Assert.Equal("awarded", Area(counties, "371425").GetProperty("published").EnumerateArray().Last().Text("status"));
        Assert.All(published, rating => Assert.NotEmpty(rating.Text("source")!));
        Assert.True(counties.GetProperty("demonstration").GetBoolean());
        // Every published rating finds its area among today's.
        var cities = await fixture.Http.JsonAsync("/api/ratings?level=city");
        var known = published.Count + cities.GetProperty("areas").EnumerateArray().Sum(area => area.GetProperty("published").GetArrayLength());
        Assert.Equal(File.ReadLines(Path.Combine(Project.Catalog.Folder, "ratings", "published.csv")).Count() - 1, known);
    }

    [Fact]
    public async Task RanksAreThoseOfTheScoresAndLieInTheirIntervals()
    {
        var areas = (await fixture.Http.JsonAsync("/api/ratings?level=city")).GetProperty("areas").EnumerateArray().ToList();
        var scores = areas.Select(area => area.TryGetProperty("score", out var score) ? score.GetDouble() : (double?)null).ToList();
        for (var i = 0; i < areas.Count; i++)
        {
            if (scores[i] is null) continue;
            var rank = areas[i].GetProperty("rank").GetInt32();
            Assert.Equal(1 + scores.Count(other => other > scores[i] + 1e-9), rank);
            Assert.InRange(rank, areas[i].GetProperty("best").GetInt32(), areas[i].GetProperty("worst").GetInt32());
        }
    }

    [Fact]
    public async Task ClustersAndInequalityAreThoseOfTheScores()
    {
        var scores = (await fixture.Http.JsonAsync("/api/ratings?level=county")).GetProperty("areas").EnumerateArray()
            .Select(area => (Score: area.TryGetProperty("score", out var score) ? score.GetDouble() : (double?)null, People: (double)area.GetProperty("people").GetInt64())).ToList();
        var found = await fixture.Http.JsonAsync("/api/ratings/statistics?level=county");
        // Gini by its definition: the mean absolute difference of any two, weighted by people.
        var there = scores.Where(each => each.Score is not null).ToList();
        var total = there.Sum(each => each.People);
        var mean = there.Sum(each => each.Score!.Value * each.People) / total;
        var naive = there.Sum(a => there.Sum(b => a.People * b.People * Math.Abs(a.Score!.Value - b.Score!.Value))) / (2 * total * total * mean);
        Assert.Equal(naive, found.GetProperty("gini").GetDouble(), 1e-9);
        var theil = found.GetProperty("theil");
        Assert.Equal(theil.GetProperty("total").GetDouble(), theil.GetProperty("between").GetDouble() + theil.GetProperty("within").GetDouble(), 1e-12);
        Assert.Equal(FisherJenks.Of([.. scores.Select(each => each.Score)], 5).Breaks, found.GetProperty("breaks").GetProperty("fisher-jenks").EnumerateArray().Select(each => each.GetDouble()));
        using var again = await fixture.Http.AskAsync("/api/ratings/statistics?level=county");
        Assert.Equal(found.ToString(), await again.TextAsync());
    }

    [Fact]
    public async Task ADomainWithoutAnyValueHasNoStatistics()
    {
        var found = await fixture.Http.JsonAsync("/api/ratings/statistics?level=city&domain=local");
        Assert.Equal("too-few-areas", found.Text("undefined"));
        Assert.False(found.TryGetProperty("moran", out _));
        Assert.False(found.TryGetProperty("gini", out _));
    }
}
