using Geo.Server.Database;
using Geo.Server.Layers;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Npgsql;

namespace Geo.Server.Accounts;

/// <summary>The cookie of people: sealed, unreadable to scripts, sent to <c>/api</c> and to layers with limited positions only, worth nothing without its row in the database.</summary>
public static class SessionCookie
{
    public const string Scheme = "Session";

    /// <summary>A busy page does not get a new cookie with every answer.</summary>
    private static readonly TimeSpan RenewedAfter = TimeSpan.FromMinutes(1);

    private const string Begin = """
        insert into geo.session (account_id, security_stamp, started_at, expires_at) values ($1, $2, $3, $4) returning id
        """;

    public static void Configure(CookieAuthenticationOptions cookie, AccountOptions options, IConfiguration configuration)
    {
        cookie.Cookie.Name = "geo_session";
        // Tiles and items are the same for everyone: without the cookie they stay so in every cache.
        cookie.Cookie.Path = "/api";
        cookie.Cookie.HttpOnly = true;
        // Not Strict: coming back from the identity provider would then count as coming from elsewhere.
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = options.RequireHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        cookie.ExpireTimeSpan = options.SessionTimeout;
        cookie.SlidingExpiration = true;
        cookie.CookieManager = new SessionCookiePaths(Positions.Limits(configuration).Keys);
        // An interface answers; it does not send a program to a page.
        cookie.Events.OnRedirectToLogin = context =>
        {
            // Every 401 names a way in (RFC 9110). No browser asks for a password at this one, and programs have tokens.
            context.Response.Headers.WWWAuthenticate = TokenAuthentication.Bearer;
            return Answer(context.Response, StatusCodes.Status401Unauthorized);
        };
        cookie.Events.OnRedirectToAccessDenied = context => Answer(context.Response, StatusCodes.Status403Forbidden);
        cookie.Events.OnValidatePrincipal = ValidateAsync;
        // Renewed with what a person does, not with the tiles that a map asks for; and a look at the session always renews it, so
        // that the page can say when it ends.
        cookie.Events.OnCheckSlidingExpiration = context =>
        {
            var path = context.Request.Path;
            context.ShouldRenew = path == "/api/session" || (path.StartsWithSegments("/api") && context.ElapsedTime > RenewedAfter);
            return Task.CompletedTask;
        };
    }

    /// <summary>Begins a session of the account that the database session acts for, and gives its cookie.</summary>
    public static async Task SignInAsync(HttpContext context, DatabaseSession session, Account account, AccountOptions options)
    {
        var cancel = context.RequestAborted;
        var now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        var ends = now + options.SessionLifetime;
        await session.ExecuteAsync("delete from geo.session where account_id = $1 and expires_at <= $2", [account.Id, now], cancel);
        await using var begin = session.Command(Begin, account.Id, account.SecurityStamp, now, ends);
        var id = (Guid)(await begin.ExecuteScalarAsync(cancel))!;
        await session.CommitAsync(cancel);
        await context.SignInAsync(Scheme, SignedIn.Ticket(account.Id, id, Scheme));
        context.User = SignedIn.Principal(account.Id, account.Name, account.Role, account.Areas, ends, id, Scheme);
    }

    /// <summary>Ends the session for good, here and wherever its cookie was copied to.</summary>
    public static async Task SignOutAsync(HttpContext context, NpgsqlDataSource database)
    {
        await using var session = await DatabaseSession.OpenAsync(database, context);
        await session.ExecuteAsync("delete from geo.session where id = $1", [context.User.SessionId()], context.RequestAborted);
        await session.CommitAsync(context.RequestAborted);
        await context.SignOutAsync(Scheme);
    }

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var database = context.HttpContext.RequestServices.GetRequiredService<NpgsqlDataSource>();
        var principal = context.Principal?.SessionId() is { } id
            ? await SignedIn.BySessionAsync(database, id, context.Options.TimeProvider!.GetUtcNow(), Scheme, context.HttpContext.RequestAborted)
            : null;
        if (principal is null) context.RejectPrincipal();
        else context.ReplacePrincipal(principal);
    }

    private static Task Answer(HttpResponse response, int status)
    {
        response.StatusCode = status;
        return Task.CompletedTask;
    }
}
