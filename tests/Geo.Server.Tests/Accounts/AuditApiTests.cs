using System.Text.Json;
using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests.Accounts;

/// <summary>Administrators read the log, find in it, take it away as a table, and see whether it is whole.</summary>
public sealed class AuditApiTests(AuditApiTests.Fixture fixture) : IClassFixture<AuditApiTests.Fixture>
{
    public sealed class Fixture : AccountsFixture
    {
        protected override async Task ArrangeAsync()
        {
            await base.ArrangeAsync();
            for (var i = 0; i < 7; i++) await Database.AddAccountAsync($"n{i}", "viewer");
        }
    }

    private static IReadOnlyList<long> Ids(JsonElement page) => [.. page.GetProperty("entries").EnumerateArray().Select(entry => entry.GetProperty("id").GetInt64())];

    [Theory]
    [InlineData("/api/audit")]
    [InlineData("/api/audit.csv")]
    [InlineData("/api/audit/integrity")]
    public async Task IsForAdministrators(string path)
    {
        using (var nobody = await fixture.Http.AskAsync(path)) await nobody.AssertProblemAsync(401, "not-signed-in");
        using var editor = await fixture.Visitor().SignInAsync("jinan", fixture.JinanEditor);
        using (var refused = await editor.Http.AskAsync(path)) await refused.AssertProblemAsync(403, "not-allowed");
        using var administrator = await fixture.AdministratorAsync();
        using var answer = await administrator.Http.AskAsync(path);
        Assert.Equal((200, true), ((int)answer.StatusCode, answer.Headers.CacheControl!.NoStore));
    }

    [Fact]
    public async Task PagesFollowEachOtherNewestFirstWithoutGapOrRepetition()
    {
        using var administrator = await fixture.AdministratorAsync();
        var whole = Ids(await administrator.Http.JsonAsync("/api/audit?limit=1000&action=account-created"));
        var (walked, next) = (new List<long>(), "");
        do
        {
            var page = await administrator.Http.JsonAsync($"/api/audit?action=account-created&limit=2{next}");
            walked.AddRange(Ids(page));
            // An entry that comes meanwhile moves no page.
            await fixture.Database.AddAccountAsync($"meanwhile{walked.Count}", "viewer");
            next = page.TryGetProperty("next", out var before) ? $"&before={before}" : "";
        } while (next.Length > 0);
        Assert.Equal(whole, walked);
        Assert.Equal(walked.OrderDescending(), walked);
        Assert.True(walked.Count >= 9);
    }

    [Theory]
    [InlineData("actor=root", "actor", "root")]
    [InlineData("action=account-created", "action", "account-created")]
    [InlineData("subject=n3", "subject", "n3")]
    public async Task IsFilteredByWhoWhatAndWhom(string filter, string member, string value)
    {
        using var administrator = await fixture.AdministratorAsync();
        var entries = (await administrator.Http.JsonAsync($"/api/audit?{filter}")).GetProperty("entries");
        Assert.NotEqual(0, entries.GetArrayLength());
        Assert.All(entries.EnumerateArray(), entry => Assert.Equal(value, entry.Text(member)));
    }

    [Fact]
    public async Task IsFilteredByTime()
    {
        using var administrator = await fixture.AdministratorAsync();
        var at = (await administrator.Http.JsonAsync("/api/audit?subject=n3")).GetProperty("entries")[0].Text("at")!;
        var from = await administrator.Http.JsonAsync($"/api/audit?action=account-created&limit=1000&from={Uri.EscapeDataString(at)}");
        var to = await administrator.Http.JsonAsync($"/api/audit?action=account-created&limit=1000&to={Uri.EscapeDataString(at)}");
        Assert.Equal("n3", from.GetProperty("entries").EnumerateArray().Last().Text("subject"));
        Assert.Equal("n2", to.GetProperty("entries")[0].Text("subject"));
        using var wrong = await administrator.Http.AskAsync("/api/audit?from=yesterday");
        await wrong.AssertProblemAsync(400, "invalid-from");
        using var unknown = await administrator.Http.AskAsync("/api/audit?acter=root");
        await unknown.AssertProblemAsync(400, "unknown-parameter");
    }

    [Fact]
    public async Task TheTableRunsNothingInASpreadsheet()
    {
        using var administrator = await fixture.AdministratorAsync();
        // A name of an account may begin with a plus; a token's name is free.
        await fixture.Database.AddAccountAsync("+cmd", "viewer");
        await administrator.SentAsync(HttpMethod.Post, "/api/tokens", new { name = "=HYPERLINK(\"http://x\",\"<b>hi</b>\")" });
        using var response = await administrator.Http.AskAsync("/api/audit.csv");
        var bytes = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        Assert.Equal("text/csv; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.StartsWith("attachment; filename=\"audit-", response.Content.Headers.ContentDisposition!.ToString(), StringComparison.Ordinal);
        var text = System.Text.Encoding.UTF8.GetString(bytes[3..]);
        var lines = text.TrimEnd().Split("\r\n");
        Assert.Equal("id,at,actor,action,subject,address,detail,sha256", lines[0]);
        Assert.Contains(lines, line => line.Contains(",account-created,'+cmd,", StringComparison.Ordinal));
        Assert.Equal(await fixture.Database.ScalarAsync<long>("select count(*) from geo.audit"), lines.Length - 1);
        Assert.All(lines.Skip(1).SelectMany(line => line.Split(',')), cell => Assert.DoesNotMatch("^\"?[=+@]", cell));
        Assert.DoesNotContain("<b>", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SaysWhetherItIsWholeAndWhereNot()
    {
        await using var server = await TestServer.StartAsync(await TestDatabase.CreateAsync());
        using var administrator = await new Visitor(server).SignInAsync("root", await server.Database.AddAccountAsync("root", "administrator"));
        var whole = await administrator.Http.JsonAsync("/api/audit/integrity");
        Assert.False(whole.TryGetProperty("brokenAt", out _));
        var head = whole.Text("head")!;
        Assert.True((await administrator.Http.JsonAsync($"/api/audit/integrity?head={head}")).GetProperty("holdsHead").GetBoolean());
        Assert.False((await administrator.Http.JsonAsync("/api/audit/integrity?head=00ff")).GetProperty("holdsHead").GetBoolean());
        Assert.Equal(head, (await administrator.Http.JsonAsync("/api/audit?limit=1")).GetProperty("entries")[0].Text("sha256"));
        await using (var tamper = server.Database.Owner.CreateCommand("set session_replication_role = replica; update geo.audit set actor = 'x' where id = 2; reset session_replication_role"))
            await tamper.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, (await administrator.Http.JsonAsync("/api/audit/integrity")).GetProperty("brokenAt").GetInt64());
    }
}
