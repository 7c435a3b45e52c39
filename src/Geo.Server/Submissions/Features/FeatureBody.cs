using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Geo.Server.Accounts;
using Geo.Server.Ogc.Common;
using Geo.Server.Operations;
using Geo.Server.Submissions.Formats;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Geo.Server.Submissions.Features;

/// <summary>What a request that writes a feature carries: an object, and the coordinate system of its positions.</summary>
/// <param name="Sha256">Of the bytes, for telling one request from another.</param>
internal sealed record FeatureBody(JsonObject Json, ServedCrs Crs, string Sha256)
{
    /// <summary>What a whole feature may come as.</summary>
    public static readonly IReadOnlyList<string> Features = [Negotiation.GeoJson, Negotiation.Json];

    /// <summary>What a change of one may come as.</summary>
    public static readonly IReadOnlyList<string> Patches = [Negotiation.MergePatch];

    /// <summary>The refusal of a media type that is not accepted, which names those that are; null where all is well.</summary>
    /// <exception cref="ProblemException">None is given.</exception>
    public static ProblemHttpResult? TypeRefused(HttpContext context, IReadOnlyList<string> accepted)
    {
        if (string.IsNullOrWhiteSpace(context.Request.ContentType)) throw ProblemException.BadRequest("content-type-needed", $"Say what the content is: Content-Type: {accepted[0]}.");
        if (MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type) && accepted.Contains(type.MediaType.Value, StringComparer.OrdinalIgnoreCase)) return null;
        context.Response.Headers[HeaderOf(context.Request.Method)] = string.Join(", ", accepted);
        return Refusal.Of(415, "unsupported-media-type", $"The content must be {string.Join(" or ", accepted)}.");
    }

    /// <exception cref="ProblemException">It is no JSON object, or its coordinate system is not served.</exception>
    public static async Task<FeatureBody> ReadAsync(HttpRequest request, Limits limits)
    {
        var crs = CrsOf(request);
        using var content = new MemoryStream();
        await request.Body.CopyToAsync(content, request.HttpContext.RequestAborted);
        var bytes = content.GetBuffer().AsMemory(0, (int)content.Length);
        if (!Utf8.IsValid(bytes.Span)) throw ProblemException.BadRequest("malformed-json", "The content is not UTF-8, as JSON must be.");
        try
        {
            RefuseHalfCharacters(bytes.Span, limits);
            var node = JsonNode.Parse(bytes.Span, documentOptions: new JsonDocumentOptions { MaxDepth = limits.JsonDepth, AllowDuplicateProperties = false });
            return new FeatureBody(node as JsonObject ?? throw ProblemException.BadRequest("not-an-object", "The content must be a JSON object."), crs, Convert.ToHexString(SHA256.HashData(bytes.Span)));
        }
        catch (JsonException e)
        {
            throw new ProblemException(400, "malformed-json", $"The content is not JSON: {e.Message}") { Position = PositionOf(bytes.Span, e) };
        }
    }

    // An escape may name half of a character, which is JSON but no text: no database holds it.
    private static void RefuseHalfCharacters(ReadOnlySpan<byte> json, Limits limits)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = limits.JsonDepth });
        while (reader.Read())
        {
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName) || !reader.ValueIsEscaped) continue;
            try
            {
                reader.GetString();
            }
            catch (InvalidOperationException)
            {
                throw new ProblemException(400, "malformed-json", "A text holds half a character: a surrogate without its pair.") { Position = Encoding.UTF8.GetCharCount(json[..(int)reader.TokenStartIndex]) };
            }
        }
    }

    // Features Part 2 puts the URI in angle brackets; without them it means the same.
    private static ServedCrs CrsOf(HttpRequest request)
    {
        var header = request.Headers["Content-Crs"].ToString().Trim();
        if (header.Length == 0) return ServedCrs.Crs84;
        var uri = header.StartsWith('<') && header.EndsWith('>') ? header[1..^1] : header;
        return ServedCrs.All.FirstOrDefault(crs => crs.Uri == uri)
            ?? throw ProblemException.BadRequest("invalid-content-crs", $"'Content-Crs' must be one of {string.Join(", ", ServedCrs.Uris)}, not '{uri}'.");
    }

    private static int PositionOf(ReadOnlySpan<byte> json, JsonException e)
    {
        var offset = 0;
        for (var line = e.LineNumber ?? 0; line > 0; line--) offset += json[offset..].IndexOf((byte)'\n') + 1;
        return Encoding.UTF8.GetCharCount(json[..(int)Math.Min(offset + (e.BytePositionInLine ?? 0), json.Length)]);
    }

    // PUT has no header of its own for what it accepts; an answer of 415 may say it with Accept (RFC 9110, 15.5.16).
    private static string HeaderOf(string method) => method switch
    {
        "POST" => "Accept-Post",
        "PATCH" => "Accept-Patch",
        _ => HeaderNames.Accept,
    };
}
