using System.Text.RegularExpressions;
using Geo.Server.Operations;

namespace Geo.Server.Accounts;

/// <summary>
/// An address ends up in logs, histories and mails. A token or a password in one is refused on every route, before anything
/// reads it, so that no program gets into the habit.
/// </summary>
public static partial class SecretsInAddresses
{
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "token", "access_token", "api_key", "apikey", "key", "bearer", "authorization", "password", "passwd", "pwd", "secret", "client_secret",
    };

    public static void UseNoSecretsInAddresses(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var request = context.Request;
        // A token by its looks too, whatever the parameter is called and wherever in the address it stands.
        if (request.Query.Keys.Any(Names.Contains) || TokenPattern().IsMatch($"{request.Path.Value}?{Uri.UnescapeDataString(request.QueryString.Value ?? "")}"))
            throw ProblemException.BadRequest("secret-in-url",
                "A token or a password does not belong into an address. Send tokens as 'Authorization: Bearer …', and revoke one that was sent like this: it may be in logs.");
        return next(context);
    });

    [GeneratedRegex("geo_[0-9a-f]{64}", RegexOptions.IgnoreCase)]
    private static partial Regex TokenPattern();
}
