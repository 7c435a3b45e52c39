using System.Text.Json;
using Geo.Server.Tests.Harness;
using Geo.Server.Tests.Submissions.Drafts;

namespace Geo.Server.Tests.Submissions.Features;

/// <summary>Where an editor's publications wait for the province, so does the write of one feature: as a draft that is that feature's alone.</summary>
public sealed class AWriteMayNeedApproval(AWriteMayNeedApproval.Fixture fixture) : IClassFixture<AWriteMayNeedApproval.Fixture>
{
    public sealed class Fixture : WritingFixture
    {
        protected override async Task<TestServer> StartAsync() =>
            await TestServer.StartAsync(await TestDatabase.CreateAsync(), "--Submissions:ApprovalLayers:0", "iot-base", "--Submissions:ApprovalLayers:1", "smart-farm");
    }

    private async Task<long> ProposedAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            Assert.True((int)answer.StatusCode == 202, await answer.TextAsync());
            var draft = JsonSerializer.Deserialize<JsonElement>(await answer.TextAsync());
            Assert.Equal($"/api/submissions/{draft.Id()}", answer.Headers.Location!.OriginalString);
            Assert.Equal("awaiting-approval", draft.Text("state"));
            return draft.Id();
        }
    }

    [Fact]
    public async Task TheEditorProposesAndTheProvincePublishes()
    {
        var added = await ProposedAsync(await fixture.PostAsync("iot-base", WritingFixture.Site("a")));
        Assert.Empty(await fixture.CodesAsync("iot-base"));
        using var province = await fixture.ProvinceAsync();
        Assert.Equal("a", (await province.Http.JsonAsync($"/api/submissions/{added}/changes/items")).GetProperty("features")[0].Property("code").GetString());
        await province.PublishAsync(added);
        var id = (await fixture.Http.FeaturesAsync(WritingFixture.Items("iot-base"))).Single().GetProperty("id");
        var path = $"{WritingFixture.Items("iot-base")}/{id}";

        var changed = await ProposedAsync(await fixture.PatchAsync(path, """{"properties": {"code": "b"}}"""));
        Assert.Equal(["a"], await fixture.CodesAsync("iot-base"));
        await province.PublishAsync(changed);
        Assert.Equal("b", (await fixture.ReadAsync(path)).Property("code").GetString());

        var ended = await ProposedAsync(await fixture.DeleteAsync(path));
        Assert.Equal(["b"], await fixture.CodesAsync("iot-base"));
        await province.PublishAsync(ended, new { removed = 1 });
        Assert.Empty(await fixture.CodesAsync("iot-base"));
    }

    [Fact]
    public async Task ComparedAgainItStillSpeaksOfItsFeatureAlone()
    {
        var path = await fixture.AddAsync("smart-farm", WritingFixture.Site("a"), fixture.ProvinceKey);
        await fixture.AddAsync("smart-farm", WritingFixture.Site("b", 117.08), fixture.ProvinceKey);
        var ended = await ProposedAsync(await fixture.DeleteAsync(path));
        await fixture.AddAsync("smart-farm", WritingFixture.Site("c", 117.09), fixture.ProvinceKey);
        using var province = await fixture.ProvinceAsync();
        using (var stale = await province.TryPublishAsync(ended, new { removed = 1 })) await stale.AssertProblemAsync(412, "stale");
        using (var events = await province.Http.AskAsync($"/api/submissions/{ended}/events")) await events.TextAsync();
        Assert.Equal(1, (await province.Http.JsonAsync($"/api/submissions/{ended}")).GetProperty("changes").GetProperty("removed").GetInt32());
        await province.PublishAsync(ended, new { removed = 1 });
        Assert.Equal(["b", "c"], (await fixture.CodesAsync("smart-farm")).Order());
    }

    [Fact]
    public async Task OtherLayersNeedNone() => await fixture.AddAsync("smart-port", WritingFixture.Site("a"));
}
