using Geo.Server.Submissions;
using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests;

/// <summary>The figures kept with a layer are those that counting gives, after every kind of change.</summary>
public sealed class LayerFiguresTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private static readonly SubmittedFeature Old = Publishing.Site("old", Publishing.Lixia).Since("1998-03-01");
    private static readonly SubmittedFeature New = Publishing.Site("new", Publishing.Shinan).Since("2021-12-31");
    private static readonly SubmittedFeature Demo = Publishing.Site("demo", 118.05, 36.8) with { Synthetic = true };

    [Fact]
    public async Task AreThoseOfCounting()
    {
        await PublishAndCompareAsync([Old, New, Demo], new PublicationScope());
        await PublishAndCompareAsync([New], new PublicationScope(Synthetic: false));
        await PublishAndCompareAsync([], new PublicationScope(Synthetic: true));
        await PublishAndCompareAsync([], new PublicationScope());
        Assert.Equal(0, await fixture.Database.ScalarAsync<long>("select feature_count from geo.layer where id = '5g'"));
        await PublishAndCompareAsync([Old, Demo], new PublicationScope());
    }

    [Fact]
    public async Task AreWhatTheCollectionSays()
    {
        await fixture.Database.PublishAsync("charging", [New, New with { Code = "newer", InServiceDate = new DateOnly(2022, 1, 1) }, Demo]);
        var collection = await fixture.Http.JsonAsync("/ogc/collections/charging");
        var geo = collection.GetProperty("geo");
        Assert.Equal((1, 3, 1), (geo.GetProperty("dataVersion").GetInt64(), geo.GetProperty("count").GetInt64(), geo.GetProperty("syntheticCount").GetInt64()));
        // 88 is 2021Q4, 89 is 2022Q1.
        Assert.Equal((88, 89), (geo.GetProperty("periods").GetProperty("from").GetInt32(), geo.GetProperty("periods").GetProperty("to").GetInt32()));
        var interval = collection.GetProperty("extent").GetProperty("temporal").GetProperty("interval")[0];
        Assert.Equal(("2021-10-01T00:00:00Z", "2022-03-31T23:59:59Z"), (interval[0].GetString(), interval[1].GetString()));
    }

    [Fact]
    public async Task TheExtentHoldsEveryPlaceAndEveryTime()
    {
        await fixture.Database.PublishAsync("nb-iot", [Old, New, Demo]);
        var extent = (await fixture.Http.JsonAsync("/ogc/collections/nb-iot")).GetProperty("extent");
        var box = extent.GetProperty("spatial").GetProperty("bbox")[0].EnumerateArray().Select(number => number.GetDouble()).ToArray();
        Assert.InRange(box[0], 117.0739, 117.074);
        Assert.InRange(box[1], 36.0649, 36.065);
        Assert.InRange(box[2], 120.387, 120.3871);
        Assert.InRange(box[3], 36.8, 36.8001);
        // The oldest quarter stands for everything before it too, so the extent is open there.
        var interval = extent.GetProperty("temporal").GetProperty("interval")[0];
        Assert.Equal(System.Text.Json.JsonValueKind.Null, interval[0].ValueKind);
        Assert.Equal("2021-12-31T23:59:59Z", interval[1].GetString());
    }

    [Fact]
    public async Task ALayerWithNothingInItHasNoExtent()
    {
        var collection = await fixture.Http.JsonAsync("/ogc/collections/reservoir");
        Assert.False(collection.TryGetProperty("extent", out _));
        Assert.Equal(0, collection.GetProperty("geo").GetProperty("count").GetInt64());
        Assert.Empty(await fixture.Http.FeaturesAsync("/ogc/collections/reservoir/items"));
    }

    private async Task PublishAndCompareAsync(SubmittedFeature[] features, PublicationScope scope)
    {
        var result = await fixture.Database.PublishAsync("5g", features, scope);
        Assert.True(await fixture.Database.ScalarAsync<bool>("""
            select (l.data_version, l.feature_count, l.synthetic_count, l.period_from, l.period_to) is not distinct from
                   ($1, c.n, c.synthetic, c.first, c.last)
               and (c.n = 0) = (l.extent is null)
               and (c.n = 0 or st_covers(l.extent, c.geom) and st_area(l.extent) - st_area(st_envelope(c.geom)) < 1e-4)
               and l.published_at = (select max(published_at) from geo.publication where layer_id = '5g')
            from geo.layer l, (
              select count(*) as n, count(*) filter (where synthetic) as synthetic, st_collect(geom) as geom,
                (min(greatest(1, (extract(year from in_service_date)::int - 2000) * 4 + extract(quarter from in_service_date)::int)) filter (where in_service_date is not null))::smallint as first,
                (max(greatest(1, (extract(year from in_service_date)::int - 2000) * 4 + extract(quarter from in_service_date)::int)) filter (where in_service_date is not null))::smallint as last
              from geo.site where layer_id = '5g' and valid_to is null
            ) c
            where l.id = '5g'
            """, result.DataVersion));
    }
}
