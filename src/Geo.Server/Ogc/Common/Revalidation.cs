using Geo.Server.Layers;
using Geo.Server.Operations;
using Microsoft.Net.Http.Headers;

namespace Geo.Server.Ogc.Common;

/// <summary>An answer about a layer is named by the layer's data version: who has that version needs no second copy.</summary>
public static class Revalidation
{
    /// <summary>Sets ETag and Cache-Control; true when the asker already has this version, and then 304 is set.</summary>
    public static bool IsFresh(HttpContext context, Layer layer, LayerVersion version)
    {
        var figures = version.Figures.Tag;
        var tag = Named($"{layer.ViewId}.{version.Number}.{version.PublishedAt?.Ticks:x}.{Build.Id}{(figures.Length == 0 ? "" : $".{figures}")}");
        // Figures of other layers may still come to a version of this one.
        return IsFresh(context, layer, tag, isPinned: IsAskedByVersion(context) && version.Figures.At.Count == 0);
    }

    /// <summary>The same for an answer that does not change with every version.</summary>
    public static bool IsFresh(HttpContext context, Layer layer, EntityTagHeaderValue tag) => IsFresh(context, layer, tag, IsAskedByVersion(context));

    private static bool IsAskedByVersion(HttpContext context) => context.Request.Query.ContainsKey("version");

    private static bool IsFresh(HttpContext context, Layer layer, EntityTagHeaderValue tag, bool isPinned)
    {
        const string vary = "Accept, Accept-Encoding, Accept-Language";
        // Where positions are limited the same address shows another thing to another person: each look asks again.
        if (layer.ExactFrom is not null) context.Response.Headers.Vary = $"{vary}, {context.Response.Headers.Vary}";
        else
        {
            context.Response.Headers.Vary = vary;
            // A version asked for by number never changes; the current one may change at any moment.
            context.Response.Headers.CacheControl = isPinned ? "public, max-age=31536000, immutable" : "no-cache";
        }
        return IsHeld(context, tag);
    }

    /// <summary>The same for an answer that is made of several versions.</summary>
    /// <param name="name">What changes when the answer does.</param>
    /// <param name="isPinned">Whether the answer to this very address never changes.</param>
    public static bool IsFresh(HttpContext context, string name, bool isPinned)
    {
        context.Response.Headers.Vary = "Accept-Encoding, Accept-Language";
        context.Response.Headers.CacheControl = isPinned ? "public, max-age=31536000, immutable" : "no-cache";
        return IsHeld(context, Named($"{name}.{Build.Id}"));
    }

    /// <summary>Sets the ETag alone; true when the asker has it, and then 304 is set.</summary>
    public static bool IsHeld(HttpContext context, EntityTagHeaderValue tag)
    {
        context.Response.GetTypedHeaders().ETag = tag;
        if (context.Request.Headers.IfNoneMatch.Count == 0
            || !context.Request.GetTypedHeaders().IfNoneMatch.Any(asked => asked.Equals(EntityTagHeaderValue.Any) || asked.Compare(tag, useStrongComparison: false))) return false;
        context.Response.StatusCode = StatusCodes.Status304NotModified;
        return true;
    }

    /// <summary>The tag of content that is negotiated by media type and by compression, so a weak one: the same content, not the same bytes.</summary>
    /// <param name="name">What changes when the content does.</param>
    public static EntityTagHeaderValue Named(string name) =>
        // What somebody asked may be part of the name, before it is known to be anything; a header holds no quotes, no line ends and no Chinese.
        new($"\"{Uri.EscapeDataString(name)}\"", isWeak: true);
}
