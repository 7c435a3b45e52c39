using Geo.Server.Database;
using Geo.Server.Ogc.Common;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Geo.Server.Accounts;

/// <summary>One's own tokens, for one's programs.</summary>
public static class TokensApi
{
    public const int DefaultDays = 90;

    private const string List = """
        select id, name, prefix, created_at, expires_at, last_used_at, revoked_at from geo.token where account_id = $1 order by created_at, id
        """;

    private const string Insert = """
        insert into geo.token (account_id, name, prefix, sha256, created_at, expires_at) values ($1, $2, $3, $4, $6, $6 + $5)
        returning id, name, prefix, created_at, expires_at, last_used_at, revoked_at
        """;

    private const string Revoke = "update geo.token set revoked_at = coalesce(revoked_at, $3) where id = $1 and account_id = $2";

    public static void MapTokens(this IEndpointRouteBuilder app)
    {
        var tokens = app.MapGroup("/api/tokens").WithTags("Accounts").Uncached().RequireAuthorization();
        tokens.MapGet("/", ListAsync).WithName("getTokens").WithSummary("One's own tokens").ProducesProblem(401);
        tokens.MapPost("/", CreateAsync).WithName("createToken").WithSummary("A new token, shown once").ProducesProblem(400).ProducesProblem(401);
        tokens.MapDelete("/{tokenId:guid}", RevokeAsync).WithName("revokeToken").WithSummary("Revoke a token").ProducesProblem(401);
    }

    private static async Task<Ok<TokenList>> ListAsync(HttpContext context, NpgsqlDataSource database)
    {
        _ = new QueryParameters(context.Request);
        await using var session = await DatabaseSession.OpenAsync(database, context);
        await using var command = session.Command(List, context.User.AccountId());
        await using var rows = await command.ExecuteReaderAsync(context.RequestAborted);
        var tokens = new List<Token>();
        while (await rows.ReadAsync(context.RequestAborted)) tokens.Add(Read(rows));
        return TypedResults.Ok(new TokenList(tokens));
    }

    private static async Task<Results<Created<NewToken>, ProblemHttpResult>> CreateAsync(
        TokenCreation given, HttpContext context, NpgsqlDataSource database, IOptions<AccountOptions> options, TimeProvider clock)
    {
        // A stolen token must not be able to outlive its own expiry by making another.
        if (context.User.SessionId() is null)
            return Refusal.Of(403, "session-needed", "A token is made by a person who is signed in, not with another token.");
        var longest = (int)options.Value.TokenLifetime.TotalDays;
        var days = given.ExpiresInDays ?? Math.Min(DefaultDays, longest);
        if (given.Name is not { Length: > 0 and <= 100 } || given.Name.Contains('\0')) return Refusal.Of(400, "invalid-name", "A token's name has 1 to 100 characters.");
        if (days < 1 || days > longest) return Refusal.Of(400, "invalid-expiry", $"'expiresInDays' is 1 to {longest}.");
        await using var session = await DatabaseSession.OpenAsync(database, context);
        var (token, secret) = await IssueAsync(session, context.User.AccountId(), given.Name, TimeSpan.FromDays(days), clock.GetUtcNow(), context.RequestAborted);
        await session.CommitAsync(context.RequestAborted);
        return TypedResults.Created($"/api/tokens/{token.Id}", new NewToken(token, secret));
    }

    private static async Task<Results<NoContent, NotFound>> RevokeAsync(Guid tokenId, HttpContext context, NpgsqlDataSource database, TimeProvider clock)
    {
        await using var session = await DatabaseSession.OpenAsync(database, context);
        var rows = await session.ExecuteAsync(Revoke, [tokenId, context.User.AccountId(), clock.GetUtcNow().UtcDateTime], context.RequestAborted);
        await session.CommitAsync(context.RequestAborted);
        return rows == 0 ? TypedResults.NotFound() : TypedResults.NoContent();
    }

    /// <summary>Makes a token in the caller's transaction; the secret is returned and kept nowhere.</summary>
    public static async Task<(Token Token, string Secret)> IssueAsync(
        DatabaseSession session, Guid accountId, string name, TimeSpan lifetime, DateTimeOffset now, CancellationToken cancel)
    {
        var (secret, shown, sha256) = TokenAuthentication.Generate();
        await using var command = session.Command(Insert, accountId, name, shown, sha256, lifetime, now.UtcDateTime);
        await using var row = await command.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return (Read(row), secret);
    }

    private static Token Read(NpgsqlDataReader row) => new(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetDateTime(3), row.GetDateTime(4),
        row.IsDBNull(5) ? null : row.GetDateTime(5), row.IsDBNull(6) ? null : row.GetDateTime(6));
}

public sealed record TokenList(IReadOnlyList<Token> Tokens);

/// <param name="Prefix">How it begins, to tell it by.</param>
/// <param name="LastUsedAt">To the hour.</param>
public sealed record Token(Guid Id, string Name, string Prefix, DateTime CreatedAt, DateTime ExpiresAt, DateTime? LastUsedAt, DateTime? RevokedAt);

public sealed record TokenCreation(string? Name, int? ExpiresInDays);

/// <param name="Secret">The token itself, shown this once.</param>
public sealed record NewToken(Token Token, string Secret);
