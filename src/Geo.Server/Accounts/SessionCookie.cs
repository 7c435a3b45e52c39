using Geo.Server.Database;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Npgsql;

namespace Geo.Server.Accounts;

/// <summary>The cookie of people: sealed, unreadable to scripts, sent to <c>/api</c> only, worth nothing without its row in the database.</summary>
public static class SessionCookie
{
    public const string Scheme = "Session";

    private const string Begin = """
        insert into geo.session (account_id, security_stamp, expires_at) values ($1, $2, now() + $3) returning id
        """;

    public static void Configure(CookieAuthenticationOptions cookie, AccountOptions options)
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
        // An interface answers; it does not send a program to a page.
        cookie.Events.OnRedirectToLogin = context => Answer(context.Response, StatusCodes.Status401Unauthorized);
        cookie.Events.OnRedirectToAccessDenied = context => Answer(context.Response, StatusCodes.Status403Forbidden);
        cookie.Events.OnValidatePrincipal = ValidateAsync;
    }

    /// <summary>Begins a session of the account that the database session acts for, and gives its cookie.</summary>
    public static async Task SignInAsync(HttpContext context, DatabaseSession session, Account account, AccountOptions options)
    {
        var cancel = context.RequestAborted;
        await session.ExecuteAsync("delete from geo.session where account_id = $1 and expires_at <= now()", [account.Id], cancel);
        await using var begin = session.Command(Begin, account.Id, account.SecurityStamp, options.SessionLifetime);
        var id = (Guid)(await begin.ExecuteScalarAsync(cancel))!;
        await session.CommitAsync(cancel);
        await context.SignInAsync(Scheme, SignedIn.Ticket(account.Id, id, Scheme));
        context.User = SignedIn.Principal(account.Id, account.Name, account.Role, account.Areas, id, Scheme);
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
            ? await SignedIn.BySessionAsync(database, id, Scheme, context.HttpContext.RequestAborted)
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
