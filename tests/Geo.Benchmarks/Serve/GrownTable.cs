using Geo.Server.Tests.Harness;
using Tile = (int Zoom, int Row, int Column);

namespace Geo.Benchmarks.Serve;

/// <summary>The service over so many sites, and the questions that have the same answers whatever their number.</summary>
internal sealed class GrownTable : IAsyncDisposable
{
    private const string WarmTiles = "tile-150-warm";
    private const int Limit = 1000, WorkloadTiles = 250, WarmUpTiles = 600;

    // That only one site has, so that the answer has one site at every size.
    private const string Codes = """
        select array_agg(code) from
          (select code from geo.site where layer_id = '5g' and valid_to is null group by code having count(*) = 1 order by md5(code) limit 500) chosen
        """;

    private readonly string _bench;
    private readonly int _size;
    private readonly TestDatabase _database;
    private readonly ServerProcess _server;
    private readonly Own _own;
    private readonly long _version;
    private readonly Wrk _wrk;

    private GrownTable(string bench, int size, TestDatabase database, ServerProcess server, long version, Wrk wrk)
    {
        (_bench, _size, _database, _server, _version, _wrk) = (bench, size, database, server, version, wrk);
        _own = new Own(ServeBench.AddressOf(server));
    }

    /// <summary>The tiles of about equal content as they were asked for the first time.</summary>
    public Load Cold { get; private set; } = null!;

    /// <summary>The addresses that each question asks in turns.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Questions { get; private set; } = new Dictionary<string, IReadOnlyList<string>>();

    public static async Task<GrownTable> StartAsync(string bench, TestDatabase database, int size, int secondsALoad)
    {
        var server = await ServerProcess.StartAsync(database);
        var processors = await ProcessorTime.OfAsync(database);
        processors.Add("geo", server.Id);
        var service = new GrownTable(bench, size, database, server, await ServeBench.VersionAsync(server.Http), new Wrk(bench, secondsALoad, processors));
        await service.PrepareAsync();
        return service;
    }

    // JSON as it is: compressing it would hide what finding it costs.
    public Task<Load> AskAsync(string question, int users) =>
        _wrk.RunAsync(Named(question), "geo", _own.Address, users, Questions[question], [.. question == WarmTiles ? [Wrk.Gzip] : Array.Empty<(string, string)>()]);

    public Task<Load> AskWorkloadAsync(int users) => _wrk.RunAsync(Named("workload-warm"), "geo", _own.Address, users, Work.Select(Address), Wrk.Gzip);

    /// <summary>Tiles of the workload, each once.</summary>
    public Task<Load> AskWorkloadOnceAsync(int users) => OnceAsync("workload-cold", users, Work);

    public void PrintMemory() => new Measurement(_bench, Named("memory"), _server.ResidentMb, "MB").Print();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _database.DisposeAsync();
    }

    private async Task PrepareAsync()
    {
        var alike = await TilesAlike.FindAsync(_database);
        new Measurement(_bench, Named("tile-150"), alike.Average(tile => tile.Sites), "sites a tile").Print();
        // What is asked first compiles and opens connections: tiles that nobody asks for later.
        var later = alike.Select(tile => tile.Tile).Concat(Work).ToHashSet();
        foreach (var round in Workload.Shuffled(tile => tile.Zoom >= 13 && !later.Contains(tile)).Distinct().Take(WarmUpTiles).Chunk(WarmUpTiles / 4))
        {
            foreach (var tile in round) await ColdTiles.GetAsync(_server.Http, Address(tile));
            await Task.Delay(ColdTiles.WarmUpRest);
        }
        Cold = await OnceAsync("tile-150-cold", 1, [.. alike.Select(tile => tile.Tile)]);
        Questions = new Dictionary<string, IReadOnlyList<string>>
        {
            [WarmTiles] = [.. alike.Select(tile => Address(tile.Tile))],
            ["bbox-1000"] = [await BoxAsync(1000)],
            ["bbox-100"] = [await BoxAsync(100)],
            ["one-feature"] = [.. (await ServeBench.KeysAsync(_database)).Select(_own.One)],
            ["by-code"] = [.. (await _database.ScalarAsync<string[]>(Codes)).Select(code => Own.Where($"code = '{code}'", Limit))],
            ["first-page"] = [Own.FirstPage(Limit)],
            ["deep-page"] = [(await PageCases.LastFullPageAsync(_own, Limit)).Path],
        };
    }

    private async Task<string> BoxAsync(int sites)
    {
        var path = _own.Box(await EqualBox.AboutAsync(_database, 117.02, 36.66, sites), Limit);
        var found = FeatureContent.Read(await _own.ReadAsync(path)).Count;
        return found == sites ? path : throw new InvalidOperationException($"{path} has {found} sites, not {sites}.");
    }

    private Task<Load> OnceAsync(string question, int users, IReadOnlyList<Tile> tiles) =>
        Load.OnceAsync(_bench, Named(question), "geo", users, tiles, async tile => (await ColdTiles.GetAsync(_server.Http, Address(tile))).Length);

    private static IReadOnlyList<Tile> Work => [.. Workload.Shuffled(_ => true).Distinct().Take(WorkloadTiles)];

    private string Named(string question) => $"{question} of {_size}";

    private string Address(Tile tile) => TileCases.Own(tile, _version);
}
