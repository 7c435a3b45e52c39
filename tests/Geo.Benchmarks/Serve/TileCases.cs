using Geo.Server.Tests.Harness;

namespace Geo.Benchmarks.Serve;

/// <summary>Tiles: first asked for, asked for again, and asked for by who has them.</summary>
internal sealed class TileCases(ServerProcess server, PlainServer plain, MapServer? mapServer, long version, string files)
{
    private static readonly (string, string) Gzip = ("Accept-Encoding", "gzip");

    private string Own((int Zoom, int Row, int Column) tile) => $"/ogc/collections/5g/tiles/WebMercatorQuad/{tile.Zoom}/{tile.Row}/{tile.Column}?version={version}";
    private static string Bare((int Zoom, int Row, int Column) tile) => $"/st_asmvt/{tile.Zoom}/{tile.Row}/{tile.Column}";
    private static string Static((int Zoom, int Row, int Column) tile) => $"/static/{tile.Zoom}-{tile.Row}-{tile.Column}";

    public async Task RunAsync(IReadOnlyList<int> users)
    {
        using var bare = new HttpClient { BaseAddress = plain.Address };
        using var rival = new HttpClient { BaseAddress = mapServer?.Address };
        List<(double Own, double Bare, double Rival)> times = [];
        List<(int, int, int)> filled = [];
        // What is asked first opens connections and compiles; no tile of the workload.
        await ServeBench.GetAsync(server.Http, Own((6, 24, 52)), compressed: true);
        await ServeBench.GetAsync(bare, Bare((6, 24, 52)));
        foreach (var tile in Workload.Tiles().Distinct())
        {
            byte[] own = [], same = [];
            // The query once before: pages of the table are in memory for both.
            await ServeBench.GetAsync(bare, Bare(tile));
            var ownMs = await ServeBench.MsAsync(async () => own = (await ServeBench.GetAsync(server.Http, Own(tile), compressed: true)).Bytes);
            var bareMs = await ServeBench.MsAsync(async () => same = (await ServeBench.GetAsync(bare, Bare(tile))).Bytes);
            var rivalMs = mapServer is null ? 0 : await ServeBench.MsAsync(() => ServeBench.GetAsync(rival, MapServer.Tile(tile.Zoom, tile.Row, tile.Column), compressed: true));
            if (!TileContent.Of(own is [] ? own : ServeBench.Unpack(own)).SequenceEqual(TileContent.Of(same))) throw new InvalidOperationException($"The tile {tile} is not that of the bare query.");
            times.Add((ownMs, bareMs, rivalMs));
            if (own is []) continue;
            filled.Add(tile);
            await File.WriteAllBytesAsync(Path.Combine(files, Static(tile)["/static/".Length..]), own);
        }
        var cold = new Measurement("serve", "tile-cold", Median(times.Select(time => time.Own)), "ms");
        cold.Against("st_asmvt", Median(times.Select(time => time.Bare))).Print();
        if (mapServer is not null) cold.Against("mapserver", Median(times.Select(time => time.Rival))).Print();

        var work = Workload.Tiles().Where(filled.Contains).ToList();
        foreach (var count in users)
        {
            var own = (await Wrk.RunAsync("tile-warm", "geo", ServeBench.AddressOf(server), count, work.Select(Own), Gzip)).Print();
            own.Against((await Wrk.RunAsync("tile-warm", "static", plain.Address, count, work.Select(Static), Gzip)).Print());
            own.Against((await Wrk.RunAsync("tile-warm", "st_asmvt", plain.Address, count, work.Select(Bare))).Print());
            if (mapServer is null) continue;
            own.Against((await Wrk.RunAsync("tile-warm", "mapserver", mapServer.Address, count, work.Select(tile => MapServer.Tile(tile.Zoom, tile.Row, tile.Column)), Gzip)).Print());
        }
        // One tile, so that one tag of the static file serves for all.
        var one = work[0];
        var (tag, ownTag) = ((await ServeBench.GetAsync(bare, Static(one))).Tag!, (await ServeBench.GetAsync(server.Http, Own(one))).Tag!);
        foreach (var count in users)
        {
            var own = (await Wrk.RunAsync("tile-304", "geo", ServeBench.AddressOf(server), count, [Own(one)], Gzip, ("If-None-Match", ownTag))).Print();
            own.Against((await Wrk.RunAsync("tile-304", "static", plain.Address, count, [Static(one)], ("If-None-Match", tag))).Print());
        }
    }

    private static double Median(IEnumerable<double> values) => values.Order().ToList() is var sorted ? sorted[sorted.Count / 2] : 0;
}
