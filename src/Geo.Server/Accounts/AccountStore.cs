using Geo.Server.Database;
using Microsoft.AspNetCore.Identity;
using Npgsql;

namespace Geo.Server.Accounts;

/// <summary>Accounts in PostgreSQL for Identity: what passwords and security stamps need, inside the caller's transaction.</summary>
public sealed class AccountStore(DatabaseSession session) : IUserPasswordStore<Account>, IUserSecurityStampStore<Account>
{
    public const string Select = """
        select id, name, normalized_name, password_hash, security_stamp, role, areas, disabled, oidc_subject, created_at from geo.account
        """;

    private const string Insert = """
        insert into geo.account (id, name, normalized_name, password_hash, security_stamp, role, areas, disabled, oidc_subject)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """;

    private const string Update = """
        update geo.account set password_hash = $2, security_stamp = $3, role = $4, areas = $5, disabled = $6 where id = $1
        """;

    public async Task<IdentityResult> CreateAsync(Account user, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync(Insert, [user.Id, user.Name, user.NormalizedName, user.PasswordHash, user.SecurityStamp, user.Role,
            user.Areas.ToArray(), user.Disabled, user.OidcSubject], cancellationToken);
        return IdentityResult.Success;
    }

    public async Task<IdentityResult> UpdateAsync(Account user, CancellationToken cancellationToken)
    {
        var rows = await session.ExecuteAsync(Update,
            [user.Id, user.PasswordHash, user.SecurityStamp, user.Role, user.Areas.ToArray(), user.Disabled], cancellationToken);
        // Zero: the policies hide the account from this session.
        return rows == 1 ? IdentityResult.Success : throw new InvalidOperationException("This session may not change the account.");
    }

    public Task<IdentityResult> DeleteAsync(Account user, CancellationToken cancellationToken) =>
        throw new NotSupportedException("The audit log and publications name accounts: they are disabled, never deleted.");

    public async Task<Account?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        Guid.TryParse(userId, out var id) ? await FindAsync("id = $1", id, cancellationToken) : null;

    public Task<Account?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        FindAsync("normalized_name = $1", normalizedUserName, cancellationToken);

    public Task<Account?> FindByOidcSubjectAsync(string subject, CancellationToken cancel) => FindAsync("oidc_subject = $1", subject, cancel);

    private async Task<Account?> FindAsync(string predicate, object value, CancellationToken cancel)
    {
        await using var command = session.Command($"{Select} where {predicate}", value);
        await using var row = await command.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel) ? Read(row) : null;
    }

    public static Account Read(NpgsqlDataReader row) => new()
    {
        Id = row.GetGuid(0),
        Name = row.GetString(1),
        NormalizedName = row.GetString(2),
        PasswordHash = row.IsDBNull(3) ? null : row.GetString(3),
        SecurityStamp = row.GetString(4),
        Role = row.GetString(5),
        Areas = row.GetFieldValue<string[]>(6),
        Disabled = row.GetBoolean(7),
        OidcSubject = row.IsDBNull(8) ? null : row.GetString(8),
        CreatedAt = row.GetDateTime(9),
    };

    public Task<string> GetUserIdAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.Id.ToString());
    public Task<string?> GetUserNameAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Name);
    public Task SetUserNameAsync(Account user, string? userName, CancellationToken cancellationToken) { user.Name = userName!; return Task.CompletedTask; }
    public Task<string?> GetNormalizedUserNameAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.NormalizedName);
    public Task SetNormalizedUserNameAsync(Account user, string? normalizedName, CancellationToken cancellationToken) { user.NormalizedName = normalizedName!; return Task.CompletedTask; }
    public Task<string?> GetPasswordHashAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash);
    public Task SetPasswordHashAsync(Account user, string? passwordHash, CancellationToken cancellationToken) { user.PasswordHash = passwordHash; return Task.CompletedTask; }
    public Task<bool> HasPasswordAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash is not null);
    public Task<string?> GetSecurityStampAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.SecurityStamp);
    public Task SetSecurityStampAsync(Account user, string stamp, CancellationToken cancellationToken) { user.SecurityStamp = stamp; return Task.CompletedTask; }

    /// <summary>The transaction is the caller's, who ends it.</summary>
    public void Dispose() { }
}
