using Geo.Server.Database;
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
public static class OpenIdConnect
{
    public const string Scheme = "Oidc";

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
            // 'query' comes back as a plain navigation, so Lax does and nothing needs SameSite=None.
            foreach (var cookie in (CookieBuilder[])[oidc.CorrelationCookie, oidc.NonceCookie])
                (cookie.SameSite, cookie.SecurePolicy) = (SameSiteMode.Lax, options.RequireHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest);
            oidc.Events.OnTicketReceived = FinishAsync;
            oidc.Events.OnRemoteFailure = context =>
            {
                context.HttpContext.RequestServices.GetRequiredService<ILogger<OpenIdConnectHandler>>().LogWarning(context.Failure, "Sign-in at the identity provider failed");
                return Refused(context, Refusal.Of(401, "identity-provider-failed", "The sign-in at the identity provider did not succeed."));
            };
        });
    }

    public static void MapOpenIdConnect(this IEndpointRouteBuilder app) =>
        app.MapGet("/api/session/oidc", Begin).WithName("signInWithOidc").WithTags("Accounts").WithSummary("Sign in at the organisation's identity provider")
            .ProducesProblem(404).Produces(302);

    private static Results<ChallengeHttpResult, ProblemHttpResult> Begin(IOptions<AccountOptions> options) => options.Value.Oidc.IsOn
        ? TypedResults.Challenge(new AuthenticationProperties { RedirectUri = "/" }, [Scheme])
        : Refusal.Of(404, "oidc-off", "No identity provider is configured.");

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
            account = await store.FindByOidcSubjectAsync(subject, http.RequestAborted);
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

    private static async Task Refused<T>(HandleRequestContext<T> context, ProblemHttpResult problem) where T : AuthenticationSchemeOptions
    {
        context.HandleResponse();
        await problem.ExecuteAsync(context.HttpContext);
    }
}
