using System.Text.Json;
using Geo.Server.Accounts;
using Geo.Server.Database;
using Geo.Server.Layers;
using Geo.Server.Operations;
using Geo.Server.Submissions.Checking;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Geo.Server.Submissions.Drafts;

/// <summary>Publishing a draft: exactly what its author has seen, in one transaction under the author's own rights.</summary>
public static class DraftPublication
{
    private const string Close = "update geo.submission set state = 'published', publication_id = $2, updated_at = now() where id = $1";
    private const string Propose = "update geo.submission set state = 'awaiting-approval', updated_at = now() where id = $1";
    private const string CompareAgain = "update geo.submission set state = 'checking', updated_at = now() where id = $1 and state in ('checked', 'awaiting-approval')";

    public static void MapDraftPublication(this RouteGroupBuilder drafts) =>
        drafts.MapPost("/{submissionId:long}/publication", PublishAsync).WithName("publishSubmission").WithSummary("Publish what the submission was found to change")
            .Produces<PublicationView>(201).Produces<NothingPublished>().Produces<DraftView>(202)
            .ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(412).ProducesProblem(422).ProducesProblem(428);

    // Not cancelled when the asker goes away: a publication that has begun is finished.
    private static async Task<IResult> PublishAsync(
        HttpContext context, long submissionId, PublicationRequest? body, NpgsqlDataSource database, LayerCatalog catalog, CheckQueue queue, IOptions<SubmissionOptions> options)
    {
        var (given, cancel) = (body ?? new PublicationRequest(null, null), CancellationToken.None);
        await using var session = await DatabaseSession.OpenAsync(database, context);
        var once = Idempotency.Of(context.Request, context.Request.Headers.IfMatch, JsonSerializer.Serialize(given, Report.Json));
        if (once is not null && await once.ReplayAsync(session, cancel) is { } first) return first;
        var draft = await Draft.FindAsync(session, submissionId, cancel, locked: true);
        DraftsApi.RequireTag(context, draft);
        if (Refused(draft, given, options.Value) is { } refusal) return refusal;
        var layer = catalog.Find(draft.LayerId) ?? throw ProblemException.NotFound("unknown-layer", $"The layer {draft.LayerId} is gone.");
        if (options.Value.NeedApproval(layer, session.Actor))
            return draft.State == DraftState.AwaitingApproval
                ? Refusal.Of(409, "awaiting-approval", "The province has not approved it yet.")
                : await ProposeAsync(session, draft, once, cancel);

        await using var progress = new DraftProgressLog(database, session.Actor, submissionId, cancel);
        await progress.StepAsync("publish");
        try
        {
            // Longer than any other request may take; what does not end is ended by the database all the same.
            await session.ExecuteAsync("set local statement_timeout = '10min'", [], cancel);
            var result = await Publication.PublishInsideAsync(session.Connection, layer, submissionId, cancel);
            await session.ExecuteAsync(Close, [submissionId, result.Id], cancel);
            var answer = result.Id is { } id
                ? new FirstAnswer(201, $"/api/publications/{id}", JsonSerializer.Serialize(await PublicationView.FindAsync(session, id, cancel), Report.Json))
                : new FirstAnswer(200, null, JsonSerializer.Serialize(new NothingPublished(result.DataVersion), NothingPublished.Json));
            if (once is not null) await once.RecordAsync(session, answer, cancel);
            await session.CommitAsync(cancel);
            return answer;
        }
        catch (PublicationException e) when (e.Code == "stale")
        {
            await session.DisposeAsync();
            await CompareAgainAsync(context, database, submissionId, queue);
            return Refusal.Of(412, "stale", e.Message);
        }
    }

    private static ProblemHttpResult? Refused(Draft draft, PublicationRequest given, SubmissionOptions options)
    {
        if (draft.State is not (DraftState.Checked or DraftState.AwaitingApproval) || !draft.HasReport)
            return Refusal.Of(409, draft.State == DraftState.Published ? "already-published" : "not-checked", "Only what has been checked can be published, and only once.");
        if (draft.Problem is { } problem) return Refusal.Of(409, problem.Code, problem.Detail);
        if (draft is not { Outcome: { IsAccepted: true } outcome, Changes: { } changes }) return Refusal.Of(409, "not-accepted", "The check accepted nothing of this file.");
        if (outcome.Rejected > 0 && given.LeaveOutRejected != true)
            return Refusal.Of(422, "rejected-rows", $"{outcome.Rejected} rows have errors: mend them, or say 'leaveOutRejected'.");
        if (changes.RemovedShare > options.RemovalToConfirm && given.Removed != changes.Removed)
            return Refusal.Of(422, "removal-not-confirmed", $"{changes.Removed} of {changes.Current} published features would be removed: give that number as 'removed' to confirm.");
        return null;
    }

    private static async Task<IResult> ProposeAsync(DatabaseSession session, Draft draft, Idempotency? once, CancellationToken cancel)
    {
        await session.ExecuteAsync(Propose, [draft.Id], cancel);
        var proposed = DraftView.Of(await Draft.FindAsync(session, draft.Id, cancel), []);
        var answer = new FirstAnswer(202, $"/api/submissions/{draft.Id}", JsonSerializer.Serialize(proposed, Report.Json));
        if (once is not null) await once.RecordAsync(session, answer, cancel);
        await session.CommitAsync(cancel);
        return answer;
    }

    private static async Task CompareAgainAsync(HttpContext context, NpgsqlDataSource database, long id, CheckQueue queue)
    {
        await using var session = await DatabaseSession.OpenAsync(database, context);
        await session.ExecuteAsync(CompareAgain, [id], CancellationToken.None);
        await session.CommitAsync(CancellationToken.None);
        queue.Wake();
    }
}

/// <param name="LeaveOutRejected">Rows with errors stay out; needed where there are any.</param>
/// <param name="Removed">How many published features disappear; needed where they are more than a twentieth.</param>
public sealed record PublicationRequest(bool? LeaveOutRejected, long? Removed);

/// <summary>Nothing differed from what is published, so there is no publication.</summary>
public sealed record NothingPublished(long DataVersion)
{
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public long? PublicationId => null;
}
