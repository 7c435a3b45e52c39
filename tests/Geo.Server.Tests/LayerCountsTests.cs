using System.Text.Json;
using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests;

/// <summary>Counts by area and class are those of counting, at every level.</summary>
public sealed class LayerCountsTests(LayerCountsTests.Fixture fixture) : IClassFixture<LayerCountsTests.Fixture>
{
    public sealed class Fixture : ServerFixture
    {
        protected override Task ArrangeAsync() => Database.PublishAsync("5g", ReferenceCounty.Places.SelectMany((county, i) => Enumerable.Range(0, 1 + i % 4).Select(n =>
            Publishing.Site($"{county.Adcode}-{n}", county.Place).Since($"{2018 + n}-0{1 + i % 9}-15").With($$"""{"operator": "{{(n % 2 == 0 ? "cmcc" : "cucc")}}", "band": "n78"}"""))));
    }

    [Theory]
    [InlineData("county", "site.county_adcode", 136)]
    [InlineData("city", "substr(site.county_adcode, 1, 4) || '00'", 16)]
    [InlineData("circle", "(select circle from geo.area a where a.adcode = site.county_adcode and a.valid_to is null)", 3)]
    [InlineData("province", "'370000'", 1)]
    public async Task AreThoseOfCounting(string level, string area, int areas)
    {
        var answer = await fixture.Http.JsonAsync($"/api/layers/5g/counts?level={level}");
        Assert.Equal(("5g", level, 1), (answer.Text("layer"), answer.Text("level"), answer.GetProperty("dataVersion").GetInt32()));
        Assert.Equal(areas, answer.GetProperty("areas").GetArrayLength());
        var expected = await fixture.Database.ScalarAsync<string>($"""
            select string_agg(adcode || '|' || key || '|' || n, E'\n' order by adcode, key) from (
              select {area} as adcode, count(*) as n,
                coalesce(array_position(array['cmcc', 'cucc', 'ctcc', 'cbn'], attributes ->> 'operator'), 0)
                + 5 * (coalesce(array_position(array['n41', 'n78', 'n28', 'n1', 'n79'], attributes ->> 'band'), 0)
                + 6 * (array_position(array['planned', 'building', 'in-service'], status)
                + 4 * ((extract(year from in_service_date)::int - 2000) * 4 + extract(quarter from in_service_date)::int))) as key
              from geo.site where layer_id = '5g' and valid_to is null group by 1, 3
            ) counted
            """);
        Assert.Equal(expected.Split('\n').Order(StringComparer.Ordinal), Rows(answer).Select(row => $"{row.Adcode}|{row.Key}|{row.Number}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task AddUpToTheSameAtEveryLevel()
    {
        foreach (var level in (string[])["county", "city", "circle", "province"])
            Assert.Equal(await fixture.Database.ScalarAsync<long>("select feature_count from geo.layer where id = '5g'"), Rows(await fixture.Http.JsonAsync($"/api/layers/5g/counts?level={level}")).Sum(row => row.Number));
    }

    [Fact]
    public async Task AreOfCountiesUnlessAskedOtherwise() =>
        Assert.Equal("county", (await fixture.Http.JsonAsync("/api/layers/5g/counts")).Text("level"));

    [Fact]
    public async Task SayHowTheirClassesAreMade() => Assert.Equal([("operator", 5), ("band", 6), ("status", 4)],
        (await fixture.Http.JsonAsync("/api/layers/5g/counts")).GetProperty("facets").EnumerateArray().Select(facet => (facet.Text("field")!, facet.GetProperty("radix").GetInt32())));

    [Fact]
    public async Task AreNotSentTwice()
    {
        using var first = await fixture.Http.AskAsync("/api/layers/5g/counts?level=city");
        using var again = await fixture.Http.AskAsync("/api/layers/5g/counts?level=city", ("If-None-Match", first.Headers.ETag!.ToString()));
        Assert.Equal(("no-cache", 304), (first.Headers.CacheControl!.ToString(), (int)again.StatusCode));
    }

    [Fact]
    public async Task AreThoseOfTheVersionAskedFor()
    {
        await fixture.Database.PublishAsync("nb-iot", [Publishing.Site("a", Publishing.Lixia), Publishing.Site("b", Publishing.Lixia)]);
        await fixture.Database.PublishAsync("nb-iot", [Publishing.Site("b", Publishing.Lixia), Publishing.Site("c", Publishing.Shinan), Publishing.Site("d", Publishing.Shinan)]);
        foreach (var (version, counts) in new[] { (1, "370102 2"), (2, "370102 1, 370202 2") })
        {
            var answer = await fixture.Http.JsonAsync($"/api/layers/nb-iot/counts?version={version}");
            Assert.Equal(version, answer.GetProperty("dataVersion").GetInt32());
            Assert.Equal(counts, string.Join(", ", Rows(answer).Select(row => $"{row.Adcode} {row.Number}")));
        }
    }

    [Fact]
    public async Task OfALayerWithNothingInItAreNone() =>
        Assert.Equal(0, (await fixture.Http.JsonAsync("/api/layers/smart-farm/counts")).GetProperty("areas").GetArrayLength());

    private static IEnumerable<(string Adcode, int Key, long Number)> Rows(JsonElement answer) =>
        from area in answer.GetProperty("areas").EnumerateArray()
        from part in area.Text("classes")!.Split(',')
        let pair = part.Split(':')
        select (area.Text("adcode")!, int.Parse(pair[0]), long.Parse(pair[1]));
}
