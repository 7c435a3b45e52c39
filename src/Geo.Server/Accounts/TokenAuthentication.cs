using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Geo.Server.Accounts;

/// <summary>The way in for programs: <c>Authorization: Bearer geo_…</c>.</summary>
public sealed class TokenAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder, NpgsqlDataSource database)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
{
    public const string Bearer = "Bearer";

    private const string Prefix = "geo_";
    private const int SecretBytes = 32;
    private const int ShownCharacters = 10;

    /// <summary>A new secret of 256 random bits: the token to show once, the part to tell it by, the hash to keep.</summary>
    public static (string Token, string Shown, byte[] Sha256) Generate()
    {
        var token = Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes));
        return (token, token[..ShownCharacters], Hash(token));
    }

    public static bool IsUsedBy(HttpRequest request) => request.Headers.Authorization.ToString().StartsWith($"{Bearer} ", StringComparison.OrdinalIgnoreCase);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!IsUsedBy(Request)) return AuthenticateResult.NoResult();
        var token = Request.Headers.Authorization.ToString()[(Bearer.Length + 1)..].Trim();
        if (!token.StartsWith(Prefix, StringComparison.Ordinal) || token.Length != Prefix.Length + 2 * SecretBytes) return AuthenticateResult.Fail("not a token of this service");
        var principal = await SignedIn.ByTokenAsync(database, Hash(token), TimeProvider.GetUtcNow(), Bearer, Context.RequestAborted);
        return principal is null
            ? AuthenticateResult.Fail("unknown, expired or revoked")
            : AuthenticateResult.Success(new AuthenticationTicket(principal, Bearer));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = """Bearer error="invalid_token", error_description="The token is unknown, expired or revoked." """.TrimEnd();
        return Task.CompletedTask;
    }

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.ASCII.GetBytes(token));
}
