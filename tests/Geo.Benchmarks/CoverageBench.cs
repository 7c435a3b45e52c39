using System.Diagnostics;
using Geo.Core.Coverage;
using NetTopologySuite.Geometries;

namespace Geo.Benchmarks;

/// <summary>
/// The planes of 100,000 synthetic sites over the whole province at 50 m, on all processors, with their templates at hand
/// except where said; the floor is filling as many bytes as the planes take, which nothing that writes them can beat.
/// </summary>
public static class CoverageBench
{
    private const int Runs = 5, Sites = 100_000;
    private static readonly CoverageGrid Grid = CoverageGrid.Shandong();
    private static readonly CoverageSettings All = new();

    public static async Task RunAsync()
    {
        var sites = SyntheticSites.Make(Sites);
        var cache = new TemplateCache(Grid, All);
        Print("total-first-with-templates", await MsAsync(1, () => CoveragePlanes.Empty(cache).With(sites)));
        new Measurement("coverage", "templates", cache.Bytes / 1048576.0, "MB").Print();

        await PlanesAsync("rsrp90", All with { KeepsDepth = false, KeepsServers = false }, sites);
        await PlanesAsync("k-fold", All with { KeepsServers = false }, sites);
        await PlanesAsync("best-server", All with { KeepsDepth = false }, sites);
        await PlanesAsync("total", All, sites);
        using (var process = Process.GetCurrentProcess())
            new Measurement("coverage", "peak-memory", process.PeakWorkingSet64 / 1048576.0, "MB").Print();

        var planes = CoveragePlanes.Empty(cache).With(sites);
        var moved = SyntheticSites.Make(500).Select(site => site with { Key = site.Key * 199, Position = new(site.Position.EastingM + 120, site.Position.NorthingM) }).ToArray();
        Print("change-500", await MsAsync(Runs, () => planes.With(moved)));
        await ZonalAsync(planes);
        Print("distance", await MsAsync(1, () => DistancePlane.To(Grid, sites.Where(site => site.Key % 10 == 0).Select(site => Grid.CellOf(site.Position)))));

        foreach (var (name, count) in new[] { ("grow-1k", 1000), ("grow-10k", 10_000), ("grow-100k", 100_000), ("grow-1m", 1_000_000) })
        {
            var more = SyntheticSites.Make(count);
            CoveragePlanes.Empty(cache).With(more);
            Print(name, await MsAsync(count > Sites ? 1 : 3, () => CoveragePlanes.Empty(cache).With(more)));
        }
    }

    private static async Task PlanesAsync(string name, CoverageSettings settings, CoverageSite[] sites)
    {
        var cache = new TemplateCache(Grid, settings);
        long bytes = CoveragePlanes.Empty(cache).With(sites).Bytes;
        double ms = await MsAsync(Runs, () => CoveragePlanes.Empty(cache).With(sites));
        double floorMs = await MsAsync(Runs, () => Fill(bytes));
        new Measurement("coverage", name, ms, "ms").Against("memory-bandwidth floor", floorMs).Print();
    }

    private static async Task ZonalAsync(CoveragePlanes planes)
    {
        // As many zones as the province has counties.
        var shapes = Enumerable.Range(0, 136).Select(i => new GeometryFactory().ToGeometry(new Envelope(
            -330_000 + i % 17 * 33_000, -330_000 + (i % 17 + 1) * 33_000, -160_000 + i / 17 * 37_500, -160_000 + (i / 17 + 1) * 37_500))).ToList();
        var zones = ZoneDrawing.Draw(Grid, shapes);
        var towns = ZoneDrawing.Draw(Grid, [.. shapes.Select(shape => shape.Centroid.Buffer(6000))]);
        var people = PopulationPlane.Spread(zones, [.. shapes.Select((_, i) => new CensusCount(400_000 + i, 350_000 - i))], towns);
        double[] thresholds = [-110, -108, -105, -102, -100, -90, -80];
        Print("zonal", await MsAsync(Runs, () => ZonalSums.Of(planes, zones, thresholds, 4)));
        Print("zonal-with-people", await MsAsync(Runs, () => ZonalSums.Of(planes, zones, thresholds, 4, people)));
    }

    /// <summary>Each run begins with the memory of the one before given back, as between two publications.</summary>
    private static async Task<double> MsAsync(int runs, Func<object> work)
    {
        var times = new List<double>();
        for (int run = 0; run < runs; run++)
        {
            GC.Collect();
            times.Add(await Clock.MedianMsAsync(1, () => Task.Run(work)));
        }
        times.Sort();
        return times[runs / 2];
    }

    private static byte[][] Fill(long bytes)
    {
        var blocks = new byte[bytes >> 20][];
        Parallel.For(0, blocks.Length, i => Array.Fill(blocks[i] = GC.AllocateUninitializedArray<byte>(1 << 20), (byte)1));
        return blocks;
    }

    private static void Print(string name, double ms) => new Measurement("coverage", name, ms, "ms").Print();
}
