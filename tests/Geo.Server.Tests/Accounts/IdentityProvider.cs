using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Geo.Server.Tests.Accounts;

/// <summary>
/// An OpenID provider on this machine: discovery, keys, authorization code with PKCE, tokens signed with RS256. Whoever comes is
/// signed in as <see cref="Subject"/> at once; tests make it lie.
/// </summary>
public sealed class IdentityProvider : IAsyncDisposable
{
    private const string KeyId = "key-1";

    private readonly WebApplication _app;
    private readonly RSA _key = RSA.Create(2048), _foreignKey = RSA.Create(2048);
    private readonly ConcurrentDictionary<string, Asked> _codes = new();

    private sealed record Asked(string Nonce, string Challenge, string RedirectUri);

    private IdentityProvider()
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.MapGet("/.well-known/openid-configuration", () => new Dictionary<string, object>
        {
            ["issuer"] = Issuer,
            ["authorization_endpoint"] = $"{Issuer}/authorize",
            ["token_endpoint"] = $"{Issuer}/token",
            ["jwks_uri"] = $"{Issuer}/keys",
            ["response_types_supported"] = new[] { "code" },
            ["subject_types_supported"] = new[] { "public" },
            ["id_token_signing_alg_values_supported"] = new[] { "RS256" },
        });
        _app.MapGet("/keys", () =>
        {
            var key = _key.ExportParameters(false);
            return new { keys = new[] { new { kty = "RSA", use = "sig", alg = "RS256", kid = KeyId, n = Base64(key.Modulus!), e = Base64(key.Exponent!) } } };
        });
        _app.MapGet("/authorize", Authorize);
        _app.MapPost("/token", ExchangeAsync);
    }

    public const string ClientId = "geo", ClientSecret = "shared-with-geo";

    public string Issuer => _app.Urls.Single();
    public string Subject { get; set; } = "u-1001";
    public string? PreferredName { get; set; }

    // How it lies.
    public string? ClaimedIssuer { get; set; }
    public string? ClaimedAudience { get; set; }
    public string? ClaimedNonce { get; set; }
    public bool SignsWithAForeignKey { get; set; }
    public bool IsUnsigned { get; set; }
    public bool LeavesTheSignatureOut { get; set; }
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromMinutes(5);

    public static async Task<IdentityProvider> StartAsync()
    {
        var provider = new IdentityProvider();
        await provider._app.StartAsync();
        return provider;
    }

    /// <summary>The settings by which the service uses this provider.</summary>
    public string[] Settings => [$"--Accounts:Oidc:Authority={Issuer}", $"--Accounts:Oidc:ClientId={ClientId}", $"--Accounts:Oidc:ClientSecret={ClientSecret}", "--Accounts:Oidc:AllowHttp=true"];

    private IResult Authorize(HttpRequest request)
    {
        var query = request.Query;
        if (query["client_id"] != ClientId || query["response_type"] != "code" || query["code_challenge_method"] != "S256" || !$"{query["scope"]}".Split(' ').Contains("openid"))
            return Results.BadRequest("not a request for a code with PKCE");
        var code = Base64(RandomNumberGenerator.GetBytes(16));
        _codes[code] = new Asked($"{query["nonce"]}", $"{query["code_challenge"]}", $"{query["redirect_uri"]}");
        return Results.Redirect($"{query["redirect_uri"]}?code={code}&state={Uri.EscapeDataString($"{query["state"]}")}");
    }

    private async Task<IResult> ExchangeAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        // A code is good once, for who asked for it, and only with the verifier behind its challenge.
        if (form["grant_type"] != "authorization_code" || form["client_secret"] != ClientSecret || !_codes.TryRemove($"{form["code"]}", out var asked)
            || form["redirect_uri"] != asked.RedirectUri || Base64(SHA256.HashData(Encoding.ASCII.GetBytes($"{form["code_verifier"]}"))) != asked.Challenge)
            return Results.BadRequest(new { error = "invalid_grant" });
        return Results.Ok(new { access_token = "unused", token_type = "Bearer", expires_in = 300, id_token = IdToken(asked.Nonce) });
    }

    private string IdToken(string nonce)
    {
        var now = DateTimeOffset.UtcNow;
        var claims = new Dictionary<string, object>
        {
            ["iss"] = ClaimedIssuer ?? Issuer,
            ["aud"] = ClaimedAudience ?? ClientId,
            ["sub"] = Subject,
            ["nonce"] = ClaimedNonce ?? nonce,
            ["iat"] = (now + Lifetime - TimeSpan.FromMinutes(5)).ToUnixTimeSeconds(),
            ["exp"] = (now + Lifetime).ToUnixTimeSeconds(),
        };
        if (PreferredName is not null) claims["preferred_username"] = PreferredName;
        var header = IsUnsigned ? """{"alg":"none","typ":"JWT"}""" : $$"""{"alg":"RS256","typ":"JWT","kid":"{{KeyId}}"}""";
        var signed = $"{Base64(Encoding.UTF8.GetBytes(header))}.{Base64(JsonSerializer.SerializeToUtf8Bytes(claims))}";
        if (IsUnsigned || LeavesTheSignatureOut) return $"{signed}.";
        return $"{signed}.{Base64((SignsWithAForeignKey ? _foreignKey : _key).SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    private static string Base64(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _key.Dispose();
        _foreignKey.Dispose();
    }
}
