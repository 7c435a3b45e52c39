using System.Diagnostics;
using Geo.Server.Database;
using Npgsql;

namespace Geo.Server.Submissions.Drafts;

/// <summary>Says how far the work on a draft has come, on a connection of its own and a few times a second at most.</summary>
public sealed class DraftProgressLog(NpgsqlDataSource database, Actor actor, long id, CancellationToken cancel) : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(300);

    private const string Upsert = """
        insert into geo.submission_progress (submission_id, step, done, total) values ($1, $2, $3, $4)
        on conflict (submission_id) do update set step = excluded.step, done = excluded.done, total = excluded.total, at = now()
        """;

    private long _written = long.MinValue;

    public async Task StepAsync(string step, long done = 0, long total = 0)
    {
        await using var session = await DatabaseSession.OpenAsync(database, actor, cancel);
        await session.ExecuteAsync(Upsert, [id, step, done, total], cancel);
        await session.CommitAsync(cancel);
        _written = Stopwatch.GetTimestamp();
    }

    /// <summary>For loops: nothing happens unless some time has passed.</summary>
    public void Count(string step, long done, long total)
    {
        if (_written != long.MinValue && Stopwatch.GetElapsedTime(_written) < Interval) return;
        StepAsync(step, done, total).GetAwaiter().GetResult();
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await using var session = await DatabaseSession.OpenAsync(database, actor, CancellationToken.None);
            await session.ExecuteAsync("delete from geo.submission_progress where submission_id = $1", [id], CancellationToken.None);
            await session.CommitAsync(CancellationToken.None);
        }
        catch (Exception e) when (e is NpgsqlException { IsTransient: true } or ObjectDisposedException)
        {
            // The database is away or the server ends. Why the work itself failed is worth telling, this is not; the daily sweep takes the row.
        }
    }
}
