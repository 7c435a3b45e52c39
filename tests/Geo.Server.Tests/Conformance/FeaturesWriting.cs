using System.Text.Json;
using Geo.Server.Tests.Harness;
using Geo.Server.Tests.Submissions.Features;

namespace Geo.Server.Tests.Conformance;

/// <summary>OGC API - Features - Part 4 (20-002r1, draft), annex A: "Create/Replace/Delete" and "Update". The mutable collection is 5g.</summary>
public sealed class FeaturesWriting(WritingFixture fixture) : IClassFixture<WritingFixture>
{
    private const string CreateReplaceDelete = "ogcapi-features-4/1.0/conf/create-replace-delete";
    private const string Update = "ogcapi-features-4/1.0/conf/update";
    private const string Collection = "5g";

    private static string Items => WritingFixture.Items(Collection);

    [AbstractTest(CreateReplaceDelete, "options")]
    public async Task MethodsAreDeclared()
    {
        var path = await fixture.AddAsync(Collection, WritingFixture.Mast("options"));
        using var resources = await fixture.SendAsync(HttpMethod.Options, Items, fixture.JinanKey);
        Assert.Equal(200, (int)resources.StatusCode);
        Assert.Contains("POST", resources.Content.Headers.Allow);
        Assert.Contains("application/geo+json", Assert.Single(resources.Headers.GetValues("Accept-Post")), StringComparison.Ordinal);
        using var resource = await fixture.SendAsync(HttpMethod.Options, path, fixture.JinanKey);
        Assert.Equal(200, (int)resource.StatusCode);
        Assert.Contains("PUT", resource.Content.Headers.Allow);
        Assert.Contains("DELETE", resource.Content.Headers.Allow);
    }

    [AbstractTest(CreateReplaceDelete, "create")]
    public async Task ANewFeatureIsAtItsLocation()
    {
        var before = (await fixture.Http.FeaturesAsync($"{Items}?limit=1000")).Select(feature => feature.GetProperty("id").ToString()).ToList();
        using var created = await fixture.PostAsync(Collection, WritingFixture.Mast("create", ", \"heightM\": 30"));
        Assert.Equal(201, (int)created.StatusCode);
        var feature = await fixture.ReadAsync(created.Headers.Location!.ToString());
        Assert.Equal(("create", 30), (feature.Property("code").GetString(), feature.Property("heightM").GetInt32()));
        Assert.DoesNotContain(feature.GetProperty("id").ToString(), before);
        Assert.EndsWith($"/{feature.GetProperty("id")}", created.Headers.Location.ToString(), StringComparison.Ordinal);

        using var withId = await fixture.PostAsync(Collection, WritingFixture.Mast("create-with-id").Replace("\"type\": \"Feature\"", "\"type\": \"Feature\", \"id\": 123456789", StringComparison.Ordinal));
        Assert.InRange((int)withId.StatusCode, 400, 499);
        Assert.DoesNotContain("create-with-id", await fixture.CodesAsync(Collection));
    }

    [AbstractTest(CreateReplaceDelete, "create-content-type")]
    public async Task CreatingNeedsAMediaType()
    {
        using var refused = await fixture.SendAsync(HttpMethod.Post, Items, fixture.JinanKey, WritingFixture.Mast("untyped"), type: null);
        Assert.Equal(400, (int)refused.StatusCode);
    }

    [AbstractTest(CreateReplaceDelete, "replace")]
    public async Task AFeatureIsReplacedAsAWhole()
    {
        var path = await fixture.AddAsync(Collection, WritingFixture.Mast("replace", ", \"heightM\": 30, \"band\": \"n78\""));
        using var replaced = await fixture.PutAsync(path, WritingFixture.Mast("replace", ", \"heightM\": 40"));
        Assert.Equal(200, (int)replaced.StatusCode);
        var feature = await fixture.ReadAsync(path);
        Assert.Equal(40, feature.Property("heightM").GetInt32());
        Assert.False(feature.GetProperty("properties").TryGetProperty("band", out _));
    }

    [AbstractTest(CreateReplaceDelete, "replace-content-type")]
    public async Task ReplacingNeedsAMediaType()
    {
        var path = await fixture.AddAsync(Collection, WritingFixture.Mast("replace-untyped"));
        using var refused = await fixture.SendAsync(HttpMethod.Put, path, fixture.JinanKey, WritingFixture.Mast("replace-untyped"), type: null, ("If-Match", "*"));
        Assert.Equal(400, (int)refused.StatusCode);
    }

    [AbstractTest(CreateReplaceDelete, "replace-rid")]
    public async Task AnotherIdInAReplacementIsRefused()
    {
        var (path, other) = (await fixture.AddAsync(Collection, WritingFixture.Mast("rid")), await fixture.AddAsync(Collection, WritingFixture.Mast("rid-other")));
        var before = (await fixture.ReadAsync(other)).ToString();
        using var refused = await fixture.PutAsync(path, WritingFixture.Mast("rid").Replace("\"type\": \"Feature\"", $"\"type\": \"Feature\", \"id\": {other.Split('/')[^1]}", StringComparison.Ordinal));
        Assert.InRange((int)refused.StatusCode, 400, 499);
        Assert.Equal(before, (await fixture.ReadAsync(other)).ToString());
    }

    [AbstractTest(CreateReplaceDelete, "replace-exceptions")]
    public async Task AReplacementCreatesNothing()
    {
        using var first = await fixture.SendAsync(HttpMethod.Put, $"{Items}/987654321", fixture.JinanKey, WritingFixture.Mast("nothing"));
        Assert.Equal(404, (int)first.StatusCode);
        using var second = await fixture.PutAsync($"{Items}/987654322", WritingFixture.Mast("nothing"), "\"xyz\"");
        Assert.Equal(404, (int)second.StatusCode);
        using var read = await fixture.Http.AskAsync($"{Items}/987654322");
        Assert.Equal(404, (int)read.StatusCode);
    }

    [AbstractTest(CreateReplaceDelete, "delete")]
    public async Task ARemovedFeatureIsGone()
    {
        var path = await fixture.AddAsync(Collection, WritingFixture.Mast("delete"));
        using var deleted = await fixture.DeleteAsync(path);
        Assert.Equal(204, (int)deleted.StatusCode);
        using var read = await fixture.Http.AskAsync(path);
        Assert.Equal(404, (int)read.StatusCode);
    }

    [AbstractTest(Update, "options")]
    public async Task ChangingIsDeclared()
    {
        using var answer = await fixture.SendAsync(HttpMethod.Options, await fixture.AddAsync(Collection, WritingFixture.Mast("update-options")), fixture.JinanKey);
        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Contains("PATCH", answer.Content.Headers.Allow);
        Assert.Equal("application/merge-patch+json", Assert.Single(answer.Headers.GetValues("Accept-Patch")));
    }

    [AbstractTest(Update, "update")]
    public async Task AChangeLeavesTheRest()
    {
        var path = await fixture.AddAsync(Collection, WritingFixture.Mast("update", ", \"heightM\": 30, \"band\": \"n78\", \"inServiceDate\": \"2021-06-30\", \"sectors\": [{\"cell\": \"1\", \"azimuthDeg\": 0}, {\"cell\": \"2\", \"azimuthDeg\": 120}]"));
        var before = (await fixture.ReadAsync(path)).ToString();
        using var changed = await fixture.PatchAsync(path, """{"properties": {"heightM": 45}}""");
        Assert.Equal(200, (int)changed.StatusCode);
        Assert.Equal(before.Replace("\"heightM\": 30", "\"heightM\": 45", StringComparison.Ordinal).Replace("\"heightM\":30", "\"heightM\":45", StringComparison.Ordinal), (await fixture.ReadAsync(path)).ToString());
    }

    [AbstractTest(Update, "update-content-type")]
    public async Task ChangingNeedsAMediaType()
    {
        var path = await fixture.AddAsync(Collection, WritingFixture.Mast("update-untyped"));
        using var refused = await fixture.SendAsync(HttpMethod.Patch, path, fixture.JinanKey, """{"properties": {"heightM": 45}}""", type: null, ("If-Match", "*"));
        Assert.Equal(400, (int)refused.StatusCode);
    }

    [AbstractTest(Update, "update-rid")]
    public async Task TheIdIsNotChanged()
    {
        var path = await fixture.AddAsync(Collection, WritingFixture.Mast("update-rid"));
        using var refused = await fixture.PatchAsync(path, """{"id": 1, "properties": {"heightM": 45}}""");
        Assert.InRange((int)refused.StatusCode, 400, 499);
        Assert.Equal(path.Split('/')[^1], (await fixture.ReadAsync(path)).GetProperty("id").ToString());
    }
}
