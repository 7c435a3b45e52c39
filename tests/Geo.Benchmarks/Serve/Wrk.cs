using System.Diagnostics;
using System.Text.Json;

namespace Geo.Benchmarks.Serve;

/// <summary>The client of all load: wrk, one thread, so many connections as users, each asking again as soon as it is answered.</summary>
public static class Wrk
{
    private const int Seconds = 3;

    public static bool IsInstalled => File.Exists("/usr/bin/wrk");

    public static async Task<Load> RunAsync(string name, string server, Uri address, int users, IEnumerable<string> paths, params (string Name, string Value)[] headers)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllLinesAsync(file, paths);
            var start = new ProcessStartInfo("/usr/bin/wrk",
                ["-t1", $"-c{users}", $"-d{Seconds}s", "--timeout", "30s", "-s", Path.Combine(AppContext.BaseDirectory, "Serve", "wrk.lua"), address.ToString()])
            {
                RedirectStandardOutput = true,
                Environment = { ["WRK_PATHS"] = file, ["WRK_HEADERS"] = string.Join('\n', headers.Select(header => $"{header.Name}: {header.Value}")) },
            };
            using var process = Process.Start(start)!;
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            var counted = JsonSerializer.Deserialize<Counted>(output.Split('\n').Single(line => line.StartsWith('{')), JsonSerializerOptions.Web)!;
            return new Load("serve", name, server, users, Math.Round(counted.Requests / counted.Seconds, 1),
                Math.Round(counted.P50Ms, 3), Math.Round(counted.P95Ms, 3), Math.Round(counted.P99Ms, 3), counted.Errors, counted.Bytes / Math.Max(1, counted.Requests));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private sealed record Counted(long Requests, double Seconds, long Bytes, long Errors, double P50Ms, double P95Ms, double P99Ms);
}

/// <summary>What one server did under one load.</summary>
/// <param name="Bytes">Of an answer, headers included.</param>
public sealed record Load(
    string Bench, string Case, string Server, int Users, double RequestsPerSecond, double P50Ms, double P95Ms, double P99Ms, long Errors, long Bytes)
{
    public Load Print()
    {
        Console.WriteLine(JsonSerializer.Serialize(this, Measurement.Line));
        if (Errors > 0) throw new InvalidOperationException($"{Case} of {Server} with {Users} users: {Errors} errors.");
        return this;
    }

    /// <summary>How many times as many requests a second as a peer.</summary>
    public void Against(Load peer) =>
        new Measurement(Bench, $"{Case}-{Users}", RequestsPerSecond, "requests/s").AgainstRate(peer.Server, peer.RequestsPerSecond).Print();
}
