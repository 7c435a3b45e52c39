using System.Text.Json;
using Geo.Server.Accounts;
using Geo.Server.Layers;
using Geo.Server.Tests.Accounts;
using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests.Submissions.Features;

/// <summary>Who reads the centre of a cell cannot write it over the place: neither an editor who forgot the key, nor one who may not see more.</summary>
public sealed class CoarsePositionsAreNotWrittenBack(CoarsePositionsAreNotWrittenBack.Fixture fixture) : IClassFixture<CoarsePositionsAreNotWrittenBack.Fixture>
{
    public sealed class Fixture : WritingFixture
    {
        protected override async Task<TestServer> StartAsync() =>
            await TestServer.StartAsync(await TestDatabase.CreateAsync(), "--Positions:iot-base=city-editor", "--Positions:smart-farm=province-editor");
    }

    private static (double, double) PlaceOf(JsonElement feature) => (feature.GetProperty("geometry").GetProperty("coordinates")[0].GetDouble(), feature.GetProperty("geometry").GetProperty("coordinates")[1].GetDouble());

    private Task<JsonElement> AsAsync(string key, string path) => fixture.Http.JsonAsync(path, ("Authorization", $"Bearer {key}"));

    [Fact]
    public async Task TheCitysEditorSeesExactlyAndWritesBackWhatWasRead()
    {
        var path = await fixture.AddAsync("iot-base", WritingFixture.Site("a"));
        var (feature, tag) = (await AsAsync(fixture.JinanKey, path), await fixture.TagAsync(path, fixture.JinanKey));
        Assert.Equal((117.074, 36.651), PlaceOf(feature));
        using var put = await fixture.PutAsync(path, feature.ToString().Replace("a站", "新名", StringComparison.Ordinal), tag);
        Assert.Equal(200, (int)put.StatusCode);
        Assert.Equal((117.074, 36.651), PlaceOf(await AsAsync(fixture.JinanKey, path)));
        Assert.Equal("exact", JsonSerializer.Deserialize<JsonElement>(await put.TextAsync()).GetProperty("positions").Text("precision"));
    }

    [Fact]
    public async Task WhatWasReadWithoutTheKeyIsStale()
    {
        var path = await fixture.AddAsync("iot-base", WritingFixture.Site("b"));
        var (coarse, tag) = (await fixture.ReadAsync(path), await fixture.TagAsync(path));
        Assert.Equal((117.075, 36.655), PlaceOf(coarse));
        using (var refused = await fixture.PutAsync(path, coarse.ToString(), tag)) await refused.AssertProblemAsync(412, "stale");
        Assert.Equal((117.074, 36.651), PlaceOf(await AsAsync(fixture.JinanKey, path)));
    }

    [Fact]
    public async Task AnEditorWhoMayNotSeeThePlaceChangesTheRestAndNotThePlace()
    {
        var path = await fixture.AddAsync("smart-farm", WritingFixture.Site("c"));
        var (coarse, tag) = (await AsAsync(fixture.JinanKey, path), await fixture.TagAsync(path, fixture.JinanKey));
        Assert.Equal((117.075, 36.655), PlaceOf(coarse));
        using (var put = await fixture.PutAsync(path, coarse.ToString(), tag)) await put.AssertProblemAsync(403, "positions-limited");
        using (var moved = await fixture.PatchAsync(path, """{"geometry": {"type": "Point", "coordinates": [117.075, 36.655]}}""", tag)) await moved.AssertProblemAsync(403, "positions-limited");
        using (var options = await fixture.SendAsync(HttpMethod.Options, path, fixture.JinanKey)) Assert.Equal(["GET", "HEAD", "OPTIONS", "PATCH", "DELETE"], options.Content.Headers.Allow);
        using var renamed = await fixture.PatchAsync(path, """{"properties": {"name": "新名"}}""", tag);
        Assert.Equal((117.075, 36.655), PlaceOf(JsonSerializer.Deserialize<JsonElement>(await renamed.TextAsync())));
        var exact = await AsAsync(fixture.ProvinceKey, path);
        Assert.Equal(((117.074, 36.651), "新名"), (PlaceOf(exact), exact.Property("name").GetString()));
    }

    [Fact]
    public async Task TheCookieThatIsSentThereWritesNothingWithoutItsWord()
    {
        using var editor = await fixture.JinanAsync();
        editor.AntiforgeryToken = null;
        using var refused = await editor.SendAsync(HttpMethod.Post, WritingFixture.Items("iot-base"), new { type = "Feature" });
        await refused.AssertProblemAsync(400, "antiforgery");
    }
}
