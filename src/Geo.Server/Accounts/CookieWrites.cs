using Geo.Server.Operations;
using Microsoft.AspNetCore.Antiforgery;

namespace Geo.Server.Accounts;

/// <summary>
/// A browser sends the cookie with whatever any page makes it send. So a write that only the cookie vouches for must also
/// carry the word that <c>GET /api/session</c> tells our own pages. For all endpoints at once, so that none can forget it.
/// </summary>
public static class CookieWrites
{
    public const string Header = "X-Antiforgery-Token";

    public static void UseAntiforgeryOnCookieWrites(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var (method, bySession) = (context.Request.Method, context.User.Identity is { IsAuthenticated: true, AuthenticationType: SessionCookie.Scheme });
        var reads = HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);
        if (bySession && !reads && context.GetEndpoint()?.Metadata.GetMetadata<SignsIn>() is null
            && !await context.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context))
            throw ProblemException.BadRequest("antiforgery",
                $"A write with the session cookie needs the header {Header}: take 'antiforgeryToken' from GET /api/session.");
        await next(context);
    });

    /// <summary>Marks the sign-in itself: whoever still holds an old cookie must get in. It reads JSON only, which no foreign form can send.</summary>
    public sealed class SignsIn;
}
