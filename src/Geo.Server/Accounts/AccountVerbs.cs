using System.CommandLine;
using Geo.Server.Database;
using Geo.Server.Operations;
using Npgsql;

namespace Geo.Server.Accounts;

/// <summary>Accounts from the command line: how the first administrator comes to be, and the way back in when nobody can sign in.</summary>
public static class UserVerb
{
    public static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = "The name to sign in with" };
        var role = new Option<string>("--role") { Description = string.Join(", ", Roles.All), Required = true };
        var areas = new Option<string[]>("--area") { Description = "Adcode of a city or county of a city editor; may be repeated" };
        var subject = new Option<string?>("--oidc-subject") { Description = "'issuer subject' at the identity provider, instead of a password" };
        var add = new Command("add", "Make an account and print its password, once") { name, role, areas, subject }.DoesInSession(async (parsed, session, cancel) =>
        {
            var (account, password) = await AccountChanges.CreateAsync(
                session, parsed.GetRequiredValue(name), parsed.GetRequiredValue(role), parsed.GetValue(areas), parsed.GetValue(subject), cancel);
            return password ?? $"{account.Name} signs in through the identity provider.";
        });
        var reset = new Command("reset", "Give an account a new password and print it, once; ends its sessions and its lock-out") { name }.DoesInSession(async (parsed, session, cancel) =>
                await AccountChanges.ResetPasswordAsync(session, await FindAsync(session, parsed.GetRequiredValue(name)), cancel));
        var disable = new Command("disable", "End an account's sessions and tokens; it cannot sign in any more") { name }.DoesInSession(async (parsed, session, cancel) =>
            {
                using var accounts = Passwords.In(session);
                var account = await FindAsync(session, parsed.GetRequiredValue(name));
                account.Disabled = true;
                await accounts.UpdateAsync(account);
                return $"{account.Name} is disabled.";
            });
        return new Command("user", "Accounts") { add, reset, disable };
    }

    /// <summary>Does the work in one transaction of whoever runs the verb, and prints what it returns once that is committed.</summary>
    internal static Command DoesInSession(this Command verb, Func<ParseResult, DatabaseSession, CancellationToken, Task<string>> work) => verb.Does(async (parsed, cancel) =>
    {
        await using var database = Connection.Owner(Connection.FromEnvironment(parsed.GetValue(Verbs.Db)));
        await using var session = await DatabaseSession.OpenAsync(database, Actor.CommandLine(), cancel);
        string answer;
        try
        {
            answer = await work(parsed, session, cancel);
        }
        catch (AccountException refused)
        {
            throw new InvalidOperationException(refused.Message, refused);
        }
        await session.CommitAsync(cancel);
        await parsed.InvocationConfiguration.Output.WriteLineAsync(answer.AsMemory(), cancel);
    });

    internal static async Task<Account> FindAsync(DatabaseSession session, string name)
    {
        using var accounts = Passwords.In(session);
        return await accounts.FindByNameAsync(name) ?? throw new InvalidOperationException($"There is no account '{name}'.");
    }
}

public static class TokenVerb
{
    public static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = "The account whose rights the token has" };
        var label = new Option<string>("--name") { Description = "What it is for", DefaultValueFactory = _ => "command line" };
        var days = new Option<int>("--days") { Description = "Days until it expires", DefaultValueFactory = _ => TokensApi.DefaultDays };
        var add = new Command("add", "Make a token and print it, once") { name, label, days }.DoesInSession(async (parsed, session, cancel) =>
        {
            if (parsed.GetValue(days) < 1) throw new InvalidOperationException("--days is at least 1.");
            var account = await UserVerb.FindAsync(session, parsed.GetRequiredValue(name));
            return (await TokensApi.IssueAsync(session, account.Id, parsed.GetRequiredValue(label), TimeSpan.FromDays(parsed.GetValue(days)), DateTimeOffset.UtcNow, cancel)).Secret;
        });
        return new Command("token", "Keys for programs") { add };
    }
}

public static class AuditVerb
{
    public static Command Create()
    {
        var head = new Option<string>("--head") { Description = "A head that an earlier check printed: must still be in the log", DefaultValueFactory = _ => "" };
        var verify = new Command("verify", "Check that no entry of the audit log was changed, taken out or put in") { head }.DoesInSession(async (parsed, session, cancel) =>
            {
                var log = await AuditIntegrity.ReadAsync(session, parsed.GetRequiredValue(head), cancel);
                if (log.BrokenAt is { } entry) throw new InvalidOperationException($"The audit log is broken at entry {entry}.");
                if (!log.HoldsHead) throw new InvalidOperationException("The audit log does not hold that head: its end was cut off.");
                return $"{log.Entries} entries, unbroken. Head: {log.Head}";
            });
        return new Command("audit", "The log of who did what") { verify };
    }
}
