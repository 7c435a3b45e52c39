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
    private const int SecondsALoad = 4;
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
            var processors = await ProcessorTime.OfAsync(database);
            processors.Add("geo", server.Id);
            foreach (var name in (string[])["static", "st_asmvt", "sql-json"]) processors.Add(name, Environment.ProcessId);
            if (mapServer is not null) processors.Add(mapServer.Name, mapServer.Server.Ids);
            if (qgis is not null) processors.Add(qgis.Name, qgis.Server.Ids);
            var (targets, wrk, own) = (new Targets(Bench), new Wrk(Bench, SecondsALoad, processors), new Own(AddressOf(server)));
            FeatureServer?[] all = [new SqlJson(plain.Address), mapServer, qgis];
            FeatureServer[] peers = [.. all.OfType<FeatureServer>()];
            if (mapServer is null) targets.Missing("bbox-1000 mapserver", "cgi-mapserver");
            if (qgis is null) targets.Missing("bbox-1000 qgis", "qgis-server");
            var version = await VersionAsync(server.Http);
            var box = await EqualBox.AboutAsync(database, 117.02, 36.66, 1000, marginDegrees: 0.00003);
            var keys = await KeysAsync(database);

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
            await new WriteCases(database).RunAsync(wrk, server, Users, filled, warm);
            await StatementCosts.PrintAsync(database, targets, box, keys[0]);
            targets.Print();
        }
        finally
        {
            files.Delete(recursive: true);
        }
    }

    private static void PrintMemory(string server, double residentMb) => new Measurement(Bench, $"memory-{server}", residentMb, "MB").Print();

    internal static async Task<long> VersionAsync(HttpClient http) =>
        JsonDocument.Parse(await http.GetStringAsync("/ogc/collections/5g?f=json")).RootElement.GetProperty("geo").GetProperty("dataVersion").GetInt64();

    internal static Task<long[]> KeysAsync(TestDatabase database) => database.ScalarAsync<long[]>(Keys);

    internal static Uri AddressOf(ServerProcess server) => new(server.Http.BaseAddress!.ToString().Replace("localhost", "127.0.0.1", StringComparison.Ordinal));
}
