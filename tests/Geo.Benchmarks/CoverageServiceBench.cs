using System.Diagnostics;
using System.Text.Json;
using Geo.Core.Coverage;
using Geo.Server.Coverage;
using Geo.Server.Layers;
using Geo.Server.Seeding.Demonstration;
using Geo.Server.Submissions;
using Geo.Server.Tests.Harness;

namespace Geo.Benchmarks;

/// <summary>Coverage as the service gives it: a publication end to end, and pictures from another process.</summary>
public static class CoverageServiceBench
{
    private const string City = "370900";
    private const int Changed = 500;

    public static async Task RunAsync()
    {
        await using var database = await SeededDatabase.CreateAsync();
        await using var server = await ServerProcess.StartAsync(database);
        await ChangeAsync(database, server);
        await PicturesAsync(server);
        await VerifyAsync(database);
        new Measurement("coverage", "server-memory", server.ResidentMb, "MB").Print();
    }

    /// <summary>A city hands its sites in again, 500 of them moved; the clock stops when another process answers with the new figures and the new picture.</summary>
    private static async Task ChangeAsync(TestDatabase database, ServerProcess server)
    {
        var layer = database.Catalog.Find("5g")!;
        var (_, source, make) = (await DemonstrationData.PlanAsync(database.Owner, database.Catalog, default)).Single(plan => plan.Layer.Id == "5g");
        var codes = new HashSet<string>();
        await using (var of = database.Owner.CreateCommand("select code from geo.site where layer_id = '5g' and valid_to is null and city_adcode = $1"))
        {
            of.Parameters.Add(new() { Value = City });
            await using var rows = await of.ExecuteReaderAsync();
            while (await rows.ReadAsync()) codes.Add(rows.GetString(0));
        }
        var sites = make().Where(site => codes.Contains(site.Code)).ToList();
        await using var connection = await database.Owner.OpenConnectionAsync();
        var (times, coverage) = (new List<double>(), new List<double>());
        for (var round = 0; round < 4; round++)
        {
            for (var i = 0; i < Changed; i++)
            {
                var moved = sites[i].Geometry.Copy();
                moved.Coordinate.X += 0.0005;
                sites[i] = sites[i] with { Geometry = moved };
            }
            var start = Stopwatch.GetTimestamp();
            var submission = await Submission.CreateAsync(connection, layer, "bench", source, sites, new PublicationScope(true, City), default);
            var result = await Publication.PublishAsync(connection, layer, submission, default);
            if (result.Changed != Changed) throw new InvalidOperationException($"{result.Changed} sites changed.");
            using var figures = JsonDocument.Parse(await server.Http.GetStringAsync("/api/coverage/5g/areas?level=county"));
            if (figures.RootElement.GetProperty("version").GetInt64() != result.DataVersion) throw new InvalidOperationException("The figures are old.");
            (await server.Http.GetAsync($"/api/coverage/5g/tiles/12/1600/3381.png?version={result.DataVersion}")).EnsureSuccessStatusCode();
            // The first round reads what the later ones have at hand, as the first publication after a start does.
            if (round > 0) times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            await using var own = database.Owner.CreateCommand("select computed_ms from geo.coverage where layer_id = '5g' order by publication_id desc limit 1");
            if (round > 0) coverage.Add((long)(await own.ExecuteScalarAsync())!);
        }
        new Measurement("coverage", "change-500", times.Order().ElementAt(1), "ms").Print();
        new Measurement("coverage", "change-500-of-it-coverage", coverage.Order().ElementAt(1), "ms").Print();
    }

    private static async Task PicturesAsync(ServerProcess server)
    {
        var version = JsonDocument.Parse(await server.Http.GetStringAsync("/api/coverage/5g/areas?level=province")).RootElement.GetProperty("version").GetInt64();
        var cold = new List<double>();
        for (var zoom = 7; zoom <= 15; zoom++)
            for (var i = 0; i < 12; i++)
            {
                var path = $"/api/coverage/5g/tiles/{zoom}/{Row(35.2 + 0.2 * i, zoom)}/{Column(115.5 + 0.45 * i, zoom)}.png?version={version}";
                cold.Add(await Clock.MedianMsAsync(1, () => GetAsync(server, path)));
            }
        cold.Sort();
        new Measurement("coverage", "tile-cold", cold[cold.Count / 2], "ms").Print();
        new Measurement("coverage", "tile-cold-p95", cold[cold.Count * 95 / 100], "ms").Print();

        var warm = $"/api/coverage/5g/tiles/9/{Row(36.66, 9)}/{Column(117.05, 9)}.png";
        foreach (var (name, path) in new[] { ("tile-warm", $"{warm}?version={version}"), ("tile-warm-current", warm) })
        {
            await GetAsync(server, path);
            const int requests = 12_000, clients = 8;
            var start = Stopwatch.GetTimestamp();
            await Task.WhenAll(Enumerable.Range(0, clients).Select(async _ =>
            {
                for (var i = 0; i < requests / clients; i++) await GetAsync(server, path);
            }));
            new Measurement("coverage", name, requests / Stopwatch.GetElapsedTime(start).TotalSeconds, "requests/s").Print();
        }
    }

    private static async Task VerifyAsync(TestDatabase database)
    {
        await using var connection = await database.Owner.OpenConnectionAsync();
        var rule = (await EffectiveRule.ReadAsync(connection, "5g", default))!;
        var differences = 0;
        var ms = await Clock.MedianMsAsync(1, async () => differences = (await CoverageVerify.DifferencesAsync(connection, rule, default)).Count);
        if (differences > 0) throw new InvalidOperationException($"{differences} differences.");
        new Measurement("coverage", "verify", ms, "ms").Print();
    }

    private static async Task GetAsync(ServerProcess server, string path)
    {
        using var response = await server.Http.GetAsync(path);
        response.EnsureSuccessStatusCode();
        await response.Content.ReadAsByteArrayAsync();
    }

    private static int Column(double longitude, int zoom) => (int)((longitude + 180) / 360 * (1 << zoom));

    private static int Row(double latitude, int zoom) =>
        (int)((1 - Math.Asinh(Math.Tan(double.DegreesToRadians(latitude))) / Math.PI) / 2 * (1 << zoom));
}
