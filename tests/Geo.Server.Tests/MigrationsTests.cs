using Geo.Server.Database;
using Geo.Server.Tests.Harness;
using Npgsql;

namespace Geo.Server.Tests;

/// <summary>The schema is the one this build expects, or the service says what stands in between.</summary>
public sealed class MigrationsTests
{
    [Fact]
    public async Task AnEmptyDatabaseIsNotServed()
    {
        await using var server = await TestServer.StartAsync(await TestDatabase.CreateEmptyAsync());
        await using var serving = Connection.Owner(server.Database.ConnectionString);
        Assert.Contains("run `geo migrate`", await Migrator.DifferenceAsync(serving, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using var ready = await server.Http.AskAsync("/readyz");
        await ready.AssertProblemAsync(503, "not-ready");
        using var alive = await server.Http.AskAsync("/healthz");
        Assert.Equal(200, (int)alive.StatusCode);
    }

    [Fact]
    public async Task MigratingTwiceIsMigratingOnce()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        var (first, second) = (new List<string>(), new List<string>());
        await Migrator.MigrateAsync(database.ConnectionString, first.Add);
        await Migrator.MigrateAsync(database.ConnectionString, second.Add);
        Assert.Contains("migration 0001_layers_and_publications.sql", first);
        Assert.Empty(second);
        Assert.Equal(first.Count, await database.ScalarAsync<long>("select count(*) from geo.migration_checksum"));
        Assert.Null(await Migrator.DifferenceAsync(database.Owner, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task TwoServersThatStartAtOnceMigrateOneAfterTheOther()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        var log = new System.Collections.Concurrent.ConcurrentQueue<string>();
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => Migrator.MigrateAsync(database.ConnectionString, log.Enqueue))));
        Assert.Equal(log.Count, log.Distinct().Count());
        Assert.Null(await Migrator.DifferenceAsync(database.Owner, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task AMigrationThatWasEditedIsRefused()
    {
        await using var server = await TestServer.StartAsync(await TestDatabase.CreateAsync());
        await server.Database.ScalarAsync<string>("update geo.migration_checksum set sha256 = 'x' where script = '0002_areas.sql' returning script");
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => Migrator.MigrateAsync(server.Database.ConnectionString, _ => { }));
        Assert.Contains("0002_areas.sql was changed after it ran", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("0002_areas.sql", await Migrator.DifferenceAsync(server.Database.Owner, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using var ready = await server.Http.AskAsync("/readyz");
        await ready.AssertProblemAsync(503, "not-ready");
    }

    [Fact]
    public async Task ADatabaseThatIsNewerIsNotServedAndNotMigrated()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.ScalarAsync<string>("insert into geo.migration_checksum values ('9999_later.sql', 'x') returning script");
        Assert.Contains("newer than this build: it has migration 9999_later.sql", await Migrator.DifferenceAsync(database.Owner, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => Migrator.MigrateAsync(database.ConnectionString, _ => { }));
        Assert.Contains("9999_later.sql", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AMigrationThatHasNotRunIsNamed()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.ScalarAsync<string>("delete from geo.migration_checksum where script = '0004_submissions.sql' returning script");
        Assert.Contains("Migration 0004_submissions.sql has not run", await Migrator.DifferenceAsync(database.Owner, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheServingRoleWritesWhatItMustAndNothingElse()
    {
        await using var database = await TestDatabase.CreateAsync();
        // Which rows of these, the policies say.
        Assert.Equal("account:INSERT account:UPDATE audit:INSERT coverage:INSERT coverage:UPDATE coverage_area:INSERT coverage_area:UPDATE coverage_rule:INSERT "
            + "coverage_tile:DELETE coverage_tile:INSERT coverage_tile:UPDATE data_protection_key:INSERT idempotency:INSERT layer:UPDATE publication:INSERT "
            + "session:DELETE session:INSERT sign_in_attempt:DELETE sign_in_attempt:INSERT sign_in_attempt:UPDATE site:INSERT site:UPDATE submission:DELETE "
            + "submission:INSERT submission:UPDATE submission_chunk:DELETE submission_chunk:INSERT submission_progress:DELETE submission_progress:INSERT "
            + "submission_progress:UPDATE submission_removal:DELETE submission_removal:INSERT submission_row:DELETE submission_row:INSERT token:INSERT "
            + "token:UPDATE zone:INSERT zone:UPDATE",
            await database.ScalarAsync<string>("""
            select string_agg(relname || ':' || p, ' ' order by relname, p)
            from pg_class, unnest(array['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) p
            where relnamespace = 'geo'::regnamespace and relkind in ('r', 'p')
              and case when p in ('INSERT', 'UPDATE') then has_any_column_privilege('geo_app', oid, p) else has_table_privilege('geo_app', oid, p) end
            """));
        await using var serving = Connection.Serving(database.ConnectionString);
        // The list above is what the catalogue says; these are what PostgreSQL does.
        var tables = (await database.ScalarAsync<string>(
            "select string_agg(relname, ' ' order by relname) from pg_class where relnamespace = 'geo'::regnamespace and relkind = 'r'")).Split(' ');
        foreach (var table in tables) await AssertDeniedAsync(serving, $"truncate geo.{table}");
        foreach (var table in (string[])["area", "audit", "layer", "publication", "site", "zone"]) await AssertDeniedAsync(serving, $"delete from geo.{table}");
        await AssertDeniedAsync(serving, "update geo.area set name = name");
        await AssertDeniedAsync(serving, "update geo.publication set actor = actor");
        await AssertDeniedAsync(serving, "drop table geo.site");
        await AssertDeniedAsync(serving, "create table geo.mine (x int)");
        await AssertDeniedAsync(serving, "create table public.mine (x int)");
        await AssertDeniedAsync(serving, "create schema mine");
    }

    private static async Task AssertDeniedAsync(NpgsqlDataSource serving, string sql)
    {
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(serving, sql));
        Assert.True(refusal.SqlState == PostgresErrorCodes.InsufficientPrivilege, $"{sql}: {refusal.Message}");
    }

    private static async Task ExecuteAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
