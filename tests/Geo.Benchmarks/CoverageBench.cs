using System.Diagnostics;
using Geo.Core.Coverage;

namespace Geo.Benchmarks;

/// <summary>The planes of 100,000 sites over the whole province at 50 m, on all processors.</summary>
public static class CoverageBench
{
    private const int Runs = 5, Sites = 100_000;

    public static async Task RunAsync()
    {
        var grid = CoverageGrid.Shandong();
        var sites = SyntheticSites.Make(Sites);
        var all = new CoverageSettings();
        var templates = new TemplateCache(grid, all);
        double coldMs = await Clock.MedianMsAsync(1, () => Task.Run(() => CoveragePlanes.Empty(templates).With(sites)));
        new Measurement("coverage", "total-without-templates-at-hand", coldMs, "ms").Print();
        new Measurement("coverage", "templates", templates.Bytes / 1048576.0, "MB").Print();
        new Measurement("coverage", "template-count", templates.Count, "").Print();

        foreach (var (name, settings) in new (string, CoverageSettings)[]
        {
            ("rsrp90", all with { KeepsDepth = false, KeepsServers = false }),
            ("k-fold", all with { KeepsServers = false }),
            ("best-server", all with { KeepsDepth = false }),
            ("total", all),
        })
        {
            var cache = new TemplateCache(grid, settings);
            CoveragePlanes.Empty(cache).With(sites);
            double ms = await Clock.MedianMsAsync(Runs, () => Task.Run(() => CoveragePlanes.Empty(cache).With(sites)));
            new Measurement("coverage", name, ms, "ms").Print();
            if (name == "total")
                new Measurement("coverage", "total-one-thread", await Clock.MedianMsAsync(1, () => Task.Run(() => CoveragePlanes.Empty(cache).With(sites, threads: 1))), "ms").Print();
        }
        using var process = Process.GetCurrentProcess();
        new Measurement("coverage", "peak-memory", process.PeakWorkingSet64 / 1048576.0, "MB").Print();
    }
}
