using System.Diagnostics;
using System.IO.Compression;
using Geo.Server.Tests.Harness;
using Npgsql;
using Tile = (int Zoom, int Row, int Column);

namespace Geo.Benchmarks.Serve;

/// <summary>Tiles asked for the first time, against the bare query that each needs at least: one by one, then by many at once.</summary>
internal sealed class ColdTiles(Targets targets, TestDatabase database, PlainServer plain, MapServer? mapServer, long version)
{
    private const string Bench = "serve";

    // Layers like the one that is measured, asked for before: a server that has been at work opens no connection and compiles nothing.
    // Compiling waits until nothing new is asked for a while, so each is left a moment.
    private static readonly string[] WarmUpLayers = ["nb-iot", "charging", "video-resource", "village"];
    internal static readonly TimeSpan WarmUpRest = TimeSpan.FromSeconds(1);
    private const int TilesATurn = 100, Runs = 3;

    private readonly IReadOnlyList<Tile> _tiles = [.. Workload.Tiles().Distinct()];

    /// <summary>Compares each tile with what the query says, and those of single sites with MapServer's; three times, each time of a server that has just started.</summary>
    /// <param name="server">Asked for no tile of the workload yet.</param>
    /// <param name="files">The folder of the static files, which get the same bytes.</param>
    /// <returns>The tiles that are not empty.</returns>
    public async Task<HashSet<Tile>> OneByOneAsync(ServerProcess server, string files)
    {
        using var served = new HttpClient { BaseAddress = plain.Address };
        // Each has connections of its own; one more is asked before all of them, so that the table's pages are in memory.
        await using var before = PlainServer.PoolFor(database);
        await using var alone = PlainServer.PoolFor(database);
        await WarmUpAsync((layer, tile) => GetAsync(served, TileCases.Bare(tile, layer)));
        await WarmUpAsync((layer, tile) => QueryAsync(alone, database.Catalog.Find(layer)!, tile));
        HashSet<Tile> filled = [];
        List<double> toQuery = [], toServed = [];
        for (var run = 0; run < Runs; run++)
        {
            await using var another = run == 0 ? null : await ServerProcess.StartAsync(database);
            var times = await TimesAsync(another ?? server, served, before, alone, files, filled);
            var sites = times.FindAll(time => TileCases.HasSites(time.Tile));
            Print("tile-cold", times.ConvertAll(time => (time.OwnMs, time.BareMs)), "ST_AsMVT query");
            Print("tile-cold", times.ConvertAll(time => (time.OwnMs, time.ServedMs)), "st_asmvt");
            Print("tile-cold-cells", [.. times.Except(sites).Select(time => (time.OwnMs, time.BareMs))], "ST_AsMVT query");
            Print("tile-cold-sites", sites.ConvertAll(time => (time.OwnMs, time.BareMs)), "ST_AsMVT query");
            if (mapServer is not null) Print("tile-cold-sites", sites.ConvertAll(time => (time.OwnMs, time.RivalMs)), "mapserver");
            toQuery.Add(times.Sum(time => time.BareMs) / times.Sum(time => time.OwnMs));
            toServed.Add(times.Sum(time => time.ServedMs) / times.Sum(time => time.OwnMs));
        }
        targets.AtLeast("tile-cold ST_AsMVT query (sum of times)", Median(toQuery), Math.Round(1 / 1.3, 3));
        targets.AtLeast("tile-cold st_asmvt behind a bare server (sum of times)", Median(toServed), Math.Round(1 / 1.3, 3));
        return filled;
    }

    private async Task<List<Times>> TimesAsync(
        ServerProcess server, HttpClient served, NpgsqlDataSource before, NpgsqlDataSource alone, string files, HashSet<Tile> filled)
    {
        using var rival = new HttpClient { BaseAddress = mapServer?.Address };
        var layer = database.Catalog.Find("5g")!;
        List<Times> times = [];
        await WarmUpAsync((other, tile) => GetAsync(server.Http, TileCases.Own(tile, other)));
        // In turns of many, as a server has that is at work; one that is asked now and then finds its processor busy with something else.
        foreach (var some in _tiles.Chunk(TilesATurn))
        {
            foreach (var tile in some) await QueryAsync(before, layer, tile);
            var own = await InTurnAsync(some, tile => GetAsync(server.Http, TileCases.Own(tile, version)));
            var bare = await InTurnAsync(some, tile => QueryAsync(alone, layer, tile));
            var behind = await InTurnAsync(some, tile => GetAsync(served, TileCases.Bare(tile)));
            var theirs = await InTurnAsync(some, tile => mapServer is null || !TileCases.HasSites(tile) ? Task.FromResult<byte[]>([]) : GetAsync(rival, MapServer.Tile(tile)));
            for (var i = 0; i < some.Length; i++)
            {
                var tile = some[i];
                if (!TileContent.Of(Unpack(own[i].Answer)).SequenceEqual(TileContent.Of(bare[i].Answer))) throw new InvalidOperationException($"The tile {tile} is not that of the bare query.");
                if (mapServer is not null && TileCases.HasSites(tile) && TileContent.Difference(bare[i].Answer, Unpack(theirs[i].Answer)) is { } difference)
                    throw new InvalidOperationException($"The tile {tile} of MapServer is another: {difference}.");
                times.Add(new Times(tile, own[i].Ms, bare[i].Ms, behind[i].Ms, theirs[i].Ms));
                if (own[i].Answer is [] || !filled.Add(tile)) continue;
                await File.WriteAllBytesAsync(Path.Combine(files, TileCases.FileOf(tile)), own[i].Answer);
            }
        }
        return times;
    }

    /// <summary>The same by many, of servers that have just started.</summary>
    public async Task ManyAsync(params IEnumerable<int> users)
    {
        var sites = _tiles.Where(TileCases.HasSites).ToList();
        using var bare = new HttpClient { BaseAddress = plain.Address };
        using var rival = new HttpClient { BaseAddress = mapServer?.Address };
        foreach (var count in users)
        {
            var load = await OwnAsync("tile-cold", count, _tiles);
            load.Against(await Load.OnceAsync(Bench, "tile-cold", "st_asmvt", count, _tiles, async tile => (await GetAsync(bare, TileCases.Bare(tile))).Length));
            if (mapServer is null) continue;
            load = await OwnAsync("tile-cold-sites", count, sites);
            load.Against(await Load.OnceAsync(Bench, "tile-cold-sites", "mapserver", count, sites, async tile => (await GetAsync(rival, MapServer.Tile(tile))).Length));
        }
    }

    private async Task<Load> OwnAsync(string name, int users, IReadOnlyCollection<Tile> tiles)
    {
        await using var server = await ServerProcess.StartAsync(database);
        await WarmUpAsync((layer, tile) => GetAsync(server.Http, TileCases.Own(tile, layer)));
        return await Load.OnceAsync(Bench, name, "geo", users, tiles, async tile => (await GetAsync(server.Http, TileCases.Own(tile, version))).Length);
    }

    private async Task WarmUpAsync(Func<string, Tile, Task> ask)
    {
        foreach (var layer in WarmUpLayers)
        {
            foreach (var tile in _tiles) await ask(layer, tile);
            await Task.Delay(WarmUpRest);
        }
    }

    private static void Print(string name, List<(double Own, double Peer)> times, string peer)
    {
        new Measurement(Bench, $"{name}-median", Median(times.Select(time => time.Own)), "ms").Against(peer, Median(times.Select(time => time.Peer))).Print();
        new Measurement(Bench, $"{name}-all", times.Sum(time => time.Own), "ms").Against(peer, times.Sum(time => time.Peer)).Print();
    }

    private static double Median(IEnumerable<double> values) => values.Order().ToList() is var sorted ? sorted[sorted.Count / 2] : 0;

    private static Task<byte[]> QueryAsync(NpgsqlDataSource pool, Server.Layers.Layer layer, Tile tile) => PlainServer.TileAsync(layer, pool, tile.Zoom, tile.Row, tile.Column);

    private static async Task<List<(double Ms, byte[] Answer)>> InTurnAsync(Tile[] tiles, Func<Tile, Task<byte[]>> ask)
    {
        List<(double, byte[])> answers = [];
        foreach (var tile in tiles)
        {
            var start = Stopwatch.GetTimestamp();
            var answer = await ask(tile);
            answers.Add((Stopwatch.GetElapsedTime(start).TotalMilliseconds, answer));
        }
        return answers;
    }

    internal static Task<double> MsAsync(Func<Task> work) => Clock.MedianMsAsync(1, work);

    internal static async Task<byte[]> GetAsync(HttpClient http, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation(Wrk.Gzip.Name, Wrk.Gzip.Value);
        using var response = await http.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsByteArrayAsync();
    }

    internal static byte[] Unpack(byte[] bytes)
    {
        if (bytes is not [0x1f, 0x8b, ..]) return bytes; // too small for a server to compress, or empty
        using var plain = new MemoryStream();
        using (var stream = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress)) stream.CopyTo(plain);
        return plain.ToArray();
    }

    /// <param name="BareMs">Of the query alone.</param>
    /// <param name="ServedMs">Of the query behind a server with nothing else.</param>
    /// <param name="RivalMs">Of MapServer, where it is and has the same content.</param>
    private sealed record Times(Tile Tile, double OwnMs, double BareMs, double ServedMs, double RivalMs);
}
