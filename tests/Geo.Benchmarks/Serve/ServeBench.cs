using System.Text.Json;
using Geo.Server.Tests.Harness;

namespace Geo.Benchmarks.Serve;

/// <summary>
/// The service against what a user would take instead, on the same rows in the same run: the bare query, the same bytes as static
/// files, JSON made by SQL, MapServer, QGIS Server. What they answer is compared before their speed is; at the end stands what was aimed at.
/// </summary>
public static class ServeBench
{
    private const string Bench = "serve";
    private const int SecondsALoad = 2;
    private static readonly int[] Users = [1, 10, 100];

    // Here and there in the table, the same ones each time.
    private const string Keys = """
        select array_agg(key) from (select key from geo.site where layer_id = '5g' and valid_to is null order by md5(key::text) limit 500) chosen
        """;

    public static async Task RunAsync()
    {
        if (!Wrk.IsInstalled)
        {
            await Console.Error.WriteLineAsync("The bench 'serve' needs wrk: apt-get install wrk. Map servers join where cgi-mapserver, qgis-server, nginx-light and spawn-fcgi are.");
            return;
        }
        await using var database = await SeededDatabase.CreateAsync();
        await RivalView.CreateAsync(database);
        await using var server = await ServerProcess.StartAsync(database);
        var files = Directory.CreateTempSubdirectory("geo-static-");
        await using var plain = await PlainServer.StartAsync(database, files.FullName);
        await using var mapServer = MapServer.IsInstalled ? await MapServer.StartAsync(database) : null;
        await using var qgis = QgisServer.IsInstalled ? await QgisServer.StartAsync(database) : null;
        if (mapServer is null) await Console.Error.WriteLineAsync("MapServer is not here: apt-get install cgi-mapserver nginx-light spawn-fcgi.");
        if (qgis is null) await Console.Error.WriteLineAsync("QGIS Server is not here: apt-get install qgis-server nginx-light spawn-fcgi.");
        try
        {
            var (targets, wrk, own) = (new Targets(Bench), new Wrk(Bench, SecondsALoad), new Own(AddressOf(server)));
            FeatureServer?[] all = [new SqlJson(plain.Address), mapServer, qgis];
            FeatureServer[] peers = [.. all.OfType<FeatureServer>()];
            if (mapServer is null) targets.Missing("bbox-1000 mapserver", "cgi-mapserver");
            if (qgis is null) targets.Missing("bbox-1000 qgis", "qgis-server");
            var version = await VersionAsync(server);
            var box = await EqualBox.AboutAsync(database, 117.02, 36.66, 1000, marginDegrees: 0.00003);
            var keys = await database.ScalarAsync<long[]>(Keys);

            var cold = new ColdTiles(targets, database, plain, mapServer, version);
            var filled = await cold.OneByOneAsync(server, files.FullName);
            await cold.ManyAsync(10, 100);
            var warm = await new TileCases(wrk, targets, own.Address, plain, mapServer, version).RunAsync(Users, filled);
            await new ItemCases(wrk, targets, own, peers).RunAsync(Users, box, keys);
            var pages = new PageCases(wrk, targets, own, peers);
            await pages.RunAsync(Users);
            await pages.ExportAsync();
            targets.AtLeast("export psql", await ExportBench.RunAsync(Bench, database, server), 1);
            PrintMemory("geo", server.ResidentMb);
            if (mapServer is not null) PrintMemory("mapserver", mapServer.Server.ResidentMb);
            if (qgis is not null) PrintMemory("qgis", qgis.Server.ResidentMb);
            await StatementCosts.PrintAsync(database, targets, version, box, keys[0]);
            await new WriteCases(wrk, database, server).RunAsync(Users, filled, warm);
            targets.Print();
        }
        finally
        {
            files.Delete(recursive: true);
        }
    }

    private static void PrintMemory(string server, double residentMb) => new Measurement(Bench, $"memory-{server}", residentMb, "MB").Print();

    internal static async Task<long> VersionAsync(ServerProcess server) =>
        JsonDocument.Parse(await server.Http.GetStringAsync("/ogc/collections/5g?f=json")).RootElement.GetProperty("geo").GetProperty("dataVersion").GetInt64();

    internal static Uri AddressOf(ServerProcess server) => new(server.Http.BaseAddress!.ToString().Replace("localhost", "127.0.0.1", StringComparison.Ordinal));
}
