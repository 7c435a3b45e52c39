using Geo.Server.Ogc.Tiles;
using Geo.Server.Tests.Harness;
using Tile = (int Zoom, int Row, int Column);

namespace Geo.Benchmarks.Serve;

/// <summary>
/// Tiles asked for again, and asked for by who has them. MapServer joins where both send every site (from zoom 11 on): farther out ours
/// count sites in cells, and what is not the same does not compare.
/// </summary>
internal sealed class TileCases(Wrk wrk, Targets targets, Uri own, PlainServer plain, MapServer? mapServer, long version)
{
    public static string Own(Tile tile, long version) => $"{Own(tile, "5g")}?version={version}";
    public static string Own(Tile tile, string layer) => $"/ogc/collections/{layer}/tiles/WebMercatorQuad/{tile.Zoom}/{tile.Row}/{tile.Column}";
    public static string Bare(Tile tile, string layer = "5g") => $"/st_asmvt/{layer}/{tile.Zoom}/{tile.Row}/{tile.Column}";
    public static string Static(Tile tile) => $"/static/{FileOf(tile)}";
    public static string FileOf(Tile tile) => $"{tile.Zoom}-{tile.Row}-{tile.Column}";
    public static bool HasSites(Tile tile) => tile.Zoom >= TileSql.FirstSiteZoom;

    /// <param name="users">How many at the same time.</param>
    /// <param name="filled">The tiles that are not empty; each lies among the static files.</param>
    /// <returns>The workload with 10 users, to be compared with later.</returns>
    public async Task<Load> RunAsync(IReadOnlyList<int> users, IReadOnlySet<Tile> filled)
    {
        var work = Workload.Shuffled(filled.Contains);
        Dictionary<int, Load> warm = [];
        foreach (var count in users)
        {
            var load = warm[count] = await wrk.RunAsync("tile-warm", "geo", own, count, work.Select(tile => Own(tile, version)), Wrk.Gzip);
            targets.AtLeast($"tile-warm-{count} static", load.Against(await wrk.RunAsync("tile-warm", "static", plain.Address, count, work.Select(Static), Wrk.Gzip)), 0.8);
            load.Against(await wrk.RunAsync("tile-warm", "st_asmvt", plain.Address, count, work.Select(tile => Bare(tile))));
            if (mapServer is null)
            {
                targets.Missing($"tile-warm-{count} mapserver", "cgi-mapserver");
                continue;
            }
            var sites = work.Where(HasSites).ToList();
            load = await wrk.RunAsync("tile-warm-sites", "geo", own, count, sites.Select(tile => Own(tile, version)), Wrk.Gzip);
            targets.AtLeast($"tile-warm-{count} mapserver", load.Against(await mapServer.LoadAsync(wrk, "tile-warm-sites", count, sites.Select(MapServer.Tile), Wrk.Gzip)), 10);
        }
        targets.AtMost("tile-warm p99 of 100 users to that of 10", warm[100].P99Ms / warm[10].P99Ms, 5);
        targets.AtMost("tile-warm errors", warm.Values.Sum(load => load.Errors), 0);
        await UnchangedAsync(users, work[0]);
        return warm[10];
    }

    // One tile, so that one tag of the static file serves for all. Map servers do not say 304.
    private async Task UnchangedAsync(IReadOnlyList<int> users, Tile tile)
    {
        var (tag, otherTag) = (await TagAsync(own, Own(tile, version)), await TagAsync(plain.Address, Static(tile)));
        foreach (var count in users)
        {
            var load = await wrk.RunAsync("tile-304", "geo", own, count, [Own(tile, version)], Wrk.Gzip, ("If-None-Match", tag));
            load.Against(await wrk.RunAsync("tile-304", "static", plain.Address, count, [Static(tile)], ("If-None-Match", otherTag)));
        }
    }

    private static async Task<string> TagAsync(Uri address, string path)
    {
        using var http = new HttpClient { BaseAddress = address };
        using var response = await http.GetAsync(path);
        return $"{response.Headers.ETag}";
    }
}
