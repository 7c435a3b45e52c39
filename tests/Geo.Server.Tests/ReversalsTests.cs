using Geo.Server.Submissions;
using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests;

/// <summary>A publication can be taken back as long as nobody built on it. Each test has a layer of its own.</summary>
public sealed class ReversalsTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private static readonly SubmittedFeature A = Publishing.Site("a", Publishing.Lixia).Since("2019-05-01").With("""{"remarks": "x"}""");
    private static readonly SubmittedFeature B = Publishing.Site("b", Publishing.Shinan) with { Synthetic = true };
    private static readonly SubmittedFeature C = Publishing.Site("c", Publishing.Shinan);

    private TestDatabase Database => fixture.Database;

    [Fact]
    public async Task RestoresExactlyWhatWasThere()
    {
        await Database.PublishAsync("5g", [A, B]);
        var before = await StateAsync("5g");
        var publication = await Database.PublishAsync("5g", [A with { Name = "renamed" }, C]);
        Assert.NotEqual(before, await StateAsync("5g"));

        var reversal = await Database.ReverseAsync("5g", publication.Id!.Value);
        Assert.Equal((3, 1, 1, 1), (reversal.DataVersion, reversal.Added, reversal.Changed, reversal.Removed));
        Assert.Equal(before, await StateAsync("5g"));
        Assert.Equal(publication.Id, await Database.ScalarAsync<long>("select reverses from geo.publication where id = $1 and kind = 'reversal'", reversal.Id!.Value));
        // The states in between stay readable.
        Assert.Equal(["renamed", "c"], await fixture.Http.ValuesAsync("/ogc/collections/5g/items?version=2", "name"));
    }

    [Fact]
    public async Task TakesAFirstPublicationBackToNothing()
    {
        var first = await Database.PublishAsync("nb-iot", [A, B]);
        await Database.ReverseAsync("nb-iot", first.Id!.Value);
        Assert.Empty(await fixture.Http.FeaturesAsync("/ogc/collections/nb-iot/items"));
        Assert.False((await fixture.Http.JsonAsync("/ogc/collections/nb-iot")).TryGetProperty("extent", out _));
    }

    [Fact]
    public async Task IsItselfTakenBack()
    {
        await Database.PublishAsync("village", [A]);
        var publication = await Database.PublishAsync("village", [A with { Status = "building" }, B]);
        var after = await StateAsync("village");
        var reversal = await Database.ReverseAsync("village", publication.Id!.Value);
        await Database.ReverseAsync("village", reversal.Id!.Value);
        Assert.Equal(after, await StateAsync("village"));
    }

    [Fact]
    public async Task LeavesLaterChangesOfOtherSitesAlone()
    {
        var first = await Database.PublishAsync("smart-farm", [A], new PublicationScope(AreaAdcode: "370100"));
        await Database.PublishAsync("smart-farm", [C], new PublicationScope(AreaAdcode: "370200"));
        await Database.ReverseAsync("smart-farm", first.Id!.Value);
        Assert.Equal(["c"], await fixture.Http.ValuesAsync("/ogc/collections/smart-farm/items", "code"));
    }

    public static TheoryData<string> LaterTouches => ["changed", "removed", "added again"];

    [Theory]
    [MemberData(nameof(LaterTouches))]
    public async Task IsRefusedWhenALaterPublicationTouchedTheSameSites(string later)
    {
        var layer = later switch { "changed" => "charging", "removed" => "iot-base", _ => "smart-port" };
        await Database.PublishAsync(layer, [A, C]);
        var publication = await Database.PublishAsync(layer, later == "added again" ? [C] : [A with { Name = "renamed" }, C]);
        await Database.PublishAsync(layer, later switch
        {
            "changed" => [A with { Name = "renamed again" }, C],
            "removed" => [C],
            _ => [A with { Name = "another" }, C],
        });
        var state = await StateAsync(layer);
        Assert.Equal("changed-since", (await Assert.ThrowsAsync<PublicationException>(() => Database.ReverseAsync(layer, publication.Id!.Value))).Code);
        Assert.Equal(state, await StateAsync(layer));
    }

    [Fact]
    public async Task IsPossibleOnceTheLaterPublicationWasTakenBack()
    {
        await Database.PublishAsync("hydrology-station", [A]);
        var before = await StateAsync("hydrology-station");
        var second = await Database.PublishAsync("hydrology-station", [A with { Name = "second" }, B]);
        var third = await Database.PublishAsync("hydrology-station", [A with { Name = "third" }]);
        Assert.Equal("changed-since", (await Assert.ThrowsAsync<PublicationException>(() => Database.ReverseAsync("hydrology-station", second.Id!.Value))).Code);
        await Database.ReverseAsync("hydrology-station", third.Id!.Value);
        await Database.ReverseAsync("hydrology-station", second.Id!.Value);
        Assert.Equal(before, await StateAsync("hydrology-station"));
    }

    [Fact]
    public async Task IsRefusedTheSecondTimeAndForAPublicationThatIsNotTheLayers()
    {
        var publication = await Database.PublishAsync("logistics-hub", [A]);
        await Database.ReverseAsync("logistics-hub", publication.Id!.Value);
        Assert.Equal("already-reversed", (await Assert.ThrowsAsync<PublicationException>(() => Database.ReverseAsync("logistics-hub", publication.Id!.Value))).Code);
        Assert.Equal("unknown-publication", (await Assert.ThrowsAsync<PublicationException>(() => Database.ReverseAsync("logistics-hub", long.MaxValue))).Code);
        var other = await Database.PublishAsync("utility-tunnel", [A]);
        Assert.Equal("unknown-publication", (await Assert.ThrowsAsync<PublicationException>(() => Database.ReverseAsync("logistics-hub", other.Id!.Value))).Code);
        Assert.Equal(2, await Database.ScalarAsync<long>("select data_version from geo.layer where id = 'logistics-hub'"));
    }

    [Fact]
    public async Task IsRefusedForADefinition()
    {
        await Database.PublishAsync("smart-community", [A]);
        await Database.ScalarAsync<long>("""
            with risen as (update geo.layer set data_version = 2 where id = 'smart-community')
            insert into geo.publication (layer_id, data_version, kind, actor, source) values ('smart-community', 2, 'definition', 'test', 'layer.json') returning id
            """);
        var definition = await Database.ScalarAsync<long>("select id from geo.publication where kind = 'definition' and layer_id = 'smart-community'");
        Assert.Equal("unknown-publication", (await Assert.ThrowsAsync<PublicationException>(() => Database.ReverseAsync("smart-community", definition))).Code);
    }

    /// <summary>Everything of the current state that a reader can see, keys included.</summary>
    private async Task<string> StateAsync(string layer) => await Database.ScalarAsync<string>("""
        select l.feature_count || ' ' || l.synthetic_count || ' ' || coalesce(l.period_from, 0) || ' ' || coalesce(l.period_to, 0) || ' ' || coalesce(st_astext(l.extent), '') || ' ' ||
          coalesce((select string_agg(concat_ws('|', key, code, name, status, in_service_date, city_adcode, county_adcode, synthetic, source, positional_quality, attributes, st_astext(geom)), E'\n' order by key)
            from geo.site where layer_id = l.id and valid_to is null), '')
        from geo.layer l where l.id = $1
        """, layer);
}
