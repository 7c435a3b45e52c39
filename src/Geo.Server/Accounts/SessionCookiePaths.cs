using Microsoft.AspNetCore.Authentication.Cookies;

namespace Geo.Server.Accounts;

/// <summary>
/// Gives the session's cookie once for <c>/api</c> and once for each layer whose exact positions not everyone sees. Everything
/// else under <c>/ogc</c> never meets the cookie, and so stays the same for every cache.
/// </summary>
public sealed class SessionCookiePaths(IEnumerable<string> limitedLayers) : ICookieManager
{
    private readonly ChunkingCookieManager _cookies = new();
    private readonly string[] _paths = [.. limitedLayers.Select(layer => $"/ogc/collections/{layer}")];

    public string? GetRequestCookie(HttpContext context, string key) => _cookies.GetRequestCookie(context, key);

    public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options)
    {
        _cookies.AppendResponseCookie(context, key, value, options);
        foreach (var path in _paths) _cookies.AppendResponseCookie(context, key, value, new CookieOptions(options) { Path = path });
    }

    public void DeleteCookie(HttpContext context, string key, CookieOptions options)
    {
        _cookies.DeleteCookie(context, key, options);
        foreach (var path in _paths) _cookies.DeleteCookie(context, key, new CookieOptions(options) { Path = path });
    }
}
