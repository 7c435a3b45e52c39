using System.Globalization;
using System.Text;
using Geo.Server.Areas;
using Geo.Server.Submissions.Checking;
using Geo.Server.Submissions.Formats;
using Geo.Server.Submissions.Processes;
using Geo.Server.Tests.Harness;

namespace Geo.Benchmarks;

/// <summary>Checking 100,000 rows of CSV, the process's start, report and accepted features included, against reading the file's lines.</summary>
public static class CheckBench
{
    internal const int Rows = 100_000;

    public static async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("geo-bench-");
        var csv = Path.Combine(folder.FullName, "sites.csv");
        await File.WriteAllTextAsync(csv, Table());
        CheckReply? reply = null;
        var checkMs = await Clock.MedianMsAsync(3, async () => reply = await CheckAsync(csv, Path.Combine(folder.FullName, "features.jsonl")));
        var linesMs = await Clock.MedianMsAsync(3, () => Task.FromResult(File.ReadLines(csv).Count()));
        folder.Delete(recursive: true);
        new Measurement("check", "csv-100k", checkMs, "ms").Against("reading the lines", linesMs).Print();
        new Measurement("check", "csv-100k-memory", reply!.PeakBytes / 1e6, "MB").Print();
    }

    /// <summary>One check of such a table in a process of its own, from its start to its report and features.</summary>
    private static async Task<CheckReply> CheckAsync(string csv, string features)
    {
        var request = new CheckRequest(
            csv, CheckDepth.Rules, "5g", "370100", CheckSettings.None, CityShapes.ShippedFile(Project.Catalog.Folder), null,
            Path.ChangeExtension(features, ".report.json"), null, features, new DateOnly(2026, 6, 1));
        using var process = new CheckProcess(Project.Catalog.Folder, Limits.Default);
        var reply = await process.RunAsync(request, default);
        return reply is { IsAccepted: true, Accepted: Rows } ? reply : throw new InvalidOperationException($"The check failed: {reply}");
    }

    /// <summary>Stations of a city as its operators list them: 100,000 rows, 9 columns.</summary>
    internal static string Table()
    {
        var text = new StringBuilder("站址编码,基站名称,运营商,频段,方位角,挂高(米),开通日期,经度,纬度\n");
        for (var i = 0; i < Rows; i++)
            text.AppendLine(CultureInfo.InvariantCulture, $"3701005G{i:D6},济南基站{i},中国移动,n78,{i % 360},{20 + (i % 30)},2025-{1 + (i % 12):D2}-15,{116.9 + (i % 400 * 0.0005):F6},{36.6 + (i / 400 * 0.0005):F6}");
        return text.ToString();
    }
}
