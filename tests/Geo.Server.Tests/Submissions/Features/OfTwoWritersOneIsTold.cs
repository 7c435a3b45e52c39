using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests.Submissions.Features;

/// <summary>A write names what it has read. Of two who read the same, one writes and the other is told; and a tag names the bytes that came with it.</summary>
public sealed class OfTwoWritersOneIsTold(WritingFixture fixture) : IClassFixture<WritingFixture>
{
    [Fact]
    public async Task TheSecondOfTwoIsStale()
    {
        var path = await fixture.AddAsync("iot-base", WritingFixture.Site("a"));
        var tag = await fixture.TagAsync(path);
        using (var first = await fixture.PatchAsync(path, """{"properties": {"name": "一"}}""", tag))
        {
            Assert.Equal(200, (int)first.StatusCode);
            Assert.Equal(await fixture.TagAsync(path), Assert.Single(first.Headers.GetValues("ETag")));
        }
        foreach (var late in new[] { await fixture.PutAsync(path, WritingFixture.Site("a"), tag), await fixture.PatchAsync(path, """{"properties": {"name": "二"}}""", tag), await fixture.DeleteAsync(path, tag) })
            using (late) await late.AssertProblemAsync(412, "stale");
        Assert.Equal("一", (await fixture.ReadAsync(path)).Property("name").GetString());
        using var whatever = await fixture.PatchAsync(path, """{"properties": {"name": "二"}}""", "\"x\", " + await fixture.TagAsync(path));
        Assert.Equal(200, (int)whatever.StatusCode);
    }

    [Fact]
    public async Task OfManyAtOnceOneWrites()
    {
        var path = await fixture.AddAsync("smart-farm", WritingFixture.Site("a"));
        var tag = await fixture.TagAsync(path);
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => fixture.PatchAsync(path, $$$"""{"properties": {"name": "{{{i}}}"}}""", tag)));
        Assert.Equal(1, answers.Count(answer => (int)answer.StatusCode == 200));
        Assert.Equal(5, answers.Count(answer => (int)answer.StatusCode == 412));
        Assert.Equal(2, await fixture.VersionAsync("smart-farm"));
    }

    [Theory]
    [InlineData(null, 428, "if-match-required")]
    [InlineData("\"0\"", 412, "stale")]
    [InlineData("abc", 400, "invalid-if-match")]
    public async Task WhoHasNotReadItDoesNotWrite(string? tag, int status, string code)
    {
        var path = await fixture.AddAsync("smart-port", WritingFixture.Site($"a{status}"));
        (string, string)[] headers = tag is null ? [] : [("If-Match", tag)];
        using (var put = await fixture.SendAsync(HttpMethod.Put, path, fixture.JinanKey, WritingFixture.Site($"a{status}"), headers: headers)) await put.AssertProblemAsync(status, code);
        using (var patch = await fixture.SendAsync(HttpMethod.Patch, path, fixture.JinanKey, "{}", WritingFixture.MergePatch, headers)) await patch.AssertProblemAsync(status, code);
        using (var delete = await fixture.SendAsync(HttpMethod.Delete, path, fixture.JinanKey, headers: headers)) await delete.AssertProblemAsync(status, code);
    }

    [Fact]
    public async Task AWeakTagIsNoneToWriteWith()
    {
        var path = await fixture.AddAsync("utility-tunnel", UtilityTunnel("a"));
        using var refused = await fixture.DeleteAsync(path, "W/" + await fixture.TagAsync(path));
        await refused.AssertProblemAsync(412, "stale");
    }

    [Fact]
    public async Task ATagIsOfThisFeatureAndNotOfOthersThatCameWithIt()
    {
        await fixture.Database.PublishAsync("network-node", [Publishing.Site("a", 117.074, 36.651), Publishing.Site("b", 117.08, 36.651)]);
        var ids = (await fixture.Http.FeaturesAsync(WritingFixture.Items("network-node"))).Select(feature => feature.GetProperty("id").GetInt64()).ToList();
        var (a, b) = ($"{WritingFixture.Items("network-node")}/{ids[0]}", $"{WritingFixture.Items("network-node")}/{ids[1]}");
        var tag = await fixture.TagAsync(a);
        using (var other = await fixture.DeleteAsync(b, tag)) await other.AssertProblemAsync(412, "stale");
        using (var changed = await fixture.PatchAsync(b, """{"properties": {"name": "另一个"}}""")) Assert.Equal(200, (int)changed.StatusCode);
        // Another feature's change is none of this one's: the layer has a new version, the feature has not.
        Assert.Equal(tag, await fixture.TagAsync(a));
        using var own = await fixture.DeleteAsync(a, tag);
        Assert.Equal(204, (int)own.StatusCode);
    }

    [Fact]
    public async Task EachTagIsStrongAndOfItsOwnBytesAndAnyOfThemServesToWrite()
    {
        var path = await fixture.AddAsync("industrial-park", WritingFixture.Site("a"));
        var bytes = new Dictionary<string, string>();
        foreach (var (query, language, encoding) in new[]
        {
            ("", "zh", "identity"), ("", "en", "identity"), ("", "zh", "gzip"), ("", "zh", "br"), ("?crs=http://www.opengis.net/def/crs/EPSG/0/4549", "zh", "identity"),
            ("?crs=http://www.opengis.net/def/crs/EPSG/0/4490", "zh", "identity"),
        })
        {
            using var answer = await fixture.Http.AskAsync(path + query, ("Accept-Language", language), ("Accept-Encoding", encoding));
            var tag = answer.Headers.ETag!;
            Assert.False(tag.IsWeak);
            Assert.Contains("Accept-Encoding", string.Join(", ", answer.Headers.Vary), StringComparison.Ordinal);
            bytes.Add(tag.Tag, Convert.ToHexString(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)));
            using (var again = await fixture.Http.AskAsync(path + query, ("Accept-Language", language), ("Accept-Encoding", encoding), ("If-None-Match", tag.Tag))) Assert.Equal(304, (int)again.StatusCode);
            using var written = await fixture.PatchAsync(path, "{}", tag.Tag);
            Assert.Equal(200, (int)written.StatusCode);
        }
        Assert.Equal(6, bytes.Values.Distinct().Count());
    }

    [Fact]
    public async Task TheSameRequestUnderOneKeyIsDoneOnce()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => fixture.PostAsync("identifier-node", WritingFixture.Site("once"), null, ("Idempotency-Key", "one"))));
        Assert.All(answers, answer => Assert.Equal((201, WritingFixture.GeoJson), ((int)answer.StatusCode, answer.Content.Headers.ContentType!.MediaType)));
        Assert.Single(answers.Select(answer => (answer.Headers.Location, answer.Headers.ETag)).Distinct());
        Assert.Single(await fixture.CodesAsync("identifier-node"));
        using (var other = await fixture.PostAsync("identifier-node", WritingFixture.Site("other"), null, ("Idempotency-Key", "one"))) await other.AssertProblemAsync(422, "idempotency-key-reused");
        var path = answers[0].Headers.Location!.PathAndQuery;
        for (var i = 0; i < 2; i++)
        {
            using var ended = await fixture.SendAsync(HttpMethod.Delete, path, fixture.JinanKey, headers: [("If-Match", "*"), ("Idempotency-Key", "end")]);
            Assert.Equal(204, (int)ended.StatusCode);
        }
    }

    private static string UtilityTunnel(string code) =>
        $$$"""{"type": "Feature", "geometry": {"type": "LineString", "coordinates": [[117.074, 36.651], [117.08, 36.651]]}, "properties": {"code": "{{{code}}}"}}""";
}
