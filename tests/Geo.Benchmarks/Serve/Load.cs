using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;

namespace Geo.Benchmarks.Serve;

/// <summary>What one server did under one load.</summary>
/// <param name="Bytes">Of an answer, headers included where wrk counted them.</param>
public sealed record Load(
    string Bench, string Case, string Server, int Users, double RequestsPerSecond, double P50Ms, double P95Ms, double P99Ms, long Errors, long Bytes)
{
    /// <summary>Processor time of the server and the database by request answered; what was begun and not answered in the time is in it too.</summary>
    public double? CpuMs { get; init; }

    /// <summary>Each request once, by so many users at the same time: what is cold stays cold.</summary>
    public static async Task<Load> OnceAsync<T>(string bench, string name, string server, int users, IReadOnlyCollection<T> asked, Func<T, Task<int>> ask)
    {
        var times = new ConcurrentBag<double>();
        var (bytes, start) = (0L, Stopwatch.GetTimestamp());
        await Parallel.ForEachAsync(asked, new ParallelOptions { MaxDegreeOfParallelism = users }, async (one, _) =>
        {
            var begin = Stopwatch.GetTimestamp();
            Interlocked.Add(ref bytes, await ask(one));
            times.Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
        });
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var sorted = times.Order().ToList();
        double Percentile(double share) => Math.Round(sorted[(int)((sorted.Count - 1) * share)], 3);
        return new Load(bench, name, server, users, Math.Round(asked.Count / seconds, 1), Percentile(0.5), Percentile(0.95), Percentile(0.99), 0, bytes / asked.Count).Print();
    }

    /// <summary>How many times as many requests a second as a peer.</summary>
    public double Against(Load peer)
    {
        // A peer that answered nothing in the time is given one answer, so that the ratio is a number and not too good.
        var rate = Math.Max(peer.RequestsPerSecond, 0.1);
        new Measurement(Bench, $"{Case}-{Users}", RequestsPerSecond, "requests/s").AgainstRate(peer.Server, rate).Print();
        if (CpuMs is { } own && peer.CpuMs is { } theirs) new Measurement(Bench, $"{Case}-{Users}-processor", own, "ms of processor").Against(peer.Server, theirs).Print();
        return RequestsPerSecond / rate;
    }

    internal Load Print()
    {
        Console.WriteLine(JsonSerializer.Serialize(this, Measurement.Line));
        return this;
    }
}
