using System.CommandLine;
using System.Text.Json;
using Geo.Server.Areas;
using Geo.Server.Layers;
using Geo.Server.Operations;
using Geo.Server.Submissions.Checking;
using Geo.Server.Submissions.Remarks;

namespace Geo.Server.Submissions.Processes;

/// <summary>What a worker says when it is done with a file.</summary>
public sealed record CheckReply(bool IsAccepted, long Accepted, long PeakBytes, long Milliseconds, string? Failure, bool IsOverLimit = false);

/// <summary>
/// The process that reads files nobody trusts: a request a line on standard input, a reply a line on standard output. Its
/// memory is capped by the system, its time by whoever started it; it may die of any file and take nothing with it.
/// </summary>
public static class CheckWorker
{
    public const string Verb = "check-worker";

    private static readonly Dictionary<(string Path, string Adcode), CityShape> Cities = [];

    public static Command Create() => new Command(Verb, "Checks files for the service") { Hidden = true }.Does(async (parsed, _) =>
    {
        ProcessLimits.Apply();
        var catalog = LayerCatalog.Load(LayerCatalog.FindFolder(parsed.GetValue(Verbs.Data)));
        while (Console.In.ReadLine() is { } line)
        {
            var request = JsonSerializer.Deserialize<CheckRequest>(line, Report.Json)!;
            Console.Out.WriteLine(JsonSerializer.Serialize(await AnswerAsync(request, catalog), Report.Json));
            Console.Out.Flush();
        }
    });

    private static async Task<CheckReply> AnswerAsync(CheckRequest request, LayerCatalog catalog)
    {
        ProcessLimits.ResetPeak();
        var clock = System.Diagnostics.Stopwatch.StartNew();
        try
        {
            var check = new Check(request, catalog, CityOf(request));
            if (request.Rows is { RejectedOnly: false } page)
            {
                if (check.Locate()) RawRows.Write(page, check.Dataset!, check.Header!, null);
                else RawRows.WriteNone(page);
                return new CheckReply(true, 0, ProcessLimits.PeakBytes(), clock.ElapsedMilliseconds, null);
            }
            // What an earlier check of the same submission handed on is not this one's.
            if (request.FeaturesPath is { } earlier) File.Delete(earlier);
            var report = check.Run();
            await WriteAsync(check, report, request);
            return new CheckReply(report.IsAccepted, report.Accepted, ProcessLimits.PeakBytes(), clock.ElapsedMilliseconds, null);
        }
        // Whatever a file brings about is this file's failure and told as such; the next file finds the worker as it was.
        catch (Exception e) when (e is not InsufficientExecutionStackException)
        {
            return new CheckReply(false, 0, ProcessLimits.PeakBytes(), clock.ElapsedMilliseconds, $"{e.GetType().Name}: {e.Message} {e.StackTrace}", IsOverLimit: e is OutOfMemoryException);
        }
    }

    private static async Task WriteAsync(Check check, Report report, CheckRequest request)
    {
        if (request.RemarksPath is { } remarks && check is { Header: { } header, Dataset: { } dataset })
            await RemarkedTable.WriteAsync(remarks, dataset, header, check.Findings, request.Settings);
        if (request.Rows is { } page && check is { Header: { } shown, Dataset: { } source })
            RawRows.Write(page, source, shown, check.RejectedRows.ToHashSet());
        else if (request.Rows is { } none) RawRows.WriteNone(none);
        if (request.FeaturesPath is { } features && request.Depth == CheckDepth.Rules && report.IsPublishable && check is { Header: { } columns, Layer: { } layer })
            WriteFeatures(features, check.Sites, new FeatureColumns(columns, layer));
        await using var file = File.Create(request.ReportPath);
        await JsonSerializer.SerializeAsync(file, report, Report.Json);
    }

    private static void WriteFeatures(string path, IReadOnlyList<CheckedSite> sites, FeatureColumns columns) =>
        FeatureLines.Write(path, sites.Select(site => site.ToFeature(columns)));

    private static CityShape? CityOf(CheckRequest request)
    {
        if (request.CityAdcode is not { } adcode || request.CitiesPath is not { } path) return null;
        if (Cities.TryGetValue((path, adcode), out var known)) return known;
        return Cities[(path, adcode)] = new CityShape(adcode, CityShapes.Read(path), Comparison.CoastToleranceM);
    }
}
