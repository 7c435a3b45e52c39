using Geo.Server.Ogc.Tiles;
using Geo.Server.Tests.Harness;
using Npgsql;

namespace Geo.Benchmarks;

/// <summary>The tiles of 100,000 sites over the whole province: cold against the bare query, warm and unchanged against cold.</summary>
public static class TileBench
{
    private static readonly int[] Zooms = [6, 8, 10, 11, 13];

    public static async Task RunAsync()
    {
        await using var database = await SeededDatabase.CreateAsync();
        await using var server = await ServerProcess.StartAsync(database);
        await server.Http.GetAsync("/ogc/collections/counties/tiles/WebMercatorQuad/7/49/105");
        foreach (var zoom in Zooms)
        {
            // The tile over Jinan: among the fullest at every zoom.
            var (row, column) = (Row(36.66, zoom), Column(117.05, zoom));
            var path = $"/ogc/collections/5g/tiles/WebMercatorQuad/{zoom}/{row}/{column}";
            var queryMs = await Clock.MedianMsAsync(5, () => QueryAsync(database, zoom, row, column));
            var bytes = 0;
            var coldMs = await Clock.MedianMsAsync(1, async () => bytes = await GetAsync(server, path));
            var warmMs = await Clock.MedianMsAsync(50, () => GetAsync(server, path));
            new Measurement("tiles", $"cold-z{zoom}", coldMs, "ms").Against("bare ST_AsMVT query", queryMs).Print();
            new Measurement("tiles", $"warm-z{zoom}", warmMs, "ms").Against("bare ST_AsMVT query", queryMs).Print();
            new Measurement("tiles", $"size-z{zoom}", bytes / 1024.0, "KB gz").Print();
        }
    }

    private static async Task QueryAsync(TestDatabase database, int zoom, int row, int column)
    {
        await using var connection = await database.Owner.OpenConnectionAsync();
        await using NpgsqlCommand command = TileSql.Tile(database.Catalog.Find("5g")!, zoom, row, column, null);
        command.Connection = connection;
        await command.ExecuteScalarAsync();
    }

    private static async Task<int> GetAsync(ServerProcess server, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept-Encoding", "gzip" } } };
        using var response = await server.Http.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadAsByteArrayAsync()).Length;
    }

    private static int Column(double longitude, int zoom) => (int)((longitude + 180) / 360 * (1 << zoom));

    private static int Row(double latitude, int zoom) =>
        (int)((1 - Math.Asinh(Math.Tan(double.DegreesToRadians(latitude))) / Math.PI) / 2 * (1 << zoom));
}
