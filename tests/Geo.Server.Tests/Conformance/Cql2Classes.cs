using System.Text.Json;
using Geo.Core.Cql2;
using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests.Conformance;

/// <summary>
/// CQL2 (21-065r2), annex A, on every collection, in text and in JSON. The tests "test-data" are against the standard's data set; ours are
/// the predicates of ReferenceData/cql2.txt against places of our own.
/// </summary>
public sealed class Cql2Classes(ConformanceFixture fixture) : IClassFixture<ConformanceFixture>
{
    private const string Base = "cql2/1.0/conf/";
    private const string World = "POLYGON((-180 -90,180 -90,180 90,-180 90,-180 -90))";

    private static readonly string[] Signs = ["=", "<>", ">", "<=", "<", ">="];

    private readonly List<string> _valid = [];

    [AbstractTest(Base + "basic-cql2", "basic-test")]
    public async Task EveryQueryableHasAType()
    {
        foreach (var id in ConformanceFixture.Collections) Assert.Contains(await TypesAsync(id), queryable => queryable.Type is "string" or "number" or "boolean" or "date");
    }

    [AbstractTest(Base + "basic-cql2", "comparison")]
    public Task Comparison() => ForEachScalarAsync(async (id, queryable, value) =>
    {
        var results = new List<IReadOnlyList<string>>();
        foreach (var sign in Signs) results.Add(await SelectAsync(id, $"{queryable} {sign} {value}"));
        for (var i = 0; i < Signs.Length; i += 2) Assert.Empty(results[i].Intersect(results[i + 1]));
    });

    [AbstractTest(Base + "basic-cql2", "is-null")]
    public async Task IsNull()
    {
        foreach (var id in ConformanceFixture.Filled)
            foreach (var (name, _) in await TypesAsync(id))
                Assert.Empty((await SelectAsync(id, $"{name} IS NULL")).Intersect(await SelectAsync(id, $"{name} is not null")));
    }

    [AbstractTest(Base + "basic-cql2", "boolean")]
    public async Task Truth()
    {
        foreach (var id in ConformanceFixture.Filled)
        {
            Assert.Equal(await fixture.IdsAsync(id), await SelectAsync(id, "true"));
            Assert.Empty(await SelectAsync(id, "false"));
        }
    }

    [AbstractTest(Base + "basic-cql2", "logical")]
    public async Task Logic()
    {
        foreach (var id in ConformanceFixture.Filled)
        {
            foreach (var (name, _) in await TypesAsync(id)) _valid.Add($"{name} IS NOT NULL");
            for (var i = 0; i + 3 < _valid.Count; i++)
                await SelectAsync(id, $"(NOT ({_valid[i + 1]}) AND {_valid[i]}) OR ({_valid[i + 2]} and {_valid[i + 3]}) or not ({_valid[i]} OR {_valid[i + 3]})");
            _valid.Clear();
        }
    }

    [AbstractTest(Base + "advanced-comparison-operators", "like")]
    public Task Like() => ForEachAsync("string", async (id, name) =>
    {
        Assert.Empty((await SelectAsync(id, $"{name} like '_%'")).Intersect(await SelectAsync(id, $"{name} like ''")));
        Assert.Equal(await SelectAsync(id, $"{name} LIKE '%'"), await SelectAsync(id, $"{name} like '%%'"));
        await SelectAsync(id, $@"{name} like '\\%\\_'");
    });

    [AbstractTest(Base + "advanced-comparison-operators", "between")]
    public Task Between() => ForEachAsync("number", async (id, name) =>
    {
        await SelectAsync(id, $"{name} BETWEEN 0 AND 100");
        Assert.Empty(await SelectAsync(id, $"{name} between 100.0 and 1.0"));
    });

    [AbstractTest(Base + "advanced-comparison-operators", "in")]
    public async Task In()
    {
        await ForEachAsync("number", async (id, name) => await SelectAsync(id, $"{name} IN (1, 2, 3)"));
        await ForEachAsync("string", async (id, name) => await SelectAsync(id, $"{name} in ('foo', 'bar')"));
        await ForEachAsync("boolean", async (id, name) => await SelectAsync(id, $"{name} in (true)"));
        await ForEachAsync("date", async (id, name) => await SelectAsync(id, $"{name} in ('2022-04-14', '2022-04-15')"));
        Assert.NotEmpty(await SelectAsync("5g", "inServiceDate in ('2018-01-15')"));
    }

    [AbstractTest(Base + "case-insensitive-comparison", "casei")]
    public Task CaseI() => ForEachAsync("string", async (id, name) =>
        Assert.Empty((await SelectAsync(id, $"CASEI({name}) = casei('foo')")).Intersect(await SelectAsync(id, $"CASEI({name}) <> casei('FOO')"))));

    [AbstractTest(Base + "case-insensitive-comparison", "casei-like")]
    public Task CaseILike() => ForEachAsync("string", async (id, name) =>
        Assert.Equal(await SelectAsync(id, $"CASEI({name}) LIKE casei('s%')"), await SelectAsync(id, $"CASEI({name}) LIKE casei('S%')")));

    [AbstractTest(Base + "accent-insensitive-comparison", "accenti")]
    public Task AccentI() => ForEachAsync("string", async (id, name) =>
        Assert.Empty((await SelectAsync(id, $"ACCENTI({name}) = accenti('äöüéáí')")).Intersect(await SelectAsync(id, $"ACCENTI({name}) <> accenti('aoueai')"))));

    [AbstractTest(Base + "accent-insensitive-comparison", "accenti-like")]
    public Task AccentILike() => ForEachAsync("string", async (id, name) =>
        Assert.Equal(await SelectAsync(id, $"ACCENTI({name}) LIKE accenti('Ä%')"), await SelectAsync(id, $"ACCENTI({name}) LIKE accenti('A%')")));

    [AbstractTest(Base + "accent-insensitive-comparison", "accenti-casei")]
    public Task AccentICaseI() => ForEachAsync("string", async (id, name) =>
        Assert.Equal(await SelectAsync(id, $"ACCENTI(CASEI({name})) = accenti(casei('ÄÉ'))"), await SelectAsync(id, $"ACCENTI(CASEI({name})) = accenti(casei('ae'))")));

    [AbstractTest(Base + "accent-insensitive-comparison", "accenti-casei-like")]
    public Task AccentICaseILike() => ForEachAsync("string", async (id, name) =>
        Assert.Equal(await SelectAsync(id, $"ACCENTI(CASEI({name})) LIKE accenti(casei('Ä%'))"), await SelectAsync(id, $"ACCENTI(CASEI({name})) LIKE accenti(casei('a%'))")));

    [AbstractTest(Base + "basic-spatial-functions", "s_intersects")]
    public async Task BasicIntersects()
    {
        foreach (var id in ConformanceFixture.Filled)
        {
            Assert.Equal(await fixture.IdsAsync(id), await SelectAsync(id, "S_INTERSECTS(geometry,BBOX(-180,-90,180,90))"));
            Assert.Empty(await SelectAsync(id, "S_INTERSECTS(geometry,POINT(7.02 49.92))"));
            await RefusedAsync(id, "S_INTERSECTS(geometry,POINT(90 180))");
            Assert.Empty(await SelectAsync(id, "S_INTERSECTS(geometry,BBOX(-180,-90,-90,90)) AND S_INTERSECTS(geometry,BBOX(90,-90,180,90))"));
        }
    }

    [AbstractTest(Base + "basic-spatial-functions-plus", "s_intersects")]
    public async Task IntersectsEveryLiteral()
    {
        foreach (var id in ConformanceFixture.Filled)
        {
            await RefusedAsync(id, "S_INTERSECTS(geometry,MULTIPOINT(7.02 49.92, 90 180))");
            foreach (var literal in (string[])["LINESTRING(-180 -45, 0 -45)", "MULTILINESTRING((-180 -45, 0 -45), (0 45, 180 45))",
                "POLYGON((-180 -90, -90 -90, -90 90, -180 90, -180 -90), (-120 -50, -100 -50, -100 -40, -120 -40, -120 -50))",
                "MULTIPOLYGON(((-180 -90, -90 -90, -90 90, -180 90, -180 -90), (-120 -50, -100 -50, -100 -40, -120 -40, -120 -50)),((0 0, 10 0, 10 10, 0 10, 0 0)))",
                "GEOMETRYCOLLECTION(POINT(7.02 49.92), POLYGON((0 0, 10 0, 10 10, 0 10, 0 0)))"])
                Assert.Empty(await SelectAsync(id, $"S_INTERSECTS(geometry,{literal})"));
        }
    }

    [AbstractTest(Base + "spatial-functions", "s_intersects")]
    public Task Intersects() => SpatialAsync("S_INTERSECTS", same: true);

    [AbstractTest(Base + "spatial-functions", "s_disjoint")]
    public async Task Disjoint()
    {
        await SpatialAsync("S_DISJOINT", same: true);
        foreach (var id in ConformanceFixture.Filled)
            foreach (var literal in (string[])["LINESTRING(117 36,118 37)", "POINT(117.074 36.651)"])
                Assert.Empty((await SelectAsync(id, $"S_DISJOINT(geometry,{literal})")).Intersect(await SelectAsync(id, $"S_INTERSECTS(geometry,{literal})")));
    }

    [AbstractTest(Base + "spatial-functions", "s_equals")]
    public async Task SpatialEquals()
    {
        await SpatialAsync("S_EQUALS", same: true);
        Assert.Single(await SelectAsync("5g", "S_EQUALS(geometry,POINT(117.074 36.651))"));
    }

    [AbstractTest(Base + "spatial-functions", "s_touches")]
    public Task Touches() => SpatialAsync("S_TOUCHES", same: true);

    [AbstractTest(Base + "spatial-functions", "s_crosses")]
    public Task Crosses() => SpatialAsync("S_CROSSES", same: true);

    [AbstractTest(Base + "spatial-functions", "s_within")]
    public async Task Within()
    {
        await SpatialAsync("S_WITHIN", same: true);
        foreach (var id in ConformanceFixture.Filled) Assert.Equal(await fixture.IdsAsync(id), await SelectAsync(id, $"S_WITHIN(geometry,{World})"));
    }

    [AbstractTest(Base + "spatial-functions", "s_contains")]
    public async Task Contains()
    {
        await SpatialAsync("S_CONTAINS", same: true);
        Assert.Equal(["370102"], await SelectAsync("counties", "S_CONTAINS(geometry,POINT(117.074 36.651))"));
    }

    [AbstractTest(Base + "spatial-functions", "s_overlaps")]
    public async Task Overlaps()
    {
        await SpatialAsync("S_OVERLAPS", same: true);
        Assert.NotEmpty(await SelectAsync("counties", "S_OVERLAPS(geometry,BBOX(117,36,118,37))"));
    }

    [AbstractTest(Base + "temporal-functions", "temporal-functions-1")]
    public Task InstantsAndIntervals() => ForEachAsync("date", async (id, name) =>
    {
        foreach (var function in (string[])["T_AFTER", "T_BEFORE", "T_DISJOINT", "T_EQUALS", "T_INTERSECTS"])
            foreach (var time in (string[])["DATE('2022-04-24')", "INTERVAL('2021-01-01','2021-12-31')", "TIMESTAMP('2022-04-24T07:59:57Z')", "INTERVAL('2021-01-01T00:00:00Z','2021-12-31T23:59:59Z')"])
                await SelectAsync(id, $"{function}({name},{time})");
    });

    [AbstractTest(Base + "temporal-functions", "temporal-functions-2")]
    public async Task Intervals()
    {
        foreach (var function in (string[])["AFTER", "BEFORE", "DISJOINT", "EQUALS", "INTERSECTS", "CONTAINS", "DURING", "FINISHEDBY", "FINISHES", "MEETS", "METBY", "OVERLAPPEDBY", "OVERLAPS", "STARTEDBY", "STARTS"])
        {
            await SelectAsync("5g", $"T_{function}(INTERVAL(inServiceDate,inServiceDate),INTERVAL('2021-01-01','2021-12-31'))");
            if (function is not ("AFTER" or "BEFORE" or "DISJOINT" or "EQUALS" or "INTERSECTS")) await RefusedAsync("5g", $"T_{function}(inServiceDate,INTERVAL('2021-01-01','2021-12-31'))");
        }
    }

    [AbstractTest(Base + "array-functions", "array-predicates")]
    public async Task Arrays()
    {
        foreach (var (name, _) in (await TypesAsync("5g")).Where(queryable => queryable.Type == "array"))
            foreach (var function in (string[])["A_CONTAINS", "A_CONTAINEDBY", "A_EQUALS", "A_OVERLAPS"])
                await SelectAsync("5g", $"{function}({name},('foo','bar'))");
        Assert.Single(await SelectAsync("5g", "A_CONTAINS(sectors.azimuthDeg,(30))"));
    }

    [AbstractTest(Base + "property-property", "comparison-value-property")]
    public Task ValueAndProperty() => ForEachScalarAsync(async (id, queryable, value) =>
    {
        var results = new List<IReadOnlyList<string>>();
        foreach (var sign in Signs) results.Add(await SelectAsync(id, $"{value} {sign} {queryable}"));
        for (var i = 0; i < Signs.Length; i += 2) Assert.Empty(results[i].Intersect(results[i + 1]));
    });

    [AbstractTest(Base + "property-property", "comparison-property-property")]
    public Task PropertyAndProperty() => ForEachScalarAsync(async (id, queryable, _) =>
    {
        foreach (var sign in (string[])["<>", "<", ">"]) Assert.Empty(await SelectAsync(id, $"{queryable} {sign} {queryable}"));
        foreach (var sign in (string[])["=", ">=", "<="]) Assert.Equal(await SelectAsync(id, $"{queryable} IS NOT NULL"), await SelectAsync(id, $"{queryable} {sign} {queryable}"));
    });

    [AbstractTest(Base + "property-property", "comparison-value-value")]
    public async Task ValueAndValue()
    {
        foreach (var value in (string[])["'foo'", "true", "3.14", "1", "TIMESTAMP('2022-04-14T14:48:46Z')", "DATE('2022-04-14')"])
        {
            foreach (var sign in (string[])["<>", "<", ">"]) Assert.Empty(await SelectAsync("5g", $"{value} {sign} {value}"));
            foreach (var sign in (string[])["=", ">=", "<="]) Assert.Equal(25, (await SelectAsync("5g", $"{value} {sign} {value}")).Count);
        }
    }

    [AbstractTest(Base + "arithmetic", "arithmetic")]
    public Task Arithmetic() => ForEachAsync("number", async (id, name) =>
    {
        foreach (var filter in (string[])["{0} + 1 > {0}", "{0} * 2 = {0} + {0}", "{0} / 2 < 10", "({0} - 1) div 3 = 1", "{0} % 2 = 0", "{0} ^ 2 >= 0", "-{0} <= 0 AND 2 ^ 3 = 8"])
            await SelectAsync(id, string.Format(filter, name));
    });

    [AbstractTest(Base + "cql2-text", "validate")]
    public Task Text() => Comparison();

    [AbstractTest(Base + "cql2-text", "escaping")]
    public void Escaping() => Assert.Equal("'\a\b\t\n\v\f\r'\\\\%", Assert.IsType<TextLiteral>(Cql2Text.Parse(@"'''\a\b\t\n\v\f\r\'\\\%'")).Value);

    // SelectAsync asks everything in both languages.
    [AbstractTest(Base + "cql2-json", "validate")]
    public Task Json() => Comparison();

    private async Task SpatialAsync(string function, bool same)
    {
        foreach (var id in ConformanceFixture.Filled)
        {
            var (box, polygon) = (await SelectAsync(id, $"{function}(geometry,BBOX(-180,-90,180,90))"), await SelectAsync(id, $"{function}(geometry,{World})"));
            if (same) Assert.Equal(box, polygon);
            foreach (var literal in (string[])["LINESTRING(7 50, 10 51)", "POINT(7.02 49.92)", "MULTIPOINT(7 50,10 51)"]) await SelectAsync(id, $"{function}(geometry,{literal})");
            await RefusedAsync(id, $"{function}(geometry,POINT(90 180))");
        }
    }

    private async Task ForEachScalarAsync(Func<string, string, string, Task> check)
    {
        foreach (var id in ConformanceFixture.Filled)
            foreach (var (name, type) in await TypesAsync(id))
                if (type switch { "string" => "'foo'", "boolean" => "true", "number" => "3.14", "date" => "DATE('2022-04-14')", _ => null } is { } value) await check(id, name, value);
    }

    private async Task ForEachAsync(string type, Func<string, string, Task> check)
    {
        foreach (var id in ConformanceFixture.Filled)
            foreach (var (name, _) in (await TypesAsync(id)).Where(queryable => queryable.Type == type)) await check(id, name);
    }

    private async Task<List<(string Name, string Type)>> TypesAsync(string collection) =>
        [.. (await fixture.Http.JsonAsync($"/ogc/collections/{collection}/queryables")).GetProperty("properties").EnumerateObject().Select(property => (property.Name, TypeOf(property.Value)))];

    private static string TypeOf(JsonElement description) =>
        description.TryGetProperty("format", out var format) ? format.GetString()! : description.Text("type") is "integer" ? "number" : description.Text("type")!;

    private async Task<IReadOnlyList<string>> SelectAsync(string collection, string filter)
    {
        var text = await fixture.FilterAsync(collection, filter);
        Assert.Equal(text, await fixture.FilterAsync(collection, Cql2Json.Print(Cql2Text.Parse(filter)), "filter-lang=cql2-json"));
        return text;
    }

    private async Task RefusedAsync(string collection, string filter)
    {
        Assert.Equal(400, await fixture.StatusAsync($"/ogc/collections/{collection}/items?filter={Uri.EscapeDataString(filter)}"));
        Assert.Equal(400, await fixture.StatusAsync($"/ogc/collections/{collection}/items?filter-lang=cql2-json&filter={Uri.EscapeDataString(Cql2Json.Print(Cql2Text.Parse(filter)))}"));
    }
}
