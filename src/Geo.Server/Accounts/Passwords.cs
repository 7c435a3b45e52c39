using System.Security.Cryptography;
using Geo.Server.Database;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Geo.Server.Accounts;

/// <summary>How passwords are made, checked and kept: Identity's rules and hash, the same for the service and the command line.</summary>
public static class Passwords
{
    public const int MinimumLength = 12;
    /// <summary>Longer ones are no safer, and hashing is work that anyone can ask for.</summary>
    public const int MaximumLength = 256;

    private const int GeneratedLength = 20;
    // Without what is mistaken for something else on paper.
    private const string Alphabet = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    public static PasswordHasher<Account> Hasher { get; } = new(Options.Create(new PasswordHasherOptions { IterationCount = 210_000 }));

    private static readonly IOptions<IdentityOptions> Rules = Options.Create(new IdentityOptions
    {
        Password = { RequiredLength = MinimumLength, RequireNonAlphanumeric = false, RequiredUniqueChars = 6 },
    });

    // Checked for names that no account has, so that they take as long as others.
    private static readonly Lazy<string> HashOfNobody = new(() => Hasher.HashPassword(new Account { Name = "", Role = "" }, Generate()));

    /// <summary>Identity over the accounts that the session sees.</summary>
    public static UserManager<Account> In(DatabaseSession session) => new(
        new AccountStore(session), Rules, Hasher, [new UserValidator<Account>()], [new PasswordValidator<Account>()],
        new UpperInvariantLookupNormalizer(), new IdentityErrorDescriber(), null!, NullLogger<UserManager<Account>>.Instance);

    /// <summary>Whether the password is the account's; takes the same time when there is no account.</summary>
    public static PasswordVerificationResult Verify(Account? account, string password)
    {
        var result = Hasher.VerifyHashedPassword(account!, account?.PasswordHash ?? HashOfNobody.Value, password);
        return account?.PasswordHash is null ? PasswordVerificationResult.Failed : result;
    }

    /// <summary>A password of some 116 bits that meets the rules.</summary>
    public static string Generate()
    {
        while (true)
        {
            var password = RandomNumberGenerator.GetString(Alphabet, GeneratedLength);
            if (password.Any(char.IsAsciiLetterLower) && password.Any(char.IsAsciiLetterUpper) && password.Any(char.IsAsciiDigit)) return password;
        }
    }

    /// <summary>Replaces the password; sessions of the old one end with it.</summary>
    public static async Task<IdentityResult> ReplaceAsync(UserManager<Account> accounts, Account account, string password)
    {
        foreach (var rule in accounts.PasswordValidators)
            if (await rule.ValidateAsync(accounts, account, password) is { Succeeded: false } refused) return refused;
        account.PasswordHash = Hasher.HashPassword(account, password);
        return await accounts.UpdateSecurityStampAsync(account);
    }
}
