namespace Geo.Server.Accounts;

/// <summary>A person or program that may do more than read. Mutable, because Identity's password and stamp rules write into it.</summary>
public sealed class Account
{
    public Guid Id { get; init; } = Guid.NewGuid();
    public required string Name { get; set; }
    public string NormalizedName { get; set; } = "";
    /// <summary>Null: signs in through the identity provider only.</summary>
    public string? PasswordHash { get; set; }
    public string SecurityStamp { get; set; } = "";
    public required string Role { get; set; }
    public IReadOnlyList<string> Areas { get; set; } = [];
    public bool Disabled { get; set; }
    /// <summary><c>issuer subject</c> at the identity provider.</summary>
    public string? OidcSubject { get; init; }
    public DateTime CreatedAt { get; init; }
}

/// <summary>What an account may do; each includes the one before.</summary>
public static class Roles
{
    public const string Viewer = "viewer";
    public const string CityEditor = "city-editor";
    public const string ProvinceEditor = "province-editor";
    public const string Administrator = "administrator";

    public static IReadOnlyList<string> All => Ordered;

    private static readonly string[] Ordered = [Viewer, CityEditor, ProvinceEditor, Administrator];

    /// <summary>Whether a role may do what the least role may; no role is none.</summary>
    public static bool Includes(string role, string least) => Array.IndexOf(Ordered, role) is >= 0 and var rank && rank >= Array.IndexOf(Ordered, least);
}
