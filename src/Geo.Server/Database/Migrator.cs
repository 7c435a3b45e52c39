using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using DbUp;
using DbUp.Engine.Output;
using Npgsql;

namespace Geo.Server.Database;

/// <summary>Brings the schema to this build's version, and refuses a schema that is not what this build expects.</summary>
public static class Migrator
{
    /// <summary>Runs what has not run yet; a migration that was edited after it ran is an error, not a surprise.</summary>
    public static async Task MigrateAsync(string connectionString, Action<string> log)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        await using var connection = await database.OpenConnectionAsync();
        // Two servers starting at once migrate one after the other.
        await ExecuteAsync(connection, "select pg_advisory_lock(hashtext('geo.migrate'))");
        await ExecuteAsync(connection, """
            create schema if not exists geo;
            create table if not exists geo.migration_checksum (script text primary key, sha256 text not null);
            """);
        if (Newer(await RanAsync(connection)) is { } newer) throw new InvalidOperationException(newer);
        foreach (var problem in await ChangedSinceTheyRanAsync(connection)) throw new InvalidOperationException(problem);

        var result = DeployChanges.To.PostgresqlDatabase(connectionString)
            .WithScriptsEmbeddedInAssembly(Assembly.GetExecutingAssembly(), IsMigration)
            .JournalToPostgresqlTable("geo", "migration")
            .WithTransactionPerScript()
            .WithVariablesDisabled()
            .LogTo(new Log(log))
            .Build().PerformUpgrade();
        if (!result.Successful)
            throw new InvalidOperationException($"Migration {result.ErrorScript?.Name} failed: {result.Error.Message}", result.Error);

        foreach (var (script, sha256) in Scripts())
        {
            await using var insert = new NpgsqlCommand("insert into geo.migration_checksum values ($1, $2) on conflict do nothing", connection)
            { Parameters = { new() { Value = script }, new() { Value = sha256 } } };
            await insert.ExecuteNonQueryAsync();
        }
        await ExecuteAsync(connection, "grant select on geo.migration_checksum to geo_app");
    }

    /// <summary>What stands between the database and this build: null when they agree.</summary>
    public static async Task<string?> DifferenceAsync(NpgsqlDataSource database, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        try
        {
            var ran = await RanAsync(connection);
            var missing = Scripts().Keys.Except(ran.Keys).Order().FirstOrDefault();
            if (missing is not null) return $"Migration {missing} has not run: run `geo migrate`.";
            if (Newer(ran) is { } newer) return newer;
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName)
        {
            return "The database has no schema yet: run `geo migrate`.";
        }
        return await ChangedSinceTheyRanAsync(connection) is [var first, ..] ? first : null;
    }

    private static string? Newer(Dictionary<string, string> ran) =>
        ran.Keys.Except(Scripts().Keys).Order().FirstOrDefault() is { } unknown ? $"The database is newer than this build: it has migration {unknown}." : null;

    private static async Task<IReadOnlyList<string>> ChangedSinceTheyRanAsync(NpgsqlConnection connection)
    {
        var scripts = Scripts();
        return [.. (await RanAsync(connection))
            .Where(ran => scripts.TryGetValue(ran.Key, out var sha256) && sha256 != ran.Value)
            .Select(ran => $"Migration {ran.Key} was changed after it ran here. Migrations are never edited: add a new one.")];
    }

    private static async Task<Dictionary<string, string>> RanAsync(NpgsqlConnection connection)
    {
        var ran = new Dictionary<string, string>();
        await using var command = new NpgsqlCommand("select script, sha256 from geo.migration_checksum", connection);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) ran.Add(reader.GetString(0), reader.GetString(1));
        return ran;
    }

    private static SortedDictionary<string, string> Scripts()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var scripts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in assembly.GetManifestResourceNames().Where(IsMigration))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
            scripts.Add(name, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(reader.ReadToEnd()))));
        }
        return scripts;
    }

    private static bool IsMigration(string resource) => resource.EndsWith(".sql", StringComparison.Ordinal) && char.IsDigit(resource[0]);

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>DbUp's many lines come down to the one a person wants: which script runs.</summary>
    private sealed class Log(Action<string> write) : IUpgradeLog
    {
        public void LogTrace(string format, params object[] args) { }
        public void LogDebug(string format, params object[] args) { }
        public void LogInformation(string format, params object[] args)
        {
            if (format.StartsWith("Executing Database Server script", StringComparison.Ordinal)) write($"migration {args[0]}");
        }
        public void LogWarning(string format, params object[] args) => write(string.Format(format, args));
        public void LogError(string format, params object[] args) => write(string.Format(format, args));
        public void LogError(Exception ex, string format, params object[] args) => write(string.Format(format, args) + " " + ex.Message);
    }
}
