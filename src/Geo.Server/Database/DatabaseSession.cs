using Npgsql;

namespace Geo.Server.Database;

/// <summary>
/// A transaction that says whose it is: the row-level policies hold it to what its actor may read and write, and the audit
/// log names the actor. The settings end with the transaction, so a pooled connection carries no one's rights to the next.
/// </summary>
public sealed class DatabaseSession : IAsyncDisposable
{
    private const string Identify = """
        select set_config('geo.actor', $1, true), set_config('geo.role', $2, true), set_config('geo.areas', $3, true), set_config('geo.address', $4, true)
        """;

    private readonly NpgsqlTransaction _transaction;
    private bool _isDisposed;

    private DatabaseSession(NpgsqlConnection connection, NpgsqlTransaction transaction, Actor actor)
    {
        Connection = connection;
        _transaction = transaction;
        Actor = actor;
    }

    public NpgsqlConnection Connection { get; }
    public Actor Actor { get; }

    /// <summary>Opens a transaction for whoever is signed in.</summary>
    public static Task<DatabaseSession> OpenAsync(NpgsqlDataSource database, HttpContext context) =>
        OpenAsync(database, Actor.Of(context), context.RequestAborted);

    public static async Task<DatabaseSession> OpenAsync(NpgsqlDataSource database, Actor actor, CancellationToken cancel)
    {
        var connection = await database.OpenConnectionAsync(cancel);
        try
        {
            var transaction = await connection.BeginTransactionAsync(cancel);
            await using var identify = new NpgsqlCommand(Identify, connection);
            foreach (var setting in (string[])[actor.Name, actor.Role, string.Join(',', actor.Areas), actor.Address?.ToString() ?? ""])
                identify.Parameters.Add(new() { Value = setting });
            await identify.ExecuteNonQueryAsync(cancel);
            return new DatabaseSession(connection, transaction, actor);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>A statement of this transaction.</summary>
    public NpgsqlCommand Command(string sql, params object?[] parameters)
    {
        var command = new NpgsqlCommand { Connection = Connection, Transaction = _transaction };
#pragma warning disable CA2100 // Callers pass constants; values go in as parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var parameter in parameters) command.Parameters.Add(new() { Value = parameter ?? DBNull.Value });
        return command;
    }

    public async Task<int> ExecuteAsync(string sql, object?[] parameters, CancellationToken cancel)
    {
        await using var command = Command(sql, parameters);
        return await command.ExecuteNonQueryAsync(cancel);
    }

    public Task CommitAsync(CancellationToken cancel) => _transaction.CommitAsync(cancel);

    /// <summary>Without a commit before, nothing has happened.</summary>
    public async ValueTask DisposeAsync()
    {
        // The driver uses a transaction's object again for whoever has the connection next: to dispose it twice would end theirs.
        if (_isDisposed) return;
        _isDisposed = true;
        await _transaction.DisposeAsync();
        await Connection.DisposeAsync();
    }
}
