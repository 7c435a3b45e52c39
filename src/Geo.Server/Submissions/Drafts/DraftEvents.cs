using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Geo.Server.Database;
using Geo.Server.Operations;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Geo.Server.Submissions.Drafts;

/// <summary>How a submission comes along, as server-sent events: read from the database, so that any server can tell.</summary>
public static class DraftEvents
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    public static void MapEvents(this RouteGroupBuilder drafts) =>
        drafts.MapGet("/{submissionId:long}/events", GetEventsAsync).WithName("getSubmissionEvents")
            .WithSummary("The submission after every change, until nothing is under way (server-sent events)").Produces<DraftView>(200, "text/event-stream").ProducesProblem(404)
            .WithMetadata(new AdmitsItself());

    private static async Task<ServerSentEventsResult<DraftView>> GetEventsAsync(HttpContext context, long submissionId, NpgsqlDataSource database)
    {
        // Asked before the stream begins: afterwards there is no status to refuse with.
        await using (var session = await DatabaseSession.OpenAsync(database, context)) await Draft.FindAsync(session, submissionId, context.RequestAborted);
        return TypedResults.ServerSentEvents(EventsAsync(database, Actor.Of(context), submissionId, context.RequestAborted));
    }

    private static async IAsyncEnumerable<SseItem<DraftView>> EventsAsync(
        NpgsqlDataSource database, Actor actor, long id, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var draft in WatchAsync(database, actor, id, cancel))
            yield return new SseItem<DraftView>(DraftView.Of(draft, []), "submission") { EventId = $"{draft.Revision}-{draft.State}" };
    }

    /// <summary>The draft now and after every change; ends when nothing is under way, or it is gone.</summary>
    internal static async IAsyncEnumerable<Draft> WatchAsync(NpgsqlDataSource database, Actor actor, long id, [EnumeratorCancellation] CancellationToken cancel)
    {
        Draft? last = null;
        while (true)
        {
            Draft draft;
            try
            {
                await using var session = await DatabaseSession.OpenAsync(database, actor, cancel);
                draft = await Draft.FindAsync(session, id, cancel);
            }
            catch (ProblemException)
            {
                yield break;
            }
            if (last is null || (draft.State, draft.Revision, draft.Progress, draft.Received) != (last.State, last.Revision, last.Progress, last.Received)) yield return draft;
            if (!draft.IsUnderWay) yield break;
            last = draft;
            await Task.Delay(Interval, cancel);
        }
    }
}
