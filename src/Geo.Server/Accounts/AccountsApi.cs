using Geo.Server.Database;
using Geo.Server.Ogc.Common;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Npgsql;

namespace Geo.Server.Accounts;

/// <summary>What administrators do with accounts.</summary>
public static class AccountsApi
{
    public const string AdministratorPolicy = "administrator";

    public static void MapAccountList(this IEndpointRouteBuilder app)
    {
        var accounts = app.MapGroup("/api/accounts").WithTags("Accounts").Uncached().RequireAuthorization(AdministratorPolicy);
        accounts.MapGet("/", ListAsync).WithName("getAccounts").WithSummary("All accounts").ProducesProblem(401).ProducesProblem(403);
        accounts.MapPost("/", CreateAsync).WithName("createAccount").WithSummary("A new account; its password is shown once").ProducesProblem(400).ProducesProblem(409);
        accounts.MapPatch("/{accountId:guid}", ChangeAsync).WithName("changeAccount").WithSummary("Role, areas, disabled").ProducesProblem(400).ProducesProblem(409);
        accounts.MapPost("/{accountId:guid}/password", ResetAsync).WithName("resetPassword")
            .WithSummary("A new password, shown once; ends every session of the account and its lock-out");
    }

    private static async Task<Ok<AccountList>> ListAsync(HttpContext context, NpgsqlDataSource database)
    {
        _ = new QueryParameters(context.Request);
        await using var session = await DatabaseSession.OpenAsync(database, context);
        await using var command = session.Command($"{AccountStore.Select} order by normalized_name");
        await using var rows = await command.ExecuteReaderAsync(context.RequestAborted);
        var accounts = new List<AccountView>();
        while (await rows.ReadAsync(context.RequestAborted)) accounts.Add(AccountView.Of(AccountStore.Read(rows)));
        return TypedResults.Ok(new AccountList(accounts));
    }

    private static async Task<Results<Created<NewAccount>, ProblemHttpResult>> CreateAsync(AccountCreation given, HttpContext context, NpgsqlDataSource database)
    {
        await using var session = await DatabaseSession.OpenAsync(database, context);
        try
        {
            var (account, password) = await AccountChanges.CreateAsync(session, given.Name, given.Role, given.Areas, given.OidcSubject, context.RequestAborted);
            await session.CommitAsync(context.RequestAborted);
            return TypedResults.Created($"/api/accounts/{account.Id}", new NewAccount(AccountView.Of(account), password));
        }
        catch (AccountException refused)
        {
            return Refusal.Of(refused.Status, refused.Code, refused.Message);
        }
    }

    private static async Task<Results<Ok<AccountView>, NotFound, ProblemHttpResult>> ChangeAsync(
        Guid accountId, AccountChange given, HttpContext context, NpgsqlDataSource database)
    {
        await using var session = await DatabaseSession.OpenAsync(database, context);
        using var accounts = Passwords.In(session);
        if (await accounts.FindByIdAsync(accountId.ToString()) is not { } account) return TypedResults.NotFound();
        // So there is always an administrator left: the one who asks.
        if (account.Id == context.User.AccountId())
            return Refusal.Of(409, "own-account", "An administrator's own rights are changed by another administrator.");
        try
        {
            await AccountChanges.SetRightsAsync(session, account, given.Role ?? account.Role,
                given.Areas ?? (given.Role is null or Roles.CityEditor ? account.Areas : []), context.RequestAborted);
        }
        catch (AccountException refused)
        {
            return Refusal.Of(refused.Status, refused.Code, refused.Message);
        }
        account.Disabled = given.Disabled ?? account.Disabled;
        await accounts.UpdateAsync(account);
        await session.CommitAsync(context.RequestAborted);
        return TypedResults.Ok(AccountView.Of(account));
    }

    private static async Task<Results<Ok<NewAccount>, NotFound, ProblemHttpResult>> ResetAsync(Guid accountId, HttpContext context, NpgsqlDataSource database)
    {
        await using var session = await DatabaseSession.OpenAsync(database, context);
        using var accounts = Passwords.In(session);
        if (await accounts.FindByIdAsync(accountId.ToString()) is not { } account) return TypedResults.NotFound();
        if (account.Id == context.User.AccountId())
            return Refusal.Of(409, "own-account", "Change your own password with PUT /api/session/password.");
        var password = await AccountChanges.ResetPasswordAsync(session, account, context.RequestAborted);
        await session.CommitAsync(context.RequestAborted);
        return TypedResults.Ok(new NewAccount(AccountView.Of(account), password));
    }
}

public sealed record AccountList(IReadOnlyList<AccountView> Accounts);

/// <summary>An account without its secrets.</summary>
public sealed record AccountView(Guid Id, string Name, string Role, IReadOnlyList<string> Areas, bool Disabled, string? OidcSubject, DateTime CreatedAt)
{
    public static AccountView Of(Account account) =>
        new(account.Id, account.Name, account.Role, account.Areas, account.Disabled, account.OidcSubject, account.CreatedAt);
}

/// <param name="Areas">Adcodes of cities or counties; for city editors, and only for them.</param>
/// <param name="OidcSubject"><c>issuer subject</c> at the identity provider; the account then has no password.</param>
public sealed record AccountCreation(string? Name, string? Role, IReadOnlyList<string>? Areas, string? OidcSubject);

/// <summary>What is left out stays as it is.</summary>
public sealed record AccountChange(string? Role, IReadOnlyList<string>? Areas, bool? Disabled);

/// <param name="Password">Shown this once; null where the identity provider signs in.</param>
public sealed record NewAccount(AccountView Account, string? Password);
