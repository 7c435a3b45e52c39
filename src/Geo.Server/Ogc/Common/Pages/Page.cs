using System.Reflection;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Geo.Server.Ogc.Common.Pages;

/// <summary>A page for people at the address of a resource.</summary>
public sealed class PageResult(Type component, IReadOnlyDictionary<string, object?> parameters) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext) => new RazorComponentResult(component, parameters) { PreventStreamingRendering = true }.ExecuteAsync(httpContext);
}

/// <summary>The pages that there are.</summary>
public static class Page
{
    public static PageResult Links(HttpRequest request, string title, IReadOnlyList<Link> links, string? description = null) =>
        Of<LinksPage>(request, new() { ["Title"] = title, ["Description"] = description, ["Links"] = links });

    public static PageResult Collections(HttpRequest request, IReadOnlyList<Collection> collections) =>
        Of<CollectionsPage>(request, new() { ["Collections"] = collections });

    public static PageResult Collection(HttpRequest request, Collection collection) =>
        Of<CollectionPage>(request, new() { ["Collection"] = collection });

    public static PageResult Of<TComponent>(HttpRequest request, Dictionary<string, object?> parameters) where TComponent : IComponent
    {
        parameters["Language"] = request.LanguageOf();
        parameters["Path"] = request.Path.Value ?? "/";
        return new PageResult(typeof(TComponent), parameters);
    }
}

/// <summary>The style of the pages.</summary>
public static class PageStyle
{
    public static void MapPageStyle(this IEndpointRouteBuilder app)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("pages.css")!);
        var css = reader.ReadToEnd();
        app.MapOgcGroup("").MapGet("/ogc/pages.css", (HttpResponse response) =>
        {
            response.Headers.CacheControl = "public, max-age=3600";
            return TypedResults.Text(css, "text/css; charset=utf-8");
        }).ExcludeFromDescription();
    }
}
