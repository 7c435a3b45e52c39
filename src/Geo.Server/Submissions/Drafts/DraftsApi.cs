using System.Text.Json;
using Geo.Server.Accounts;
using Geo.Server.Database;
using Geo.Server.Layers;
using Geo.Server.Ogc.Common;
using Geo.Server.Operations;
using Geo.Server.Submissions.Checking;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Npgsql;

namespace Geo.Server.Submissions.Drafts;

/// <summary>Handing in a file, looking at what became of it, saying more about it, and throwing it away.</summary>
public static class DraftsApi
{
    // The parts' headers and boundaries around the file.
    private const long MultipartOverhead = 100_000;
    private const int LongestPage = 100;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    private const string Change = """
        update geo.submission set settings = $2::jsonb, mode = $3, revision = revision + 1, state = 'checking', updated_at = now(), expires_at = now() + $4 where id = $1
        """;

    public static void MapDrafts(this IEndpointRouteBuilder app)
    {
        var requestBytes = app.ServiceProvider.GetRequiredService<IOptions<SubmissionOptions>>().Value.RequestBytes;
        var drafts = app.MapGroup("/api/submissions").WithTags("Submissions").Uncached().RequireAuthorization();
        drafts.MapGet("/", ListAsync).WithName("getSubmissions").WithSummary("One's own submissions, the newest first").ProducesProblem(401);
        drafts.MapPost("/", CreateAsync).WithName("createSubmission").WithSummary("Hand in a file as multipart/form-data with a part 'file'; larger ones come by /api/uploads")
            .WithMetadata(new RequestSizeLimitAttribute(requestBytes + MultipartOverhead)).Produces<DraftView>(202)
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(413).ProducesProblem(415).ProducesProblem(422);
        drafts.MapGet("/{submissionId:long}", GetAsync).WithName("getSubmission").WithSummary("A submission").ProducesProblem(404);
        drafts.MapPatch("/{submissionId:long}", ChangeAsync).WithName("changeSubmission").WithSummary("Say more about the file: it is checked again")
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(412).ProducesProblem(428);
        drafts.MapDelete("/{submissionId:long}", DeleteAsync).WithName("deleteSubmission").WithSummary("Throw a draft away").ProducesProblem(404).ProducesProblem(409);
        drafts.MapGet("/{submissionId:long}/file", GetFileAsync).WithName("getSubmissionFile").WithSummary("The file as it was handed in").Produces<byte[]>(200, "application/octet-stream").ProducesProblem(404);
        drafts.MapReports();
        drafts.MapChanges();
        drafts.MapDraftPublication();
    }

    private static async Task<Ok<DraftList>> ListAsync(HttpContext context, NpgsqlDataSource database)
    {
        var parameters = new QueryParameters(context.Request, "before", "limit");
        var limit = (int)Math.Min(parameters.WholeNumber("limit", 1) ?? 20, LongestPage);
        await using var session = await DatabaseSession.OpenAsync(database, context);
        var drafts = await Draft.ListAsync(session, parameters.WholeNumber("before", 1), limit + 1, context.RequestAborted);
        return TypedResults.Ok(new DraftList([.. drafts.Take(limit).Select(draft => DraftView.Of(draft, []))], drafts.Count > limit ? drafts[limit - 1].Id : null));
    }

    private static async Task<IResult> CreateAsync(HttpContext context, LayerCatalog catalog, NpgsqlDataSource database, CheckQueue queue, IOptions<SubmissionOptions> options)
    {
        var cancel = context.RequestAborted;
        long id;
        await using (var session = await DatabaseSession.OpenAsync(database, context))
        {
            var handIn = await HandIn.ReadAsync(context.Request, catalog, session, cancel);
            var (name, body) = await FilePartAsync(context.Request, cancel);
            id = await handIn.CreateAsync(session, name, options.Value.RequestBytes, options.Value.DraftLifetime, cancel);
            await ReceiveAsync(session, id, body, options.Value, cancel);
            await DraftFile.CompleteAsync(session, id, options.Value.DraftLifetime, cancel);
            var draft = await Draft.FindAsync(session, id, cancel);
            // Its file is read by now, so that what is compared is the file and not the form around it.
            var once = Idempotency.Of(context.Request, name, Convert.ToHexString(draft.FileSha256!));
            if (once is not null && await once.ReplayAsync(session, cancel) is { } first) return first;
            if (once is not null) await once.RecordAsync(session, await AnswerAsync(session, id, cancel), cancel);
            await session.CommitAsync(cancel);
        }
        queue.Wake();
        await WaitAsync(context, database, id);
        await using var now = await DatabaseSession.OpenAsync(database, context);
        return await AnswerAsync(now, id, cancel);
    }

    private static async Task<Ok<DraftView>> GetAsync(HttpContext context, long submissionId, NpgsqlDataSource database)
    {
        _ = new QueryParameters(context.Request);
        await using var session = await DatabaseSession.OpenAsync(database, context);
        var draft = await Draft.FindAsync(session, submissionId, context.RequestAborted);
        context.Response.Headers.ETag = draft.Tag;
        return TypedResults.Ok(await DraftView.OfAsync(session, draft, context.RequestAborted));
    }

    private static async Task<Results<Accepted<DraftView>, ProblemHttpResult>> ChangeAsync(
        HttpContext context, long submissionId, DraftChange given, NpgsqlDataSource database, CheckQueue queue, IOptions<SubmissionOptions> options)
    {
        var cancel = context.RequestAborted;
        await using (var session = await DatabaseSession.OpenAsync(database, context))
        {
            var draft = await Draft.FindAsync(session, submissionId, cancel, locked: true);
            if (draft.State is DraftState.Published or DraftState.Uploading)
                return Refusal.Of(409, draft.State == DraftState.Published ? "already-published" : "still-uploading", "The settings of this submission cannot change now.");
            RequireTag(context, draft);
            var settings = given.Settings ?? draft.Settings;
            SettingsRules.Check(settings);
            var mode = given.Mode ?? draft.Mode;
            if (mode is not ("replace" or "merge")) return Refusal.Of(400, "invalid-mode", "'mode' is replace or merge.");
            await session.ExecuteAsync(Change, [submissionId, JsonSerializer.Serialize(settings, Report.Json), mode, options.Value.DraftLifetime], cancel);
            await session.CommitAsync(cancel);
        }
        queue.Wake();
        await WaitAsync(context, database, submissionId);
        await using var now = await DatabaseSession.OpenAsync(database, context);
        var changed = await Draft.FindAsync(now, submissionId, cancel);
        context.Response.Headers.ETag = changed.Tag;
        return TypedResults.Accepted($"/api/submissions/{submissionId}", await DraftView.OfAsync(now, changed, cancel));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(HttpContext context, long submissionId, NpgsqlDataSource database)
    {
        await using var session = await DatabaseSession.OpenAsync(database, context);
        var draft = await Draft.FindAsync(session, submissionId, context.RequestAborted, locked: true);
        if (draft.State == DraftState.Published) return Refusal.Of(409, "already-published", "What was published stays with its file. Take the publication back instead.");
        await session.ExecuteAsync("delete from geo.submission where id = $1", [submissionId], context.RequestAborted);
        await session.CommitAsync(context.RequestAborted);
        return TypedResults.NoContent();
    }

    private static async Task<PushStreamHttpResult> GetFileAsync(HttpContext context, long submissionId, NpgsqlDataSource database)
    {
        Draft draft;
        await using (var session = await DatabaseSession.OpenAsync(database, context)) draft = await Draft.FindAsync(session, submissionId, context.RequestAborted);
        context.Response.Headers.ContentSecurityPolicy = "sandbox";
        await context.BecomeDownloadAsync();
        return TypedResults.Stream(async body =>
        {
            await using var session = await DatabaseSession.OpenAsync(database, context);
            await DraftFile.CopyToAsync(session, submissionId, body, context.RequestAborted);
        }, "application/octet-stream", draft.FileName);
    }

    /// <summary>Holds a write to the state that its sender has seen.</summary>
    internal static void RequireTag(HttpContext context, Draft draft)
    {
        var given = context.Request.Headers.IfMatch.ToString();
        if (given.Length == 0) throw new ProblemException(428, "if-match-needed", "Give the ETag of the submission that you have seen as If-Match.");
        if (given != draft.Tag) throw new ProblemException(412, "stale", "The submission has changed since you read it: look at it again.");
    }

    private static async Task<FirstAnswer> AnswerAsync(DatabaseSession session, long id, CancellationToken cancel) =>
        new(202, $"/api/submissions/{id}", JsonSerializer.Serialize(await DraftView.OfAsync(session, await Draft.FindAsync(session, id, cancel), cancel), Report.Json));

    /// <summary>The first part that is a file; the form's other parts are not asked for.</summary>
    private static async Task<(string Name, Stream Body)> FilePartAsync(HttpRequest request, CancellationToken cancel)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || type.MediaType != "multipart/form-data" || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= 100 } boundary)
            throw new ProblemException(415, "multipart-needed", "Send the file as multipart/form-data: curl -F file=@sites.xlsx ...");
        var reader = new MultipartReader(boundary, request.Body);
        try
        {
            while (await reader.ReadNextSectionAsync(cancel) is { } section)
                if (section.GetContentDispositionHeader() is { } disposition && disposition.IsFileDisposition() && section.AsFileSection() is { FileName: { Length: > 0 } name, FileStream: { } stream })
                    return (name, stream);
        }
        catch (Exception e) when (e is InvalidDataException or IOException and not BadHttpRequestException)
        {
            throw ProblemException.BadRequest("malformed-multipart", $"The request's parts cannot be read: {e.Message}");
        }
        throw ProblemException.BadRequest("file-needed", "The request has no part with a file.");
    }

    private static async Task ReceiveAsync(DatabaseSession session, long id, Stream body, SubmissionOptions options, CancellationToken cancel)
    {
        var piece = new byte[DraftFile.PieceBytes];
        var position = 0L;
        while (true)
        {
            int length;
            try
            {
                length = await DraftFile.ReadPieceAsync(body, piece, cancel);
            }
            catch (IOException e) when (e is not BadHttpRequestException)
            {
                throw ProblemException.BadRequest("malformed-multipart", "The request ended before its file did.");
            }
            if (length == 0) return;
            if (position + length > options.RequestBytes)
                throw new ProblemException(413, "too-large", $"One request carries at most {options.RequestBytes} bytes: send a larger file by resumable upload to /api/uploads.");
            await DraftFile.AppendAsync(session, id, position, piece.AsMemory(0, length), options.DraftLifetime, cancel);
            position += length;
        }
    }

    /// <summary>For programs that say <c>Prefer: wait=30</c>: until the check is done, or as long as they said.</summary>
    private static async Task WaitAsync(HttpContext context, NpgsqlDataSource database, long id)
    {
        var preference = context.Request.Headers["Prefer"].ToString();
        if (!preference.StartsWith("wait=", StringComparison.Ordinal) || !int.TryParse(preference.AsSpan(5), out var seconds) || seconds < 1) return;
        using var late = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        late.CancelAfter(seconds < LongestWait.TotalSeconds ? TimeSpan.FromSeconds(seconds) : LongestWait);
        try
        {
            await foreach (var draft in DraftEvents.WatchAsync(database, Actor.Of(context), id, late.Token))
                if (!draft.IsUnderWay) break;
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            // The time is over; the answer says how far it has come.
        }
    }
}

/// <summary>What is left out stays as it is; settings are given whole.</summary>
public sealed record DraftChange(CheckSettings? Settings, string? Mode);
