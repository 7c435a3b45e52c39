using System.Text.Json;

namespace Geo.Benchmarks.Serve;

/// <summary>What the service set out to reach against its peers, and whether this run shows it. A peer that is not installed is named, never counted.</summary>
public sealed class Targets(string bench)
{
    private readonly List<Line> _lines = [];

    public void AtLeast(string name, double ratio, double target) => Add(name, ratio, target, "at least", ratio >= target);

    public void AtMost(string name, double ratio, double target) => Add(name, ratio, target, "at most", ratio <= target);

    public void Missing(string name, string peer) => _lines.Add(new Line(bench, name, Missing: peer));

    public void Print()
    {
        foreach (var line in _lines) Console.WriteLine(JsonSerializer.Serialize(line, Measurement.Line));
    }

    private void Add(string name, double ratio, double target, string sign, bool met) =>
        _lines.Add(new Line(bench, name, Math.Round(ratio, 3), $"{sign} {target}", met));

    private sealed record Line(string Bench, string Case, double? Ratio = null, string? Target = null, bool? Met = null, string? Missing = null);
}
