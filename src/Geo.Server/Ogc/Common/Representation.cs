using Geo.Server.Operations;

namespace Geo.Server.Ogc.Common;

/// <summary>Which of JSON and HTML a request asks for: <c>f</c> first, then <c>Accept</c>; JSON when it is all the same.</summary>
public enum Representation { Json, Html }

public static class Negotiation
{
    public const string GeoJson = "application/geo+json";
    public const string Json = "application/json";
    public const string MergePatch = "application/merge-patch+json";
    public const string Schema = "application/schema+json";
    public const string Html = "text/html";
    public const string OpenApi = "application/vnd.oai.openapi+json;version=3.0";
    public const string VectorTile = "application/vnd.mapbox-vector-tile";

    public static Representation RepresentationOf(this HttpRequest request)
    {
        switch (request.Query["f"].ToString())
        {
            case "json" or "geojson": return Representation.Json;
            case "html": return Representation.Html;
            case "": break;
            case var other: throw ProblemException.BadRequest("invalid-f", $"'f' must be json or html, not '{other}'.");
        }
        // The first of the best-liked types that we have. A browser names text/html first; everything else gets JSON.
        foreach (var type in request.GetTypedHeaders().Accept.OrderByDescending(type => type.Quality ?? 1))
        {
            var name = type.MediaType.Value ?? "";
            if (name is Html or "application/xhtml+xml") return Representation.Html;
            if (name.Contains("json", StringComparison.OrdinalIgnoreCase) || name is "*/*" or "application/*") return Representation.Json;
        }
        return Representation.Json;
    }

    /// <summary>zh or en, by <c>Accept-Language</c>; Chinese when neither is asked for.</summary>
    public static string LanguageOf(this HttpRequest request)
    {
        foreach (var language in request.GetTypedHeaders().AcceptLanguage.OrderByDescending(language => language.Quality ?? 1))
        {
            if (language.Value.StartsWith("zh", StringComparison.OrdinalIgnoreCase)) return "zh";
            if (language.Value.StartsWith("en", StringComparison.OrdinalIgnoreCase)) return "en";
        }
        return "zh";
    }
}
