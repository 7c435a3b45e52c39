using System.Diagnostics;
using Geo.Core.Coverage;
using Geo.Core.Radio;
using Geo.Server.Tests.Harness;
using NetTopologySuite.Geometries;
using Npgsql;

namespace Geo.Benchmarks;

/// <summary>
/// The planes of 100,000 synthetic sites over the whole province at 50 m and their sums, on all processors. The floor is filling
/// as many bytes as the planes take, which nothing that writes them can beat; the peer is what one would do in PostGIS.
/// </summary>
public static class CoverageBench
{
    private const int Runs = 5, Sites = 100_000;
    private static readonly CoverageGrid Grid = CoverageGrid.Shandong();
    private static readonly CoverageSettings All = new();
    private static readonly CoverageMeasure[] Measures =
        [.. new double[] { -110, -108, -105, -102, -100, -90, -80 }.Select(dbm => new CoverageMeasure(All.Scale.ThresholdCode(dbm))), new(1, 2), new(1, 3)];

    public static async Task RunAsync()
    {
        var sites = SyntheticSites.Make(Sites);
        var (zones, people) = Counties();
        int[] tiles = [.. Enumerable.Range(0, Grid.Tiles)];
        object Sums(CoveragePlanes planes) => ZoneTally.Of(tiles, planes.Tile, zones, Measures, people);

        // The first time: nothing is at hand, neither loss tables nor templates.
        var cache = new TemplateCache(Grid, All);
        var start = CpuMs();
        double firstMs = await MsAsync(1, () => Sums(CoveragePlanes.Empty(cache).With(sites)));
        using (var process = Process.GetCurrentProcess())
            new Measurement("coverage", "peak-memory", process.PeakWorkingSet64 / 1048576.0, "MB").Print();
        new Measurement("coverage", "first-processor-time", (CpuMs() - start) / Environment.ProcessorCount, "ms a processor").Print();
        new Measurement("coverage", "templates", cache.Bytes / 1048576.0, "MB").Print();

        double levelMs = await PlanesAsync("rsrp90", All with { KeepsDepth = false, KeepsServers = false }, sites);
        await PlanesAsync("k-fold", All with { KeepsServers = false }, sites);
        await PlanesAsync("best-server", All with { KeepsDepth = false }, sites);
        var planes = CoveragePlanes.Empty(cache).With(sites);
        double zonalMs = await MsAsync(Runs, () => Sums(planes)), zonalFloorMs = await MsAsync(Runs, () => $"{Read(planes, people)}");
        new Measurement("coverage", "zonal", zonalMs, "ms").Against("reading the planes once", zonalFloorMs).Print();

        var before = CpuMs();
        double totalMs = await MsAsync(Runs, () => Sums(CoveragePlanes.Empty(cache).With(sites)));
        // What a machine that others use too does not lengthen.
        new Measurement("coverage", "total-processor-time", (CpuMs() - before) / Runs / Environment.ProcessorCount, "ms a processor").Print();
        double floorMs = await MsAsync(Runs, () => Fill(planes.Bytes));
        new Measurement("coverage", "total", totalMs, "ms").Against("memory-bandwidth floor", floorMs).Print();
        new Measurement("coverage", "total-with-first-templates", firstMs, "ms").Against("memory-bandwidth floor", floorMs).Print();
        double drawMs = await MsAsync(Runs, () => CoveragePlanes.Empty(cache).With(sites));
        new Measurement("coverage", "updates", planes.Updates / drawMs / 1e6, "10^9 updates/s").Print();
        new Measurement("coverage", "memory-bandwidth", planes.Bytes / floorMs / 1e6, "10^9 bytes/s").Print();
        await UnionAsync(sites, levelMs, totalMs);
        Print("distance", await MsAsync(1, () => DistancePlane.To(Grid, sites.Where(site => site.Key % 10 == 0).Select(site => Grid.CellOf(site.Position)))));
        foreach (var (name, count) in new[] { ("grow-1k", 1000), ("grow-10k", 10_000), ("grow-100k", 100_000), ("grow-1m", 1_000_000) })
        {
            var more = SyntheticSites.Make(count);
            CoveragePlanes.Empty(cache).With(more);
            Print(name, await MsAsync(count > Sites ? 1 : 3, () => CoveragePlanes.Empty(cache).With(more)));
        }
        await CoverageServiceBench.RunAsync();
    }

    private static async Task<double> PlanesAsync(string name, CoverageSettings settings, CoverageSite[] sites)
    {
        var cache = new TemplateCache(Grid, settings);
        long bytes = CoveragePlanes.Empty(cache).With(sites).Bytes;
        double ms = await MsAsync(Runs, () => CoveragePlanes.Empty(cache).With(sites));
        double floorMs = await MsAsync(Runs, () => Fill(bytes));
        new Measurement("coverage", name, ms, "ms").Against("memory-bandwidth floor", floorMs).Print();
        return ms;
    }

    /// <summary>As many zones as the province has counties, each with a town.</summary>
    private static (ZoneRaster Zones, PopulationPlane People) Counties()
    {
        var shapes = Enumerable.Range(0, 136).Select(i => new GeometryFactory().ToGeometry(new Envelope(
            -330_000 + i % 17 * 33_000, -330_000 + (i % 17 + 1) * 33_000, -160_000 + i / 17 * 37_500, -160_000 + (i / 17 + 1) * 37_500))).ToList();
        var zones = ZoneDrawing.Draw(Grid, shapes);
        var towns = ZoneDrawing.Draw(Grid, [.. shapes.Select(shape => shape.Centroid.Buffer(6000))]);
        return (zones, PopulationPlane.Spread(zones, [.. shapes.Select((_, i) => new CensusCount(400_000 + i, 350_000 - i))], towns));
    }

    /// <summary>The same sites as discs of the radius at which each band falls below the threshold, united by PostGIS.</summary>
    private static async Task UnionAsync(CoverageSite[] sites, double levelMs, double totalMs)
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await using var connection = await database.Owner.OpenConnectionAsync();
        await using (var create = new NpgsqlCommand("create extension postgis; create table disc (x float8, y float8, r float8)", connection)) await create.ExecuteNonQueryAsync();
        var radii = new Dictionary<Footprint, double>();
        await using (var copy = await connection.BeginBinaryImportAsync("copy disc from stdin (format binary)"))
        {
            foreach (var site in sites)
            {
                var one = ((RadioFootprint)site.Footprint).Transmitters[0];
                if (!radii.TryGetValue(site.Footprint, out double radiusM))
                    radii.Add(site.Footprint, radiusM = one.Link.Model().RadiusM(one.EpreDbm + one.GainDb - All.ThresholdDbm, All.Probability));
                await copy.StartRowAsync();
                await copy.WriteAsync(site.Position.EastingM);
                await copy.WriteAsync(site.Position.NorthingM);
                await copy.WriteAsync(radiusM);
            }
            await copy.CompleteAsync();
        }
        double unionMs = await Clock.MedianMsAsync(1, async () =>
        {
            await using var union = new NpgsqlCommand("select st_area(st_union(st_buffer(st_makepoint(x, y), r))) from disc", connection) { CommandTimeout = 0 };
            await union.ExecuteScalarAsync();
        });
        // A union says "covered or not", which the level plane alone says too; the total has all planes and the sums besides.
        new Measurement("coverage", "postgis-union", levelMs, "ms").Against("ST_Union(ST_Buffer())", unionMs).Print();
        new Measurement("coverage", "postgis-union-to-total", totalMs, "ms").Against("ST_Union(ST_Buffer())", unionMs).Print();
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

    private static long Read(CoveragePlanes planes, PopulationPlane people)
    {
        long sum = 0;
        Parallel.For(0, Grid.Tiles, tile =>
        {
            if (planes.Tile(tile) is not { } drawn) return;
            long here = drawn.Levels.Count((byte)7) + drawn.Depths.Count((byte)7) + people.Tile(tile).Count(7);
            Interlocked.Add(ref sum, here);
        });
        return sum;
    }

    private static double CpuMs()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime.TotalMilliseconds;
    }

    private static void Print(string name, double ms) => new Measurement("coverage", name, ms, "ms").Print();
}
