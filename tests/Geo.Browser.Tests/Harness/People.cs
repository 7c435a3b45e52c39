using Geo.Server.Accounts;
using Geo.Server.Database;
using Microsoft.Playwright;

namespace Geo.Browser.Tests.Harness;

/// <summary>People who are signed in before they come.</summary>
public static class People
{
    /// <summary>A visit by somebody with a role. The account is made for it.</summary>
    public static async Task<Visit> VisitAsAsync(this Site site, string role, string area, string path, int width = 1440, int height = 900)
    {
        var cancel = TestContext.Current.CancellationToken;
        var name = $"p{Guid.NewGuid():n}"[..12];
        string password;
        await using (var session = await DatabaseSession.OpenAsync(site.Server.Database.Owner, Actor.CommandLine(), cancel))
        {
            var (_, made) = await AccountChanges.CreateAsync(session, name, role, role == Roles.CityEditor ? [area] : [], null, cancel);
            password = made!;
            await session.CommitAsync(cancel);
        }
        // The session is there before the first script runs.
        var visit = await site.VisitAsync("about:blank", width, height);
        var answer = await visit.Page.Context.APIRequest.PostAsync("/api/session", new APIRequestContextOptions { DataObject = new { name, password } });
        Assert.True(answer.Ok, await answer.TextAsync());
        await visit.Page.GotoAsync(path);
        return visit;
    }
}
