using System.CommandLine;
using System.Text.Json;
using Geo.Server.Areas;
using Geo.Server.Database;
using Geo.Server.Layers;
using Geo.Server.Operations;
using Geo.Server.Submissions.Checking;
using Geo.Server.Submissions.Formats;
using Geo.Server.Submissions.Processes;

namespace Geo.Server.Submissions;

/// <summary><c>geo check</c>: what an upload would say, without a database write and without a database.</summary>
public static class CheckVerb
{
    private const int Accepted = 0;
    private const int Rejected = 1;
    private const int Usage = 2;

    private static readonly string[] Levels = ["city", "county", "province"];

    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "CSV, XLSX, XLS, GeoJSON, zipped Shapefile, GeoPackage, KML or KMZ" };
        var layer = new Option<string?>("--layer") { Description = "The layer that the file is for", Required = true };
        var city = new Option<string?>("--city") { Description = "The city, county or province that hands it in: its six-digit code", Required = true };
        var crs = new Option<string?>("--crs") { Description = "The coordinate system, over what the file says: EPSG:4547, GCJ-02, BD-09, GK:CM=118.5,FE=500000 ..." };
        var dataset = new Option<string?>("--dataset") { Description = "The sheet or layer, where there are several" };
        var encoding = new Option<string?>("--encoding") { Description = "The text encoding, over what was found" };
        var settings = new Option<FileInfo?>("--settings") { Description = "All that a person says of the file, as JSON: columns, corrections, repairs, datumShift ...; the options above go over it" };
        var remarks = new Option<FileInfo?>("--remarks") { Description = "Write the city's own table with a column of remarks to this .xlsx or .csv" };
        var json = new Option<bool>("--json") { Description = "The whole report as JSON" };
        var verb = new Command("check", "Check a file as an upload would, and print its report") { file, layer, city, crs, dataset, encoding, settings, remarks, json };
        verb.Add(Verbs.Db);
        verb.Add(Verbs.Data);
        verb.SetAction(async (parsed, cancel) =>
        {
            try
            {
                var gisData = LayerCatalog.FindFolder(parsed.GetValue(Verbs.Data));
                var path = parsed.GetRequiredValue(file).FullName;
                if (await UsageProblemAsync(path, parsed.GetValue(layer), parsed.GetValue(city), gisData, cancel) is { } problem) return await RefuseAsync(problem);
                var report = Path.GetTempFileName();
                var knownSites = Path.GetTempFileName();
                var cities = await ShapesAsync(parsed.GetValue(Verbs.Db), gisData, parsed.GetValue(layer)!, parsed.GetValue(city)!, knownSites, cancel);
                var given = await SettingsAsync(parsed.GetValue(settings)?.FullName, cancel);
                var said = given with { Crs = parsed.GetValue(crs) ?? given.Crs, Dataset = parsed.GetValue(dataset) ?? given.Dataset, Encoding = parsed.GetValue(encoding) ?? given.Encoding };
                var request = new CheckRequest(
                    path, CheckDepth.Rules, parsed.GetValue(layer), parsed.GetValue(city), said,
                    cities, knownSites, report, parsed.GetValue(remarks)?.FullName, null, DateOnly.FromDateTime(TimeProvider.System.GetLocalNow().DateTime));
                using var process = new CheckProcess(gisData, Limits.Default);
                var reply = await process.RunAsync(request, cancel);
                await PrintAsync(report, parsed.GetValue(json), reply, cancel);
                File.Delete(report);
                File.Delete(knownSites);
                return reply.IsAccepted ? Accepted : Rejected;
            }
            catch (Exception e) when (e is JsonException or InvalidDataException or InvalidOperationException or IOException or Npgsql.NpgsqlException)
            {
                return await RefuseAsync(e.Message);
            }
        });
        return verb;
    }

    private static async Task<string?> UsageProblemAsync(string path, string? layer, string? city, string gisData, CancellationToken cancel)
    {
        if (!File.Exists(path)) return $"There is no file {path}.";
        var layerFile = Path.Combine(gisData, "layers", Path.GetFileName(layer!), "layer.json");
        if (!File.Exists(layerFile)) return $"There is no layer '{layer}'.";
        var areas = await File.ReadAllLinesAsync(Path.Combine(gisData, "areas", "areas.csv"), cancel);
        return Levels.Any(level => areas.Any(area => area.StartsWith($"{city},{level},", StringComparison.Ordinal))) ? null : $"There is no city, county or province '{city}'.";
    }

    private static async Task<CheckSettings> SettingsAsync(string? path, CancellationToken cancel)
    {
        if (path is null) return CheckSettings.None;
        await using var file = File.OpenRead(path);
        return await JsonSerializer.DeserializeAsync<CheckSettings>(file, Report.Json, cancel) ?? CheckSettings.None;
    }

    // With a database its boundaries are the ones that a publication holds against; without, those the project ships with.
    private static async Task<string> ShapesAsync(string? db, string gisData, string layer, string city, string knownSites, CancellationToken cancel)
    {
        if ((db ?? Environment.GetEnvironmentVariable("GEO_DB")) is not { Length: > 0 } connection) return CityShapes.ShippedFile(gisData);
        await using var database = Connection.Owner(connection);
        await KnownSites.WriteAsync(database, layer, city, knownSites, cancel);
        return await CityShapes.PublishedFileAsync(database, gisData, cancel);
    }

    private static async Task PrintAsync(string path, bool json, CheckReply reply, CancellationToken cancel)
    {
        if (json)
        {
            Console.WriteLine(await File.ReadAllTextAsync(path, cancel));
            return;
        }
        var report = JsonSerializer.Deserialize<Report>(await File.ReadAllBytesAsync(path, cancel), Report.Json)!;
        foreach (var line in ReportText.Lines(report)) Console.WriteLine(line);
        if (reply.Failure is { } failure) await Console.Error.WriteLineAsync($"geo: {failure}");
    }

    private static async Task<int> RefuseAsync(string message)
    {
        await Console.Error.WriteLineAsync($"geo: {message}");
        return Usage;
    }
}
