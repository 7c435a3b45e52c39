using System.Text.Json;
using Geo.Core.Cql2;
using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests.Cql2;

/// <summary>What is wrong with a filter is said, with its place; nothing hostile reaches the database as text.</summary>
public sealed class FiltersAreRefusedTests(Place.Fixture fixture) : IClassFixture<Place.Fixture>
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("THIS IS NOT A FILTER", 12)]
    [InlineData("alias", 0)]
    [InlineData("alias = ", 8)]
    [InlineData("alias = 'x", 8)]
    [InlineData("alias = 'x' AND", 15)]
    [InlineData("alias = 'x' extra", 12)]
    [InlineData("nobody = 1", 0)]
    [InlineData("alias = 1", 8)]
    [InlineData("population = 'x'", 13)]
    [InlineData("population LIKE 'x'", 0)]
    [InlineData("alias LIKE code", 11)]
    [InlineData(@"alias LIKE 'x\'", 11)]
    [InlineData(@"alias LIKE 'x\\'", 11)]
    [InlineData("alias IN ()", 9)]
    [InlineData("alias IN (1)", 10)]
    [InlineData("coastal AND 1", 12)]
    [InlineData("population + 'x' = 1", 13)]
    [InlineData("founded = 'yesterday'", 10)]
    [InlineData("founded = DATE('2021-02-30')", 10)]
    [InlineData("founded = TIMESTAMP('2021-01-01')", 10)]
    [InlineData("T_AFTER(alias, DATE('2020-01-01'))", 8)]
    [InlineData("T_DURING(founded, INTERVAL('2020-01-01','..'))", 9)]
    [InlineData("T_AFTER(founded, INTERVAL('2021-01-01','2020-01-01'))", 17)]
    [InlineData("T_AFTER(founded)", 0)]
    [InlineData("S_INTERSECTS(geometry, alias)", 23)]
    [InlineData("S_INTERSECTS(geometry, POINT(1))", 30)]
    [InlineData("S_INTERSECTS(geometry, POINT(190 10))", 23)]
    [InlineData("S_INTERSECTS(geometry, BBOX(1,2,3))", 23)]
    [InlineData("S_INTERSECTS(geometry, BBOX(1,3,2,2))", 23)]
    [InlineData("S_INTERSECTS(geometry, POLYGON((0 0, 1 1, 1 0, 0 1, 0 0)))", 23)]
    [InlineData("S_INTERSECTS(geometry, POLYGON((0 0, 1 1, 1 0)))", 23)]
    [InlineData("S_INTERSECTS(geometry, LINESTRING(0 0))", 23)]
    [InlineData("A_CONTAINS(alias, ('a'))", 11)]
    [InlineData("Buffer(geometry, 1) = 1", 0)]
    [InlineData("population = 1e200", 13)]
    [InlineData("population = 1x", 13)]
    [InlineData("alias = 'a' ; drop table geo.zone", 12)]
    [InlineData("alias = $1", 8)]
    [InlineData("alias = \"code", 8)]
    [InlineData("\"alias'\" = 'x'", 0)]
    public async Task WithThePlace(string filter, int position)
    {
        using var response = await fixture.Http.AskAsync($"/ogc/collections/place/items?filter={Uri.EscapeDataString(filter)}");
        await response.AssertProblemAsync(400, "invalid-filter");
        Assert.Equal(position, JsonSerializer.Deserialize<JsonElement>(await response.TextAsync()).GetProperty("position").GetInt32());
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("{", 1)]
    [InlineData("null", 0)]
    [InlineData("[]", 0)]
    [InlineData("true false", 5)]
    [InlineData("{}", 0)]
    [InlineData("""{"op":"and"}""", 0)]
    [InlineData("""{"op":"and","args":[true]}""", 19)]
    [InlineData("""{"op":"=","args":[1,1],"x":1}""", 0)]
    [InlineData("""{"op":"=","op":"=","args":[1,1]}""", 10)]
    [InlineData("""{"op":"nothing","args":[]}""", 0)]
    [InlineData("""{"op":"=","args":[{"property":"nobody"},1]}""", 18)]
    [InlineData("""{"op":"=","args":[{"property":"alias"},1]}""", 39)]
    [InlineData("""{"op":"=","args":[{"property":"alias"},"济\ud800"]}""", 39)]
    [InlineData("""{"op":"=","args":[{"property":"alias"},"\u0000"]}""", 39)]
    [InlineData("""{"op":"=","args":[{"property":"济"},1e999]}""", 35)]
    [InlineData("""{"op":"s_intersects","args":[{"property":"geometry"},{"type":"Point","coordinates":[]}]}""", 83)]
    [InlineData("""{"op":"s_intersects","args":[{"property":"geometry"},{"type":"Circle","coordinates":[1,1]}]}""", 53)]
    [InlineData("""{"op":"in","args":[{"property":"alias"},["x",[]]]}""", 45)]
    public async Task WithThePlaceInJson(string filter, int position)
    {
        using var response = await fixture.Http.AskAsync($"/ogc/collections/place/items?filter-lang=cql2-json&filter={Uri.EscapeDataString(filter)}");
        await response.AssertProblemAsync(400, "invalid-filter");
        Assert.Equal(position, JsonSerializer.Deserialize<JsonElement>(await response.TextAsync()).GetProperty("position").GetInt32());
    }

    [Fact]
    public void DepthAndLengthHaveTheirLimits()
    {
        Cql2Text.Parse(new string('(', 60) + "true" + new string(')', 60));
        Assert.Throws<Cql2Exception>(() => Cql2Text.Parse(new string('(', 10_000) + "true" + new string(')', 10_000)));
        Assert.Throws<Cql2Exception>(() => Cql2Text.Parse(string.Concat(Enumerable.Repeat("NOT ", 5000)) + "true"));
        Assert.Throws<Cql2Exception>(() => Cql2Text.Parse("1 = " + string.Concat(Enumerable.Repeat("1+", 5000)) + "1"));
        Assert.Throws<Cql2Exception>(() => Cql2Text.Parse("1 = " + string.Concat(Enumerable.Repeat("2^", 5000)) + "1"));
        Assert.Throws<Cql2Exception>(() => Cql2Text.Parse("1 = " + string.Concat(Enumerable.Repeat("- ", 5000)) + "1"));
        Assert.Throws<Cql2Exception>(() => Cql2Text.Parse(string.Concat(Enumerable.Repeat("CASEI(", 5000))));
        Assert.Throws<Cql2Exception>(() => Cql2Text.Parse(string.Concat(Enumerable.Repeat("GEOMETRYCOLLECTION(", 1500))));
        Assert.Throws<Cql2Exception>(() => Cql2Json.Parse(string.Concat(Enumerable.Repeat("[", 30_000))));
        Assert.Throws<Cql2Exception>(() => Cql2Json.Parse(string.Concat(Enumerable.Repeat("""{"op":"not","args":[""", 1000))));
        Assert.Throws<Cql2Exception>(() => Cql2Text.Parse("alias = '" + new string('x', Cql2Limits.MaximumLength) + "'"));
        // Wide is not deep.
        Cql2Text.Parse(string.Join(" OR ", Enumerable.Repeat("population = 1", 1500)));
    }

    [Fact]
    public async Task ALongFilterIsAnswered()
    {
        var codes = string.Join(',', Enumerable.Range(0, 3000).Select(i => $"'x{i}'"));
        Assert.Equal(["p01"], await fixture.SelectAsync($"code IN ({codes},'p01')"));
        Assert.Equal(["p02"], await fixture.SelectAsync(string.Join(" OR ", Enumerable.Range(0, 1000).Select(i => $"population = {-i - 100}")) + " OR population = 200"));
    }

    [Fact]
    public async Task NothingReachesTheDatabaseAsText()
    {
        string[] hostile = ["'", "''", "\\", "\\'", "'; drop table geo.zone; --", "$1", "{box}", "{0}", "%s", "\u202e", "\r\n", "\u0001", "a\" or 1=1 --", "😀", new string('\'', 999), "E'\\x00'", "1) or (1=1"];
        foreach (var text in hostile)
            foreach (var place in (string[])["alias = {}", "{} = {}", "\"{}\" = 1", "S_INTERSECTS(geometry, {})", "founded = DATE({})", "alias LIKE {}", "CASEI({}) = {}", "A_CONTAINS(tags.word, ({}))", "{}", "T_AFTER(founded, INTERVAL({},'..'))", "alias IN ({},{})"])
                foreach (var value in (string[])[text, $"'{text}'", $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}'"])
                    foreach (var parameter in (string[])["filter", "filter-lang=cql2-json&filter", "filter-lang", "filter-crs", "crs", "bbox-crs"])
                    {
                        using var response = await fixture.Http.AskAsync($"/ogc/collections/place/items?{parameter}={Uri.EscapeDataString(place.Replace("{}", value, StringComparison.Ordinal))}");
                        Assert.True((int)response.StatusCode is 200 or 400, $"{parameter} {place} {value}: {response.StatusCode}");
                        if (parameter.EndsWith("filter", StringComparison.Ordinal)) continue;
                        break;
                    }
        Assert.Equal(Place.All.Count, (await fixture.SelectAsync("true")).Count);
    }

    [Fact]
    public async Task AKeyIsAskedForToo()
    {
        var first = (await fixture.Http.FeaturesAsync("/ogc/collections/place/items?limit=1"))[0];
        Assert.Equal([first.Property("code").GetString()!], await fixture.SelectAsync($"id = {first.GetProperty("id")}"));
        Assert.Equal(36, (await fixture.SelectAsync("id > 0 AND id IS NOT NULL")).Count);
        Assert.Equal(["370102"], await fixture.Http.ValuesAsync($"/ogc/collections/counties/items?filter={Uri.EscapeDataString("id = '370102'")}", "adcode"));
    }

    // Written by hand from the standard's own examples, so that reader and writer are not wrong together.
    [Theory]
    [InlineData("""{"op":"like","args":[{"property":"alias"},"app%"]}""", "p02")]
    [InlineData("""{"op":"between","args":[{"property":"population"},12,13]}""", "p11 p12")]
    [InlineData("""{"op":"not","args":[{"op":"in","args":[{"property":"coastal"},[true]]}]}""", "p02 p04 p08 p11 p12 p15 p16 p17 p18 p22 p23 p26 p29 p32 p33")]
    [InlineData("""{"op":"in","args":[{"op":"casei","args":[{"property":"alias"}]},[{"op":"casei","args":["Οδος"]},{"op":"casei","args":["Straße"]}]]}""", "p13 p14 p15 p16")]
    [InlineData("""{"op":"in","args":[{"casei":{"property":"alias"}},[{"casei":"Οδος"}]]}""", "p15 p16")]
    [InlineData("""{"op":"s_intersects","args":[{"property":"geometry"},{"type":"Point","coordinates":[117,36.5]}]}""", "p01")]
    [InlineData("""{"op":"s_intersects","args":[{"property":"geometry"},{"bbox":[116.95,36.45,117.05,36.55]}]}""", "p01")]
    [InlineData("""{"op":"s_within","args":[{"property":"geometry"},{"type":"Polygon","coordinates":[[[116.9,35.9],[117.25,35.9],[117.25,36.3],[116.9,36.3],[116.9,35.9]]]}]}""", "p30 p36")]
    [InlineData("""{"op":"t_during","args":[{"interval":[{"property":"founded"},{"property":"renamed"}]},{"interval":["2004-01-01","2007-01-01"]}]}""", "p03")]
    [InlineData("""{"op":"t_after","args":[{"property":"founded"},{"date":"2022-04-16"}]}""", "p10 p36")]
    [InlineData("""{"op":"t_intersects","args":[{"property":"founded"},{"interval":["2022-04-17","2022-12-31"]}]}""", "p10")]
    [InlineData("""{"op":"t_intersects","args":[{"property":"founded"},{"interval":["2023-01-01",".."]}]}""", "p36")]
    [InlineData("""{"op":">=","args":[{"property":"founded"},{"timestamp":"2022-04-16T00:00:01Z"}]}""", "p10 p36")]
    [InlineData("""{"op":"a_contains","args":[{"property":"tags.word"},["a","c"]]}""", "p04")]
    [InlineData("""{"op":"=","args":[{"property":"population"},{"op":"*","args":[{"property":"altitudeM"},8]}]}""", "p01 p02")]
    [InlineData("""{"op":"isNull","args":[{"property":"alias"}]}""", "p27")]
    [InlineData("""{"args":[{"op":"=","args":[{"property":"code"},"p01"]},{"op":"=","args":[{"property":"code"},"p02"]}],"op":"or"}""", "p01 p02")]
    public async Task JsonIsAsTheStandardWritesIt(string filter, string codes) =>
        Assert.Equal(codes, string.Join(' ', await fixture.SelectAsync(filter, "cql2-json")));
}
