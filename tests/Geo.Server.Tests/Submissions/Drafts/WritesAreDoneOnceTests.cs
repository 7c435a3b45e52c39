using System.Text.Json;
using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests.Submissions.Drafts;

/// <summary>Two at once, the same again, and what was seen against what is there: each ends in a clear state.</summary>
public sealed class WritesAreDoneOnceTests(DraftsFixture fixture) : IClassFixture<DraftsFixture>
{
    private static long Version(JsonElement publication) => publication.GetProperty("dataVersion").GetInt64();

    [Fact]
    public async Task TheSameHandInUnderOneKeyIsOneSubmission()
    {
        using var jinan = await fixture.JinanAsync();
        using var first = await jinan.TryHandInAsync(HandingIn.Table("A1"), "iot-base", header: ("Idempotency-Key", "one"));
        using var again = await jinan.TryHandInAsync(HandingIn.Table("A1"), "iot-base", header: ("Idempotency-Key", "one"));
        Assert.Equal(202, (int)again.StatusCode);
        Assert.Equal(first.Headers.Location, again.Headers.Location);
        using var other = await jinan.TryHandInAsync(HandingIn.Table("A2"), "iot-base", header: ("Idempotency-Key", "one"));
        await other.AssertProblemAsync(422, "idempotency-key-reused");
        // Another's key is another key.
        using var province = await fixture.ProvinceAsync();
        using var theirs = await province.TryHandInAsync(HandingIn.Table("A2"), "iot-base", header: ("Idempotency-Key", "one"));
        Assert.Equal(202, (int)theirs.StatusCode);
    }

    [Fact]
    public async Task APublicationUnderOneKeyIsMadeOnceHoweverManyAskAtOnce()
    {
        using var jinan = await fixture.JinanAsync();
        var draft = await jinan.HandInAsync(HandingIn.Table("A1", "A2"), "smart-farm");
        var tag = await jinan.TagAsync(draft.Id());
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => jinan.TryPublishAsync(draft.Id(), tag: tag, key: "publish")));
        Assert.All(answers, answer => Assert.Equal(201, (int)answer.StatusCode));
        Assert.Single(answers.Select(answer => answer.Headers.Location).Distinct());
        Assert.Equal(1, await fixture.Database.ScalarAsync<long>("select count(*) from geo.publication where layer_id = 'smart-farm' and kind = 'publication'"));
    }

    [Fact]
    public async Task WithoutAKeyTheSecondIsToldThatItIsPublishedAlready()
    {
        using var jinan = await fixture.JinanAsync();
        var draft = await jinan.HandInAsync(HandingIn.Table("A1"), "smart-port");
        var tag = await jinan.TagAsync(draft.Id());
        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => jinan.TryPublishAsync(draft.Id(), tag: tag)));
        Assert.Equal(1, answers.Count(answer => (int)answer.StatusCode == 201));
        Assert.Equal(2, answers.Count(answer => (int)answer.StatusCode == 412));
    }

    [Fact]
    public async Task TwoCitiesAtOnceAreBothPublished()
    {
        using var jinan = await fixture.JinanAsync();
        using var taian = await fixture.TaianAsync();
        var (ours, theirs) = (await jinan.HandInAsync(HandingIn.Table("J1", "J2"), "network-node"), await taian.HandInAsync(HandingIn.Table(117.16, 36.22, "T1"), "network-node", DraftsFixture.Taian));
        var both = await Task.WhenAll(jinan.PublishAsync(ours.Id()), taian.PublishAsync(theirs.Id()));
        Assert.Equal([1, 2], both.Select(Version).Order());
        Assert.Equal(["J1", "J2", "T1"], (await fixture.Http.ValuesAsync("/ogc/collections/network-node/items", "code")).Order());
    }

    [Fact]
    public async Task TheSameCityTwiceIsToldToLookAgain()
    {
        using var one = await fixture.JinanAsync();
        using var two = await fixture.JinanAsync();
        var (first, second) = (await one.HandInAsync(HandingIn.Table("A1"), "identifier-node"), await two.HandInAsync(HandingIn.Table("B1"), "identifier-node"));
        await one.PublishAsync(first.Id());
        using (var stale = await two.TryPublishAsync(second.Id())) await stale.AssertProblemAsync(412, "stale");
        // It is compared again by itself: what was nothing is now a removal.
        using (var events = await two.Http.AskAsync($"/api/submissions/{second.Id()}/events")) await events.TextAsync();
        var now = await two.Http.JsonAsync($"/api/submissions/{second.Id()}");
        Assert.Equal((1, 1), (now.GetProperty("changes").GetProperty("added").GetInt32(), now.GetProperty("changes").GetProperty("removed").GetInt32()));
        await two.PublishAsync(second.Id(), new { removed = 1 });
        Assert.Equal(["B1"], await fixture.Http.ValuesAsync("/ogc/collections/identifier-node/items", "code"));
    }

    [Fact]
    public async Task WhoHasNotSeenTheReportDoesNotPublish()
    {
        using var jinan = await fixture.JinanAsync();
        var draft = await jinan.HandInAsync(HandingIn.Table("A1"), "industrial-park");
        var seen = await jinan.TagAsync(draft.Id());
        await jinan.ChangeAsync(draft.Id(), new { settings = new { encoding = "UTF-8" } });
        using (var stale = await jinan.TryPublishAsync(draft.Id(), tag: seen)) await stale.AssertProblemAsync(412, "stale");
        using var request = jinan.Request(HttpMethod.Post, $"/api/submissions/{draft.Id()}/publication", new StringContent("{}", System.Text.Encoding.UTF8, "application/json"));
        using var blind = await jinan.Http.SendAsync(request, TestContext.Current.CancellationToken);
        await blind.AssertProblemAsync(428, "if-match-needed");
    }

    [Fact]
    public async Task AReversalUnderOneKeyIsMadeOnce()
    {
        using var jinan = await fixture.JinanAsync();
        var publication = await jinan.BringAsync(HandingIn.Table("A1"), "video-resource");
        var locations = new List<string?>();
        for (var i = 0; i < 2; i++)
        {
            using var request = jinan.Request(HttpMethod.Post, $"/api/publications/{publication.Id()}/reversal");
            request.Headers.Add("Idempotency-Key", "undo");
            using var answer = await jinan.Http.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(201, (int)answer.StatusCode);
            locations.Add(answer.Headers.Location?.OriginalString);
        }
        Assert.Single(locations.Distinct());
        using var third = await jinan.SendAsync(HttpMethod.Post, $"/api/publications/{publication.Id()}/reversal");
        await third.AssertProblemAsync(409, "already-reversed");
    }
}
