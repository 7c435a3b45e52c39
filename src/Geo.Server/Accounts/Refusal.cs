using Microsoft.AspNetCore.Http.HttpResults;

namespace Geo.Server.Accounts;

/// <summary>Refusals as outcomes of the work, each with its stable code.</summary>
internal static class Refusal
{
    public static ProblemHttpResult Of(int status, string code, string detail) =>
        TypedResults.Problem(detail, statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = code });

    /// <summary>Too many requests, and when to come back.</summary>
    public static ProblemHttpResult Later(HttpContext context, string code, string detail, TimeSpan wait)
    {
        context.Response.Headers.RetryAfter = $"{wait.TotalSeconds:0}";
        return Of(StatusCodes.Status429TooManyRequests, code, detail);
    }

    /// <summary>What is about one person is kept in no cache.</summary>
    public static RouteGroupBuilder Uncached(this RouteGroupBuilder group) => group.AddEndpointFilter(static (context, next) =>
    {
        context.HttpContext.Response.Headers.CacheControl = "no-store";
        return next(context);
    });
}
