using System.Net;
using System.Security.Claims;

namespace Geo.Server.Database;

/// <summary>On whose behalf the database is spoken to: what the row-level policies and the audit log read.</summary>
/// <param name="Areas">Adcodes of the cities or counties that a city editor may write.</param>
/// <param name="Address">From where; null is the command line.</param>
public sealed record Actor(string Name, string Role, IReadOnlyList<string> Areas, IPAddress? Address)
{
    public const string NameClaim = "name";
    public const string RoleClaim = "role";
    public const string AreaClaim = "area";

    /// <summary>The sign-in, which looks for an account before it knows whose request it is. No account can have this name.</summary>
    public static Actor Door(HttpContext context) => new("(sign-in)", "door", [], context.Connection.RemoteIpAddress);

    /// <summary>Whoever may run the verbs owns the database.</summary>
    public static Actor CommandLine() => new(Environment.UserName, "administrator", [], null);

    /// <summary>Who is signed in; nobody, with no rights, when no one is.</summary>
    public static Actor Of(HttpContext context)
    {
        var (user, address) = (context.User, context.Connection.RemoteIpAddress);
        return user.Identity is not { IsAuthenticated: true }
            ? new Actor("", "", [], address)
            : new Actor(Required(user, NameClaim), Required(user, RoleClaim), [.. user.FindAll(AreaClaim).Select(claim => claim.Value)], address);
    }

    private static string Required(ClaimsPrincipal user, string claim) =>
        user.FindFirstValue(claim) ?? throw new InvalidOperationException($"The signed-in principal has no claim '{claim}'.");
}
