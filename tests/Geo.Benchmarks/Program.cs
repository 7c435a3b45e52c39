using Geo.Benchmarks;
using Geo.Benchmarks.Serve;

// make bench [BENCH=name]: one JSON object a line on stdout, anything else on stderr.
Dictionary<string, Func<Task>> benches = new()
{
    ["check"] = CheckBench.RunAsync,
    ["coverage"] = CoverageBench.RunAsync,
    ["coverage-thousand"] = CoverageThousandBench.RunAsync,
    ["crs"] = CrsBench.RunAsync,
    ["export"] = ExportBench.RunAsync,
    ["plan"] = PlanBench.RunAsync,
    ["publish"] = PublishBench.RunAsync,
    ["serve"] = ServeBench.RunAsync,
    ["serve-growth"] = GrowthBench.RunAsync,
    ["upload"] = UploadBench.RunAsync,
    ["tiles"] = TileBench.RunAsync,
};
if (args is [var name] && !benches.ContainsKey(name))
{
    await Console.Error.WriteLineAsync($"There is no bench '{name}'. There are: {string.Join(", ", benches.Keys)}.");
    return 2;
}
foreach (var (bench, run) in benches)
    if (args is [] || args[0] == bench) await run();
return 0;
