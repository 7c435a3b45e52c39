using System.Text.Json;
using Geo.Server.Tests.Accounts;
using Geo.Server.Tests.Harness;
using Npgsql;

namespace Geo.Server.Tests.Plan;

/// <summary>A province editor changes a target, a year or a weight: everything follows at once, and the old version stays.</summary>
public sealed class PlanEditsTests(PlanFixture fixture) : IClassFixture<PlanFixture>
{
    private async Task<long> VersionAsync() => (await fixture.Http.JsonAsync("/api/plan")).GetProperty("version").GetInt64();

    private async Task<JsonElement> EditAsync(object change)
    {
        using var editor = await fixture.ProvinceAsync();
        return await editor.SentAsync(HttpMethod.Post, "/api/plan/versions", change);
    }

    [Fact]
    public async Task ATargetAndAYear()
    {
        var before = await fixture.Http.JsonAsync("/api/plan");
        var made = await EditAsync(new { basedOn = await VersionAsync(), note = "中期调整", indicators = new Dictionary<string, object> { ["5g-stations"] = new { target = 50, year = 2022 } } });
        var line = await fixture.LineAsync("5g-stations");
        Assert.Equal((50.0, 2022, "reached"), (line.GetProperty("target").GetDouble(), line.GetProperty("targetYear").GetInt32(), line.Text("status")));
        var old = PlanFixture.Line(await fixture.Http.JsonAsync(before.Text("citation")!), "5g-stations");
        Assert.Equal((100_000.0, "late"), (old.GetProperty("target").GetDouble(), old.Text("status")));
        Assert.Equal(made.GetProperty("version").GetInt64(), (await fixture.Http.JsonAsync("/api/plan/versions")).GetProperty("versions")[0].GetProperty("version").GetInt64());
        Assert.Contains("province plan-edit", await fixture.Database.AuditAsync("plan"));

        await EditAsync(new { basedOn = await VersionAsync(), note = "恢复", restore = before.GetProperty("version").GetInt64() });
        Assert.Equal(100_000, (await fixture.LineAsync("5g-stations")).GetProperty("target").GetDouble());
    }

    [Fact]
    public async Task ADomainsWeightMovesMapRankingAndScoreboard()
    {
        var before = await fixture.Http.JsonAsync("/api/ratings?level=city");
        await EditAsync(new { basedOn = await VersionAsync(), note = "权重", domainWeights = new Dictionary<string, double> { ["benefit"] = 100, ["government"] = 0, ["economy"] = 0, ["infrastructure"] = 0, ["safeguards"] = 0, ["local"] = 0 } });
        var after = await fixture.Http.JsonAsync("/api/ratings?level=city");
        Assert.NotEqual(Score(before, "370100"), Score(after, "370100"));
        // Only one domain is left, so the score is that domain's.
        Assert.Equal(after.GetProperty("areas")[0].GetProperty("domains")[0].GetDouble(), Score(after, "370100"), 1e-9);
        Assert.Equal(Score(before, "370100"), Score(await fixture.Http.JsonAsync(before.Text("citation")!), "370100"));
        await EditAsync(new { basedOn = await VersionAsync(), note = "恢复", restore = before.GetProperty("version").GetInt64() });

        static double Score(JsonElement answer, string adcode) => answer.GetProperty("areas").EnumerateArray().Single(area => area.Text("adcode") == adcode).GetProperty("score").GetDouble();
    }

    [Fact]
    public async Task ACompositesWeight()
    {
        var before = (await fixture.ValuesAsync("development-level"))["370100"];
        var version = await VersionAsync();
        await EditAsync(new { basedOn = version, note = "权重", indicators = new Dictionary<string, object> { ["development-level"] = new { weights = new Dictionary<string, double> { ["interconnected-charging"] = 90 } } } });
        Assert.True((await fixture.ValuesAsync("development-level"))["370100"] > before);
        Assert.Equal(before, (await fixture.ValuesAsync("development-level", $"?version={version}"))["370100"]);
        await EditAsync(new { basedOn = await VersionAsync(), note = "恢复", restore = version });
    }

    [Fact]
    public async Task WhoHasSeenAnOlderVersionIsToldSo()
    {
        using var editor = await fixture.ProvinceAsync();
        using var response = await editor.SendAsync(HttpMethod.Post, "/api/plan/versions", new { basedOn = 0, note = "x" });
        await response.AssertProblemAsync(409, "changed-since");
    }

    [Theory]
    [InlineData("""{"note": "x", "indicators": {"nothing": {"target": 1}}}""")]
    [InlineData("""{"note": "x", "indicators": {"5g-stations": {"target": -1}}}""")]
    [InlineData("""{"note": "x", "indicators": {"5g-stations": {"year": 1800}}}""")]
    [InlineData("""{"note": "x", "indicators": {"5g-stations": {"weights": {"nb-iot-sites": 1}}}}""")]
    [InlineData("""{"note": "x", "domainWeights": {"nothing": 1}}""")]
    [InlineData("""{"note": "x", "domainWeights": {"benefit": -1}}""")]
    [InlineData("""{"note": "x", "domainWeights": {"benefit": 0, "government": 0, "economy": 0, "infrastructure": 0, "safeguards": 0, "local": 0}}""")]
    public async Task WhatMakesNoSenseIsRefusedAsAWhole(string edit)
    {
        using var editor = await fixture.ProvinceAsync();
        var body = JsonSerializer.Deserialize<Dictionary<string, object>>(edit)!;
        body["basedOn"] = await VersionAsync();
        using var response = await editor.SendAsync(HttpMethod.Post, "/api/plan/versions", body);
        await response.AssertProblemAsync(400, "invalid-edit");
    }

    [Fact]
    public async Task ACityEditorMayNotNeitherByTheServiceNorByTheDatabase()
    {
        using var editor = await fixture.Visitor().SignInAsync("jinan", fixture.JinanEditor);
        using var response = await editor.SendAsync(HttpMethod.Post, "/api/plan/versions", new { basedOn = await VersionAsync(), note = "x" });
        await response.AssertProblemAsync(403, "not-allowed");
        using var nobody = await fixture.Visitor().SendAsync(HttpMethod.Post, "/api/plan/versions", new { basedOn = 1, note = "x" });
        await nobody.AssertProblemAsync(401, "not-signed-in");
        await fixture.Database.AssertRefusedAsync("jinan", "city-editor", ["370100"],
            "insert into geo.plan_version (kind, definitions, edits, actor, note) values ('edit', '{}', '{}', 'jinan', 'x')");
    }

    [Fact]
    public async Task AVersionIsNeverChanged()
    {
        var refused = await Assert.ThrowsAsync<PostgresException>(() => fixture.Database.AsAsync("province", "province-editor", [], async session =>
            await session.ExecuteAsync("update geo.plan_version set note = 'x'", [], default)));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }
}
