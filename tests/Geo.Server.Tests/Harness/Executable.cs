using System.Diagnostics;

namespace Geo.Server.Tests.Harness;

/// <summary>How a program ended and what it said.</summary>
public sealed record Ending(int ExitCode, string Output, string Error);

/// <summary>Runs a program to its end, or for at most three minutes.</summary>
public static class Executable
{
    /// <summary>The server's own executable, on a database of the test's.</summary>
    public static Task<Ending> GeoAsync(TestDatabase database, params string[] arguments) =>
        RunAsync(Path.Combine(AppContext.BaseDirectory, "geo"), [.. arguments, "--db", database.ConnectionString, "--data", database.Catalog.Folder]);

    public static async Task<Ending> RunAsync(string program, params string[] arguments)
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        time.CancelAfter(TimeSpan.FromMinutes(3));
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        try
        {
            var (output, error) = (process.StandardOutput.ReadToEndAsync(time.Token), process.StandardError.ReadToEndAsync(time.Token));
            await process.WaitForExitAsync(time.Token);
            return new Ending(process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }
}
