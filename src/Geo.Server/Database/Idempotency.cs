using System.Security.Cryptography;
using System.Text;
using Geo.Server.Operations;

namespace Geo.Server.Database;

/// <summary>
/// A write with the header <c>Idempotency-Key</c> is done once: the same request again gets the first answer, another one
/// under the same key is refused. The answer is written in the transaction of the write, so there is never one without the other.
/// </summary>
public sealed record Idempotency(string Key, byte[] RequestSha256)
{
    private const string Find = "select request_sha256, status, location, body, etag, content_type from geo.idempotency where actor = $1 and key = $2";
    private const string Insert = """
        insert into geo.idempotency (actor, key, request_sha256, status, location, body, etag, content_type) values ($1, $2, $3, $4, $5, $6, $7, $8)
        """;

    /// <summary>What was asked, or null where the request has no key.</summary>
    /// <param name="request">The request.</param>
    /// <param name="content">All that makes it this request and no other, beside method and path.</param>
    public static Idempotency? Of(HttpRequest request, params string?[] content)
    {
        var key = request.Headers["Idempotency-Key"].ToString();
        if (key.Length == 0) return null;
        if (key.Length > 255 || key.Any(char.IsControl)) throw ProblemException.BadRequest("invalid-idempotency-key", "An Idempotency-Key has 1 to 255 printable characters.");
        return new Idempotency(key, SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', [request.Method, request.Path, request.QueryString.Value, .. content]))));
    }

    /// <summary>The first answer, or null where this is the first request. From here to the end of the transaction an equal one waits.</summary>
    public async Task<FirstAnswer?> ReplayAsync(DatabaseSession session, CancellationToken cancel)
    {
        await session.ExecuteAsync("select pg_advisory_xact_lock(hashtextextended($1, 0))", [$"{session.Actor.Name}\n{Key}"], cancel);
        await using var command = session.Command(Find, session.Actor.Name, Key);
        await using var row = await command.ExecuteReaderAsync(cancel);
        if (!await row.ReadAsync(cancel)) return null;
        if (!row.GetFieldValue<byte[]>(0).AsSpan().SequenceEqual(RequestSha256))
            throw new ProblemException(422, "idempotency-key-reused", "This Idempotency-Key was used for another request.");
        return new FirstAnswer(row.GetInt32(1), Text(2), Text(3)) { ETag = Text(4), ContentType = Text(5) ?? FirstAnswer.Json };

        string? Text(int column) => row.IsDBNull(column) ? null : row.GetString(column);
    }

    public Task RecordAsync(DatabaseSession session, FirstAnswer answer, CancellationToken cancel) =>
        session.ExecuteAsync(Insert, [session.Actor.Name, Key, RequestSha256, answer.Status, answer.Location, answer.Body, answer.ETag, answer.ContentType], cancel);
}

/// <summary>An answer that can be given again.</summary>
/// <param name="Body">JSON.</param>
public sealed record FirstAnswer(int Status, string? Location, string? Body) : IResult
{
    internal const string Json = "application/json; charset=utf-8";

    /// <summary>The state that the write made, where it has one.</summary>
    public string? ETag { get; init; }
    public string ContentType { get; init; } = Json;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = Status;
        if (Location is not null) httpContext.Response.Headers.Location = Location;
        if (ETag is not null) httpContext.Response.Headers.ETag = ETag;
        if (Body is null) return;
        httpContext.Response.ContentType = ContentType;
        await httpContext.Response.WriteAsync(Body, httpContext.RequestAborted);
    }
}
