using Geo.Server.Submissions;
using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests;

/// <summary>A submission becomes the layer's next state, whole or not at all. Each test has a layer of its own.</summary>
public sealed class PublicationsTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private TestDatabase Database => fixture.Database;

    [Fact]
    public async Task EachPublicationRaisesTheVersionByOneAndCountsWhatChanged()
    {
        var first = await Database.PublishAsync("5g", [Publishing.Site("a", Publishing.Lixia), Publishing.Site("b", Publishing.Lixia), Publishing.Site("c", Publishing.Shinan)]);
        Assert.Equal((1, 3, 0, 0), (first.DataVersion, first.Added, first.Changed, first.Removed));
        var second = await Database.PublishAsync("5g", [Publishing.Site("a", Publishing.Lixia), Publishing.Site("b", Publishing.Lixia, "renamed"), Publishing.Site("d", Publishing.Shinan), Publishing.Site("e", Publishing.Shinan)]);
        Assert.Equal((2, 2, 1, 1), (second.DataVersion, second.Added, second.Changed, second.Removed));
        Assert.Equal(["a", "b", "d", "e"], await CodesAsync("5g"));
        Assert.True(await Database.ScalarAsync<bool>(
            "select (data_version, kind, actor, source, added, changed, removed) = (2::bigint, 'publication', 'test', 'a file', 2::bigint, 1::bigint, 1::bigint) from geo.publication where id = $1", second.Id!.Value));
    }

    [Fact]
    public async Task AnUnchangedFilePublishesNothing()
    {
        SubmittedFeature[] file = [Publishing.Site("a", Publishing.Lixia).Since("2020-01-01").With("""{"pci": 1, "remarks": "x"}"""), Publishing.Site("b", Publishing.Shinan)];
        await Database.PublishAsync("nb-iot", file);
        var rows = await Database.ScalarAsync<long>("select count(*) from geo.site where layer_id = 'nb-iot'");
        var again = await Database.PublishAsync("nb-iot", file.Reverse());
        Assert.Equal(new PublicationResult(null, 1, 0, 0, 0), again);
        Assert.Equal(rows, await Database.ScalarAsync<long>("select count(*) from geo.site where layer_id = 'nb-iot'"));
        Assert.Equal(1, await Database.ScalarAsync<long>("select count(*) from geo.publication where layer_id = 'nb-iot'"));
    }

    public static TheoryData<string, string> Changes => new()
    {
        { "name", "another name" }, { "status", "planned" }, { "date", "2021-02-03" }, { "source", "a survey" }, { "quality", "surveyed" },
        { "attributes", """{"remarks": "x"}""" }, { "place", "117.0741 36.651" }, { "synthetic", "true" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task AnyDifferenceIsAChangeAndTheSiteKeepsItsKey(string what, string value)
    {
        // One layer for all: each kind of change has a site of its own, in a scope that leaves the others alone.
        var city = ReferenceCounty.Places.Where(place => place.Adcode.EndsWith("02", StringComparison.Ordinal)).ElementAt(Changes.Select((row, i) => (row.Data.Item1, i)).Single(row => row.Item1 == what).i);
        var scope = new PublicationScope(AreaAdcode: city.Adcode[..4] + "00");
        var site = Publishing.Site(what, city.Place);
        await Database.PublishAsync("village", [site], scope);
        var key = await Database.ScalarAsync<long>("select key from geo.site where layer_id = 'village' and code = $1 and valid_to is null", what);
        var changed = what switch
        {
            "name" => site with { Name = value },
            "status" => site with { Status = value },
            "date" => site.Since(value),
            "source" => site with { Source = value },
            "quality" => site with { PositionalQuality = value },
            "attributes" => site.With(value),
            "synthetic" => site with { Synthetic = true },
            _ => Publishing.Site(what, city.Place.X + 1e-4, city.Place.Y),
        };
        var result = await Database.PublishAsync("village", [changed], scope);
        Assert.Equal((0, 1, 0), (result.Added, result.Changed, result.Removed));
        Assert.Equal(key, await Database.ScalarAsync<long>("select key from geo.site where layer_id = 'village' and code = $1 and valid_to is null", what));
    }

    [Fact]
    public async Task APastVersionCanBeRead()
    {
        await Database.PublishAsync("smart-farm", [Publishing.Site("a", Publishing.Lixia), Publishing.Site("gone", Publishing.Lixia)]);
        await Database.PublishAsync("smart-farm", [Publishing.Site("a", Publishing.Lixia, "renamed"), Publishing.Site("new", Publishing.Shinan)]);
        Assert.Equal(["a", "gone"], await fixture.Http.ValuesAsync("/ogc/collections/smart-farm/items?version=1", "name"));
        Assert.Equal(["renamed", "new"], await fixture.Http.ValuesAsync("/ogc/collections/smart-farm/items?version=2", "name"));
        Assert.Equal(["renamed", "new"], await fixture.Http.ValuesAsync("/ogc/collections/smart-farm/items", "name"));

        var gone = (await fixture.Http.FeaturesAsync("/ogc/collections/smart-farm/items?version=1&code=gone")).Single().GetProperty("id");
        Assert.Equal("gone", (await fixture.Http.JsonAsync($"/ogc/collections/smart-farm/items/{gone}?version=1")).Property("code").GetString());
        using var now = await fixture.Http.AskAsync($"/ogc/collections/smart-farm/items/{gone}");
        await now.AssertProblemAsync(404, "unknown-feature");
        using var past = await fixture.Http.AskAsync("/ogc/collections/smart-farm/items?version=1");
        Assert.Contains("immutable", past.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, (await fixture.Http.JsonAsync("/ogc/collections/smart-farm/export.geojson?version=1")).GetProperty("features").GetArrayLength());
    }

    [Fact]
    public async Task AScopeLeavesTheOthersAlone()
    {
        var demo = Publishing.Site("demo", Publishing.Lixia) with { Synthetic = true };
        await Database.PublishAsync("iot-base", [demo, Publishing.Site("jinan", Publishing.Lixia), Publishing.Site("qingdao", Publishing.Shinan)]);

        await Database.PublishAsync("iot-base", [Publishing.Site("qingdao-2", Publishing.Shinan)], new PublicationScope(Synthetic: false, AreaAdcode: "370200"));
        Assert.Equal(["demo", "jinan", "qingdao-2"], await CodesAsync("iot-base"));
        await Database.PublishAsync("iot-base", [demo with { Code = "demo-2" }], new PublicationScope(Synthetic: true));
        Assert.Equal(["demo-2", "jinan", "qingdao-2"], await CodesAsync("iot-base"));
        await Database.PublishAsync("iot-base", [], new PublicationScope(Synthetic: false));
        Assert.Equal(["demo-2"], await CodesAsync("iot-base"));
        await Database.PublishAsync("iot-base", [], new PublicationScope());
        Assert.Empty(await CodesAsync("iot-base"));
    }

    [Fact]
    public async Task WhatLiesOutsideTheProvinceIsRefusedByRowAndNothingIsWritten()
    {
        await Database.PublishAsync("smart-port", [Publishing.Site("before", Publishing.Shinan)]);
        var refusal = await Assert.ThrowsAsync<PublicationException>(() => Database.PublishAsync("smart-port",
            [Publishing.Site("good", Publishing.Lixia), Publishing.Site("beijing", 116.4, 39.9), Publishing.Site("at-sea", 122.9, 36.0)]));
        Assert.Equal("outside-province", refusal.Code);
        Assert.Contains("2 rows", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("2 (beijing), 3 (at-sea)", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(["before"], await CodesAsync("smart-port"));
        Assert.Equal(1, await Database.ScalarAsync<long>("select data_version from geo.layer where id = 'smart-port'"));
    }

    [Fact]
    public async Task ASiteOffTheCoastBelongsToTheNearestCounty()
    {
        // 荣成市 (371082) reaches farthest east: from its tip, 4 km out to sea is still its, 6 km is nobody's.
        var tip = await Database.ScalarAsync<NetTopologySuite.Geometries.Geometry>("select geom from (select (st_dumppoints(geom)).geom from geo.area where adcode = '371082' and valid_to is null) p order by st_x(geom) desc limit 1");
        var degreesPerKm = 1 / (111.32 * Math.Cos(double.DegreesToRadians(tip.Coordinate.Y)));
        var near = Publishing.Site("near", tip.Coordinate.X + 4 * degreesPerKm, tip.Coordinate.Y);
        await Database.PublishAsync("hydrology-station", [near]);
        Assert.Equal(["371082"], await fixture.Http.ValuesAsync("/ogc/collections/hydrology-station/items", "countyAdcode"));
        var far = Publishing.Site("far", tip.Coordinate.X + 6 * degreesPerKm, tip.Coordinate.Y);
        Assert.Equal("outside-province", (await Assert.ThrowsAsync<PublicationException>(() => Database.PublishAsync("hydrology-station", [far]))).Code);
    }

    [Fact]
    public async Task EverySiteGetsTheCountyAndCityItLiesIn()
    {
        await Database.PublishAsync("network-node", ReferenceCounty.Places.Select(county => Publishing.Site(county.Adcode, county.Place)));
        var sites = await fixture.Http.FeaturesAsync("/ogc/collections/network-node/items?limit=200");
        Assert.Equal(136, sites.Count);
        Assert.All(sites, site => Assert.Equal(site.Property("code").GetString(), site.Property("countyAdcode").GetString()));
        var cityOf = ReferenceCounty.Reference.ToDictionary(county => county.Adcode, county => county.CityAdcode);
        Assert.All(sites, site => Assert.Equal(cityOf[site.Property("code").GetString()!], site.Property("cityAdcode").GetString()));
    }

    [Fact]
    public async Task ACodeTwiceInACityIsRefusedButTwoCitiesMayShareIt()
    {
        var both = await Database.PublishAsync("key-area", [Publishing.Zone("001", Publishing.Lixia, 0.01), Publishing.Zone("001", Publishing.Shinan, 0.01)]);
        Assert.Equal(2, both.Added);
        var refusal = await Assert.ThrowsAsync<PublicationException>(() => Database.PublishAsync("key-area",
            [Publishing.Zone("002", Publishing.Lixia, 0.01), Publishing.Zone("002", Publishing.Lixia, 0.02)]));
        Assert.Equal("duplicate-code", refusal.Code);
        Assert.Contains("002", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(["001", "001"], await CodesAsync("key-area"));
        Assert.Equal(1, await Database.ScalarAsync<long>("select data_version from geo.layer where id = 'key-area'"));
    }

    [Fact]
    public async Task ACodeTwiceIsRefusedAlsoWhereItIsPublishedAlready()
    {
        await Database.PublishAsync("reservoir", [Publishing.Zone("001", Publishing.Lixia, 0.01)]);
        var refusal = await Assert.ThrowsAsync<PublicationException>(() => Database.PublishAsync("reservoir",
            [Publishing.Zone("001", Publishing.Lixia, 0.02), Publishing.Zone("001", Publishing.Lixia, 0.03)]));
        Assert.Equal("duplicate-code", refusal.Code);
        Assert.Equal(1, await Database.ScalarAsync<long>("select data_version from geo.layer where id = 'reservoir'"));
    }

    [Fact]
    public async Task TwoPublicationsAtOnceFollowOneAnother()
    {
        const int Writers = 6;
        var results = await Task.WhenAll(Enumerable.Range(0, Writers).Select(i => Task.Run(() => Database.PublishAsync("charging",
            Enumerable.Range(0, 200).Select(n => Publishing.Site($"{i}-{n}", Publishing.Lixia)), new PublicationScope()))));
        Assert.Equal(Enumerable.Range(1, Writers).Select(version => (long)version), results.Select(result => result.DataVersion).Order());
        Assert.Equal((200, 0), (results.Single(result => result.DataVersion == 1).Added, results.Single(result => result.DataVersion == 1).Removed));
        Assert.All(results.Where(result => result.DataVersion > 1), result => Assert.Equal((200, 200), (result.Added, result.Removed)));
        Assert.Equal(200, (await CodesAsync("charging")).Count);
    }

    private async Task<IReadOnlyList<string>> CodesAsync(string layer) =>
        [.. (await fixture.Http.ValuesAsync($"/ogc/collections/{layer}/items?limit=1000", "code")).Order()];
}
