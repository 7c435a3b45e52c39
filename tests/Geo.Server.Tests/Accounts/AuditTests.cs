using Geo.Server.Tests.Harness;
using Npgsql;

namespace Geo.Server.Tests.Accounts;

/// <summary>The log holds what happened, with what happened, and shows when somebody has been at it.</summary>
public sealed class AuditTests : IClassFixture<AccountsFixture>
{
    private readonly TestDatabase _database;
    private readonly AccountsFixture _fixture;

    public AuditTests(AccountsFixture fixture) => (_fixture, _database) = (fixture, fixture.Database);

    private Task<object?> BreakAsync() => ScalarAsync(_database.Owner, "select geo.audit_break()");

    private static async Task<object?> ScalarAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task SaysWhoWhatWhenAndFromWhere()
    {
        using var visitor = await _fixture.Visitor().SignInAsync("jinan", _fixture.JinanEditor);
        await visitor.SendAsync(HttpMethod.Delete, "/api/session");
        Assert.Equal(["jinan signed-in", "jinan signed-out"], (await _database.AuditAsync("jinan")).TakeLast(2));
        Assert.True(await _database.ScalarAsync<bool>(
            "select host(address) like '%127.0.0.1' and at between now() - interval '1 minute' and now() from geo.audit where action = 'signed-in' order by id desc limit 1"));
        Assert.Equal(DBNull.Value, await BreakAsync());
    }

    [Fact]
    public async Task WhatIsRolledBackIsNotInIt()
    {
        var before = await _database.ScalarAsync<long>("select count(*) from geo.audit");
        await using (var connection = await _database.Owner.OpenConnectionAsync(TestContext.Current.CancellationToken))
        {
            await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
            await using var disable = new NpgsqlCommand("update geo.account set disabled = true; set constraints all immediate", connection);
            await disable.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
        Assert.Equal(before, await _database.ScalarAsync<long>("select count(*) from geo.audit"));
    }

    [Theory]
    [InlineData("update geo.audit set actor = 'x'")]
    [InlineData("delete from geo.audit")]
    [InlineData("truncate geo.audit")]
    public async Task IsNotChangedEvenByTheOwner(string sql) =>
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, (await Assert.ThrowsAsync<PostgresException>(() => ScalarAsync(_database.Owner, sql))).SqlState);

    [Fact]
    public async Task ForgedNumbersAndHashesAreReplaced()
    {
        await ScalarAsync(_database.Owner, """
            insert into geo.audit (id, at, actor, action, subject, detail, previous, sha256) values (1, '2000-01-01', 'x', 'x', 'forged', '{}', '', '')
            """);
        Assert.True(await _database.ScalarAsync<bool>("select id > 1 and at > '2020-01-01' from geo.audit where subject = 'forged'"));
        Assert.Equal(DBNull.Value, await BreakAsync());
    }

    [Theory]
    [InlineData("update geo.audit set actor = 'somebody else' where id = 2", 2)]
    [InlineData("update geo.audit set at = at - interval '1 day' where id = 2", 2)]
    [InlineData("update geo.audit set detail = '{\"role\": \"viewer\"}' where id = 1", 1)]
    [InlineData("delete from geo.audit where id = 2", 3)]
    [InlineData("delete from geo.audit where id = 1", 2)]
    [InlineData("update geo.audit set actor = 'x' where id = 2; update geo.audit a set sha256 = geo.audit_sha256(a) where id = 2", 3)]
    public async Task ShowsWhereSomebodyWhoSwitchedTheGuardOffHasBeen(string tampering, long entry)
    {
        await using var database = await TestDatabase.CreateAsync();
        foreach (var name in new[] { "a", "b", "c" }) await database.AddAccountAsync(name, "viewer");
        // In a copy of the log that begins with it: the boundaries' publications come first in the template.
        var first = await database.ScalarAsync<long>("select min(id) from geo.audit");
        Assert.Equal(1, first);
        Assert.Equal(DBNull.Value, await ScalarAsync(database.Owner, "select geo.audit_break()"));
        await ScalarAsync(database.Owner, $"set session_replication_role = replica; {tampering}; reset session_replication_role");
        Assert.Equal(entry, await ScalarAsync(database.Owner, "select geo.audit_break()"));
    }

    [Fact]
    public async Task WritersAtOnceMakeOneChain()
    {
        await using var database = await TestDatabase.CreateAsync();
        var before = await database.ScalarAsync<long>("select count(*) from geo.audit");
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => database.AddAccountAsync($"n{i}", "viewer")));
        Assert.Equal(before + 20, await database.ScalarAsync<long>("select count(*) from geo.audit"));
        Assert.Equal(DBNull.Value, await ScalarAsync(database.Owner, "select geo.audit_break()"));
    }
}
