using Geo.Server.Database;
using Microsoft.AspNetCore.Identity;
using Npgsql;

namespace Geo.Server.Accounts;

/// <summary>Why an account cannot be made or changed so; the code is stable.</summary>
public sealed class AccountException(int status, string code, string message) : Exception(message)
{
    public int Status { get; } = status;
    public string Code { get; } = code;
}

/// <summary>Making and changing accounts, the same for the service and the command line, inside the caller's transaction.</summary>
public static class AccountChanges
{
    private const string UnknownAreas = """
        select string_agg(code, ', ') from unnest($1::text[]) code
        where not exists (select from geo.area where adcode = code and level in ('city', 'county') and valid_to is null)
        """;

    /// <summary>Makes an account; its generated password is returned, and kept only as a hash.</summary>
    public static async Task<(Account Account, string? Password)> CreateAsync(
        DatabaseSession session, string? name, string? role, IReadOnlyList<string>? areas, string? oidcSubject, CancellationToken cancel)
    {
        if (name is not { Length: > 0 and <= 64 }) throw new AccountException(400, "invalid-name", "A name has 1 to 64 characters.");
        if (oidcSubject is { Length: 0 or > 500 }) throw new AccountException(400, "invalid-subject", "'oidcSubject' is 'issuer subject', at most 500 characters.");
        var account = new Account { Name = name, Role = "", OidcSubject = oidcSubject, CreatedAt = DateTime.UtcNow };
        await SetRightsAsync(session, account, role ?? "", areas ?? [], cancel);
        var password = oidcSubject is null ? Passwords.Generate() : null;
        using var accounts = Passwords.In(session);
        try
        {
            var result = password is null ? await accounts.CreateAsync(account) : await accounts.CreateAsync(account, password);
            if (!result.Succeeded)
                throw result.Errors.Any(error => error.Code == nameof(IdentityErrorDescriber.DuplicateUserName))
                    ? Taken(name)
                    : new AccountException(400, "invalid-name", string.Join(' ', result.Errors.Select(error => error.Description)));
        }
        catch (PostgresException e) when (e.ConstraintName == "account_name_is_unique")
        {
            throw Taken(name);
        }
        catch (PostgresException e) when (e.ConstraintName == "identity_has_one_account")
        {
            throw new AccountException(409, "identity-taken", "Another account signs in with this identity.");
        }
        return (account, password);
    }

    public static async Task SetRightsAsync(DatabaseSession session, Account account, string role, IReadOnlyList<string> areas, CancellationToken cancel)
    {
        if (!Roles.All.Contains(role)) throw new AccountException(400, "unknown-role", $"A role is one of {string.Join(", ", Roles.All)}.");
        if (role == Roles.CityEditor != areas.Count > 0)
            throw new AccountException(400, "areas-and-role", "A city editor has at least one city or county; other roles have none.");
        if (areas.Any(area => area is null || area.Contains('\0'))) throw new AccountException(400, "unknown-area", "An area is an adcode.");
        await using var command = session.Command(UnknownAreas, new object?[] { areas.ToArray() });
        if (await command.ExecuteScalarAsync(cancel) is string unknown)
            throw new AccountException(400, "unknown-area", $"No city or county has the adcode {unknown}.");
        (account.Role, account.Areas) = (role, [.. areas.Distinct().Order(StringComparer.Ordinal)]);
    }

    /// <summary>Gives a new password, ends the account's sessions and its lock-out.</summary>
    public static async Task<string> ResetPasswordAsync(DatabaseSession session, Account account, CancellationToken cancel)
    {
        var password = Passwords.Generate();
        using var accounts = Passwords.In(session);
        await Passwords.ReplaceAsync(accounts, account, password);
        await SignInAttempts.ClearAsync(session.Connection, account.Name, cancel);
        return password;
    }

    private static AccountException Taken(string name) => new(409, "name-taken", $"There is an account '{name}' already.");
}
