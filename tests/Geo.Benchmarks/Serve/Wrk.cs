using System.Diagnostics;
using System.Text.Json;

namespace Geo.Benchmarks.Serve;

/// <summary>The client of all load: wrk, one thread, so many connections as users, each asking again as soon as it is answered.</summary>
/// <param name="bench">Whose figures these are.</param>
/// <param name="seconds">How long each load lasts.</param>
/// <param name="processors">What servers use meanwhile, where that is known.</param>
public sealed class Wrk(string bench, int seconds, ProcessorTime? processors = null)
{
    /// <summary>Asked before it counts: who compiles as it runs, opens connections or fills caches does so here.</summary>
    private const int WarmUpSeconds = 2;

    // Few, so that a slow server has nothing left of it to do when it counts.
    private const int MostWarmingUp = 4;

    public static readonly (string Name, string Value) Gzip = ("Accept-Encoding", "gzip");

    public static bool IsInstalled => File.Exists("/usr/bin/wrk");

    /// <summary>Asks for the paths one after the other, again and again.</summary>
    /// <param name="name">The case.</param>
    /// <param name="server">Who is asked, as figures name it.</param>
    /// <param name="address">Where it listens.</param>
    /// <param name="users">How many ask at the same time.</param>
    /// <param name="paths">What is asked for.</param>
    /// <param name="headers">Sent with each request.</param>
    public async Task<Load> RunAsync(string name, string server, Uri address, int users, IEnumerable<string> paths, params (string Name, string Value)[] headers)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllLinesAsync(file, paths);
            await AskAsync(file, address, Math.Min(users, MostWarmingUp), WarmUpSeconds, headers);
            var before = processors?.UsedMs(server);
            var counted = await AskAsync(file, address, users, seconds, headers);
            var used = processors?.UsedMs(server) - before;
            return new Load(bench, name, server, users, Math.Round(counted.Requests / counted.Seconds, 1),
                Math.Round(counted.P50Ms, 3), Math.Round(counted.P95Ms, 3), Math.Round(counted.P99Ms, 3), counted.Errors, counted.Bytes / Math.Max(1, counted.Requests))
            {
                CpuMs = used is { } ms && counted.Requests > 0 ? Math.Round(ms / counted.Requests, 4) : null,
            }.Print();
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task<Counted> AskAsync(string file, Uri address, int users, int seconds, IEnumerable<(string Name, string Value)> headers)
    {
        var start = new ProcessStartInfo("/usr/bin/wrk",
            ["-t1", $"-c{users}", $"-d{seconds}s", "--timeout", "30s", "-s", Path.Combine(AppContext.BaseDirectory, "Serve", "wrk.lua"), address.ToString()])
        {
            RedirectStandardOutput = true,
            Environment = { ["WRK_PATHS"] = file, ["WRK_HEADERS"] = string.Join('\n', headers.Select(header => $"{header.Name}: {header.Value}")) },
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return JsonSerializer.Deserialize<Counted>(output.Split('\n').Single(line => line.StartsWith('{')), JsonSerializerOptions.Web)!;
    }

    private sealed record Counted(long Requests, double Seconds, long Bytes, long Errors, double P50Ms, double P95Ms, double P99Ms);
}
