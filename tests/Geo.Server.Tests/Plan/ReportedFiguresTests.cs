using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Geo.Server.Plan;
using Geo.Server.Tests.Accounts;
using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests.Plan;

/// <summary>Cities and the province report figures with evidence: checked, published as a whole, taken back, written down.</summary>
public sealed class ReportedFiguresTests(PlanFixture fixture) : IClassFixture<PlanFixture>
{
    private static object Upload(params object[] figures) => new { source = "季报", figures };
    private static object Row(string indicator, string area, string period, double? value, string evidence = "鲁数字〔2021〕15号") => new { indicator, area, period, value, evidence };

    private Task<Visitor> JinanAsync() => fixture.Visitor().SignInAsync("jinan", fixture.JinanEditor);

    [Fact]
    public async Task ACitysFigureIsOnTheScoreboardWithItsEvidenceUntilItIsTakenBack()
    {
        using var editor = await JinanAsync();
        var report = await editor.SentAsync(HttpMethod.Post, "/api/figures", Upload(Row("disaster-recovery", "370100", "2021Q2", 1)));
        Assert.Equal(1, report.GetProperty("publication").GetProperty("added").GetInt32());
        var line = await fixture.LineAsync("disaster-recovery");
        Assert.Equal((1.0, 1, 16), (PlanFixture.Value(line), line.GetProperty("reportedAreas").GetInt32(), line.GetProperty("expectedAreas").GetInt32()));
        var city = (await fixture.Http.JsonAsync("/api/indicators/disaster-recovery?level=city")).GetProperty("values").EnumerateArray().ToList();
        Assert.Equal("鲁数字〔2021〕15号", city.Single(value => value.Text("adcode") == "370100").GetProperty("reported").Text("evidence"));
        // Fifteen are blank, and a blank is not zero.
        Assert.Equal(15, city.Count(value => PlanFixture.Value(value) is null && value.Text("missing") == "not-reported"));

        var id = report.GetProperty("publication").GetProperty("id").GetInt64();
        await editor.SentAsync(HttpMethod.Post, $"/api/figures/publications/{id}/reversal");
        Assert.Null(PlanFixture.Value(await fixture.LineAsync("disaster-recovery")));
        using var twice = await editor.SendAsync(HttpMethod.Post, $"/api/figures/publications/{id}/reversal");
        await twice.AssertProblemAsync(409, "already-reversed");
        var audit = await fixture.Database.AuditAsync("figures");
        Assert.Contains("jinan figures-publication", audit);
        Assert.Contains("jinan figures-reversal", audit);
    }

    [Fact]
    public async Task ACorrectionReplacesABlankWithdrawsAndTheHistoryKeepsBoth()
    {
        using var editor = await fixture.ProvinceAsync();
        async Task<JsonElement> Report(double? value) => (await editor.SentAsync(HttpMethod.Post, "/api/figures", Upload(Row("person-tags", "370000", "2021", value)))).GetProperty("publication");
        var first = await Report(900);
        await Report(1100);
        Assert.Equal((1100.0, "reached"), (PlanFixture.Value(await fixture.LineAsync("person-tags")), (await fixture.LineAsync("person-tags")).Text("status")));
        using var touched = await editor.SendAsync(HttpMethod.Post, $"/api/figures/publications/{first.GetProperty("id").GetInt64()}/reversal");
        await touched.AssertProblemAsync(409, "changed-since");
        Assert.Equal(1, (await Report(null)).GetProperty("removed").GetInt32());
        Assert.Equal(("not-reported", "not-reported"), ((await fixture.LineAsync("person-tags")).Text("missing"), (await fixture.LineAsync("person-tags")).Text("status")));
        Assert.Equal(900, PlanFixture.Value(await fixture.LineAsync("person-tags", $"?at={first.GetProperty("id").GetInt64()}")));
        Assert.Equal([null, 1100, 900], (await fixture.Http.JsonAsync("/api/indicators/person-tags/history")).GetProperty("states").EnumerateArray().Select(PlanFixture.Value));
        // Nothing differs, nothing is written.
        Assert.False((await Report(null)).TryGetProperty("id", out _));
    }

    [Fact]
    public async Task ZeroIsZeroAndAnotherYearIsAnotherYear()
    {
        using var editor = await fixture.ProvinceAsync();
        await editor.SentAsync(HttpMethod.Post, "/api/figures", Upload(Row("real-time-domains", "370000", "2020-11", 0), Row("real-time-domains", "370000", "2020-03", 4)));
        Assert.Equal(0, PlanFixture.Value(await fixture.LineAsync("real-time-domains", "?period=2020")));
        Assert.Equal(4, PlanFixture.Value(await fixture.LineAsync("real-time-domains", "?period=2020Q1")));
        Assert.Null(PlanFixture.Value(await fixture.LineAsync("real-time-domains", "?period=2021")));
    }

    [Fact]
    public async Task APublishedFigureStandsBesideAComputedOneAndNeverInItsPlace()
    {
        using var editor = await fixture.ProvinceAsync();
        await editor.SentAsync(HttpMethod.Post, "/api/figures", Upload(Row("5g-stations", "370000", "2021", 101_000, "经济导报 2022-03-04")));
        var line = await fixture.LineAsync("5g-stations");
        Assert.Equal((66.0, 101_000.0), (PlanFixture.Value(line), line.GetProperty("reported").GetProperty("value").GetDouble()));
    }

    [Theory]
    [InlineData("nothing", "370100", "2021", "1", "x", "unknown-indicator")]
    [InlineData("development-level", "370100", "2021", "1", "x", "not-reportable")]
    [InlineData("office-platform", "999999", "2021", "1", "x", "unknown-area")]
    [InlineData("office-platform", "370102", "2021", "1", "x", "wrong-level")]
    [InlineData("office-platform", "370200", "2021", "1", "x", "outside-areas")]
    [InlineData("cross-province-items", "370000", "2021", "74", "x", "outside-areas")]
    [InlineData("office-platform", "370100", "spring", "1", "x", "invalid-period")]
    [InlineData("office-platform", "370100", "2021", "some", "x", "not-a-number")]
    [InlineData("office-platform", "370100", "2021", "-1", "x", "out-of-range")]
    [InlineData("office-platform", "370100", "2021", "2", "x", "out-of-range")]
    [InlineData("rural-100-mbps", "370102", "2021", "101", "x", "out-of-range")]
    [InlineData("office-platform", "370100", "2021", "1", "", "no-evidence")]
    public async Task AWrongRowIsNamedAndNothingIsPublished(string indicator, string area, string period, string value, string evidence, string code)
    {
        using var editor = await JinanAsync();
        var table = $"指标,地区,时间,数值,依据\r\nsituational-awareness,370100,2021,1,通报\r\n{indicator},{area},{period},{value},{evidence}\r\n";
        using var response = await SendCsvAsync(editor, "/api/figures?source=t.csv", Encoding.UTF8.GetBytes(table));
        Assert.Equal(422, (int)response.StatusCode);
        var remark = Assert.Single(JsonSerializer.Deserialize<JsonElement>(await response.TextAsync()).GetProperty("remarks").EnumerateArray());
        Assert.Equal((2, code), (remark.GetProperty("row").GetInt32(), remark.Text("code")));
        Assert.Null(PlanFixture.Value(await fixture.LineAsync("situational-awareness")));
        using var check = await SendCsvAsync(editor, "/api/figures/check?source=t.csv", Encoding.UTF8.GetBytes(table));
        Assert.Equal(200, (int)check.StatusCode);
    }

    [Fact]
    public async Task AnExcelTableInGbkIsRead()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        using var editor = await JinanAsync();
        using var response = await SendCsvAsync(editor, "/api/figures/check?source=t.csv", Encoding.GetEncoding(54936).GetBytes("指标,地区,时间,数值,依据\r\noffice-platform,370100,2021,1,鲁数字\r\n"));
        var report = JsonSerializer.Deserialize<JsonElement>(await response.TextAsync());
        Assert.Equal((1, 0), (report.GetProperty("rows").GetInt32(), report.GetProperty("remarks").GetArrayLength()));
    }

    [Fact]
    public async Task AWorkbookIsReadWithItsNumbersAndItsWrongRowsAreNamed()
    {
        using var editor = await JinanAsync();
        var workbook = await FigureTable.OfAsync("xlsx", "t", "填报", [
            ["指标", "地区", "时间", "数值", "依据"],
            ["office-platform", "370100", 2021.0, 1.0, "鲁数字"],
            [null, null, null, null, null],
            ["office-platform", "370100", "2021Q3", "yes", "鲁数字"],
            ["office-platform", "370100", "2021Q2", null, null],
        ]);
        using var response = await SendAsync(editor, "/api/figures/check?source=t.xlsx", workbook.FileContents.ToArray(), workbook.ContentType);
        var report = JsonSerializer.Deserialize<JsonElement>(await response.TextAsync());
        Assert.Equal((4, 1), (report.GetProperty("rows").GetInt32(), report.GetProperty("blank").GetInt32()));
        var remark = Assert.Single(report.GetProperty("remarks").EnumerateArray());
        Assert.Equal((3, "not-a-number"), (remark.GetProperty("row").GetInt32(), remark.Text("code")));
        // What was read comes back, to be mended and handed in again.
        Assert.Equal(["2021", "", "2021Q3", "2021Q2"], report.GetProperty("figures").EnumerateArray().Select(row => row.Text("period")));
        Assert.Equal("1", report.GetProperty("figures")[0].Text("value"));
    }

    [Theory]
    [InlineData("not a workbook", "invalid-xlsx")]
    [InlineData("", "invalid-xlsx")]
    public async Task WhatIsNoWorkbookIsRefused(string content, string code)
    {
        using var editor = await JinanAsync();
        using var response = await SendAsync(editor, "/api/figures/check?source=t.xlsx", Encoding.UTF8.GetBytes(content), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        await response.AssertProblemAsync(400, code);
    }

    [Fact]
    public async Task AValueMayBeWrittenAsATextAndIsJudgedAsOne()
    {
        using var editor = await JinanAsync();
        var report = await editor.SentAsync(HttpMethod.Post, "/api/figures/check", new
        {
            source = "网页填报",
            figures = new object[] { new { indicator = "office-platform", area = "370100", period = "2021", value = "1", evidence = "x" }, new { indicator = "office-platform", area = "370100", period = "2020", value = "一", evidence = "x" } },
        });
        Assert.Equal("not-a-number", Assert.Single(report.GetProperty("remarks").EnumerateArray()).Text("code"));
    }

    [Fact]
    public async Task TheDatabaseItselfKeepsACityInside() => await fixture.Database.AssertRefusedAsync("jinan", "city-editor", ["370100"], """
        with p as (insert into geo.figure_publication (kind, actor, source, added, changed, removed) values ('publication', 'jinan', 'x', 1, 0, 0) returning id)
        insert into geo.reported_figure (indicator_id, adcode, period, value, evidence, valid_from) select 'office-platform', '370200', '2021', 1, 'x', id from p
        """);

    [Fact]
    public async Task NobodyAndViewersReportNothing()
    {
        using var nobody = await fixture.Visitor().SendAsync(HttpMethod.Post, "/api/figures", Upload(Row("office-platform", "370100", "2021", 1)));
        await nobody.AssertProblemAsync(401, "not-signed-in");
    }

    private static Task<HttpResponseMessage> SendCsvAsync(Visitor editor, string path, byte[] table) => SendAsync(editor, path, table, "text/csv");

    private static async Task<HttpResponseMessage> SendAsync(Visitor editor, string path, byte[] table, string contentType)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(table) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        request.Headers.Add("X-Antiforgery-Token", editor.AntiforgeryToken);
        return await editor.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
