using Microsoft.Net.Http.Headers;

namespace Geo.Server.Coverage;

/// <summary>Answers about coverage are named by the versions they are made of.</summary>
internal static class CoverageAnswer
{
    /// <summary>Sets ETag and Cache-Control; true when the asker already has this answer, and then 304 is set.</summary>
    public static bool IsFresh(HttpContext context, string name, bool dependsOnOthers = false)
    {
        var tag = new EntityTagHeaderValue($"\"coverage.{name}\"", isWeak: true);
        var headers = context.Response.GetTypedHeaders();
        headers.ETag = tag;
        // A version asked for by number never changes, unless the answer also tells of other layers.
        context.Response.Headers.CacheControl = context.Request.Query.ContainsKey("version") && !dependsOnOthers ? "public, max-age=31536000, immutable" : "no-cache";
        if (!context.Request.GetTypedHeaders().IfNoneMatch.Any(asked => asked.Compare(tag, useStrongComparison: false))) return false;
        context.Response.StatusCode = StatusCodes.Status304NotModified;
        return true;
    }
}
