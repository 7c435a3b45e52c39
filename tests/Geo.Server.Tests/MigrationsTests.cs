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
    public async Task TheServingRoleReadsAndNeverWrites()
    {
        await using var database = await TestDatabase.CreateAsync();
        var tables = await database.ScalarAsync<string[]>("select array_agg(relname::text) from pg_class where relnamespace = 'geo'::regnamespace and relkind in ('r', 'p')");
        Assert.Contains("site", tables);
        await using var serving = Connection.Serving(database.ConnectionString);
        foreach (var table in tables.Except(["migration"]))
        {
            await ExecuteAsync(serving, $"select * from geo.{table} limit 1");
            foreach (var write in (string[])[$"insert into geo.{table} default values", $"delete from geo.{table}", $"truncate geo.{table} cascade", $"drop table geo.{table}"])
                await AssertDeniedAsync(serving, write);
            var column = await database.ScalarAsync<string>("select attname::text from pg_attribute where attrelid = $1::regclass and attnum > 0 and attgenerated = '' and attidentity = '' limit 1", $"geo.{table}");
            await AssertDeniedAsync(serving, $"update geo.{table} set {column} = default");
        }
        await AssertDeniedAsync(serving, "create table geo.mine (x int)");
        await AssertDeniedAsync(serving, "create table public.mine (x int)");
        await AssertDeniedAsync(serving, "create schema mine");
        await AssertDeniedAsync(serving, "select nextval('geo.feature_key')");
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
