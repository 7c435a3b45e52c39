using Geo.Server.Ogc.Common.Pages;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Geo.Server.Ogc.Common;

/// <summary>What all addresses of the standards face have in common, wherever they are mapped.</summary>
public static class OgcRoutes
{
    private static readonly string[] Negotiated = ["Accept", "Accept-Language"];

    /// <summary>A group of addresses that answer HEAD as GET, without the body, and say by what their answers were negotiated.</summary>
    public static RouteGroupBuilder MapOgcGroup(this IEndpointRouteBuilder app, string prefix)
    {
        var group = app.MapGroup(prefix).AddEndpointFilterFactory((route, next) => !Returns<PageResult>(route.MethodInfo.ReturnType) ? next : async context =>
        {
            var result = await next(context);
            // What is sent by now has said so itself.
            if (result is not EmptyHttpResult) SayNegotiated(context.HttpContext.Response);
            return result;
        });
        ((IEndpointConventionBuilder)group).Finally(AnswerHeadToo);
        return group;
    }

    // What may be a page is a page for some; a tile is the same for all, and bears no more work than it has.
    private static bool Returns<T>(Type type) => type == typeof(T) || type.GenericTypeArguments.Any(Returns<T>);

    private static void SayNegotiated(HttpResponse response)
    {
        var said = response.Headers.GetCommaSeparatedValues("Vary");
        response.Headers.AppendCommaSeparatedValues("Vary", [.. Negotiated.Where(name => !said.Contains(name, StringComparer.OrdinalIgnoreCase))]);
    }

    // HTTP wants HEAD wherever there is GET; the server leaves the body out.
    private static void AnswerHeadToo(EndpointBuilder endpoint)
    {
        if (endpoint.Metadata.OfType<IHttpMethodMetadata>().LastOrDefault() is { HttpMethods: ["GET"] })
            endpoint.Metadata.Add(new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head]));
    }
}
