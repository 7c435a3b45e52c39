using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests.Plan;

/// <summary>Every publication has its figures, and those of the past can be asked for after it.</summary>
public sealed class HistoryTests(PlanFixture fixture) : IClassFixture<PlanFixture>
{
    [Fact]
    public async Task APublicationChangesTheScoreboardWithTheNextRequestAndTheOldStateStays()
    {
        var before = await fixture.Http.JsonAsync("/api/plan");
        Assert.Equal(77, PlanFixture.Value(PlanFixture.Line(before, "charging-piles")));
        var published = await fixture.Database.PublishAsync("charging", [Publishing.Site("a", Publishing.Lixia).With("""{"pilesTotal": 500}""")]);
        Assert.Equal(500, PlanFixture.Value(await fixture.LineAsync("charging-piles")));
        Assert.Equal(77, PlanFixture.Value(PlanFixture.Line(await fixture.Http.JsonAsync(before.Text("citation")!), "charging-piles")));

        var history = (await fixture.Http.JsonAsync("/api/indicators/charging-piles/history")).GetProperty("states").EnumerateArray().ToList();
        Assert.Equal([500.0, 77.0], history.Take(2).Select(state => state.GetProperty("value").GetDouble()));
        Assert.Equal(published.Id, history[0].GetProperty("publication").GetInt64());
        await fixture.Database.ReverseAsync("charging", published.Id!.Value);
        Assert.Equal(77, PlanFixture.Value(await fixture.LineAsync("charging-piles")));
    }

    [Fact]
    public async Task AYearBeforeAnythingHasFiguresOfItsOwn()
    {
        Assert.Equal(1, PlanFixture.Value(await fixture.LineAsync("5g-stations", "?period=2005")));   // the undated one
        Assert.Equal([11.0, 51.0, 66.0], (await fixture.LineAsync("5g-stations")).GetProperty("trend").EnumerateArray().Select(value => value.GetDouble()));
        var reported = await fixture.LineAsync("cross-province-items", "?period=2005");
        Assert.Equal((null, "not-reported"), (PlanFixture.Value(reported), reported.Text("missing")));
    }

    [Fact]
    public async Task BeforeItsYearEndsATargetIsOnTheWay()
    {
        Assert.Equal("on-the-way", (await fixture.LineAsync("5g-stations", "?period=2020")).Text("status"));
        Assert.Equal("late", (await fixture.LineAsync("5g-stations", "?period=2021")).Text("status"));
    }
}
