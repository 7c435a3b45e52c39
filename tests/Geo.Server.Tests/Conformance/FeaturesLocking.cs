using System.Net.Http.Headers;
using Geo.Server.Tests.Harness;
using Geo.Server.Tests.Submissions.Features;

namespace Geo.Server.Tests.Conformance;

/// <summary>OGC API - Features - Part 4 (20-002r1, draft), annex A: "Optimistic Locking using ETags".</summary>
public sealed class FeaturesLocking(WritingFixture fixture) : IClassFixture<WritingFixture>
{
    private const string Etags = "ogcapi-features-4/1.0/conf/optimistic-locking-etags";
    private const string Patch = """{"properties": {"heightM": 45}}""";

    private Task<string> AddAsync(string code) => fixture.AddAsync("5g", WritingFixture.Mast(code));

    [AbstractTest(Etags, "get-etag")]
    public async Task EveryFeatureHasATag()
    {
        await AddAsync("get-etag");
        foreach (var feature in await fixture.Http.FeaturesAsync($"{WritingFixture.Items("5g")}?limit=1000"))
        {
            using var answer = await fixture.Http.AskAsync($"{WritingFixture.Items("5g")}/{feature.GetProperty("id")}");
            Assert.Equal(200, (int)answer.StatusCode);
            Assert.True(EntityTagHeaderValue.TryParse(Assert.Single(answer.Headers.GetValues("ETag")), out _));
        }
    }

    [AbstractTest(Etags, "replace")]
    public Task AReplacementIsHeldToItsTag() => AssertHeldAsync("replace", (path, tag) =>
        fixture.SendAsync(HttpMethod.Put, path, fixture.JinanKey, WritingFixture.Mast("replace", ", \"heightM\": 45"), WritingFixture.GeoJson, tag is null ? [] : [("If-Match", tag)]));

    [AbstractTest(Etags, "update")]
    public Task AChangeIsHeldToItsTag() => AssertHeldAsync("update", (path, tag) =>
        fixture.SendAsync(HttpMethod.Patch, path, fixture.JinanKey, Patch, WritingFixture.MergePatch, tag is null ? [] : [("If-Match", tag)]));

    [AbstractTest(Etags, "delete")]
    public async Task ARemovalIsHeldToItsTag()
    {
        var (first, second) = (await AddAsync("delete"), await AddAsync("delete-second"));
        var tag = await fixture.TagAsync(first);
        using (var other = await fixture.DeleteAsync(first, "\"0\"")) Assert.Equal(412, (int)other.StatusCode);
        Assert.Equal(tag, await fixture.TagAsync(first));
        using (var own = await fixture.DeleteAsync(first, tag)) Assert.Equal(204, (int)own.StatusCode);
        using (var gone = await fixture.Http.AskAsync(first)) Assert.Equal(404, (int)gone.StatusCode);
        using var none = await fixture.SendAsync(HttpMethod.Delete, second, fixture.JinanKey);
        Assert.Equal(428, (int)none.StatusCode);
    }

    private async Task AssertHeldAsync(string code, Func<string, string?, Task<HttpResponseMessage>> write)
    {
        var path = await AddAsync(code);
        var tag = await fixture.TagAsync(path);
        using (var other = await write(path, "\"0\"")) Assert.Equal(412, (int)other.StatusCode);
        Assert.Equal(tag, await fixture.TagAsync(path));
        using (var own = await write(path, tag))
        {
            Assert.Equal(200, (int)own.StatusCode);
            Assert.NotEqual(tag, Assert.Single(own.Headers.GetValues("ETag")));
        }
        using var none = await write(path, null);
        Assert.Equal(428, (int)none.StatusCode);
    }
}
