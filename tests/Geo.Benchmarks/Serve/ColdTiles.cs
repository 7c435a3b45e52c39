using System.IO.Compression;
using Geo.Server.Tests.Harness;
using Npgsql;
using Tile = (int Zoom, int Row, int Column);

namespace Geo.Benchmarks.Serve;

/// <summary>Tiles asked for the first time, against the bare query that each needs at least: one by one, then by many at once.</summary>
internal sealed class ColdTiles(Targets targets, TestDatabase database, PlainServer plain, MapServer? mapServer, long version)
{
    private const string Bench = "serve";

    // Of another layer with as many rows: what runs for the first time opens connections and compiles, and a server that was asked before has done so.
    private const string WarmUpLayer = "nb-iot";
    private const int WarmUpTiles = 1500;

    private readonly Server.Layers.Layer _layer = database.Catalog.Find("5g")!;
    private readonly IReadOnlyList<Tile> _tiles = [.. Workload.Tiles().Distinct()];

    /// <summary>Compares each tile with what the query says, and those of single sites with MapServer's.</summary>
    /// <param name="server">Asked for no tile of the workload yet.</param>
    /// <param name="files">The folder of the static files, which get the same bytes.</param>
    /// <returns>The tiles that are not empty.</returns>
    public async Task<HashSet<Tile>> OneByOneAsync(ServerProcess server, string files)
    {
        using var rival = new HttpClient { BaseAddress = mapServer?.Address };
        using var served = new HttpClient { BaseAddress = plain.Address };
        // Each has connections of its own, so that none finds what another has just done; and one more is asked before all, so that the table's pages are in memory.
        await using var before = PlainServer.PoolFor(database);
        await using var alone = PlainServer.PoolFor(database);
        Task<byte[]> QueryAsync(NpgsqlDataSource pool, Tile tile) => PlainServer.TileAsync(_layer, pool, tile.Zoom, tile.Row, tile.Column);
        List<(Tile Tile, double OwnMs, double BareMs, double ServedMs, double RivalMs)> times = [];
        HashSet<Tile> filled = [];
        await WarmUpAsync(server);
        foreach (var tile in _tiles.Take(WarmUpTiles))
        {
            await GetAsync(served, TileCases.Bare(tile, WarmUpLayer));
            await PlainServer.TileAsync(database.Catalog.Find(WarmUpLayer)!, alone, tile.Zoom, tile.Row, tile.Column);
        }
        foreach (var tile in _tiles)
        {
            byte[] own = [], bare = [], theirs = [];
            await QueryAsync(before, tile);
            var ownMs = await MsAsync(async () => own = await GetAsync(server.Http, TileCases.Own(tile, version)));
            var bareMs = await MsAsync(async () => bare = await QueryAsync(alone, tile));
            var servedMs = await MsAsync(() => GetAsync(served, TileCases.Bare(tile)));
            var rivalMs = mapServer is null || !TileCases.HasSites(tile) ? 0 : await MsAsync(async () => theirs = await GetAsync(rival, MapServer.Tile(tile)));
            if (!TileContent.Of(Unpack(own)).SequenceEqual(TileContent.Of(bare))) throw new InvalidOperationException($"The tile {tile} is not that of the bare query.");
            if (rivalMs > 0 && TileContent.Difference(bare, Unpack(theirs)) is { } difference) throw new InvalidOperationException($"The tile {tile} of MapServer is another: {difference}.");
            times.Add((tile, ownMs, bareMs, servedMs, rivalMs));
            if (own is [] || !filled.Add(tile)) continue;
            await File.WriteAllBytesAsync(Path.Combine(files, TileCases.FileOf(tile)), own);
        }
        var sites = times.Where(time => TileCases.HasSites(time.Tile)).ToList();
        Print("tile-cold", times.ConvertAll(time => (time.OwnMs, time.BareMs)), "ST_AsMVT query");
        Print("tile-cold", times.ConvertAll(time => (time.OwnMs, time.ServedMs)), "st_asmvt");
        Print("tile-cold-cells", [.. times.Except(sites).Select(time => (time.OwnMs, time.BareMs))], "ST_AsMVT query");
        Print("tile-cold-sites", sites.ConvertAll(time => (time.OwnMs, time.BareMs)), "ST_AsMVT query");
        targets.AtLeast("tile-cold ST_AsMVT query (sum of times)", times.Sum(time => time.BareMs) / times.Sum(time => time.OwnMs), Math.Round(1 / 1.3, 3));
        targets.AtLeast("tile-cold st_asmvt behind a bare server (sum of times)", times.Sum(time => time.ServedMs) / times.Sum(time => time.OwnMs), Math.Round(1 / 1.3, 3));
        if (mapServer is not null) Print("tile-cold-sites", sites.ConvertAll(time => (time.OwnMs, time.RivalMs)), "mapserver");
        return filled;
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
        await WarmUpAsync(server);
        return await Load.OnceAsync(Bench, name, "geo", users, tiles, async tile => (await GetAsync(server.Http, TileCases.Own(tile, version))).Length);
    }

    private async Task WarmUpAsync(ServerProcess server)
    {
        foreach (var tile in _tiles.Take(WarmUpTiles)) await GetAsync(server.Http, $"/ogc/collections/{WarmUpLayer}/tiles/WebMercatorQuad/{tile.Zoom}/{tile.Row}/{tile.Column}");
    }

    private static void Print(string name, List<(double Own, double Peer)> times, string peer)
    {
        new Measurement(Bench, $"{name}-median", Median(times.Select(time => time.Own)), "ms").Against(peer, Median(times.Select(time => time.Peer))).Print();
        new Measurement(Bench, $"{name}-all", times.Sum(time => time.Own), "ms").Against(peer, times.Sum(time => time.Peer)).Print();
    }

    private static double Median(IEnumerable<double> values) => values.Order().ToList() is var sorted ? sorted[sorted.Count / 2] : 0;

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
}
