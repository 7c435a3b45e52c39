using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Geo.Server.Tests.Accounts;
using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests.Submissions.Drafts;

/// <summary>
/// An editor of 济南 cannot publish a site in 泰安, whichever door is tried. What SQL as the serving role is refused stands in
/// <see cref="DoorsTests"/>.
/// </summary>
public sealed class ADraftKeepsInItsCityTests(DraftsFixture fixture) : IClassFixture<DraftsFixture>
{
    private const double TaianLon = 117.16, TaianLat = 36.22;

    private async Task AssertNothingInTaianAsync(string layer) =>
        Assert.DoesNotContain("370900", await fixture.Http.ValuesAsync($"/ogc/collections/{layer}/items?limit=1000", "cityAdcode"));

    [Fact]
    public async Task TheFileOfOnesOwnCityHasASiteOfTheOther()
    {
        using var jinan = await fixture.JinanAsync();
        var table = HandingIn.Table("A1") + $"T1,泰安站,移动,{TaianLon},{TaianLat}\n";
        var submission = await jinan.HandInAsync(table, "iot-base");
        var report = await jinan.Http.JsonAsync($"/api/submissions/{submission.Id()}/report");
        Assert.Contains("B001", report.GetProperty("findings").EnumerateArray().Select(group => group.Text("code")));
        var publication = await jinan.PublishAsync(submission.Id(), new { leaveOutRejected = true });
        Assert.Equal(1, publication.GetProperty("added").GetInt32());
        await AssertNothingInTaianAsync("iot-base");
    }

    [Theory]
    [InlineData("370900")]
    [InlineData("370902")]
    [InlineData("370000")]
    public async Task HandingInForTheOther(string area)
    {
        using var jinan = await fixture.JinanAsync();
        using var refused = await jinan.TryHandInAsync(HandingIn.Table(TaianLon, TaianLat, "T1"), "smart-farm", area);
        await refused.AssertProblemAsync(403, "not-allowed");
        using var upload = jinan.Request(HttpMethod.Post, $"/api/uploads?layer=smart-farm&area={area}");
        upload.Headers.Add("Tus-Resumable", "1.0.0");
        upload.Headers.Add("Upload-Length", "10");
        upload.Headers.Add("Upload-Metadata", "filename " + Convert.ToBase64String(Encoding.UTF8.GetBytes("a.csv")));
        using var resumable = await jinan.Http.SendAsync(upload, TestContext.Current.CancellationToken);
        await resumable.AssertProblemAsync(403, "not-allowed");
    }

    [Fact]
    public async Task PublishingTheDraftOfTheOther()
    {
        using var taian = await fixture.TaianAsync();
        var draft = await taian.HandInAsync(HandingIn.Table(TaianLon, TaianLat, "T1"), "smart-port", DraftsFixture.Taian);
        var tag = await taian.TagAsync(draft.Id());
        using var jinan = await fixture.JinanAsync();
        using (var seen = await jinan.Http.AskAsync($"/api/submissions/{draft.Id()}")) await seen.AssertProblemAsync(404, "unknown-submission");
        using (var published = await jinan.TryPublishAsync(draft.Id(), tag: tag)) await published.AssertProblemAsync(404, "unknown-submission");
        foreach (var part in (string[])["report", "rows", "changes", "changes/items", "file", "events", "remarks.csv"])
            using (var read = await jinan.Http.AskAsync($"/api/submissions/{draft.Id()}/{part}")) await read.AssertProblemAsync(404, "unknown-submission");
        using (var deleted = await jinan.SendAsync(HttpMethod.Delete, $"/api/submissions/{draft.Id()}")) Assert.Equal(404, (int)deleted.StatusCode);
        await AssertNothingInTaianAsync("smart-port");
    }

    [Fact]
    public async Task TakingThePublicationOfTheOtherBack()
    {
        using var taian = await fixture.TaianAsync();
        var publication = await taian.BringAsync(HandingIn.Table(TaianLon, TaianLat, "T1"), "network-node", DraftsFixture.Taian);
        using var jinan = await fixture.JinanAsync();
        Assert.False((await jinan.Http.JsonAsync($"/api/publications/{publication.Id()}")).GetProperty("mayReverse").GetBoolean());
        using (var refused = await jinan.SendAsync(HttpMethod.Post, $"/api/publications/{publication.Id()}/reversal")) await refused.AssertProblemAsync(403, "not-allowed");
        Assert.Equal(["T1"], await fixture.Http.ValuesAsync("/ogc/collections/network-node/items", "code"));
    }

    [Fact]
    public async Task WithATokenOfOnesOwn()
    {
        using var jinan = await fixture.JinanAsync();
        var token = (await jinan.SentAsync(HttpMethod.Post, "/api/tokens", new { name = "t" })).Text("secret")!;
        using var http = new HttpClient { BaseAddress = fixture.Server.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var form = new MultipartFormDataContent { { new StringContent(HandingIn.Table(TaianLon, TaianLat, "T1")), "file", "sites.csv" } };
        using var refused = await http.PostAsync(new Uri("/api/submissions?layer=5g&area=370900", UriKind.Relative), form, TestContext.Current.CancellationToken);
        await refused.AssertProblemAsync(403, "not-allowed");
    }

    [Fact]
    public async Task AViewerHandsNothingInAndNobodyIsAskedToSignIn()
    {
        using var viewer = await fixture.Visitor().SignInAsync("viewer", fixture.Viewer);
        using (var refused = await viewer.TryHandInAsync(HandingIn.Table("A1"))) await refused.AssertProblemAsync(403, "not-allowed");
        using var nobody = fixture.Visitor();
        using var unknown = await nobody.TryHandInAsync(HandingIn.Table("A1"));
        Assert.Equal(HttpStatusCode.Unauthorized, unknown.StatusCode);
    }

    [Fact]
    public async Task ARightThatIsTakenAwayBetweenCheckAndPublicationIsGone()
    {
        using var taian = await fixture.TaianAsync();
        var draft = await taian.HandInAsync(HandingIn.Table(TaianLon, TaianLat, "T1"), "industrial-park", DraftsFixture.Taian);
        using var root = await fixture.AdministratorAsync();
        var account = (await root.Http.JsonAsync("/api/accounts")).GetProperty("accounts").EnumerateArray().Single(each => each.Text("name") == "taian").Text("id");
        await root.SentAsync(HttpMethod.Patch, $"/api/accounts/{account}", new { role = "city-editor", areas = new[] { "370200" } });
        try
        {
            using var refused = await taian.TryPublishAsync(draft.Id());
            await refused.AssertProblemAsync(403, "not-allowed");
            await AssertNothingInTaianAsync("industrial-park");
        }
        finally
        {
            await root.SentAsync(HttpMethod.Patch, $"/api/accounts/{account}", new { role = "city-editor", areas = new[] { "370900" } });
        }
    }
}
