namespace Geo.Server.Accounts;

/// <summary>Section <c>Accounts</c> of the configuration.</summary>
public sealed record AccountOptions
{
    /// <summary>A session ends after this long without a request.</summary>
    public TimeSpan SessionTimeout { get; init; } = TimeSpan.FromMinutes(30);
    /// <summary>A session ends after this long whatever happens.</summary>
    public TimeSpan SessionLifetime { get; init; } = TimeSpan.FromHours(12);
    public int MaximumFailures { get; init; } = 5;
    public TimeSpan LockoutTime { get; init; } = TimeSpan.FromMinutes(15);
    /// <summary>From one address, against trying one password on many names.</summary>
    public int SignInsPerMinute { get; init; } = 60;
    /// <summary>Cookies go over HTTPS only. Off by default, because <c>make run</c> speaks HTTP on this machine.</summary>
    public bool RequireHttps { get; init; }
    /// <summary>The longest that a token may live.</summary>
    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromDays(365);
    public OidcOptions Oidc { get; init; } = new();
}

/// <summary>The organisation's own identity provider; off while it has no authority.</summary>
public sealed record OidcOptions
{
    public string? Authority { get; init; }
    public string? ClientId { get; init; }
    public string? ClientSecret { get; init; }
    /// <summary>For a provider inside the organisation that has no certificate.</summary>
    public bool AllowHttp { get; init; }
    /// <summary>Whoever the provider knows gets an account that may read. Off: an administrator makes each account. More than reading is always given by hand.</summary>
    public bool CreatesViewers { get; init; }
    public bool IsOn => !string.IsNullOrEmpty(Authority);
}
