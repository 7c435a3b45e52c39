using System.Diagnostics;
using System.Text.Json.Nodes;
using Geo.Server.Tests.Harness;

namespace Geo.Benchmarks;

/// <summary>
/// The 100,000 sites of 5G as one GeoJSON download, against psql building the same JSON in SQL row by row. Both answers
/// are compared feature by feature before a figure counts.
/// </summary>
public static class ExportBench
{
    private const string Path = "/ogc/collections/5g/export.geojson";
    private const int Runs = 5;

    private const string SameJsonInSql = """
        copy (
          select jsonb_build_object('type', 'Feature', 'id', key, 'geometry', st_asgeojson(geom, 7, 0)::jsonb, 'properties',
            jsonb_strip_nulls(jsonb_build_object('code', code, 'name', name, 'status', status, 'inServiceDate', in_service_date,
              'cityAdcode', city_adcode, 'countyAdcode', county_adcode, 'synthetic', synthetic, 'source', source,
              'positionalQuality', positional_quality)) || attributes)
          from geo.site where layer_id = '5g' and valid_to is null order by key
        ) to stdout
        """;

    public static async Task RunAsync()
    {
        await using var database = await SeededDatabase.CreateAsync();
        await using var server = await ServerProcess.StartAsync(database);
        await RunAsync("export", database, server);
    }

    /// <returns>How many times as fast as psql.</returns>
    public static async Task<double> RunAsync(string bench, TestDatabase database, ServerProcess server)
    {
        await RefuseDifferenceAsync(server, database);

        var before = server.ResidentMb;
        var peak = before;
        var firstByteMs = await Clock.MedianMsAsync(Runs, () => ReadFirstByteAsync(server));
        var ownMs = await Clock.MedianMsAsync(Runs, async () =>
        {
            await using var body = await server.Http.GetStreamAsync(Path);
            await DrainAsync(body, () => peak = Math.Max(peak, server.ResidentMb));
        });
        var psqlMs = await Clock.MedianMsAsync(Runs, () => Psql.RunAsync(database.ConnectionString, SameJsonInSql, async output =>
        {
            await DrainAsync(output, () => { });
            return 0;
        }));
        new Measurement(bench, "first-byte", firstByteMs, "ms").Print();
        new Measurement(bench, "whole-layer", ownMs, "ms").Against("psql building the same JSON", psqlMs).Print();
        new Measurement(bench, "memory-growth", peak - before, "MB").Print();
        return psqlMs / ownMs;
    }

    private static async Task ReadFirstByteAsync(ServerProcess server)
    {
        using var response = await server.Http.GetAsync(Path, HttpCompletionOption.ResponseHeadersRead);
        await using var body = await response.Content.ReadAsStreamAsync();
        await body.ReadExactlyAsync(new byte[1]);
    }

    private static async Task DrainAsync(Stream stream, Action eachMegabyte)
    {
        var buffer = new byte[1 << 16];
        long total = 0, told = 0;
        for (int read; (read = await stream.ReadAsync(buffer)) > 0;)
        {
            total += read;
            if (total - told < 1 << 20) continue;
            told = total;
            eachMegabyte();
        }
        Debug.Assert(total > 0);
    }

    private static async Task RefuseDifferenceAsync(ServerProcess server, TestDatabase database)
    {
        var own = JsonNode.Parse(await server.Http.GetStringAsync(Path))!["features"]!.AsArray();
        var lines = (await Psql.RunAsync(database.ConnectionString, SameJsonInSql, output => new StreamReader(output).ReadToEndAsync()))
            // COPY's text format doubles backslashes.
            .Replace(@"\\", @"\").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (own.Count != lines.Length) throw new InvalidOperationException($"{own.Count} features against {lines.Length} of psql.");
        for (var i = 0; i < lines.Length; i++)
            if (!JsonNode.DeepEquals(own[i], JsonNode.Parse(lines[i])))
                throw new InvalidOperationException($"Feature {i} differs: {own[i]!.ToJsonString()} against {lines[i]}");
    }
}
