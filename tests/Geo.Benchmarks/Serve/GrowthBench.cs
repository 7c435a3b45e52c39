using Geo.Server.Seeding.Demonstration;
using Geo.Server.Submissions;
using Geo.Server.Tests.Harness;
using Tile = (int Zoom, int Row, int Column);

namespace Geo.Benchmarks.Serve;

/// <summary>
/// How cost grows: the same questions at 10,000, 100,000 and 1,000,000 sites, made and published as demonstration sites are. Questions
/// have equal answers at each size (so many sites in a box, about so many in a tile), so that what grows is the table alone.
/// </summary>
public static class GrowthBench
{
    private const string Bench = "serve-growth";
    private const int Users = 10, SecondsALoad = 3, Limit = 1000;
    private static readonly int[] Sizes = [10_000, 100_000, 1_000_000];

    // What an index may cost more at a hundred times the size, and what a machine's unrest does.
    private const double Flat = 0.7;

    private const string Keys = """
        select array_agg(key) from (select key from geo.site where layer_id = '5g' and valid_to is null order by md5(key::text) limit 500) chosen
        """;

    public static async Task RunAsync()
    {
        if (!Wrk.IsInstalled)
        {
            await Console.Error.WriteLineAsync("The bench 'serve-growth' needs wrk: apt-get install wrk.");
            return;
        }
        var targets = new Targets(Bench);
        Dictionary<string, Load> smallest = [];
        foreach (var size in Sizes)
        {
            await using var database = await TestDatabase.CreateAsync();
            new Measurement(Bench, $"publication of {size}", await Clock.MedianMsAsync(1, () => PublishAsync(database, size)), "ms").Print();
            await using var server = await ServerProcess.StartAsync(database);
            foreach (var load in await MeasureAsync(database, server, $" of {size}"))
            {
                var question = load.Case[..load.Case.IndexOf(" of ", StringComparison.Ordinal)];
                if (smallest.TryAdd(question, load)) continue;
                var ratio = load.RequestsPerSecond / smallest[question].RequestsPerSecond;
                new Measurement(Bench, load.Case, load.RequestsPerSecond, "requests/s").AgainstRate($"{Sizes[0]} sites", smallest[question].RequestsPerSecond).Print();
                if (size == Sizes[^1] && question != "tile-warm") targets.AtLeast(load.Case, ratio, Flat);
            }
            new Measurement(Bench, $"memory of {size}", server.ResidentMb, "MB").Print();
        }
        targets.Print();
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
        analyse.CommandTimeout = 0;
        await analyse.ExecuteNonQueryAsync();
    }

    private static async Task<IReadOnlyList<Load>> MeasureAsync(TestDatabase database, ServerProcess server, string size)
    {
        var (wrk, own) = (new Wrk(Bench, SecondsALoad), new Own(ServeBench.AddressOf(server)));
        var version = await ServeBench.VersionAsync(server);
        var alike = await TilesAlike.FindAsync(database);
        new Measurement(Bench, $"tile-500{size}", alike.Average(tile => tile.Sites), "sites a tile").Print();
        List<Load> loads = [await ColdAsync("tile-500-cold", 1, [.. alike.Select(tile => tile.Tile)])];
        loads.Add(await wrk.RunAsync($"tile-500-warm{size}", "geo", own.Address, Users, alike.Select(tile => TileCases.Own(tile.Tile, version)), Wrk.Gzip));
        // The workload is at the same places, where by then a hundred times as many sites are: its tiles of single sites grow with them.
        var work = Workload.Shuffled(_ => true).Distinct().Take(250).ToList();
        await ColdAsync("workload-cold", Users, work);
        loads.Add(await wrk.RunAsync($"tile-warm{size}", "geo", own.Address, Users, work.Select(tile => TileCases.Own(tile, version)), Wrk.Gzip));
        foreach (var sites in (int[])[1000, 100])
        {
            var box = await EqualBox.AboutAsync(database, 117.02, 36.66, sites);
            var found = FeatureContent.Read(await own.ReadAsync(own.Box(box, Limit))).Count;
            if (found != sites) throw new InvalidOperationException($"The box {box} has {found} sites, not {sites}.");
            loads.Add(await AskAsync($"bbox-{sites}", own.Box(box, Limit)));
        }
        loads.Add(await AskAsync("one-feature", [.. (await database.ScalarAsync<long[]>(Keys)).Select(own.One)]));
        loads.Add(await AskAsync("first-page", Own.FirstPage(Limit)));
        loads.Add(await AskAsync("deep-page", (await PageCases.LastFullPageAsync(own, Limit)).Path));
        return loads;

        Task<Load> AskAsync(string name, params string[] paths) => own.LoadAsync(wrk, name + size, Users, paths);

        Task<Load> ColdAsync(string name, int users, IReadOnlyList<Tile> tiles) =>
            Load.OnceAsync(Bench, name + size, "geo", users, tiles, async tile => (await ColdTiles.GetAsync(server.Http, TileCases.Own(tile, version))).Length);
    }
}
