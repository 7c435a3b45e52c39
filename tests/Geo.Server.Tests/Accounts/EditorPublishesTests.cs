using Geo.Server.Submissions;
using Geo.Server.Tests.Harness;
using Npgsql;

namespace Geo.Server.Tests.Accounts;

/// <summary>A city editor publishes through the serving role, whole and inside the city; the log names who did it.</summary>
public sealed class EditorPublishesTests(AccountsFixture fixture) : IClassFixture<AccountsFixture>
{
    private Task<PublicationResult> PublishAsync(string layerId, PublicationScope scope, params SubmittedFeature[] features) =>
        fixture.Database.AsAsync("jinan", "city-editor", [AccountsFixture.Jinan], async session =>
        {
            var layer = fixture.Database.Catalog.Find(layerId)!;
            var id = await Submission.CreateInsideAsync(session.Connection, layer, "jinan", "a file", features, scope, default);
            return await Publication.PublishInsideAsync(session.Connection, layer, id, default);
        });

    [Fact]
    public async Task TheCitysOwnSites()
    {
        await fixture.Database.PublishAsync("5g", [Publishing.Site("of-qingdao", Publishing.Shinan), Publishing.Site("old", Publishing.Lixia)]);
        var result = await PublishAsync("5g", new PublicationScope(AreaAdcode: AccountsFixture.Jinan), Publishing.Site("new", Publishing.Lixia));
        Assert.Equal((1, 0, 1), (result.Added, result.Changed, result.Removed));
        Assert.Equal(["new", "of-qingdao"], (await fixture.Http.ValuesAsync("/ogc/collections/5g/items", "code")).Order());
        Assert.Contains("jinan publication", await fixture.Database.AuditAsync("5g"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(AccountsFixture.Jinan)]
    public async Task ASiteOfAnotherCityStopsThePublicationAsAWhole(string? scope)
    {
        var refused = await Assert.ThrowsAsync<PostgresException>(() => PublishAsync("charging", new PublicationScope(AreaAdcode: scope),
            Publishing.Site("mine", Publishing.Lixia), Publishing.Site("theirs", Publishing.Shinan)));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        Assert.Empty(await fixture.Http.FeaturesAsync("/ogc/collections/charging/items"));
        Assert.DoesNotContain("jinan publication", await fixture.Database.AuditAsync("charging"));
    }

    [Fact]
    public async Task AScopeThatForgetsTheCityRemovesNothingOfOthers()
    {
        await fixture.Database.PublishAsync("nb-iot", [Publishing.Site("of-qingdao", Publishing.Shinan)]);
        await Assert.ThrowsAsync<PostgresException>(() => PublishAsync("nb-iot", new PublicationScope(), Publishing.Site("mine", Publishing.Lixia)));
        Assert.Equal(["of-qingdao"], await fixture.Http.ValuesAsync("/ogc/collections/nb-iot/items", "code"));
    }
}
