using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Threading.Channels;
using Geo.Server.Areas;
using Geo.Server.Layers;
using Geo.Server.Operations;
using Geo.Server.Submissions.Checking;
using Geo.Server.Submissions.Formats;
using Geo.Server.Submissions.Processes;

namespace Geo.Server.Submissions.Corpus;

/// <summary>
/// <c>geo corpus</c>: checks every file of a folder with a manifest and says which give something else. A line for each of
/// these, then <c>N passed, N failed</c>.
/// </summary>
public static class CorpusVerb
{
    private const long MostBytes = 300_000_000;
    private const long MostMilliseconds = 60_000;

    public static Command Create()
    {
        var folder = new Argument<DirectoryInfo>("FOLDER") { Description = "A folder with manifest.csv: file, level, expect, features, code, layer, claimed_city" };
        return new Command("corpus", "Check every file of a corpus against its manifest") { folder }.Does(async (parsed, cancel) =>
        {
            var root = parsed.GetRequiredValue(folder).FullName;
            var gisData = LayerCatalog.FindFolder(parsed.GetValue(Verbs.Data));
            var catalog = LayerCatalog.Load(gisData);
            var cities = CityShapes.ShippedFile(gisData);
            var files = CorpusFile.ReadManifest(root);
            var lines = new string?[files.Count];
            var queue = Channel.CreateUnbounded<int>();
            for (var i = 0; i < files.Count; i++) queue.Writer.TryWrite(i);
            queue.Writer.Complete();
            long peak = 0, slowest = 0;
            await Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(async _ =>
            {
                using var process = new CheckProcess(gisData, Limits.Default);
                var report = Path.GetTempFileName();
                await foreach (var i in queue.Reader.ReadAllAsync(cancel))
                {
                    var reply = await process.RunAsync(Request(files[i], root, catalog, cities, report), cancel);
                    lines[i] = Difference(files[i], reply, JsonSerializer.Deserialize<Report>(await File.ReadAllBytesAsync(report, cancel), Report.Json)!);
                    InterlockedMax(ref peak, reply.PeakBytes);
                    InterlockedMax(ref slowest, reply.Milliseconds);
                }
                File.Delete(report);
            }));
            foreach (var line in lines.OfType<string>()) Console.WriteLine(line);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"largest memory {peak / 1_000_000} MB, longest check {slowest} ms"));
            var failed = lines.Count(line => line is not null);
            Console.WriteLine($"{files.Count - failed} passed, {failed} failed");
        });
    }

    private static CheckRequest Request(CorpusFile file, string root, LayerCatalog catalog, string cities, string report)
    {
        var depth = file.Level switch { "rules" => CheckDepth.Rules, "read" => CheckDepth.Features, _ => CheckDepth.Table };
        var layer = LayerOf(file.Layer, catalog)?.Id;
        // Without a layer there are no rules to hold a file against.
        if (depth == CheckDepth.Rules && layer is null) depth = CheckDepth.Features;
        return new CheckRequest(Path.Combine(root, file.File), depth, layer, file.City.Length > 0 ? file.City : null, CheckSettings.None, cities, null, report, null, null, DateOnly.FromDateTime(DateTime.Now));
    }

    private static Layer? LayerOf(string name, LayerCatalog catalog) => catalog.Find(name) ?? name switch
    {
        "point" => OfType("Point", catalog),
        "line" => OfType("LineString", catalog),
        "polygon" => OfType("Polygon", catalog),
        _ => null,
    };

    private static Layer? OfType(string type, LayerCatalog catalog) =>
        catalog.Layers.FirstOrDefault(layer => layer.Role != LayerRole.Area && layer.Definition.GeometryType == type);

    private static string? Difference(CorpusFile file, CheckReply reply, Report report)
    {
        var found = report.Findings.Select(group => group.Code).ToList();
        var problems = new List<string>();
        if (reply.Failure is { } failure) problems.Add($"crash {failure.ReplaceLineEndings(" ")}");
        if (file.Expect == "accept" && !reply.IsAccepted) problems.Add("rejected");
        if (file.Expect == "reject" && reply.IsAccepted) problems.Add($"accepted {reply.Accepted}");
        if (file.Expect == "accept" && reply.IsAccepted && !file.IsCount(reply.Accepted)) problems.Add($"{reply.Accepted} features, not {file.Features}");
        if (file.Expect != "accept_or_reject" && file.Codes.Count > 0 && !file.Codes.Any(found.Contains)) problems.Add($"no {string.Join('/', file.Codes)}");
        if (reply.PeakBytes > MostBytes) problems.Add($"{reply.PeakBytes / 1_000_000} MB");
        if (reply.Milliseconds > MostMilliseconds) problems.Add($"{reply.Milliseconds} ms");
        return problems.Count == 0 ? null : $"{file.File}: {string.Join(", ", problems)}; found {string.Join(' ', found)}";
    }

    private static void InterlockedMax(ref long target, long value)
    {
        for (var seen = Volatile.Read(ref target); value > seen; seen = Volatile.Read(ref target))
            if (Interlocked.CompareExchange(ref target, value, seen) == seen) return;
    }
}
