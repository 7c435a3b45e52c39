using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Geo.Server.Submissions.Checking;
using Geo.Server.Submissions.Formats;

namespace Geo.Server.Submissions.Processes;

/// <summary>A worker that was started, asked one file after the other, and started anew when a file was too much for it.</summary>
public sealed class CheckProcess(string gisData, Limits limits) : IDisposable
{
    // Code, stacks and native buffers of the runtime, beside the heap.
    private const long RuntimeBytes = 700_000_000;

    private Process? _process;

    /// <summary>Checks a file. A worker that dies or takes too long is a finding of the file, never a failure of the caller.</summary>
    public async Task<CheckReply> RunAsync(CheckRequest request, CancellationToken cancel)
    {
        var process = _process ??= Start();
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        late.CancelAfter(limits.Time);
        try
        {
            await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(request, Report.Json).AsMemory(), late.Token);
            await process.StandardInput.FlushAsync(late.Token);
            if (await process.StandardOutput.ReadLineAsync(late.Token) is { } line) return Told(JsonSerializer.Deserialize<CheckReply>(line, Report.Json)!, request);
        }
        catch (Exception e) when (e is IOException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            // Told below: the worker is gone, or will be.
        }
        var isLate = late.IsCancellationRequested;
        End();
        cancel.ThrowIfCancellationRequested();
        return Told(new CheckReply(false, 0, 0, 0, isLate ? $"longer than {limits.Time.TotalSeconds} s" : "out of memory", IsOverLimit: true), request);
    }

    public void Dispose() => End();

    /// <summary>A failed check has a report too: the file asked for more than a file may.</summary>
    private static CheckReply Told(CheckReply reply, CheckRequest request)
    {
        if (reply.Failure is null) return reply;
        var findings = new Findings();
        findings.Add(reply.IsOverLimit
            ? new FileFaultException(Rules.LimitExceeded, "读取超出内存或时间上限", "reading took more memory or time than a file may")
            : new FileFaultException(Rules.Malformed, "文件无法读取", "the file cannot be read"));
        using var file = File.Create(request.ReportPath);
        JsonSerializer.Serialize(file, new Report(Path.GetFileName(request.Path), null, null, null, [], request.LayerId, request.CityAdcode, null, [], 0, 0, 0, false, Report.Groups(findings)), Report.Json);
        return reply;
    }

    private Process Start()
    {
        var folder = AppContext.BaseDirectory;
        var apphost = Path.Combine(folder, OperatingSystem.IsWindows() ? "geo.exe" : "geo");
        var start = new ProcessStartInfo(File.Exists(apphost) ? apphost : "dotnet")
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = false, UseShellExecute = false,
            StandardInputEncoding = new UTF8Encoding(false), StandardOutputEncoding = Encoding.UTF8,
        };
        if (start.FileName == "dotnet") start.ArgumentList.Add(Path.Combine(folder, "geo.dll"));
        foreach (var argument in (string[])[CheckWorker.Verb, "--data", gisData]) start.ArgumentList.Add(argument);
        start.Environment["DOTNET_GCHeapHardLimit"] = limits.MemoryBytes.ToString("X", CultureInfo.InvariantCulture);
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_GCConserveMemory"] = "5";
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        start.Environment[ProcessLimits.Variable] = (limits.MemoryBytes + RuntimeBytes).ToString(CultureInfo.InvariantCulture);
        // The worker needs no database, and so must not know of it.
        start.Environment.Remove("GEO_DB");
        return Process.Start(start) ?? throw new InvalidOperationException("The worker did not start.");
    }

    private void End()
    {
        if (_process is not { } process) return;
        _process = null;
        try
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It ended between the question and the order.
        }
        process.Dispose();
    }
}
