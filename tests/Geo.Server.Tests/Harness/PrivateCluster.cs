using System.Diagnostics;
using System.Globalization;

namespace Geo.Server.Tests.Harness;

/// <summary>A PostgreSQL of the test's own, made by the project's script in another folder: one that may be killed.</summary>
public sealed class PrivateCluster : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _script;

    private PrivateCluster()
    {
        _script = Path.Combine(_folder.Path, "src", "dev", "cluster.sh");
        Directory.CreateDirectory(Path.GetDirectoryName(_script)!);
        File.Copy(Path.Combine(Project.Root, "src", "dev", "cluster.sh"), _script);
    }

    public string ConnectionString { get; private set; } = "";

    /// <summary>Whether PostgreSQL's own programs are here; where GEO_DB names another machine's they need not be.</summary>
    public static bool IsPossible => Directory.Exists("/usr/lib/postgresql") && Directory.GetDirectories("/usr/lib/postgresql").Any(version => File.Exists(Path.Combine(version, "bin", "initdb")));

    public static async Task<PrivateCluster> StartAsync()
    {
        var cluster = new PrivateCluster();
        await cluster.StartAgainAsync();
        cluster.ConnectionString = (await cluster.RunAsync("connection")).Trim();
        return cluster;
    }

    public Task StartAgainAsync() => RunAsync("start");

    /// <summary>kill -9 of the postmaster and of every process that it started.</summary>
    public void Kill()
    {
        var postmaster = int.Parse(File.ReadLines(Path.Combine(_folder.Path, ".data", "postgres", "postmaster.pid")).First(), CultureInfo.InvariantCulture);
        var children = Directory.GetDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _)).Select(name => int.Parse(name!, CultureInfo.InvariantCulture))
            .Where(pid => ParentOf(pid) == postmaster).ToList();
        foreach (var pid in children.Prepend(postmaster))
        {
            try
            {
                using var process = Process.GetProcessById(pid);
                process.Kill();
                process.WaitForExit();
            }
            catch (ArgumentException)
            {
                // It was quicker.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await RunAsync("remove");
        _folder.Dispose();
    }

    private static int? ParentOf(int pid)
    {
        try
        {
            var status = File.ReadLines($"/proc/{pid}/status").First(line => line.StartsWith("PPid:", StringComparison.Ordinal));
            return int.Parse(status.AsSpan(5).Trim(), CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private async Task<string> RunAsync(string verb)
    {
        var start = new ProcessStartInfo("bash", [_script, verb]) { RedirectStandardOutput = verb == "connection", RedirectStandardError = false };
        start.Environment.Remove("GEO_DB");
        using var process = Process.Start(start)!;
        // The server that it starts must not hold a pipe of ours open.
        var output = verb == "connection" ? await process.StandardOutput.ReadToEndAsync() : "";
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"cluster.sh {verb} ended with {process.ExitCode}.");
    }
}
