using Geo.Server.Accounts;
using Geo.Server.Database;
using Geo.Server.Tests.Harness;
using Npgsql;

namespace Geo.Server.Tests.Accounts;

/// <summary>Accounts of a test's database, and the database as each of them meets it.</summary>
public static class AccountsOf
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Makes an account as the command line does; returns its password.</summary>
    public static async Task<string> AddAccountAsync(this TestDatabase database, string name, string role, params string[] areas)
    {
        await using var session = await DatabaseSession.OpenAsync(database.Owner, Actor.CommandLine(), Cancel);
        var (_, password) = await AccountChanges.CreateAsync(session, name, role, areas, null, Cancel);
        await session.CommitAsync(Cancel);
        return password!;
    }

    /// <summary>The database as the service speaks to it on behalf of an actor.</summary>
    public static async Task<T> AsAsync<T>(this TestDatabase database, string name, string role, string[] areas, Func<DatabaseSession, Task<T>> work)
    {
        await using var serving = Connection.Serving(database.ConnectionString);
        await using var session = await DatabaseSession.OpenAsync(serving, new Actor(name, role, areas, null), Cancel);
        var result = await work(session);
        await session.CommitAsync(Cancel);
        return result;
    }

    public static async Task<T> ScalarAsync<T>(this DatabaseSession session, string sql, params object?[] parameters)
    {
        await using var command = session.Command(sql, parameters);
        return (T)(await command.ExecuteScalarAsync(Cancel))!;
    }

    /// <summary>Requires that a statement is refused by a grant or a policy.</summary>
    public static async Task AssertRefusedAsync(this TestDatabase database, string name, string role, string[] areas, string sql, params object?[] parameters)
    {
        var refused = await Assert.ThrowsAsync<PostgresException>(() => database.AsAsync(name, role, areas, session => session.ExecuteAsync(sql, parameters, Cancel)));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    public static async Task<IReadOnlyList<string>> AuditAsync(this TestDatabase database, string subject)
    {
        await using var command = database.Owner.CreateCommand("select actor || ' ' || action from geo.audit where subject = $1 order by id");
        command.Parameters.Add(new() { Value = subject });
        await using var rows = await command.ExecuteReaderAsync(Cancel);
        var entries = new List<string>();
        while (await rows.ReadAsync(Cancel)) entries.Add(rows.GetString(0));
        return entries;
    }
}
