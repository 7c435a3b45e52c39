using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests.Submissions.Drafts;

/// <summary>Where a layer's publications need the province's approval, an editor proposes and the province publishes.</summary>
public sealed class ApprovalTests(ApprovalTests.Fixture fixture) : IClassFixture<ApprovalTests.Fixture>
{
    public sealed class Fixture : DraftsFixture
    {
        protected override async Task<TestServer> StartAsync() =>
            await TestServer.StartAsync(await TestDatabase.CreateAsync(), "--Submissions:ApprovalLayers:0", "iot-base");
    }

    [Fact]
    public async Task TheEditorProposesAndTheProvincePublishes()
    {
        using var jinan = await fixture.JinanAsync();
        var draft = await jinan.HandInAsync(HandingIn.Table("A1"), "iot-base");
        using (var proposed = await jinan.TryPublishAsync(draft.Id())) Assert.Equal(202, (int)proposed.StatusCode);
        Assert.Equal("awaiting-approval", (await jinan.Http.JsonAsync($"/api/submissions/{draft.Id()}")).Text("state"));
        Assert.Empty(await fixture.Http.FeaturesAsync("/ogc/collections/iot-base/items"));
        using (var again = await jinan.TryPublishAsync(draft.Id())) await again.AssertProblemAsync(409, "awaiting-approval");

        using var province = await fixture.ProvinceAsync();
        var publication = await province.PublishAsync(draft.Id());
        Assert.Equal("province", publication.Text("actor"));
        Assert.Equal(["A1"], await fixture.Http.ValuesAsync("/ogc/collections/iot-base/items", "code"));
        Assert.Equal("published", (await jinan.Http.JsonAsync($"/api/submissions/{draft.Id()}")).Text("state"));
    }

    [Fact]
    public async Task OtherLayersNeedNone()
    {
        using var jinan = await fixture.JinanAsync();
        await jinan.BringAsync(HandingIn.Table("A1"), "smart-farm");
    }
}
