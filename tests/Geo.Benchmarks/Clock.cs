using System.Diagnostics;

namespace Geo.Benchmarks;

/// <summary>Times the same work several times and keeps the median: a run is disturbed now and then, never helped.</summary>
public static class Clock
{
    public static async Task<double> MedianMsAsync(int runs, Func<Task> work)
    {
        var times = new List<double>();
        for (var run = 0; run < runs; run++)
        {
            var start = Stopwatch.GetTimestamp();
            await work();
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        times.Sort();
        return times[times.Count / 2];
    }
}
