using Geo.Server.Tests.Harness;

namespace Geo.Benchmarks.Serve;

/// <summary>SQL statements by request, counted on a server in this process, where the driver tells of each.</summary>
internal static class StatementCosts
{
    private const int Crowd = 100;

    public static async Task PrintAsync(TestDatabase database, Targets targets, string box, long key)
    {
        await using var server = await TestServer.StartSharedAsync(database, "--Logging:LogLevel:Default", "Error"); // it would write among the figures
        var own = new Own(server.Address);
        var version = await ServeBench.VersionAsync(server.Http);
        var (deep, _) = await PageCases.LastFullPageAsync(own, 1000);
        var tile = TileCases.Own((12, 1603, 3379), version);
        (string Case, string Path, bool Held)[] requests =
        [
            ("tile-cold", tile, false), ("tile-warm", tile, false), ("tile-304", tile, true), ("tile-warm-current", tile.Split('?')[0], false),
            ("bbox-1000", own.Box(box, 1000), false), ("one-feature", own.One(key), false), .. FilterCase.All.Select(filter => ($"cql2-{filter.Name}", own.Filtered(filter, 1000), false)),
            ("first-page", Own.FirstPage(1000), false), ("deep-page", deep, false), ("export", own.Everything, false),
        ];
        using var count = new StatementCount(database);
        string? tag = null;
        foreach (var (name, path, held) in requests)
        {
            // The least of three: the service does other things meanwhile. What is cold is so once.
            var statements = int.MaxValue;
            for (var run = 0; run < (name == "tile-cold" ? 1 : 3); run++)
            {
                count.Take();
                using var request = new HttpRequestMessage(HttpMethod.Get, path);
                if (held) request.Headers.TryAddWithoutValidation("If-None-Match", tag);
                using var response = await server.Http.SendAsync(request);
                await response.Content.CopyToAsync(Stream.Null);
                if (name == "tile-warm") tag = response.Headers.ETag?.ToString();
                statements = Math.Min(statements, count.Take().Count);
            }
            new Measurement("serve", $"{name}-sql", statements, "statements").Print();
            if (name is "tile-warm" or "tile-304") targets.AtMost($"{name} statements", statements, 0);
        }
        // All of them ask before the first is answered.
        count.Take();
        var qingdao = (12, (int)Workload.RowOf(36.07, 12), (int)Workload.ColumnOf(120.38, 12));
        var crowded = TileCases.Own(qingdao, version);
        await Task.WhenAll(Enumerable.Range(0, Crowd).Select(_ => server.Http.GetByteArrayAsync(crowded)));
        targets.AtMost($"tile-cold tile queries of {Crowd} users", TileQueries(count), 1);

        // Other statements follow a publication, so only those that write tiles count.
        var (current, place) = await new WriteCases(database).PublishAsync();
        var touched = (12, (int)Workload.RowOf(place.Y, 12), (int)Workload.ColumnOf(place.X, 12));
        foreach (var (name, path) in ((string, string)[])[("touched", TileCases.Own(touched, current)), ("untouched", TileCases.Own(qingdao, current))])
        {
            count.Take();
            await server.Http.GetByteArrayAsync(path);
            new Measurement("serve", $"after-a-write-{name}-sql", TileQueries(count), "tile queries").Print();
        }
    }

    private static int TileQueries(StatementCount count) => count.Take().Count(sql => sql.Contains("st_asmvt(", StringComparison.Ordinal));
}
