using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests;

/// <summary>An answer shows the version that it names, also while that changes.</summary>
public sealed class ConsistentAnswersTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task WhilePublicationsFollowOneAnotherEveryAnswerIsOfOneVersion()
    {
        // Each version's only site is named after it, so that an answer gives itself away.
        await PublishAsync(1);
        using var done = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            var wrong = new List<string>();
            for (var asked = 0; !done.IsCancellationRequested || asked == 0; asked++)
            {
                var page = await fixture.Http.JsonAsync("/ogc/collections/5g/items");
                var (version, name) = (page.GetProperty("dataVersion").GetInt64(), page.GetProperty("features")[0].Property("name").GetString());
                if (name != $"v{version}") wrong.Add($"items of version {version} show {name}");
                var past = await fixture.Http.TileAsync("5g", TileAddress.Of(Publishing.Lixia, 12), $"?version={version}");
                if (past.Single().Text("name") != $"v{version}") wrong.Add($"the tile of version {version} shows {past.Single().Text("name")}");
            }
            return wrong;
        })).ToList();
        for (var version = 2; version <= 50; version++) await PublishAsync(version);
        await done.CancelAsync();
        Assert.Empty((await Task.WhenAll(readers)).SelectMany(wrong => wrong));
    }

    private async Task PublishAsync(int version) =>
        Assert.Equal(version, (await fixture.Database.PublishAsync("5g", [Publishing.Site("a", Publishing.Lixia, $"v{version}")])).DataVersion);
}
