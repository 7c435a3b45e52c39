using Geo.Server.Accounts;
using Geo.Server.Tests.Accounts;
using Microsoft.Playwright;

namespace Geo.Browser.Tests.Harness;

/// <summary>People with an account of their own.</summary>
public static class People
{
    /// <summary>A visit by somebody with a role, who is signed in before the first script runs.</summary>
    public static async Task<Visit> VisitAsAsync(this Site site, string role, string area, string path, int width = 1440, int height = 900)
    {
        var (name, password) = await site.AddPersonAsync(role, area);
        var visit = await site.VisitAsync("about:blank", width, height);
        var answer = await visit.Page.Context.APIRequest.PostAsync("/api/session", new APIRequestContextOptions { DataObject = new { name, password } });
        Assert.True(answer.Ok, await answer.TextAsync());
        await visit.Page.GotoAsync(path);
        return visit;
    }

    public static async Task<(string Name, string Password)> AddPersonAsync(this Site site, string role, string area)
    {
        var name = $"p{Guid.NewGuid():n}"[..12];
        return (name, await site.Server.Database.AddAccountAsync(name, role, role == Roles.CityEditor ? [area] : []));
    }
}
