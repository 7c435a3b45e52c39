using System.Text;
using System.Text.Json;
using Geo.Server.Tests.Coverage;
using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests.Submissions.Features;

/// <summary>What is no feature, too large, in words of its own or cut off in the middle changes nothing, and the answer says why.</summary>
public sealed class HostileWritesAreRefused(WritingFixture fixture) : IClassFixture<WritingFixture>
{
    [Theory]
    [InlineData("", 400, "malformed-json")]
    [InlineData("{\"type\": \"Feature\",", 400, "malformed-json")]
    [InlineData("{\"type\": \"Feature\", \"type\": \"Feature\"}", 400, "malformed-json")]
    [InlineData("{\"type\": \"Feature\", \"properties\": {\"code\": \"x\", \"name\": \"\\ud800\"}, \"geometry\": null}", 400, "malformed-json")]
    [InlineData("{\"type\": \"Feature\", \"properties\": {\"code\": \"x\", \"\\udc00\": 1}, \"geometry\": null}", 400, "malformed-json")]
    [InlineData("[]", 400, "not-an-object")]
    [InlineData("null", 400, "not-an-object")]
    [InlineData("{\"type\": \"FeatureCollection\", \"features\": []}", 400, "not-a-feature")]
    [InlineData("{\"type\": \"Point\", \"coordinates\": [117.074, 36.651]}", 400, "not-a-feature")]
    [InlineData("{\"type\": \"Feature\", \"properties\": [], \"geometry\": null}", 400, "not-a-feature")]
    [InlineData("{\"type\": \"Feature\", \"crs\": {\"type\": \"name\"}, \"properties\": {}, \"geometry\": null}", 400, "crs-in-content")]
    [InlineData("{\"type\": \"Feature\", \"id\": 7, \"properties\": {\"code\": \"x\"}, \"geometry\": null}", 422, "id-not-given")]
    [InlineData("{\"type\": \"Feature\", \"properties\": {\"code\": \"x\", \"colour\": \"red\"}, \"geometry\": null}", 422, "unknown-property")]
    [InlineData("{\"type\": \"Feature\", \"properties\": {\"code\": \"x\", \"sectors\": [{\"colour\": 1}]}, \"geometry\": null}", 422, "unknown-property")]
    [InlineData("{\"type\": \"Feature\", \"properties\": {\"code\": {\"a\": 1}}, \"geometry\": null}", 422, "wrong-type")]
    [InlineData("{\"type\": \"Feature\", \"properties\": {\"code\": \"x\", \"sectors\": \"three\"}, \"geometry\": null}", 422, "wrong-type")]
    [InlineData("{\"type\": \"Feature\", \"properties\": {\"code\": \"x\", \"synthetic\": true}, \"geometry\": null}", 422, "read-only-property")]
    [InlineData("{\"type\": \"Feature\", \"properties\": {\"code\": \"x\", \"countyAdcode\": \"370102\"}, \"geometry\": null}", 422, "read-only-property")]
    public async Task WhatIsNoFeature(string content, int status, string code)
    {
        using var refused = await fixture.PostAsync("5g", content);
        await refused.AssertProblemAsync(status, code);
    }

    [Theory]
    [InlineData("""{"type": "Feature", "properties": {"code": "x"}, "geometry": {"type": "Point"}}""")]
    [InlineData("""{"type": "Feature", "properties": {"code": "x"}, "geometry": {"type": "Point", "coordinates": ["a", "b"]}}""")]
    [InlineData("""{"type": "Feature", "properties": {"code": "x"}, "geometry": {"type": "Circle", "coordinates": [1, 2]}}""")]
    [InlineData("""{"type": "Feature", "properties": {"code": "x"}, "geometry": "here"}""")]
    [InlineData("""{"type": "Feature", "properties": {"code": "x"}, "geometry": {"type": "Point", "coordinates": [1e400, 36]}}""")]
    public async Task GeometriesThatAreNone(string content)
    {
        using var refused = await fixture.PostAsync("iot-base", content);
        Assert.NotEmpty(await WritingFixture.FindingsAsync(refused));
    }

    [Fact]
    public async Task TextInAnotherEncodingIsRefusedAndNotMadeIllegible()
    {
        // 历下 as GBK has it.
        var content = Encoding.Latin1.GetBytes("""{"type": "Feature", "properties": {"code": "gbk", "name": "ÀúÏÂ", "operator": "cmcc"}, "geometry": {"type": "Point", "coordinates": [117.074, 36.651]}}""");
        using var request = new HttpRequestMessage(HttpMethod.Post, WritingFixture.Items("5g")) { Content = new ByteArrayContent(content) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", WritingFixture.GeoJson);
        request.Headers.Authorization = new("Bearer", fixture.JinanKey);
        using var refused = await fixture.Http.SendAsync(request, TestContext.Current.CancellationToken);
        await refused.AssertProblemAsync(400, "malformed-json");
    }

    [Theory]
    [InlineData("""{"heightM": 45, "properties": {"vendor": "zte"}}""")]
    [InlineData("""{"properties": {"vendor": "zte"}, "heightM": 45}""")]
    [InlineData("""{"properties": null, "heightM": 45}""")]
    public async Task APatchOfTwoShapesIsRefusedAndChangesNothing(string patch)
    {
        var path = await fixture.AddAsync("5g", WritingFixture.Mast($"two{patch.GetHashCode(StringComparison.Ordinal)}"));
        var before = await fixture.TagAsync(path);
        using var refused = await fixture.PatchAsync(path, patch);
        await refused.AssertProblemAsync(422, "two-shapes");
        Assert.Equal(before, await fixture.TagAsync(path));
    }

    [Fact]
    public async Task BrokenJsonIsRefusedWithItsPlace()
    {
        using var refused = await fixture.PostAsync("5g", "{\n  \"名\": 1,\n  oops\n}");
        await refused.AssertProblemAsync(400, "malformed-json");
        Assert.Equal(14, JsonSerializer.Deserialize<JsonElement>(await refused.TextAsync()).GetProperty("position").GetInt32());
    }

    [Fact]
    public async Task WhatIsTooLargeIsNotRead()
    {
        // Asked before it is sent: a service that closes while somebody is still sending may not be heard.
        using var refused = await fixture.PostAsync("5g", WritingFixture.Mast("big", $", \"address\": \"{new string('x', 2_000_001)}\""), null, ("Expect", "100-continue"));
        await refused.AssertProblemAsync(413, "too-large");
        var deep = new StringBuilder().Insert(0, "[", 100).Append(']', 100);
        using var nested = await fixture.PostAsync("5g", WritingFixture.Mast("deep", $", \"sectors\": {deep}"));
        await nested.AssertProblemAsync(400, "malformed-json");
    }

    [Theory]
    [InlineData("text/csv")]
    [InlineData("application/merge-patch+json")]
    [InlineData("application/gml+xml")]
    public async Task OtherMediaTypesAreToldWhatIsAccepted(string type)
    {
        using var post = await fixture.SendAsync(HttpMethod.Post, WritingFixture.Items("5g"), fixture.JinanKey, WritingFixture.Mast("a"), type);
        await post.AssertProblemAsync(415, "unsupported-media-type");
        Assert.Equal("application/geo+json, application/json", Assert.Single(post.Headers.GetValues("Accept-Post")));
        using var patch = await fixture.SendAsync(HttpMethod.Patch, $"{WritingFixture.Items("5g")}/1", fixture.JinanKey, "{}", WritingFixture.GeoJson, ("If-Match", "*"));
        await patch.AssertProblemAsync(415, "unsupported-media-type");
        Assert.Equal("application/merge-patch+json", Assert.Single(patch.Headers.GetValues("Accept-Patch")));
    }

    [Theory]
    [InlineData("http://www.opengis.net/def/crs/EPSG/0/4527", true)]
    [InlineData("<http://www.opengis.net/def/crs/EPSG/0/4549>", true)]
    [InlineData("http://www.opengis.net/def/crs/EPSG/0/32650", false)]
    [InlineData("EPSG:4549", false)]
    public async Task CoordinateSystemsAreThoseThatAreServed(string crs, bool served)
    {
        using var answer = await fixture.PostAsync("5g", WritingFixture.Mast("crs"), null, ("Content-Crs", crs));
        // Degrees are no metres, so a system that is served refuses them as an upload would.
        if (served) Assert.NotEmpty(await WritingFixture.FindingsAsync(answer));
        else await answer.AssertProblemAsync(400, "invalid-content-crs");
    }

    [Fact]
    public async Task APatchOfWhatIsNotThereIsRefused()
    {
        var path = await fixture.AddAsync("smart-farm", WritingFixture.Site("a"));
        foreach (var (patch, code) in new[]
        {
            ("""{"colour": "red"}""", "unknown-property"), ("""{"properties": {"colour": "red"}}""", "unknown-property"), ("""{"properties": {"cityAdcode": "370200"}}""", "read-only-property"),
            ("""{"id": 999999999}""", "id-not-given"), ("""{"properties": {"code": null}}""", "not-accepted"), ("""{"geometry": null}""", "not-accepted"),
        })
            using (var refused = await fixture.PatchAsync(path, patch)) await refused.AssertProblemAsync(422, code);
        Assert.Equal(1, await fixture.VersionAsync("smart-farm"));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("999999999")]
    [InlineData("abc")]
    [InlineData("99999999999999999999")]
    public async Task AFeatureThatIsNotThereIsNotWritten(string id)
    {
        var path = $"{WritingFixture.Items("5g")}/{id}";
        using (var put = await fixture.PutAsync(path, WritingFixture.Mast("a"))) await put.AssertProblemAsync(404, "unknown-feature");
        using (var patch = await fixture.PatchAsync(path, "{}")) await patch.AssertProblemAsync(404, "unknown-feature");
        using (var delete = await fixture.DeleteAsync(path)) await delete.AssertProblemAsync(404, "unknown-feature");
    }

    [Fact]
    public async Task AWriteThatFailsInCoverageLeavesNothing()
    {
        var path = await fixture.AddAsync("nb-iot", WritingFixture.Mast("a"));
        var (version, tag) = (await fixture.VersionAsync("nb-iot"), await fixture.TagAsync(path));
        await using (var fail = fixture.Database.Owner.CreateCommand("""
            create function geo.fail() returns trigger language plpgsql as $$ begin raise exception 'the disk is full'; end $$;
            create trigger fails before insert or update on geo.coverage_area for each statement execute function geo.fail()
            """)) await fail.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        try
        {
            using (var moved = await fixture.PatchAsync(path, """{"geometry": {"type": "Point", "coordinates": [117.1, 36.66]}}""", tag)) await moved.AssertProblemAsync(500, "internal-error");
            using (var added = await fixture.PostAsync("nb-iot", WritingFixture.Mast("b"))) Assert.Equal(500, (int)added.StatusCode);
            using (var ended = await fixture.DeleteAsync(path, tag)) Assert.Equal(500, (int)ended.StatusCode);
        }
        finally
        {
            await using var mend = fixture.Database.Owner.CreateCommand("drop function geo.fail cascade");
            await mend.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
        Assert.Equal((version, tag), (await fixture.VersionAsync("nb-iot"), await fixture.TagAsync(path)));
        Assert.Equal(0, await fixture.Database.ScalarAsync<long>("select count(*) from geo.submission"));
        Assert.Empty(await fixture.Database.CoverageDifferencesAsync("nb-iot"));
        using var after = await fixture.DeleteAsync(path, tag);
        Assert.Equal(204, (int)after.StatusCode);
        Assert.Empty(await fixture.Database.CoverageDifferencesAsync("nb-iot"));
    }
}
