using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Geo.Server.Accounts;
using Geo.Server.Database;
using Geo.Server.Layers;
using Geo.Server.Operations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Geo.Server.Submissions.Drafts;

/// <summary>
/// Large files, in pieces that survive a broken line: the tus protocol 1.0 with creation, checksum, expiration and
/// termination. An upload is the draft that it becomes; its last byte starts the check.
/// </summary>
public static class UploadsApi
{
    private const string Version = "1.0.0";
    private const string Extensions = "creation,checksum,expiration,termination";
    private const int ChecksumMismatch = 460;

    private static readonly Dictionary<string, HashAlgorithmName> Algorithms = new(StringComparer.Ordinal)
    {
        ["sha256"] = HashAlgorithmName.SHA256, ["sha1"] = HashAlgorithmName.SHA1, ["md5"] = HashAlgorithmName.MD5,
    };

    public static void MapUploads(this IEndpointRouteBuilder app)
    {
        var uploads = app.MapGroup("/api/uploads").WithTags("Submissions").Uncached();
        uploads.MapMethods("/", [HttpMethods.Options], GetOptions).WithName("getUploadOptions").WithSummary("What of the tus protocol is spoken here");
        uploads.MapPost("/", CreateAsync).WithName("createUpload").WithSummary("Begin a resumable upload (tus 1.0): Upload-Length, Upload-Metadata: filename")
            .RequireAuthorization().ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(412).ProducesProblem(413);
        uploads.MapMethods("/{uploadId:long}", [HttpMethods.Head], GetOffsetAsync).WithName("getUploadOffset").WithSummary("How much has been received").RequireAuthorization().ProducesProblem(404);
        uploads.MapPatch("/{uploadId:long}", AppendAsync).WithName("appendUpload").WithSummary("Go on with an upload: Upload-Offset, application/offset+octet-stream")
            .RequireAuthorization().WithMetadata(new RequestSizeLimitAttribute(app.ServiceProvider.GetRequiredService<IOptions<SubmissionOptions>>().Value.Limits.FileBytes))
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(412).ProducesProblem(415).ProducesProblem(ChecksumMismatch);
        uploads.MapDelete("/{uploadId:long}", TerminateAsync).WithName("terminateUpload").WithSummary("Give an upload up").RequireAuthorization().ProducesProblem(404);
    }

    private static NoContent GetOptions(HttpContext context, IOptions<SubmissionOptions> options)
    {
        var headers = context.Response.Headers;
        headers["Tus-Resumable"] = headers["Tus-Version"] = Version;
        headers["Tus-Extension"] = Extensions;
        headers["Tus-Max-Size"] = options.Value.Limits.FileBytes.ToString(CultureInfo.InvariantCulture);
        headers["Tus-Checksum-Algorithm"] = string.Join(',', Algorithms.Keys);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> CreateAsync(HttpContext context, LayerCatalog catalog, NpgsqlDataSource database, CheckQueue queue, IOptions<SubmissionOptions> options)
    {
        RequireVersion(context);
        var (request, cancel) = (context.Request, context.RequestAborted);
        if (!long.TryParse(request.Headers["Upload-Length"], NumberStyles.None, CultureInfo.InvariantCulture, out var length))
            throw ProblemException.BadRequest("invalid-upload-length", "Give the file's size as Upload-Length.");
        if (length > options.Value.Limits.FileBytes) throw new ProblemException(413, "too-large", $"A file has at most {options.Value.Limits.FileBytes} bytes.");
        await using var session = await DatabaseSession.OpenAsync(database, context);
        var handIn = await HandIn.ReadAsync(request, catalog, session, cancel);
        var id = await handIn.CreateAsync(session, FileNameOf(request), length, options.Value.UploadLifetime, cancel);
        if (length == 0) await DraftFile.CompleteAsync(session, id, options.Value.DraftLifetime, cancel);
        var draft = await Draft.FindAsync(session, id, cancel);
        await session.CommitAsync(cancel);
        if (length == 0) queue.Wake();
        Tell(context, draft);
        return TypedResults.Created($"/api/uploads/{id}");
    }

    private static async Task<IResult> GetOffsetAsync(HttpContext context, long uploadId, NpgsqlDataSource database)
    {
        RequireVersion(context);
        await using var session = await DatabaseSession.OpenAsync(database, context);
        var draft = await Draft.FindAsync(session, uploadId, context.RequestAborted);
        Tell(context, draft);
        context.Response.Headers["Upload-Length"] = draft.FileSize.ToString(CultureInfo.InvariantCulture);
        return TypedResults.Ok();
    }

    private static async Task<IResult> AppendAsync(HttpContext context, long uploadId, NpgsqlDataSource database, CheckQueue queue, IOptions<SubmissionOptions> options)
    {
        RequireVersion(context);
        var request = context.Request;
        if (request.ContentType != "application/offset+octet-stream") throw new ProblemException(415, "unsupported-media-type", "An upload goes on with application/offset+octet-stream.");
        if (!long.TryParse(request.Headers["Upload-Offset"], NumberStyles.None, CultureInfo.InvariantCulture, out var offset))
            throw ProblemException.BadRequest("invalid-upload-offset", "Give Upload-Offset as a whole number.");
        var checksum = ChecksumOf(request);
        Draft draft;
        await using (var session = await DatabaseSession.OpenAsync(database, context)) draft = await Draft.FindAsync(session, uploadId, context.RequestAborted);
        if (draft.State != DraftState.Uploading || draft.Received != offset) return WrongOffset(draft.Received);

        // With a checksum all or nothing; without, each piece stays, so that a broken line loses a piece at most.
        var received = checksum is { } sum
            ? await AppendWholeAsync(context, database, draft, sum, options.Value)
            : await AppendPiecesAsync(context, database, draft, options.Value);
        if (received is null) return WrongOffset(draft.Received);
        if (received == draft.FileSize)
        {
            await using var session = await DatabaseSession.OpenAsync(database, Actor.Of(context), CancellationToken.None);
            await DraftFile.CompleteAsync(session, uploadId, options.Value.DraftLifetime, CancellationToken.None);
            await session.CommitAsync(CancellationToken.None);
            queue.Wake();
        }
        Tell(context, draft with { Received = received.Value });
        return TypedResults.NoContent();
    }

    private static async Task<IResult> TerminateAsync(HttpContext context, long uploadId, NpgsqlDataSource database)
    {
        RequireVersion(context);
        await using var session = await DatabaseSession.OpenAsync(database, context);
        var draft = await Draft.FindAsync(session, uploadId, context.RequestAborted, locked: true);
        if (draft.State != DraftState.Uploading) return Refusal.Of(409, "already-complete", "The upload is complete: throw the submission away instead.");
        await session.ExecuteAsync("delete from geo.submission where id = $1", [uploadId], context.RequestAborted);
        await session.CommitAsync(context.RequestAborted);
        context.Response.Headers["Tus-Resumable"] = Version;
        return TypedResults.NoContent();
    }

    private static async Task<long?> AppendPiecesAsync(HttpContext context, NpgsqlDataSource database, Draft draft, SubmissionOptions options)
    {
        var (piece, position) = (new byte[DraftFile.PieceBytes], draft.Received);
        while (await ReadAsync(context, piece) is > 0 and var length)
        {
            RequireRoom(draft, position + length);
            await using var session = await DatabaseSession.OpenAsync(database, Actor.Of(context), CancellationToken.None);
            if (!await DraftFile.AppendAsync(session, draft.Id, position, piece.AsMemory(0, length), options.UploadLifetime, CancellationToken.None)) return null;
            await session.CommitAsync(CancellationToken.None);
            position += length;
        }
        return position;
    }

    private static async Task<long?> AppendWholeAsync(HttpContext context, NpgsqlDataSource database, Draft draft, Checksum checksum, SubmissionOptions options)
    {
        var (piece, position) = (new byte[DraftFile.PieceBytes], draft.Received);
        using var hash = IncrementalHash.CreateHash(checksum.Algorithm);
        await using var session = await DatabaseSession.OpenAsync(database, context);
        while (await ReadAsync(context, piece) is > 0 and var length)
        {
            RequireRoom(draft, position + length);
            hash.AppendData(piece.AsSpan(0, length));
            if (!await DraftFile.AppendAsync(session, draft.Id, position, piece.AsMemory(0, length), options.UploadLifetime, context.RequestAborted)) return null;
            position += length;
        }
        if (!hash.GetHashAndReset().AsSpan().SequenceEqual(checksum.Value)) throw new ProblemException(ChecksumMismatch, "checksum-mismatch", "The piece arrived damaged: send it again.");
        await session.CommitAsync(context.RequestAborted);
        return position;
    }

    /// <summary>What arrived before a line broke counts; that it broke, the next request tells by its offset.</summary>
    private static async Task<int> ReadAsync(HttpContext context, byte[] piece)
    {
        var length = 0;
        try
        {
            while (length < piece.Length && await context.Request.Body.ReadAsync(piece.AsMemory(length), context.RequestAborted) is > 0 and var more) length += more;
        }
        catch (Exception e) when (e is IOException and not BadHttpRequestException or OperationCanceledException)
        {
            // As far as it came.
        }
        return length;
    }

    private static void RequireRoom(Draft draft, long end)
    {
        if (end > draft.FileSize) throw new ProblemException(413, "too-large", $"The upload was announced with {draft.FileSize} bytes; this is more.");
    }

    private static void RequireVersion(HttpContext context)
    {
        context.Response.Headers["Tus-Resumable"] = Version;
        if (context.Request.Headers["Tus-Resumable"] == Version) return;
        context.Response.Headers["Tus-Version"] = Version;
        throw new ProblemException(412, "unsupported-tus-version", $"Say Tus-Resumable: {Version}.");
    }

    private static ProblemHttpResult WrongOffset(long received) => Refusal.Of(409, "wrong-offset", $"{received} bytes have been received: ask with HEAD and go on from there.");

    private static void Tell(HttpContext context, Draft draft)
    {
        context.Response.Headers["Upload-Offset"] = draft.Received.ToString(CultureInfo.InvariantCulture);
        if (draft.State == DraftState.Uploading) context.Response.Headers["Upload-Expires"] = draft.ExpiresAt.ToString("R", CultureInfo.InvariantCulture);
    }

    private static string FileNameOf(HttpRequest request)
    {
        foreach (var pair in request.Headers["Upload-Metadata"].ToString().Split(',', StringSplitOptions.TrimEntries))
            if (pair.Split(' ') is ["filename", var encoded] && TryDecode(encoded) is { Length: > 0 } name) return Encoding.UTF8.GetString(name);
        throw ProblemException.BadRequest("filename-needed", "Give the file's name in Upload-Metadata: filename and its base64.");
    }

    private static Checksum? ChecksumOf(HttpRequest request)
    {
        var header = request.Headers["Upload-Checksum"].ToString();
        if (header.Length == 0) return null;
        return header.Split(' ') is [var name, var encoded] && Algorithms.TryGetValue(name, out var algorithm) && TryDecode(encoded) is { } value
            ? new Checksum(algorithm, value)
            : throw ProblemException.BadRequest("invalid-checksum", $"Upload-Checksum is one of {string.Join(", ", Algorithms.Keys)}, a space and the base64 of the hash.");
    }

    private static byte[]? TryDecode(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) ? bytes[..length] : null;
    }

    private sealed record Checksum(HashAlgorithmName Algorithm, byte[] Value);
}
