using System.Text.Json;
using Geo.Server.Accounts;
using Geo.Server.Tests.Accounts;
using Geo.Server.Tests.Harness;
using Geo.Server.Tests.Submissions.Features;
using Npgsql;

namespace Geo.Server.Tests.Submissions.Drafts;

/// <summary>
/// kill -9 in the middle of a publication leaves all of it or nothing, and the draft. The publication is stopped at a named
/// point by a trigger that waits for a lock which the test holds, so that where it dies is no matter of luck.
/// </summary>
public sealed class KilledOnTheWayTests
{
    private const int Sites = 300;
    private const long Gate = 915_009;
    private const string Layer = "iot-base";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Where the server dies, in the order of a publication.</summary>
    public static TheoryData<string, string> Points => new()
    {
        { "geo.publication", "before insert" },
        { "geo.publication", "after insert" },
        { "geo.site", "before update" },
        { "geo.site", "after update" },
        { "geo.site", "before insert" },
        { "geo.site", "after insert" },
        { "geo.layer", "before update" },
        { "geo.layer", "after update" },
        { "geo.submission_row", "after delete" },
        { "geo.submission", "before update" },
        // At commit: the log of who did what is the last to be written.
        { "geo.audit", "before insert" },
    };

    [Theory]
    [MemberData(nameof(Points))]
    public async Task TheServer(string table, string when)
    {
        await using var database = await TestDatabase.CreateAsync();
        var password = await database.AddAccountAsync("jinan", Roles.CityEditor, AccountsFixture.Jinan);
        var (id, before) = await ArrangeAsync(database, password);

        await using (var gate = await database.Owner.OpenConnectionAsync(Cancel))
        {
            await using var server = await ServerProcess.StartAsync(database);
            using var jinan = await new Visitor(server.Http.BaseAddress!).SignInAsync("jinan", password);
            await CloseGateAsync(gate, table, when);
            var publication = jinan.TryPublishAsync(id, new { removed = Sites / 3 });
            await UntilSomebodyWaitsAsync(gate);
            await server.KillAsync();
            await Assert.ThrowsAnyAsync<Exception>(() => publication);
            await ExecuteAsync(gate, $"drop trigger a_gate on {table}; select pg_advisory_unlock({Gate})", orphaned: true);
        }
        await AssertAllOrNothingAsync(database, password, id, before);
    }

    /// <summary>A feature that a program writes is a publication of one row: written whole or not at all, and a second try writes it once.</summary>
    [Theory]
    [InlineData("geo.site", "after update")]
    [InlineData("geo.site", "after insert")]
    [InlineData("geo.audit", "before insert")]
    public async Task TheServerAtAFeature(string table, string when)
    {
        await using var database = await TestDatabase.CreateAsync();
        var password = await database.AddAccountAsync("jinan", Roles.CityEditor, AccountsFixture.Jinan);
        string path, key, before;
        await using (var gate = await database.Owner.OpenConnectionAsync(Cancel))
        {
            await using var server = await ServerProcess.StartAsync(database);
            key = await WritingFixture.KeyAsync(await new Visitor(server.Http.BaseAddress!).SignInAsync("jinan", password));
            using (var created = await WritingFixture.SendAsync(server.Http, HttpMethod.Post, WritingFixture.Items(Layer), key, WritingFixture.Site("J1"))) path = created.Headers.Location!.PathAndQuery;
            before = await StateAsync(database);
            await CloseGateAsync(gate, table, when);
            var replaced = ReplaceAsync(server.Http);
            await UntilSomebodyWaitsAsync(gate);
            await server.KillAsync();
            await Assert.ThrowsAnyAsync<Exception>(() => replaced);
            await ExecuteAsync(gate, $"drop trigger a_gate on {table}; select pg_advisory_unlock({Gate})", orphaned: true);
        }
        await using var again = await TestServer.StartSharedAsync(database);
        var isWritten = (await again.Http.JsonAsync(path)).Property("code").GetString() == "J2";
        Assert.Equal(isWritten, before != await StateAsync(database));
        if (!isWritten) using (var second = await ReplaceAsync(again.Http)) Assert.True(second.IsSuccessStatusCode);
        Assert.Equal("J2", (await again.Http.JsonAsync(path)).Property("code").GetString());
        var layer = (await again.Http.JsonAsync($"/ogc/collections/{Layer}")).GetProperty("geo");
        Assert.Equal((2, 1), (layer.GetProperty("dataVersion").GetInt64(), layer.GetProperty("count").GetInt64()));

        Task<HttpResponseMessage> ReplaceAsync(HttpClient http) =>
            WritingFixture.SendAsync(http, HttpMethod.Put, path, key, WritingFixture.Site("J2"), WritingFixture.GeoJson, ("If-Match", "*"));
    }

    /// <summary>At three points: begun, written, about to commit.</summary>
    [Fact]
    public async Task PostgreSqlItself()
    {
        Assert.SkipUnless(PrivateCluster.IsPossible, "PostgreSQL's own programs are not on this machine.");
        await using var cluster = await PrivateCluster.StartAsync();
        await using var database = await TestDatabase.OnAsync(cluster.ConnectionString);
        var password = await database.AddAccountAsync("jinan", Roles.CityEditor, AccountsFixture.Jinan);
        var (id, before) = await ArrangeAsync(database, password);
        // The server lives on, and finds its database again by itself.
        await using var server = await TestServer.StartSharedAsync(database);
        using var jinan = await new Visitor(server.Address).SignInAsync("jinan", password);
        foreach (var (table, when) in new[] { ("geo.publication", "after insert"), ("geo.site", "after insert"), ("geo.audit", "before insert") })
        {
            await using (var gate = await database.Owner.OpenConnectionAsync(Cancel))
            {
                await CloseGateAsync(gate, table, when);
                var publication = jinan.TryPublishAsync(id, new { removed = Sites / 3 });
                await UntilSomebodyWaitsAsync(gate);
                cluster.Kill();
                using var failed = await publication;
                Assert.InRange((int)failed.StatusCode, 500, 503);
            }
            database.Owner.Clear();
            await cluster.StartAgainAsync();
            await using var after = await database.Owner.OpenConnectionAsync(Cancel);
            await ExecuteAsync(after, $"drop trigger a_gate on {table}; drop function public.wait_at_gate()");
            Assert.Equal(before, await StateAsync(database));
            for (var ready = false; !ready; Cancel.ThrowIfCancellationRequested())
            {
                using var answer = await server.Http.AskAsync("/readyz");
                ready = answer.IsSuccessStatusCode;
            }
            Assert.Equal("checked", (await jinan.Http.JsonAsync($"/api/submissions/{id}")).Text("state"));
        }
        await AssertAllOrNothingAsync(database, password, id, before);
    }

    private static async Task<(long Id, string Before)> ArrangeAsync(TestDatabase database, string password)
    {
        await using var server = await TestServer.StartSharedAsync(database);
        using var jinan = await new Visitor(server.Address).SignInAsync("jinan", password);
        await jinan.BringAsync(HandingIn.Table([.. Enumerable.Range(0, Sites).Select(i => $"A{i}")]), Layer);
        // A third goes, a third is renamed, a third is new.
        var table = HandingIn.Table([.. Enumerable.Range(Sites / 3, Sites).Select(i => $"A{i}")]).Replace("A15站", "改名", StringComparison.Ordinal);
        var draft = await jinan.HandInAsync(table, Layer);
        return (draft.Id(), await StateAsync(database));
    }

    private static async Task AssertAllOrNothingAsync(TestDatabase database, string password, long id, string before)
    {
        await using var server = await TestServer.StartSharedAsync(database);
        using var jinan = await new Visitor(server.Address).SignInAsync("jinan", password);
        var draft = await jinan.Http.JsonAsync($"/api/submissions/{id}");
        if (draft.Text("state") == "published")
        {
            Assert.NotEqual(before, await StateAsync(database));
        }
        else
        {
            Assert.Equal("checked", draft.Text("state"));
            Assert.Equal(before, await StateAsync(database));
            await jinan.PublishAsync(id, new { removed = Sites / 3 });
        }
        var layer = await server.Http.JsonAsync($"/ogc/collections/{Layer}");
        Assert.Equal(2, layer.GetProperty("geo").GetProperty("dataVersion").GetInt64());
        Assert.Equal(Sites, layer.GetProperty("geo").GetProperty("count").GetInt64());
        Assert.Equal(Sites, (await server.Http.FeaturesAsync($"/ogc/collections/{Layer}/items?limit=1000")).Count);
    }

    /// <summary>What of a layer must move together: version, figures, rows, history.</summary>
    private static Task<string> StateAsync(TestDatabase database) => database.ScalarAsync<string>($"""
        select concat_ws('|', l.data_version, l.feature_count, (select count(*) from geo.publication where layer_id = l.id),
          (select string_agg(code || name || valid_from, ',' order by key) from geo.site where layer_id = l.id and valid_to is null))
        from geo.layer l where id = '{Layer}'
        """);

    private static async Task CloseGateAsync(NpgsqlConnection gate, string table, string when)
    {
        await ExecuteAsync(gate, $"select pg_advisory_lock({Gate})");
        await ExecuteAsync(gate, $"""
            create function public.wait_at_gate() returns trigger language plpgsql security definer as $$ begin perform pg_advisory_xact_lock({Gate}); return null; end $$;
            create trigger a_gate {when} on {table} for each statement execute function public.wait_at_gate()
            """);
    }

    private static async Task UntilSomebodyWaitsAsync(NpgsqlConnection gate)
    {
        for (var waiting = false; !waiting; Cancel.ThrowIfCancellationRequested())
            waiting = await ScalarAsync<bool>(gate, $"select exists (select from pg_locks where locktype = 'advisory' and objid = {Gate} and not granted)");
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, bool orphaned = false)
    {
        // The dead server's own connection holds the table until its wait ends: so the lock is given first.
        foreach (var statement in orphaned ? sql.Split(';').Reverse() : [sql])
        {
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync(Cancel);
        }
    }

    private static async Task<T> ScalarAsync<T>(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync(Cancel))!;
    }
}
