using Microsoft.AspNetCore.WebUtilities;

namespace Geo.Server.Ogc.Common;

/// <summary>A link as OGC API means it: where, why, in which media type, and in words.</summary>
public sealed record Link(string Href, string Rel, string Type, string Title)
{
    /// <summary>The href holds <c>{tileMatrix}</c> and the like, to be filled in.</summary>
    public bool? Templated { get; init; }

    /// <summary>An absolute address under the public root of the service.</summary>
    public static string To(HttpRequest request, string path) => $"{request.Scheme}://{request.Host}{request.PathBase}{path}";

    /// <summary>What a request's query says beside the format, as it came: another comma, another meaning.</summary>
    public static string QueryBesideFormat(HttpRequest request)
    {
        var parts = new List<string>();
        foreach (var part in new QueryStringEnumerable(request.QueryString.Value))
            if (!part.DecodeName().Span.SequenceEqual("f")) parts.Add($"{part.EncodedName}={part.EncodedValue}");
        return string.Join('&', parts);
    }

    /// <summary>self and alternate of a resource that has JSON and HTML.</summary>
    /// <param name="query">Parameters that both have beside <c>f</c>.</param>
    public static IEnumerable<Link> SelfAndAlternate(HttpRequest request, string path, Representation now, string jsonType = Negotiation.Json, string query = "")
    {
        var others = query.Length == 0 ? "" : $"&{query}";
        var (json, html) = ($"{To(request, path)}?f=json{others}", $"{To(request, path)}?f=html{others}");
        yield return new Link(json, now == Representation.Json ? "self" : "alternate", jsonType, "JSON");
        yield return new Link(html, now == Representation.Html ? "self" : "alternate", Negotiation.Html, "HTML");
    }
}
