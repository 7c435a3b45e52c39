using System.Data;
using System.Globalization;
using System.Security.Claims;
using Geo.Server.Database;
using Npgsql;

namespace Geo.Server.Accounts;

/// <summary>The principal behind a cookie or a token: read from the database with every request, so that rights taken away are gone at once.</summary>
public static class SignedIn
{
    public const string AccountClaim = "sub";
    public const string SessionClaim = "sid";
    public const string EndsClaim = "ends";

    /// <summary>What a person's cookie holds before the database has been asked.</summary>
    public static ClaimsPrincipal Ticket(Guid accountId, Guid sessionId, string scheme) => new(new ClaimsIdentity(
        [new(AccountClaim, accountId.ToString()), new(SessionClaim, sessionId.ToString())], scheme, Actor.NameClaim, Actor.RoleClaim));

    public static Task<ClaimsPrincipal?> BySessionAsync(NpgsqlDataSource database, Guid sessionId, DateTimeOffset now, string scheme, CancellationToken cancel) =>
        ReadAsync(database, "select * from geo.account_of_session($1, $2)", sessionId, now, scheme, sessionId, cancel);

    public static Task<ClaimsPrincipal?> ByTokenAsync(NpgsqlDataSource database, byte[] sha256, DateTimeOffset now, string scheme, CancellationToken cancel) =>
        ReadAsync(database, "select * from geo.account_of_token($1, $2)", sha256, now, scheme, null, cancel);

    public static Guid AccountId(this ClaimsPrincipal user) => Guid.Parse(user.FindFirstValue(AccountClaim)!);

    public static Guid? SessionId(this ClaimsPrincipal user) => Guid.TryParse(user.FindFirstValue(SessionClaim), out var id) ? id : null;

    /// <summary>When the session or the token ends, whatever happens.</summary>
    public static DateTime? Ends(this ClaimsPrincipal user) =>
        DateTime.TryParseExact(user.FindFirstValue(EndsClaim), "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var ends) ? ends : null;

    private static async Task<ClaimsPrincipal?> ReadAsync(
        NpgsqlDataSource database, string sql, object secret, DateTimeOffset now, string scheme, Guid? sessionId, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(sql);
        command.Parameters.Add(new() { Value = secret });
        command.Parameters.Add(new() { Value = now.UtcDateTime });
        await using var row = await command.ExecuteReaderAsync(CommandBehavior.SingleRow, cancel);
        if (!await row.ReadAsync(cancel)) return null;
        return Principal(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetFieldValue<string[]>(3), row.GetDateTime(4), sessionId, scheme);
    }

    public static ClaimsPrincipal Principal(Guid accountId, string name, string role, IEnumerable<string> areas, DateTime ends, Guid? sessionId, string scheme)
    {
        List<Claim> claims = [new(AccountClaim, accountId.ToString()), new(Actor.NameClaim, name), new(Actor.RoleClaim, role), new(EndsClaim, ends.ToString("O", CultureInfo.InvariantCulture))];
        claims.AddRange(areas.Select(area => new Claim(Actor.AreaClaim, area)));
        if (sessionId is not null) claims.Add(new(SessionClaim, sessionId.Value.ToString()));
        return new ClaimsPrincipal(new ClaimsIdentity(claims, scheme, Actor.NameClaim, Actor.RoleClaim));
    }
}
