using Geo.Server.Plan;
using Geo.Server.Tests.Harness;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using NetTopologySuite.Geometries;

namespace Geo.Server.Tests.Plan;

/// <summary>The scoreboard is counted before somebody asks, never from what was before, and from exact positions whoever asks.</summary>
public sealed class FiguresAreReadyAndExactTests
{
    // The centre of this place's cell lies 600 m away, outside of its zone.
    private static readonly Coordinate Corner = new(117.0005, 36.6505);

    [Fact]
    public async Task LimitedPositionsChangeNoFigure()
    {
        await using var server = await TestServer.StartAsync(await TestDatabase.CreateAsync(), "--Positions:video-resource=city-editor");
        await server.Database.PublishAsync("key-area", [Publishing.Zone("k", Corner, 0.001)]);
        await server.Database.PublishAsync("video-resource", [Publishing.Site("v", Corner).With("""{"aggregation": "aggregated"}""")]);
        var line = PlanFixture.Line(await server.Http.JsonAsync("/api/plan"), "video-key-areas");
        Assert.Equal(100, PlanFixture.Value(line));
    }

    [Fact]
    public async Task AfterAPublicationTheNextAnswerHasItHoweverSoonItIsAsked()
    {
        await using var server = await TestServer.StartAsync(await TestDatabase.CreateAsync());
        for (var i = 1; i <= 4; i++)
        {
            await server.Database.PublishAsync("5g", [.. Enumerable.Range(0, i).Select(j => Publishing.Site($"s{j}", Publishing.Lixia))]);
            Assert.Equal(i, PlanFixture.Value(PlanFixture.Line(await server.Http.JsonAsync("/api/plan"), "5g-stations")));
        }
    }

    [Fact]
    public async Task WhatIsMadeReadyIsWhatTheScoreboardAsksFor()
    {
        await using var server = await TestServer.StartAsync(await TestDatabase.CreateAsync());
        var (reading, cache) = (server.Services.GetRequiredService<PlanReading>(), server.Services.GetRequiredService<IMemoryCache>());
        await reading.WarmAsync(TestContext.Current.CancellationToken);
        var moment = await reading.MomentAsync(null, null, TestContext.Current.CancellationToken);
        Assert.All(moment.Version.Plan.Standard.Years, year => Assert.True(cache.TryGetValue($"plan-figures:{moment.Key}:{year}", out _), $"{year}"));
    }
}
