using System.Security.Cryptography;
using System.Text.Json;
using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests.Submissions.Drafts;

/// <summary>A publication that is taken back leaves the layer to the byte as it was; both stay in the history.</summary>
public sealed class UndoTests(DraftsFixture fixture) : IClassFixture<DraftsFixture>
{
    [Fact]
    public async Task TheExportIsByteForByteAsBefore()
    {
        using var jinan = await fixture.JinanAsync();
        await jinan.BringAsync(HandingIn.Table("A1", "A2", "A3"), "iot-base");
        var before = await ExportAsync("iot-base");
        var publication = await jinan.BringAsync(HandingIn.Table("A1", "B1").Replace("A1站", "改名", StringComparison.Ordinal), "iot-base", body: new { removed = 2 });
        Assert.NotEqual(before, await ExportAsync("iot-base"));
        var reversal = await jinan.SentAsync(HttpMethod.Post, $"/api/publications/{publication.Id()}/reversal");
        Assert.Equal(before, await ExportAsync("iot-base"));

        var history = (await fixture.Http.JsonAsync("/api/publications?layer=iot-base")).GetProperty("publications").EnumerateArray().ToList();
        Assert.Equal(["reversal", "publication", "publication"], history.Select(each => each.Text("kind")));
        Assert.Equal(publication.Id(), reversal.GetProperty("reverses").GetInt64());
        Assert.Equal(reversal.Id(), history[1].GetProperty("reversedBy").GetInt64());
        // Who it was is not for everybody.
        Assert.False(history[1].TryGetProperty("actor", out var actor) && actor.ValueKind != JsonValueKind.Null);
        Assert.Equal("jinan", (await jinan.Http.JsonAsync($"/api/publications/{publication.Id()}")).Text("actor"));
        // The state between can still be asked for.
        var version = publication.GetProperty("dataVersion").GetInt64();
        Assert.Equal(["A1", "B1"], (await fixture.Http.ValuesAsync($"/ogc/collections/iot-base/items?version={version}", "code")).Order());
    }

    [Fact]
    public async Task ALaterPublicationOfTheSameSitesMustGoFirst()
    {
        using var jinan = await fixture.JinanAsync();
        var first = await jinan.BringAsync(HandingIn.Table("A1"), "smart-farm");
        var second = await jinan.BringAsync(HandingIn.Table("A1").Replace("A1站", "改名", StringComparison.Ordinal), "smart-farm");
        using (var refused = await jinan.SendAsync(HttpMethod.Post, $"/api/publications/{first.Id()}/reversal")) await refused.AssertProblemAsync(409, "changed-since");
        await jinan.SentAsync(HttpMethod.Post, $"/api/publications/{second.Id()}/reversal");
        await jinan.SentAsync(HttpMethod.Post, $"/api/publications/{first.Id()}/reversal");
        Assert.Empty(await fixture.Http.FeaturesAsync("/ogc/collections/smart-farm/items"));
    }

    private async Task<string> ExportAsync(string layer)
    {
        using var response = await fixture.Http.AskAsync($"/ogc/collections/{layer}/export.geojson");
        var document = JsonSerializer.Deserialize<JsonElement>(await response.TextAsync());
        // The features as they are written; what stands around them says when it was asked.
        return Convert.ToHexString(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(document.GetProperty("features").GetRawText())));
    }
}
