using System.Diagnostics.CodeAnalysis;
using Npgsql;

namespace Geo.Server.Database;

/// <summary>Statements of a transaction that a caller holds: constants, at most with a table's name put in from a closed list; values are parameters.</summary>
internal static class Sql
{
    [SuppressMessage("Security", "CA2100", Justification = "Callers pass constants, at most with a table's name put in from a closed list.")]
    public static NpgsqlCommand Command(NpgsqlConnection connection, string sql, object?[] parameters)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in parameters) command.Parameters.Add(new NpgsqlParameter { Value = parameter ?? DBNull.Value });
        return command;
    }

    public static async Task<int> ExecuteAsync(NpgsqlConnection connection, string sql, object?[] parameters, CancellationToken cancel)
    {
        await using var command = Command(connection, sql, parameters);
        return await command.ExecuteNonQueryAsync(cancel);
    }

    public static async Task<T> ScalarAsync<T>(NpgsqlConnection connection, string sql, object?[] parameters, CancellationToken cancel)
    {
        await using var command = Command(connection, sql, parameters);
        return (T)(await command.ExecuteScalarAsync(cancel))!;
    }
}
