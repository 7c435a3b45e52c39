using System.Diagnostics;
using Geo.Server.Tests.Harness;
using Npgsql;

namespace Geo.Server.Tests.Coverage;

/// <summary>A process that is killed while it publishes leaves rows, planes and figures of the version before.</summary>
public sealed class KilledInTheMiddleNothingIsHalf(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private const string IsWaiting = """
        select exists (select from pg_locks l join pg_stat_activity a using (pid) where not l.granted and a.datname = current_database() and l.relation = 'geo.coverage_area'::regclass)
        """;

    private const string IsGone = "select not exists (select from pg_stat_activity where datname = current_database() and pid = $1)";

    private const string Waiting = "select l.pid from pg_locks l join pg_stat_activity a using (pid) where not l.granted and a.datname = current_database() and l.relation = 'geo.coverage_area'::regclass limit 1";

    [Fact]
    public async Task TheVersionBeforeIsWhole()
    {
        var (database, cancel) = (fixture.Database, TestContext.Current.CancellationToken);
        await database.PublishAsync("5g", [CoverageAsking.Mast("a", 117.074, 36.651)]);
        var second = await database.PublishAsync("5g", [CoverageAsking.Mast("b", 117.2, 36.7)]);
        var before = (await fixture.Http.AreasAsync("5g", "county"))["370102"].ToString();

        // Whoever writes figures has changed the rows and written the planes; there it is held and killed.
        await using (var holder = await database.Owner.OpenConnectionAsync(cancel))
        {
            await using var hold = await holder.BeginTransactionAsync(cancel);
            await using (var take = new NpgsqlCommand("lock table geo.coverage_area in share mode", holder)) await take.ExecuteNonQueryAsync(cancel);
            using var process = Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "geo"),
                ["publications", "reverse", "5g", $"{second.Id}", "--db", database.ConnectionString, "--data", database.Catalog.Folder])
            { RedirectStandardOutput = true, RedirectStandardError = true })!;
            while (!await database.ScalarAsync<bool>(IsWaiting)) Assert.False(process.HasExited, "It ended without writing figures.");
            var backend = await database.ScalarAsync<int>(Waiting);
            process.Kill();   // SIGKILL
            await process.WaitForExitAsync(cancel);
            await hold.RollbackAsync(cancel);
            while (!await database.ScalarAsync<bool>(IsGone, backend)) await Task.Yield();
        }

        Assert.Equal(second.DataVersion, await database.ScalarAsync<long>("select data_version from geo.layer where id = '5g'"));
        Assert.Equal(second.Id, await database.ScalarAsync<long>("select max(publication_id) from geo.coverage where layer_id = '5g'"));
        Assert.Equal(before, (await fixture.Http.AreasAsync("5g", "county"))["370102"].ToString());
        Assert.Empty(await database.CoverageDifferencesAsync("5g"));

        // And what was interrupted can be done after all.
        await database.ReverseAsync("5g", second.Id!.Value);
        Assert.True((await fixture.Http.ValueAsync("5g", 117.076, 36.651)).GetProperty("covered").GetBoolean());
        Assert.Empty(await database.CoverageDifferencesAsync("5g"));
    }
}
