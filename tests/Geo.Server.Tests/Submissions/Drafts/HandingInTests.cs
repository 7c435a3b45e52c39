using System.Text;
using Geo.Server.Tests.Accounts;
using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests.Submissions.Drafts;

/// <summary>A city hands in a table, reads what is wrong, mends it, and publishes it.</summary>
public sealed class HandingInTests(DraftsFixture fixture) : IClassFixture<DraftsFixture>
{
    [Fact]
    public async Task ASoundTableIsCheckedComparedAndPublished()
    {
        using var jinan = await fixture.JinanAsync();
        var submission = await jinan.HandInAsync(HandingIn.Table("A1", "A2", "A3"), "iot-base");
        Assert.Equal("checked", submission.Text("state"));
        Assert.Equal("sites.csv", submission.GetProperty("file").Text("name"));
        Assert.Equal(3, submission.GetProperty("outcome").GetProperty("accepted").GetInt32());
        Assert.Equal((3, 0), (submission.GetProperty("changes").GetProperty("added").GetInt32(), submission.GetProperty("changes").GetProperty("removed").GetInt32()));

        var publication = await jinan.PublishAsync(submission.Id());
        Assert.Equal(("iot-base", "publication", "jinan", "370100"), (publication.Text("layer"), publication.Text("kind"), publication.Text("actor"), publication.Text("area")));
        Assert.Equal(submission.Id(), publication.GetProperty("submissionId").GetInt64());
        Assert.Equal(["A1", "A2", "A3"], (await fixture.Http.ValuesAsync("/ogc/collections/iot-base/items", "code")).Order());
        var after = await jinan.Http.JsonAsync($"/api/submissions/{submission.Id()}");
        Assert.Equal(("published", publication.Id()), (after.Text("state"), after.GetProperty("publicationId").GetInt64()));
        Assert.Contains("jinan handed-in", await fixture.Database.AuditAsync("iot-base"));
    }

    [Fact]
    public async Task WhatIsWrongIsSaidRowByRowAndMendedInPlace()
    {
        using var jinan = await fixture.JinanAsync();
        var submission = await jinan.HandInAsync(HandingIn.Table("A1", "A2", "A3").Replace("A2站,移动,117.0741", "A2站,移动,东边", StringComparison.Ordinal), "smart-farm");
        Assert.Equal(1, submission.GetProperty("outcome").GetProperty("rejected").GetInt32());
        var report = await jinan.Http.JsonAsync($"/api/submissions/{submission.Id()}/report");
        var entry = report.GetProperty("findings").EnumerateArray().Single(group => group.Text("code") == "R003").GetProperty("entries")[0];
        Assert.Equal((2, "经度"), (entry.GetProperty("row").GetInt32(), entry.Text("column")));

        using (var refused = await jinan.TryPublishAsync(submission.Id())) await refused.AssertProblemAsync(422, "rejected-rows");
        var publication = await jinan.PublishAsync(submission.Id(), new { leaveOutRejected = true });
        Assert.Equal(2, publication.GetProperty("added").GetInt32());
    }

    [Fact]
    public async Task MoreThanATwentiethRemovedMustBeTyped()
    {
        using var jinan = await fixture.JinanAsync();
        await jinan.BringAsync(HandingIn.Table("A1", "A2", "A3"), "smart-port");
        var submission = await jinan.HandInAsync(HandingIn.Table("A1"), "smart-port");
        Assert.Equal(2, submission.GetProperty("changes").GetProperty("removed").GetInt32());
        using (var refused = await jinan.TryPublishAsync(submission.Id())) await refused.AssertProblemAsync(422, "removal-not-confirmed");
        using (var wrong = await jinan.TryPublishAsync(submission.Id(), new { removed = 3 })) await wrong.AssertProblemAsync(422, "removal-not-confirmed");
        var publication = await jinan.PublishAsync(submission.Id(), new { removed = 2 });
        Assert.Equal(2, publication.GetProperty("removed").GetInt32());
    }

    [Fact]
    public async Task MergingLeavesAloneWhatTheFileDoesNotName()
    {
        using var jinan = await fixture.JinanAsync();
        await jinan.BringAsync(HandingIn.Table("A1", "A2"), "logistics-hub");
        var publication = await jinan.BringAsync(HandingIn.Table("A3"), "logistics-hub", query: "&mode=merge");
        Assert.Equal((1, 0), (publication.GetProperty("added").GetInt32(), publication.GetProperty("removed").GetInt32()));
        Assert.Equal(["A1", "A2", "A3"], (await fixture.Http.ValuesAsync("/ogc/collections/logistics-hub/items", "code")).Order());
    }

    [Fact]
    public async Task TheChangeIsShownByCountyAndFeatureBeforeItIsMade()
    {
        using var jinan = await fixture.JinanAsync();
        await jinan.BringAsync(HandingIn.Table("A1", "A2", "A3"), "hydrology-station");
        var table = HandingIn.Table("A1", "A2", "B1").Replace("A2站", "改名", StringComparison.Ordinal);
        var submission = await jinan.HandInAsync(table, "hydrology-station");
        var changes = await jinan.Http.JsonAsync($"/api/submissions/{submission.Id()}/changes");
        var county = Assert.Single(changes.GetProperty("byCounty").EnumerateArray());
        Assert.Equal(("370102", 3, 3), (county.Text("adcode"), county.GetProperty("before").GetInt32(), county.GetProperty("after").GetInt32()));
        var items = await jinan.Http.FeaturesAsync($"/api/submissions/{submission.Id()}/changes/items");
        Assert.Equal(["removed A3", "changed A2", "added B1"], items.Select(item => $"{item.Property("change")} {item.Property("code")}"));
        Assert.Equal(["name"], items[1].Property("fields").EnumerateArray().Select(field => field.GetString()));
    }

    [Fact]
    public async Task TheSameFileIsRecognised()
    {
        using var jinan = await fixture.JinanAsync();
        var table = HandingIn.Table("S1", "S2");
        var first = await jinan.BringAsync(table, "network-node");
        var again = await jinan.HandInAsync(table, "network-node");
        var earlier = Assert.Single(again.GetProperty("earlier").EnumerateArray());
        Assert.Equal(("published", first.Id()), (earlier.Text("state"), earlier.GetProperty("publicationId").GetInt64()));
        using var nothing = await jinan.TryPublishAsync(again.Id());
        Assert.Equal(200, (int)nothing.StatusCode);
        Assert.Contains("\"publicationId\":null", await nothing.TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheFileComesBackAsItWasAndItsTableWithRemarks()
    {
        using var jinan = await fixture.JinanAsync();
        var table = HandingIn.Table("A1", "A2").Replace("A2站,移动", "=cmd|A2,移动", StringComparison.Ordinal);
        var submission = await jinan.HandInAsync(table, "identifier-node", name: "..\\..\\中文 表.csv");
        Assert.Equal("中文 表.csv", submission.GetProperty("file").Text("name"));
        using var file = await jinan.Http.AskAsync($"/api/submissions/{submission.Id()}/file");
        Assert.Equal(table, await file.TextAsync());
        Assert.Equal("attachment", file.Content.Headers.ContentDisposition!.DispositionType);
        using var remarks = await jinan.Http.AskAsync($"/api/submissions/{submission.Id()}/remarks.csv");
        var text = Encoding.UTF8.GetString(await remarks.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Contains("S001", text, StringComparison.Ordinal);
        Assert.DoesNotContain(",=cmd", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ADraftIsListedKeptAndThrownAway()
    {
        using var jinan = await fixture.JinanAsync();
        var submission = await jinan.HandInAsync(HandingIn.Table("A1"), "industrial-park");
        Assert.Contains(submission.Id(), (await jinan.Http.JsonAsync("/api/submissions?limit=100")).GetProperty("submissions").EnumerateArray().Select(draft => draft.Id()));
        using (var deleted = await jinan.SendAsync(HttpMethod.Delete, $"/api/submissions/{submission.Id()}")) Assert.Equal(204, (int)deleted.StatusCode);
        using var gone = await jinan.Http.AskAsync($"/api/submissions/{submission.Id()}");
        await gone.AssertProblemAsync(404, "unknown-submission");
    }

    [Fact]
    public async Task ProgressIsToldUntilTheCheckIsDone()
    {
        using var jinan = await fixture.JinanAsync();
        var submission = await jinan.HandInAsync(HandingIn.Table("A1"), "iot-base");
        using var events = await jinan.Http.AskAsync($"/api/submissions/{submission.Id()}/events");
        Assert.Equal("text/event-stream", events.Content.Headers.ContentType!.MediaType);
        var text = await events.TextAsync();
        Assert.Contains("event: submission", text, StringComparison.Ordinal);
        Assert.Contains("\"state\":\"checked\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ATemplateIsForEveryoneAndPassesItsOwnCheck()
    {
        using var template = await fixture.Http.AskAsync("/api/layers/5g/template.csv");
        var header = (await template.TextAsync()).TrimStart('\uFEFF').Trim();
        Assert.StartsWith("编码*,名称", header, StringComparison.Ordinal);
        using var workbook = await fixture.Http.AskAsync("/api/layers/5g/template.xlsx");
        Assert.Equal("PK"u8.ToArray(), (await workbook.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken))[..2]);
        using var areas = await fixture.Http.AskAsync("/api/layers/counties/template.csv");
        await areas.AssertProblemAsync(404, "unknown-layer");
    }
}
