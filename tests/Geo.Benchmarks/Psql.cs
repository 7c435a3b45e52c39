using System.Diagnostics;
using Npgsql;

namespace Geo.Benchmarks;

/// <summary>PostgreSQL's own client, as the peer that a user would otherwise take.</summary>
public static class Psql
{
    /// <summary>Runs a statement and hands its output to a reader while it comes.</summary>
    public static async Task<T> RunAsync<T>(string connectionString, string sql, Func<Stream, Task<T>> read)
    {
        var database = new NpgsqlConnectionStringBuilder(connectionString);
        var start = new ProcessStartInfo("psql",
        [
            "--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--host", database.Host!, "--port", $"{database.Port}",
            "--username", database.Username!, "--dbname", database.Database!, "--command", sql,
        ])
        { RedirectStandardOutput = true };
        if (database.Password is not null) start.Environment["PGPASSWORD"] = database.Password;
        using var process = Process.Start(start)!;
        var result = await read(process.StandardOutput.BaseStream);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"psql ended with {process.ExitCode}.");
        return result;
    }
}
