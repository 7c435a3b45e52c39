using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Geo.Server.Accounts;

/// <summary>What the service needs for accounts, in the order in which a request meets it.</summary>
public static class AccountsSlice
{
    // Programs are told by their header; everyone else by the cookie. Never both: a request with a bad token is not saved by a cookie.
    private const string EitherScheme = "CookieOrToken";

    public static void AddAccounts(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection("Accounts");
        var options = section.Get<AccountOptions>() ?? new AccountOptions();
        services.Configure<AccountOptions>(section);
        // Refused requests are answers, not events; and that the key ring is not encrypted is said in DECISIONS.md, once.
        services.AddLogging(log => log.AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Error)
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error)
            .AddFilter("Geo.Server.Accounts.TokenAuthentication", LogLevel.Warning)
            // What it says at length, our own line says once.
            .AddFilter("Microsoft.AspNetCore.Authentication.OpenIdConnect", LogLevel.None));
        services.AddDataProtection().SetApplicationName("geo");
        services.AddOptions<KeyManagementOptions>().Configure<NpgsqlDataSource>((keys, database) => keys.XmlRepository = new KeyRing(database));
        services.AddAuthentication(EitherScheme)
            .AddPolicyScheme(EitherScheme, null, either => either.ForwardDefaultSelector = context =>
                TokenAuthentication.IsUsedBy(context.Request) ? TokenAuthentication.Bearer : SessionCookie.Scheme)
            .AddCookie(SessionCookie.Scheme, cookie => SessionCookie.Configure(cookie, options, configuration))
            .AddScheme<AuthenticationSchemeOptions, TokenAuthentication>(TokenAuthentication.Bearer, null)
            .AddOpenIdConnect(options);
        services.AddAuthorization(authorization =>
            authorization.AddPolicy(AccountsApi.AdministratorPolicy, policy => policy.RequireRole(Roles.Administrator)));
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.HeaderName = CookieWrites.Header;
            antiforgery.Cookie.Name = "geo_antiforgery";
            antiforgery.Cookie.Path = "/api";
            antiforgery.Cookie.SameSite = SameSiteMode.Strict;
            antiforgery.Cookie.SecurePolicy = options.RequireHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        });
        services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.OnRejected = (context, _) =>
            {
                if (context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait))
                    context.HttpContext.Response.Headers.RetryAfter = $"{Math.Ceiling(wait.TotalSeconds):0}";
                return ValueTask.CompletedTask;
            };
            limiter.AddPolicy(SessionApi.SignInLimit, context => RateLimitPartition.GetFixedWindowLimiter(
                context.Connection.RemoteIpAddress?.ToString() ?? "",
                _ => new FixedWindowRateLimiterOptions { PermitLimit = options.SignInsPerMinute, Window = TimeSpan.FromMinutes(1) }));
        });
    }

    public static void UseAccounts(this WebApplication app)
    {
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseAntiforgeryOnCookieWrites();
    }

    public static void MapAccounts(this IEndpointRouteBuilder app)
    {
        app.MapSession();
        app.MapOpenIdConnect();
        app.MapAccountList();
        app.MapTokens();
        app.MapAuditLog();
    }
}
