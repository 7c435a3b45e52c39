using Geo.Server.Layers;
using Microsoft.Net.Http.Headers;

namespace Geo.Server.Ogc.Common;

/// <summary>An answer about a layer is named by the layer's data version: who has that version needs no second copy.</summary>
public static class Revalidation
{
    /// <summary>Sets ETag and Cache-Control; true when the asker already has this version, and then 304 is set.</summary>
    /// <param name="others">What else changes when the answer does: versions of other layers.</param>
    public static bool IsFresh(HttpContext context, Layer layer, long version, string others = "") =>
        // Negotiated by media type and by compression, so weak: the same content, not the same bytes.
        IsFresh(context, layer, new EntityTagHeaderValue($"\"{layer.ViewId}.{version}{(others.Length == 0 ? "" : $".{others}")}\"", isWeak: true));

    /// <summary>The same for an answer that has a tag of its own.</summary>
    public static bool IsFresh(HttpContext context, Layer layer, EntityTagHeaderValue tag)
    {
        var headers = context.Response.GetTypedHeaders();
        headers.ETag = tag;
        const string vary = "Accept, Accept-Encoding, Accept-Language";
        // Where positions are limited the same address shows another thing to another person: each look asks again.
        if (layer.ExactFrom is not null) context.Response.Headers.Vary = $"{vary}, {context.Response.Headers.Vary}";
        else
        {
            context.Response.Headers.Vary = vary;
            // A version asked for by number never changes; the current one may change at any moment.
            context.Response.Headers.CacheControl = context.Request.Query.ContainsKey("version") ? "public, max-age=31536000, immutable" : "no-cache";
        }
        if (!context.Request.GetTypedHeaders().IfNoneMatch.Any(asked => asked.Compare(tag, useStrongComparison: false))) return false;
        context.Response.StatusCode = StatusCodes.Status304NotModified;
        return true;
    }

    /// <summary>The same for an answer that is made of several versions.</summary>
    /// <param name="name">What changes when the answer does.</param>
    /// <param name="isPinned">Whether the answer to this very address never changes.</param>
    public static bool IsFresh(HttpContext context, string name, bool isPinned)
    {
        var tag = new EntityTagHeaderValue($"\"{name}\"", isWeak: true);
        context.Response.GetTypedHeaders().ETag = tag;
        context.Response.Headers.Vary = "Accept-Encoding, Accept-Language";
        context.Response.Headers.CacheControl = isPinned ? "public, max-age=31536000, immutable" : "no-cache";
        if (!context.Request.GetTypedHeaders().IfNoneMatch.Any(asked => asked.Compare(tag, useStrongComparison: false))) return false;
        context.Response.StatusCode = StatusCodes.Status304NotModified;
        return true;
    }
}
