using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json;
using Geo.Server.Tests.Harness;

namespace Geo.Benchmarks.Serve;

/// <summary>
/// The service against what a user would take instead, on the same rows in the same run: the bare query, the same bytes as static
/// files, JSON made by SQL, MapServer. Bare queries, files and JSON are compared
/// feature by feature before they count; of MapServer only the number of features is, because it says other things of them.
/// </summary>
public static class ServeBench
{
    private const string Bench = "serve";
    private static readonly int[] Users = [1, 10, 100];
    private static readonly (string, string) Gzip = ("Accept-Encoding", "gzip");

    /// <summary>A box in Jinan that holds more than a thousand sites.</summary>
    private const string Box = "116.8,36.5,117.3,36.9";

    public static async Task RunAsync()
    {
        if (!Wrk.IsInstalled)
        {
            await Console.Error.WriteLineAsync("The bench 'serve' needs wrk: apt-get install wrk. MapServer joins where cgi-mapserver, nginx-light and spawn-fcgi are.");
            return;
        }
        await using var database = await SeededDatabase.CreateAsync();
        await using var server = await ServerProcess.StartAsync(database);
        var files = Directory.CreateTempSubdirectory("geo-static-");
        await using var plain = await PlainServer.StartAsync(database, files.FullName);
        await using var started = MapServer.IsInstalled ? await MapServer.StartAsync(database) : null;
        var mapServer = started is not null && await AnswersAsync(started) ? started : null;
        if (started is null) await Console.Error.WriteLineAsync("MapServer is not here: apt-get install cgi-mapserver nginx-light spawn-fcgi.");
        try
        {
            var version = JsonDocument.Parse(await server.Http.GetStringAsync("/ogc/collections/5g?f=json")).RootElement.GetProperty("geo").GetProperty("dataVersion").GetInt64();
            await new TileCases(server, plain, mapServer, version, files.FullName).RunAsync(Users);
            await new ItemCases(server, plain, mapServer, Box).RunAsync();
            await ExportBench.RunAsync(Bench, database, server);
            new Measurement(Bench, "server-memory", server.ResidentMb, "MB").Print();
            await StatementCosts.PrintAsync(database, version, Box);
        }
        finally
        {
            files.Delete(recursive: true);
        }
    }

    /// <summary>A rival that was set up wrongly must not count as a slow one, nor end the others' bench.</summary>
    private static async Task<bool> AnswersAsync(MapServer mapServer)
    {
        using var http = new HttpClient { BaseAddress = mapServer.Address };
        foreach (var path in (string[])[MapServer.Tile(6, 24, 52), MapServer.Tile(12, 1603, 3379), MapServer.Items(Box, 1)])
        {
            using var response = await http.GetAsync(path);
            var text = await response.Content.ReadAsStringAsync();
            if (response.IsSuccessStatusCode && !text.Contains("<HTML>", StringComparison.Ordinal)) continue;
            await Console.Error.WriteLineAsync($"MapServer does not count: {path} gave {(int)response.StatusCode}: {text[..Math.Min(400, text.Length)]}");
            return false;
        }
        return true;
    }

    internal static Uri AddressOf(ServerProcess server) => new(server.Http.BaseAddress!.ToString().Replace("localhost", "127.0.0.1", StringComparison.Ordinal));

    internal static async Task<(byte[] Bytes, string? Tag)> GetAsync(HttpClient http, string path, bool compressed = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (compressed) request.Headers.TryAddWithoutValidation(Gzip.Item1, Gzip.Item2);
        using var response = await http.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadAsByteArrayAsync(), response.Headers.ETag?.ToString());
    }

    internal static byte[] Unpack(byte[] gzip)
    {
        using var plain = new MemoryStream();
        using (var stream = new GZipStream(new MemoryStream(gzip), CompressionMode.Decompress)) stream.CopyTo(plain);
        return plain.ToArray();
    }

    internal static async Task<double> MsAsync(Func<Task> work)
    {
        var start = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
