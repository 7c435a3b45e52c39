using Geo.Server.Database;
using Geo.Server.Operations;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Geo.Server.Accounts;

/// <summary>Signing in and out, and who one is.</summary>
public static class SessionApi
{
    public const string SignInLimit = "sign-in";

    private const string RecordFailure = """
        insert into geo.audit (actor, action, subject, detail, address) values ($1, 'sign-in-failed', $2, '{}', $3)
        """;

    public static void MapSession(this IEndpointRouteBuilder app)
    {
        var session = app.MapGroup("/api/session").WithTags("Accounts").Uncached();
        session.MapGet("/", GetSession).WithName("getSession").WithSummary("Who is signed in, and what they may do");
        session.MapPost("/", SignInAsync).WithName("signIn").WithSummary("Sign in with name and password")
            .RequireRateLimiting(SignInLimit).WithMetadata(new CookieWrites.SignsIn()).ProducesProblem(401).ProducesProblem(429);
        session.MapDelete("/", SignOutAsync).WithName("signOut").WithSummary("Sign out").RequireAuthorization().ProducesProblem(401);
        session.MapPut("/password", ChangePasswordAsync).WithName("changePassword").WithSummary("Change one's own password; ends every other session")
            .RequireRateLimiting(SignInLimit).RequireAuthorization().ProducesProblem(400).ProducesProblem(401);
    }

    private static Ok<SessionState> GetSession(HttpContext context, IAntiforgery antiforgery, IOptions<AccountOptions> options) =>
        TypedResults.Ok(State(context, antiforgery, options.Value));

    private static async Task<Results<Ok<SessionState>, ProblemHttpResult>> SignInAsync(
        Credentials given, HttpContext context, NpgsqlDataSource database, IAntiforgery antiforgery, IOptions<AccountOptions> options, TimeProvider clock)
    {
        var cancel = context.RequestAborted;
        if (given is not { Name: { Length: > 0 and <= 200 } name, Password: { Length: > 0 and <= Passwords.MaximumLength } password } || name.Contains('\0'))
            return Refusal.Of(400, "invalid-credentials", $"Give 'name' (1 to 200 characters) and 'password' (1 to {Passwords.MaximumLength}).");
        if (await SignInAttempts.CountAsync(database, name, options.Value, clock.GetUtcNow(), cancel) is { } wait)
            return Refusal.Later(context, "locked-out", $"Too many failed attempts for this name. Try again in {wait.TotalSeconds:0} seconds.", wait);

        var account = await FindAsync(context, database, name);
        // No connection is held while the password is hashed: that takes a tenth of a second.
        var verified = Passwords.Verify(account, password);
        if (account is null || account.Disabled || verified == PasswordVerificationResult.Failed)
        {
            if (account is not null) await RecordFailureAsync(context, database, account);
            return Refusal.Of(401, "wrong-credentials", "Name or password is wrong, or the account is disabled.");
        }
        await using var session = await DatabaseSession.OpenAsync(
            database, new Actor(account.Name, account.Role, account.Areas, context.Connection.RemoteIpAddress), cancel);
        if (verified == PasswordVerificationResult.SuccessRehashNeeded) await Passwords.In(session).CheckPasswordAsync(account, password);
        await SignInAttempts.ClearAsync(session.Connection, name, cancel);
        await SessionCookie.SignInAsync(context, session, account, options.Value);
        return TypedResults.Ok(State(context, antiforgery, options.Value));
    }

    private static async Task<NoContent> SignOutAsync(HttpContext context, NpgsqlDataSource database)
    {
        await SessionCookie.SignOutAsync(context, database);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<SessionState>, ProblemHttpResult>> ChangePasswordAsync(
        PasswordChange given, HttpContext context, NpgsqlDataSource database, IAntiforgery antiforgery, IOptions<AccountOptions> options, TimeProvider clock)
    {
        var cancel = context.RequestAborted;
        if (context.User.SessionId() is null)
            return Refusal.Of(403, "session-needed", "A password is changed by a person who is signed in, not with a token.");
        if (given is not { Current: { Length: > 0 and <= Passwords.MaximumLength } current, New: { Length: > 0 and <= Passwords.MaximumLength } replacement })
            return Refusal.Of(400, "invalid-password", $"Give 'current' and 'new', each at most {Passwords.MaximumLength} characters.");
        // Whoever finds an unlocked screen must not get to guess without end.
        if (await SignInAttempts.CountAsync(database, context.User.Identity!.Name!, options.Value, clock.GetUtcNow(), cancel) is { } wait)
            return Refusal.Later(context, "locked-out", $"Too many failed attempts. Try again in {wait.TotalSeconds:0} seconds.", wait);
        await using var session = await DatabaseSession.OpenAsync(database, context);
        using var accounts = Passwords.In(session);
        var account = await accounts.FindByIdAsync(context.User.AccountId().ToString());
        if (Passwords.Verify(account, current) == PasswordVerificationResult.Failed)
            return Refusal.Of(400, "wrong-password", "The current password is wrong.");
        if (await Passwords.ReplaceAsync(accounts, account!, replacement) is { Succeeded: false } refused)
            return Refusal.Of(400, "weak-password", string.Join(' ', refused.Errors.Select(error => error.Description)));
        await SignInAttempts.ClearAsync(session.Connection, account!.Name, cancel);
        await SessionCookie.SignInAsync(context, session, account, options.Value);
        return TypedResults.Ok(State(context, antiforgery, options.Value));
    }

    private static async Task<Account?> FindAsync(HttpContext context, NpgsqlDataSource database, string name)
    {
        await using var door = await DatabaseSession.OpenAsync(database, Actor.Door(context), context.RequestAborted);
        using var accounts = Passwords.In(door);
        return await accounts.FindByNameAsync(name);
    }

    private static async Task RecordFailureAsync(HttpContext context, NpgsqlDataSource database, Account account)
    {
        var actor = Actor.Door(context);
        await using var door = await DatabaseSession.OpenAsync(database, actor, context.RequestAborted);
        await door.ExecuteAsync(RecordFailure, [actor.Name, account.Name, actor.Address], context.RequestAborted);
        await door.CommitAsync(context.RequestAborted);
    }

    private static SessionState State(HttpContext context, IAntiforgery antiforgery, AccountOptions options)
    {
        var (actor, bySession) = (Actor.Of(context), context.User.SessionId() is not null);
        return actor.Name.Length == 0
            ? new SessionState(false, null, null, [], null, options.Oidc.IsOn, null, null)
            : new SessionState(true, actor.Name, actor.Role, actor.Areas, bySession ? antiforgery.GetAndStoreTokens(context).RequestToken : null, options.Oidc.IsOn,
                bySession ? (int)options.SessionTimeout.TotalSeconds : null, context.User.Ends());
    }
}

public sealed record Credentials(string? Name, string? Password);
public sealed record PasswordChange(string? Current, string? New);

/// <param name="Areas">Adcodes of the cities or counties that a city editor may write.</param>
/// <param name="AntiforgeryToken">To be sent as X-Antiforgery-Token with every write; null for programs, which need none.</param>
/// <param name="Oidc">Whether <c>/api/session/oidc</c> leads to the organisation's identity provider.</param>
/// <param name="IdleTimeoutS">The session ends after so many seconds without a request to <c>/api</c>.</param>
/// <param name="EndsAt">And at this moment, whatever happens.</param>
public sealed record SessionState(bool SignedIn, string? Name, string? Role, IReadOnlyList<string> Areas, string? AntiforgeryToken, bool Oidc, int? IdleTimeoutS, DateTime? EndsAt);
