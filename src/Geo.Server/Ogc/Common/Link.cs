namespace Geo.Server.Ogc.Common;

/// <summary>A link as OGC API means it: where, why, in which media type, and in words.</summary>
public sealed record Link(string Href, string Rel, string Type, string Title)
{
    /// <summary>The href holds <c>{tileMatrix}</c> and the like, to be filled in.</summary>
    public bool? Templated { get; init; }

    /// <summary>An absolute address under the public root of the service.</summary>
    public static string To(HttpRequest request, string path) => $"{request.Scheme}://{request.Host}{request.PathBase}{path}";

    /// <summary>self and alternate of a resource that has JSON and HTML.</summary>
    public static IEnumerable<Link> SelfAndAlternate(HttpRequest request, string path, Representation now, string jsonType = Negotiation.Json)
    {
        var (json, html) = ($"{To(request, path)}?f=json", $"{To(request, path)}?f=html");
        yield return new Link(json, now == Representation.Json ? "self" : "alternate", jsonType, "JSON");
        yield return new Link(html, now == Representation.Html ? "self" : "alternate", Negotiation.Html, "HTML");
    }
}
