using Geo.Server.Areas;
using Geo.Server.Database;
using Geo.Server.Layers;
using Geo.Server.Submissions.Checking;
using Geo.Server.Submissions.Processes;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Geo.Server.Submissions.Drafts;

/// <summary>
/// Has a draft's file checked in a process of its own. The process gets a folder with the file, the cities and the published
/// sites, and leaves its report and the accepted features there; the folder goes when the check is over.
/// </summary>
public sealed class DraftCheck(NpgsqlDataSource database, LayerCatalog catalog, IOptions<SubmissionOptions> options) : IDisposable
{
    // Tables with remarks and pages of rows are made while somebody waits; more at once would only wait for each other.
    private readonly SemaphoreSlim _places = new(2);

    /// <summary>The check itself, for whoever has the process at hand.</summary>
    public async Task<DraftChecked> RunAsync(DatabaseSession session, Draft draft, Layer layer, CheckProcess process, CancellationToken cancel)
    {
        var folder = new CheckFolder(draft);
        try
        {
            var reply = await process.RunAsync(await RequestAsync(session, folder, draft, layer, cancel), cancel);
            return new DraftChecked(folder, reply, await File.ReadAllTextAsync(folder.Report, cancel));
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>The file's own table with remarks; null where it is none. The stream deletes what it reads from.</summary>
    public async Task<Stream?> RemarksAsync(DatabaseSession session, Draft draft, Layer layer, string extension, CancellationToken cancel)
    {
        using var folder = new CheckFolder(draft);
        var remarks = folder.In($"remarks.{extension}");
        await RunOnceAsync(await RequestAsync(session, folder, draft, layer, cancel) with { RemarksPath = remarks, FeaturesPath = null }, cancel);
        if (!File.Exists(remarks)) return null;
        var kept = Path.Combine(Path.GetTempPath(), $"geo-{Guid.NewGuid():n}.{extension}");
        File.Move(remarks, kept);
        return new FileStream(kept, FileMode.Open, FileAccess.Read, FileShare.Delete, 1 << 16, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
    }

    /// <summary>A page of rows as they were read, as JSON; null where the file is no table.</summary>
    public async Task<string?> RowsAsync(DatabaseSession session, Draft draft, Layer layer, int offset, int limit, bool rejectedOnly, CancellationToken cancel)
    {
        using var folder = new CheckFolder(draft);
        var rows = folder.In("rows.json");
        await RunOnceAsync(await RequestAsync(session, folder, draft, layer, cancel) with { FeaturesPath = null, Rows = new RowsPage(rows, offset, limit, rejectedOnly) }, cancel);
        return File.Exists(rows) ? await File.ReadAllTextAsync(rows, cancel) : null;
    }

    public void Dispose() => _places.Dispose();

    private async Task RunOnceAsync(CheckRequest request, CancellationToken cancel)
    {
        await _places.WaitAsync(cancel);
        try
        {
            using var process = new CheckProcess(catalog.Folder, options.Value.Limits);
            await process.RunAsync(request, cancel);
        }
        finally
        {
            _places.Release();
        }
    }

    private async Task<CheckRequest> RequestAsync(DatabaseSession session, CheckFolder folder, Draft draft, Layer layer, CancellationToken cancel)
    {
        await using (var file = File.Create(folder.File)) await DraftFile.CopyToAsync(session, draft.Id, file, cancel);
        await KnownSites.WriteAsync(database, layer.Id, draft.AreaAdcode, folder.KnownSites, cancel);
        return new CheckRequest(
            folder.File, CheckDepth.Rules, layer.Id, draft.AreaAdcode, draft.Settings, await CityShapes.PublishedFileAsync(database, catalog.Folder, cancel),
            folder.KnownSites, folder.Report, null, folder.Features, DateOnly.FromDateTime(TimeProvider.System.GetLocalNow().DateTime))
        { Limits = options.Value.Limits };
    }
}

/// <summary>A check that has been run, with what it left; disposed, its files are gone.</summary>
public sealed record DraftChecked(CheckFolder Folder, CheckReply Reply, string ReportJson) : IDisposable
{
    public void Dispose() => Folder.Dispose();
}

/// <summary>A folder for one check, which nobody else may enter.</summary>
public sealed class CheckFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("geo-check-");

    public CheckFolder(Draft draft) => File = Path.Combine(_folder.CreateSubdirectory("file").FullName, draft.FileName);

    /// <summary>Under the name that it was handed in with: its ending says something.</summary>
    public string File { get; }
    public string Report => In("report.json");
    public string Features => In("features.jsonl");
    public string KnownSites => In("known.tsv");

    public string In(string name) => Path.Combine(_folder.FullName, name);

    public void Dispose() => _folder.Delete(recursive: true);
}
