using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading.Channels;
using Geo.Server.Database;
using Geo.Server.Layers;
using Geo.Server.Submissions.Checking;
using Geo.Server.Submissions.Processes;
using Geo.Server.Submissions.Remarks;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Geo.Server.Submissions.Drafts;

/// <summary>
/// Checks what was handed in, one after the other. What waits is in the database: a server that is killed leaves its work to
/// the next start, or to another server; a lock of the database's keeps two from the same draft.
/// </summary>
public sealed class CheckQueue(NpgsqlDataSource database, LayerCatalog catalog, DraftCheck check, IOptions<SubmissionOptions> options, ILogger<CheckQueue> log) : BackgroundService
{
    private const int MostAttempts = 3;
    private const string Waiting = "select id from geo.submission where state = 'checking' order by updated_at, id";

    private const string Conclude = """
        update geo.submission set state = 'checked', report = $2, report_revision = $3, rows_read = $4, rows_accepted = $5, rows_rejected = $6,
          is_accepted = $7, problem = $8::jsonb, updated_at = now(), added = case when $9 then added end
        where id = $1
        """;

    /// <summary>Also without being woken: for what another server left, and for drafts that expire.</summary>
    private static readonly TimeSpan Rounds = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan IdleProcess = TimeSpan.FromMinutes(1);

    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly ConcurrentDictionary<long, int> _failures = [];

    /// <summary>The service's own work, which the policies let see drafts.</summary>
    private static Actor Checker { get; } = new("(checker)", "checker", [], null);

    /// <summary>Something was handed in.</summary>
    public void Wake() => _wake.Writer.TryWrite(true);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, Math.Max(1, options.Value.Checkers)).Select(_ => Task.Run(() => WorkAsync(stoppingToken), stoppingToken)));

    private async Task WorkAsync(CancellationToken cancel)
    {
        CheckProcess? process = null;
        var lastUse = TimeProvider.System.GetTimestamp();
        try
        {
            while (!cancel.IsCancellationRequested)
            {
                try
                {
                    if (await TakeOneAsync(id => RunAsync(id, process ??= new CheckProcess(catalog.Folder, options.Value.Limits), cancel), cancel))
                    {
                        lastUse = TimeProvider.System.GetTimestamp();
                        continue;
                    }
                    if (process is not null && TimeProvider.System.GetElapsedTime(lastUse) > IdleProcess)
                    {
                        process.Dispose();
                        process = null;
                    }
                    await SweepAsync(cancel);
                }
                catch (Exception e) when (e is NpgsqlException or IOException && !cancel.IsCancellationRequested)
                {
                    log.LogWarning("The queue of checks cannot be read now and is tried again: {Reason}", e.Message);
                }
                await WaitAsync(cancel);
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // The service ends; what was under way is begun again by the next start.
        }
        finally
        {
            process?.Dispose();
        }
    }

    private async Task WaitAsync(CancellationToken cancel)
    {
        using var round = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        round.CancelAfter(Rounds);
        try
        {
            await _wake.Reader.ReadAsync(round.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            // A round without news.
        }
    }

    /// <summary>Runs the first waiting draft that nobody else has; false when there is none.</summary>
    private async Task<bool> TakeOneAsync(Func<long, Task> run, CancellationToken cancel)
    {
        // The lock belongs to this connection and falls with it.
        await using var connection = await database.OpenConnectionAsync(cancel);
        foreach (var id in await WaitingAsync(cancel))
        {
            if (!await Sql.ScalarAsync<bool>(connection, "select pg_try_advisory_lock(hashtext('geo.check'), $1)", [(int)(id % int.MaxValue)], cancel)) continue;
            try
            {
                await run(id);
                return true;
            }
            finally
            {
                await Sql.ExecuteAsync(connection, "select pg_advisory_unlock(hashtext('geo.check'), $1)", [(int)(id % int.MaxValue)], CancellationToken.None);
            }
        }
        return false;
    }

    private async Task<List<long>> WaitingAsync(CancellationToken cancel)
    {
        await using var session = await DatabaseSession.OpenAsync(database, Checker, cancel);
        await using var command = session.Command(Waiting);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var ids = new List<long>();
        while (await rows.ReadAsync(cancel)) ids.Add(rows.GetInt64(0));
        return ids;
    }

    private async Task RunAsync(long id, CheckProcess process, CancellationToken cancel)
    {
        try
        {
            Draft draft;
            await using (var session = await DatabaseSession.OpenAsync(database, Checker, cancel)) draft = await Draft.FindAsync(session, id, cancel);
            await using var progress = new DraftProgressLog(database, Checker, id, cancel);
            var layer = catalog.Find(draft.LayerId) ?? throw new InvalidOperationException($"The layer {draft.LayerId} is gone.");
            if (draft is { HasReport: true, Outcome.IsAccepted: true }) await CompareAgainAsync(draft, layer, progress, cancel);
            else await CheckAsync(draft, layer, process, progress, cancel);
            _failures.TryRemove(id, out _);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            log.LogError(e, "The check of submission {Submission} failed", id);
            if (_failures.AddOrUpdate(id, 1, (_, before) => before + 1) >= MostAttempts) await GiveUpAsync(id, cancel);
            else await Task.Delay(TimeSpan.FromSeconds(1), cancel);
        }
    }

    private async Task CheckAsync(Draft draft, Layer layer, CheckProcess process, DraftProgressLog progress, CancellationToken cancel)
    {
        await progress.StepAsync("read");
        DraftChecked @checked;
        await using (var reading = await DatabaseSession.OpenAsync(database, Checker, cancel)) @checked = await check.RunAsync(reading, draft, layer, process, cancel);
        using (@checked)
        {
            var report = JsonSerializer.Deserialize<Report>(@checked.ReportJson, Report.Json)!;
            await using var session = await DatabaseSession.OpenAsync(database, Checker, cancel);
            // Settings that changed meanwhile are checked in the next turn.
            if ((await Draft.FindAsync(session, draft.Id, cancel, locked: true)).Revision != draft.Revision) return;
            await ClearRowsAsync(session, draft.Id, cancel);
            var problem = !report.IsAccepted ? null : await ProblemOfAsync(() => Submission.StoreAsync(session.Connection, layer, draft.Id,
                FeatureLines.Read(@checked.Folder.Features), draft.Scope, done => progress.Count("store", done, report.Accepted), cancel));
            await ConcludeAsync(session, draft, @checked.ReportJson, report, problem, progress, cancel);
        }
    }

    // The file is as it was; only what is published has changed.
    private async Task CompareAgainAsync(Draft draft, Layer layer, DraftProgressLog progress, CancellationToken cancel)
    {
        await progress.StepAsync("compare");
        await using var session = await DatabaseSession.OpenAsync(database, Checker, cancel);
        if ((await Draft.FindAsync(session, draft.Id, cancel, locked: true)).Revision != draft.Revision) return;
        var problem = await ProblemOfAsync(() => Comparison.RenewAsync(session.Connection, layer, draft.Id, cancel));
        await progress.DisposeAsync();
        await session.ExecuteAsync("update geo.submission set state = 'checked', problem = $2::jsonb, updated_at = now() where id = $1", [draft.Id, Json(problem)], cancel);
        await session.CommitAsync(cancel);
    }

    private static async Task ConcludeAsync(
        DatabaseSession session, Draft draft, string json, Report report, DraftProblem? problem, DraftProgressLog progress, CancellationToken cancel)
    {
        // Before the state: who sees that it is checked shall not see it under way.
        await progress.DisposeAsync();
        await session.ExecuteAsync(Conclude, [draft.Id, json, draft.Revision, report.Rows, report.Accepted, report.RejectedRows, report.IsAccepted, Json(problem),
            report.IsAccepted && problem is null], cancel);
        await session.CommitAsync(cancel);
    }

    private async Task GiveUpAsync(long id, CancellationToken cancel)
    {
        await using var session = await DatabaseSession.OpenAsync(database, Checker, cancel);
        var problem = new DraftProblem("internal-error", "Checking this file failed on our side.");
        await session.ExecuteAsync("update geo.submission set state = 'checked', report = '{}', report_revision = revision, rows_read = 0, rows_accepted = 0, rows_rejected = 0, is_accepted = false, problem = $2::jsonb where id = $1", [id, Json(problem)], cancel);
        await session.CommitAsync(cancel);
    }

    private static async Task ClearRowsAsync(DatabaseSession session, long id, CancellationToken cancel)
    {
        await session.ExecuteAsync("delete from geo.submission_row where submission_id = $1", [id], cancel);
        await session.ExecuteAsync("delete from geo.submission_removal where submission_id = $1", [id], cancel);
    }

    private static async Task<DraftProblem?> ProblemOfAsync(Func<Task> work)
    {
        try
        {
            await work();
            return null;
        }
        catch (PublicationException refused)
        {
            return new DraftProblem(refused.Code, refused.Message);
        }
    }

    private async Task SweepAsync(CancellationToken cancel)
    {
        await using var command = database.CreateCommand("select geo.sweep_drafts()");
        await command.ExecuteScalarAsync(cancel);
    }

    private static string? Json(DraftProblem? problem) => problem is null ? null : JsonSerializer.Serialize(problem, Report.Json);
}
