using Geo.Server.Seeding.Demonstration;
using Geo.Server.Submissions;
using Geo.Server.Tests.Harness;

namespace Geo.Benchmarks.Serve;

/// <summary>
/// How cost grows: the same questions at 10,000, 100,000 and 1,000,000 sites, made and published as demonstration sites are. Questions
/// have equal answers at each size (so many sites in a box, about so many in a tile), so that what grows is the table alone. Only the
/// workload looks at the same places, where in the end a hundred times as many sites are.
/// </summary>
public static class GrowthBench
{
    private const string Bench = "serve-growth";
    private const int Users = 10, SecondsALoad = 3;
    private static readonly int[] Sizes = [10_000, 100_000, 1_000_000];

    // What an index may cost more at a hundred times the size, and what a machine's unrest does.
    private const double Flat = 0.7;

    public static async Task RunAsync()
    {
        if (!Wrk.IsInstalled)
        {
            await Console.Error.WriteLineAsync("The bench 'serve-growth' needs wrk: apt-get install wrk.");
            return;
        }
        List<GrownTable> services = [];
        try
        {
            foreach (var size in Sizes)
            {
                var database = await TestDatabase.CreateAsync();
                new Measurement(Bench, $"publication of {size}", await Clock.MedianMsAsync(1, () => PublishAsync(database, size)), "ms").Print();
                services.Add(await GrownTable.StartAsync(Bench, database, size, SecondsALoad));
            }
            var targets = new Targets(Bench);
            await CompareAsync("tile-150-cold", service => Task.FromResult(service.Cold), targets);
            foreach (var question in services[0].Questions.Keys)
                await CompareAsync(question, service => service.AskAsync(question, Users), targets);
            await CompareAsync("workload-cold", service => service.AskWorkloadOnceAsync(Users), null);
            await CompareAsync("workload-warm", service => service.AskWorkloadAsync(Users), null);
            foreach (var service in services) service.PrintMemory();
            targets.Print();
        }
        finally
        {
            foreach (var service in services) await service.DisposeAsync();
        }

        // One size after the other for each question, so that what else the machine does hits all.
        async Task CompareAsync(string question, Func<GrownTable, Task<Load>> ask, Targets? targets)
        {
            var least = await ask(services[0]);
            foreach (var service in services.Skip(1))
            {
                var load = await ask(service);
                new Measurement(Bench, load.Case, load.RequestsPerSecond, "requests/s").AgainstRate($"{Sizes[0]} sites", least.RequestsPerSecond).Print();
                // What a request costs is processor time; where that is not seen, how many there were in a second.
                var ratio = load.RequestsPerSecond / least.RequestsPerSecond;
                if (load.CpuMs is { } cost && least.CpuMs is { } leastCost)
                {
                    new Measurement(Bench, load.Case, cost, "ms of processor").Against($"{Sizes[0]} sites", leastCost).Print();
                    ratio = leastCost / cost;
                }
                if (service == services[^1]) targets?.AtLeast($"{question}, {Sizes[^1]} sites to {Sizes[0]}", ratio, Flat);
            }
        }
    }

    private static async Task PublishAsync(TestDatabase database, int size)
    {
        var layers = Path.Combine(database.Catalog.Folder, "layers");
        var counties = await County.ReadCurrentAsync(database.Owner, default);
        var settlements = DemonstrationData.SettlementsOf(counties, DemoFile.Read<UrbanAreaSettings>(Path.Combine(layers, Generators.UrbanArea, "demo.json")));
        var settings = DemoFile.Read<FiveGSettings>(Path.Combine(layers, "5g", "demo.json")) with { Count = size };
        var layer = database.Catalog.Find("5g")!;
        await using (var connection = await database.Owner.OpenConnectionAsync())
        {
            var submission = await Submission.CreateAsync(connection, layer, "bench", "so many sites", FiveGSites.Make("5g", settings, settlements), new PublicationScope(), default);
            var result = await Publication.PublishAsync(connection, layer, submission, default);
            if (result.Added != size) throw new InvalidOperationException($"{result.Added} sites were added.");
        }
        await using var analyse = database.Owner.CreateCommand("vacuum analyze geo.site");
        await analyse.ExecuteNonQueryAsync();
    }
}
