using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Geo.Server.Database;
using Geo.Server.Ogc.Common;
using Geo.Server.Ogc.Common.Pages;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Geo.Server.Accounts;

/// <summary>
/// Sign-in through the organisation's own identity provider, where <c>Accounts:Oidc:Authority</c> names one. The provider
/// says who somebody is; what they may do stays here: an identity that no administrator has given an account gets none.
/// </summary>
public static partial class OpenIdConnect
{
    public const string Scheme = "Oidc";

    private const string Log = "Geo.Server.Accounts.OpenIdConnect";

    public static void AddOpenIdConnect(this AuthenticationBuilder authentication, AccountOptions options)
    {
        if (!options.Oidc.IsOn) return;
        authentication.AddOpenIdConnect(Scheme, oidc =>
        {
            oidc.SignInScheme = SessionCookie.Scheme;
            (oidc.Authority, oidc.ClientId, oidc.ClientSecret) = (options.Oidc.Authority, options.Oidc.ClientId, options.Oidc.ClientSecret);
            oidc.RequireHttpsMetadata = !options.Oidc.AllowHttp;
            oidc.CallbackPath = "/api/session/oidc/callback";
            oidc.ResponseType = "code";
            oidc.ResponseMode = "query";
            oidc.UsePkce = true;
            oidc.MapInboundClaims = false;
            // Nothing of the provider's is needed after the sign-in.
            oidc.SaveTokens = false;
            oidc.Scope.Clear();
            oidc.Scope.Add("openid");
            // The name that a new account is to have.
            if (options.Oidc.CreatesViewers) oidc.Scope.Add("profile");
            // 'query' comes back as a plain navigation, so Lax does and nothing needs SameSite=None.
            foreach (var cookie in (CookieBuilder[])[oidc.CorrelationCookie, oidc.NonceCookie])
                (cookie.SameSite, cookie.SecurePolicy) = (SameSiteMode.Lax, options.RequireHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest);
            // The framework takes an unsigned token for good where it came straight from the provider, as the standard allows. Over
            // plain HTTP inside an organisation "straight" is a hope; every provider can sign.
            oidc.Events.OnTokenValidated = context =>
            {
                if (context.SecurityToken.RawSignature is not { Length: > 0 }) context.Fail("The provider's token is not signed.");
                return Task.CompletedTask;
            };
            oidc.Events.OnTicketReceived = FinishAsync;
            oidc.Events.OnRemoteFailure = context =>
            {
                context.HttpContext.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(Log)
                    .LogWarning("Sign-in at the identity provider failed: {Reason}", context.Failure?.Message);
                return Refused(context, Refusal.Of(401, "identity-provider-failed", "The sign-in at the identity provider did not succeed."));
            };
        });
    }

    public static void MapOpenIdConnect(this IEndpointRouteBuilder app) =>
        app.MapGet("/api/session/oidc", (Delegate)Begin).WithName("signInWithOidc").WithTags("Accounts").WithSummary("Sign in at the organisation's identity provider")
            .ProducesProblem(400).ProducesProblem(404).Produces(302);

    private static Results<ChallengeHttpResult, ProblemHttpResult> Begin(HttpRequest request, IOptions<AccountOptions> options)
    {
        var back = new QueryParameters(request, "return")["return"] ?? "/";
        // Only to a place of our own: '//x' and '/\x' are other servers to a browser.
        if (!back.StartsWith('/') || back.StartsWith("//", StringComparison.Ordinal) || back.Contains('\\', StringComparison.Ordinal) || back.Any(char.IsControl))
            return Refusal.Of(400, "invalid-return", "'return' is a path of this service, beginning with one '/'.");
        return options.Value.Oidc.IsOn
            ? TypedResults.Challenge(new AuthenticationProperties { RedirectUri = back }, [Scheme])
            : Refusal.Of(404, "oidc-off", "No identity provider is configured.");
    }

    private static async Task FinishAsync(TicketReceivedContext context)
    {
        var (http, provided) = (context.HttpContext, context.Principal!);
        var services = http.RequestServices;
        var database = services.GetRequiredService<NpgsqlDataSource>();
        var identity = provided.FindFirst("sub") ?? throw new InvalidOperationException("The identity provider gave no 'sub'.");
        var subject = $"{identity.Issuer} {identity.Value}";
        Account? account;
        await using (var door = await DatabaseSession.OpenAsync(database, Actor.Door(http), http.RequestAborted))
        using (var store = new AccountStore(door))
        {
            account = await store.FindByOidcSubjectAsync(subject, http.RequestAborted);
            if (account is null && services.GetRequiredService<IOptions<AccountOptions>>().Value.Oidc.CreatesViewers)
            {
                account = await CreateViewerAsync(door, store, provided, subject, http.RequestAborted);
                await door.CommitAsync(http.RequestAborted);
            }
        }
        if (account is null or { Disabled: true })
        {
            await Refused(context, Refusal.Of(403, "no-account", $"No account signs in as '{subject}'. Ask an administrator for one."));
            return;
        }
        await using var session = await DatabaseSession.OpenAsync(
            database, new Actor(account.Name, account.Role, account.Areas, http.Connection.RemoteIpAddress), http.RequestAborted);
        await SessionCookie.SignInAsync(http, session, account, services.GetRequiredService<IOptions<AccountOptions>>().Value);
        // Our own ticket is written; the provider's is not needed.
        context.HandleResponse();
        http.Response.Redirect(context.ReturnUri ?? "/");
    }

    // Under the name that the provider gives, where it can be one here and nobody has it; else under one made of the identity.
    private static async Task<Account> CreateViewerAsync(DatabaseSession door, AccountStore store, ClaimsPrincipal provided, string subject, CancellationToken cancel)
    {
        var name = provided.FindFirst("preferred_username")?.Value ?? "";
        if (!AccountName().IsMatch(name) || await store.FindByNameAsync(name.ToUpperInvariant(), cancel) is not null)
            name = $"oidc-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(subject)))[..16]}";
        return (await AccountChanges.CreateAsync(door, name, Roles.Viewer, null, subject, cancel)).Account;
    }

    /// <summary>Whoever comes back from the provider reads a page; a program reads problem details.</summary>
    private static async Task Refused<T>(HandleRequestContext<T> context, ProblemHttpResult problem) where T : AuthenticationSchemeOptions
    {
        context.HandleResponse();
        var (http, english) = (context.HttpContext, context.Request.LanguageOf() == "en");
        if (!context.Request.GetTypedHeaders().Accept.Any(type => type.MediaType == Negotiation.Html))
        {
            await problem.ExecuteAsync(http);
            return;
        }
        http.Response.StatusCode = problem.StatusCode;
        http.Response.Headers.CacheControl = "no-store";
        await Page.Links(http.Request, english ? "You are not signed in" : "登录未成功", [new("/", "home", Negotiation.Html, english ? "Back to the map" : "返回地图")],
            english ? problem.ProblemDetails.Detail : $"{Chinese(problem.ProblemDetails.Extensions["code"])}（{problem.ProblemDetails.Detail}）").ExecuteAsync(http);
    }

    private static string Chinese(object? code) => code is "no-account" ? "该身份在本系统没有账号，请联系管理员开通。" : "统一身份认证未完成，请重试。";

    [GeneratedRegex("^[A-Za-z0-9._@+-]{1,64}$")]
    private static partial Regex AccountName();
}
