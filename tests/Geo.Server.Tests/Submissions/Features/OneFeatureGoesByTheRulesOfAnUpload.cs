using System.Text.Json;
using Geo.Server.Tests.Accounts;
using Geo.Server.Tests.Harness;
using NetTopologySuite.Geometries;

namespace Geo.Server.Tests.Submissions.Features;

/// <summary>A feature that is handed in alone is checked, compared and published as a file of one row is, and said so by the same codes.</summary>
public sealed class OneFeatureGoesByTheRulesOfAnUpload(WritingFixture fixture) : IClassFixture<WritingFixture>
{
    [Theory]
    [InlineData("""{"type": "Feature", "geometry": null, "properties": {"code": "X", "operator": "cmcc"}}""", "G001 /geometry")]
    [InlineData("""{"type": "Feature", "geometry": {"type": "Point", "coordinates": [117.074, 36.651]}, "properties": {"operator": "cmcc"}}""", "R002 /properties/code")]
    [InlineData("""{"type": "Feature", "geometry": {"type": "Point", "coordinates": [117.074, 36.651]}, "properties": {"code": "X"}}""", "R002 /properties/operator")]
    [InlineData("""{"type": "Feature", "geometry": {"type": "Point", "coordinates": [117.074, 36.651]}, "properties": {"code": "X", "operator": "someone"}}""", "D001 /properties/operator")]
    [InlineData("""{"type": "Feature", "geometry": {"type": "Point", "coordinates": [117.074, 36.651]}, "properties": {"code": "X", "operator": "cmcc", "heightM": 9999}}""", "D002 /properties/heightM")]
    [InlineData("""{"type": "Feature", "geometry": {"type": "Point", "coordinates": [117.074, 36.651]}, "properties": {"code": "X", "operator": "cmcc", "heightM": "tall"}}""", "R003 /properties/heightM")]
    [InlineData("""{"type": "Feature", "geometry": {"type": "Point", "coordinates": [117.074, 36.651]}, "properties": {"code": "X", "operator": "cmcc", "inServiceDate": "2020-02-30"}}""", "R005 /properties/inServiceDate")]
    [InlineData("""{"type": "Feature", "geometry": {"type": "Point", "coordinates": [117.074, 36.651]}, "properties": {"code": "X", "operator": "cmcc", "sectors": [{"cell": "1"}, {"cell": "2", "azimuthDeg": 400}]}}""", "D002 /properties/sectors/1/azimuthDeg")]
    [InlineData("""{"type": "Feature", "geometry": {"type": "LineString", "coordinates": [[117.074, 36.651], [117.075, 36.651]]}, "properties": {"code": "X", "operator": "cmcc"}}""", "G004 /geometry")]
    [InlineData("""{"type": "Feature", "geometry": {"type": "Point", "coordinates": [36.651, 117.074]}, "properties": {"code": "X", "operator": "cmcc"}}""", "C003 /geometry")]
    [InlineData("""{"type": "Feature", "geometry": {"type": "Point", "coordinates": [0, 0]}, "properties": {"code": "X", "operator": "cmcc"}}""", "G007 /geometry")]
    [InlineData("""{"type": "Feature", "geometry": {"type": "Point", "coordinates": [117.16, 36.22]}, "properties": {"code": "X", "operator": "cmcc"}}""", "B001 /geometry")]
    public async Task WhatAnUploadWouldRefuseIsRefusedByTheSameCode(string feature, string finding)
    {
        var version = await fixture.VersionAsync("5g");
        using var refused = await fixture.PostAsync("5g", feature);
        Assert.Contains(finding, await WritingFixture.FindingsAsync(refused));
        Assert.Equal(version, await fixture.VersionAsync("5g"));
    }

    [Fact]
    public async Task AZoneIsCheckedAsAZone()
    {
        const string Crossed = """{"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [[[117.07, 36.65], [117.08, 36.66], [117.08, 36.65], [117.07, 36.66], [117.07, 36.65]]]}, "properties": {"code": "Z"}}""";
        using var refused = await fixture.PostAsync("key-area", Crossed);
        Assert.Equal(["G003 /geometry"], await WritingFixture.FindingsAsync(refused));
        var path = await fixture.AddAsync("key-area", Crossed.Replace("[117.08, 36.66], [117.08, 36.65], [117.07, 36.66]", "[117.08, 36.65], [117.08, 36.66], [117.07, 36.66]", StringComparison.Ordinal));
        Assert.Equal("370102", (await fixture.ReadAsync(path)).Property("countyAdcode").GetString());
    }

    [Fact]
    public async Task ListsComeBackAsTheyWereWritten()
    {
        const string Sectors = """[{"cell":"1","txRx":"64t64r","azimuthDeg":0},{"cell":"2","azimuthDeg":120}]""";
        var path = await fixture.AddAsync("5g", WritingFixture.Mast("lists", $", \"band\": \"n78\", \"sectors\": {Sectors}"));
        var feature = await fixture.ReadAsync(path);
        // The feature's own band does not become that of its sectors.
        Assert.Equal(JsonSerializer.Deserialize<JsonElement>(Sectors).ToString(), feature.Property("sectors").ToString().Replace(" ", "", StringComparison.Ordinal));
        using var changed = await fixture.PatchAsync(path, """{"properties": {"sectors": null}}""");
        Assert.False(JsonSerializer.Deserialize<JsonElement>(await changed.TextAsync()).GetProperty("properties").TryGetProperty("sectors", out _));
    }

    [Fact]
    public async Task AWriteIsAPublicationInTheHistoryAndIsTakenBackLikeOne()
    {
        var path = await fixture.AddAsync("iot-base", WritingFixture.Site("history"));
        using (var changed = await fixture.PatchAsync(path, """{"properties": {"name": "新名"}}""")) Assert.Equal(200, (int)changed.StatusCode);
        using (var ended = await fixture.DeleteAsync(path)) Assert.Equal(204, (int)ended.StatusCode);
        using var jinan = await fixture.JinanAsync();
        var history = (await jinan.Http.JsonAsync("/api/publications?layer=iot-base&area=370100")).GetProperty("publications").EnumerateArray().ToList();
        Assert.Equal(["OGC API DELETE history", "OGC API PATCH history", "OGC API POST history"], history.Select(each => each.Text("source")));
        Assert.All(history, each => Assert.Equal(("jinan", true), (each.Text("actor"), each.GetProperty("mayReverse").GetBoolean())));
        Assert.Equal("history站", Assert.Single(await fixture.Http.FeaturesAsync($"{WritingFixture.Items("iot-base")}?version={history[2].GetProperty("dataVersion")}")).Property("name").GetString());
        Assert.Contains("jinan publication", await fixture.Database.AuditAsync("iot-base"));
        await jinan.SentAsync(HttpMethod.Post, $"/api/publications/{history[0].GetProperty("id")}/reversal");
        Assert.Equal("新名", (await fixture.ReadAsync(path)).Property("name").GetString());
    }

    [Fact]
    public async Task WhatDiffersInNothingIsNoPublication()
    {
        var path = await fixture.AddAsync("smart-port", WritingFixture.Site("same", 117.0741234, 36.6512345));
        var (version, tag) = (await fixture.VersionAsync("smart-port"), await fixture.TagAsync(path));
        using var put = await fixture.PutAsync(path, (await fixture.ReadAsync(path)).ToString(), tag);
        Assert.Equal((200, tag), ((int)put.StatusCode, Assert.Single(put.Headers.GetValues("ETag"))));
        using var patched = await fixture.PatchAsync(path, """{"properties": {"name": "same站"}}""", tag);
        Assert.Equal((200, tag), ((int)patched.StatusCode, Assert.Single(patched.Headers.GetValues("ETag"))));
        Assert.Equal(version, await fixture.VersionAsync("smart-port"));
    }

    [Fact]
    public async Task AZoneThatWasDrawnTheOtherWayRoundStaysSo()
    {
        // As it came by another door: clockwise, and finer than a file's digits.
        var ring = new LinearRing([new(117.07, 36.65), new(117.07, 36.66), new(117.08000000001, 36.66), new(117.08, 36.65), new(117.07, 36.65)]);
        await fixture.Database.PublishAsync("reservoir", [Publishing.Site("round", Publishing.Lixia) with { Geometry = new Polygon(ring) }]);
        var path = $"{WritingFixture.Items("reservoir")}/{(await fixture.Http.FeaturesAsync(WritingFixture.Items("reservoir")))[0].GetProperty("id")}";
        var (feature, tag) = (await fixture.ReadAsync(path), await fixture.TagAsync(path));
        using (var nothing = await fixture.PatchAsync(path, "{}", tag)) Assert.Equal(tag, Assert.Single(nothing.Headers.GetValues("ETag")));
        using (var back = await fixture.PutAsync(path, feature.ToString(), tag)) Assert.Equal(tag, Assert.Single(back.Headers.GetValues("ETag")));
        using (var renamed = await fixture.PatchAsync(path, """{"properties": {"name": "改名"}}""", tag)) Assert.Equal(200, (int)renamed.StatusCode);
        Assert.Equal(feature.GetProperty("geometry").ToString(), (await fixture.ReadAsync(path)).GetProperty("geometry").ToString());
    }

    [Fact]
    public async Task ACodeIsThereOnceInItsCityAndMayChange()
    {
        var path = await fixture.AddAsync("smart-farm", WritingFixture.Site("one"));
        await fixture.AddAsync("smart-farm", WritingFixture.Site("two", 117.08));
        using (var again = await fixture.PostAsync("smart-farm", WritingFixture.Site("two"))) await again.AssertProblemAsync(409, "duplicate-code");
        using (var taken = await fixture.PatchAsync(path, """{"properties": {"code": "two"}}""")) await taken.AssertProblemAsync(409, "duplicate-code");
        using (var free = await fixture.PatchAsync(path, """{"properties": {"code": "three"}}""")) Assert.Equal(200, (int)free.StatusCode);
        Assert.Equal(["three", "two"], (await fixture.CodesAsync("smart-farm")).Order());
        Assert.Equal("three", (await fixture.ReadAsync(path)).Property("code").GetString());
    }

    [Fact]
    public async Task DemonstrationDataStayMarkedAsSuch()
    {
        await fixture.Database.PublishAsync("identifier-node", [Publishing.Site("made-up", Publishing.Lixia) with { Synthetic = true }]);
        var id = (await fixture.Http.FeaturesAsync(WritingFixture.Items("identifier-node")))[0].GetProperty("id");
        using var changed = await fixture.PatchAsync($"{WritingFixture.Items("identifier-node")}/{id}", """{"properties": {"name": "改名"}}""");
        Assert.True(JsonSerializer.Deserialize<JsonElement>(await changed.TextAsync()).Property("synthetic").GetBoolean());
    }
}
