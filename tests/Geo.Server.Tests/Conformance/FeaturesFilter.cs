using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests.Conformance;

/// <summary>OGC API - Features - Part 3 (19-079r2), annex A: "Queryables", "Filter" and "Features Filter".</summary>
public sealed class FeaturesFilter(ConformanceFixture fixture) : IClassFixture<ConformanceFixture>
{
    private const string Queryables = "ogcapi-features-3/1.0/conf/queryables";
    private const string Filter = "ogcapi-features-3/1.0/conf/filter";
    private const string FeaturesFilterClass = "ogcapi-features-3/1.0/conf/features-filter";
    private const string Crs84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";

    [AbstractTest(Queryables, "get-conformance")]
    public async Task QueryablesAreDeclared() => Assert.Contains("http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables", await ClassesAsync());

    [AbstractTest(Queryables, "get-queryables")]
    public async Task EveryCollectionHasQueryables()
    {
        foreach (var id in ConformanceFixture.Collections)
        {
            using var response = await fixture.Http.AskAsync($"/ogc/collections/{id}/queryables", ("Accept", "application/schema+json"));
            Assert.Equal((200, "application/schema+json"), ((int)response.StatusCode, response.Content.Headers.ContentType!.MediaType));
            var schema = await fixture.Http.JsonAsync($"/ogc/collections/{id}/queryables");
            Assert.Equal("https://json-schema.org/draft/2020-12/schema", schema.Text("$schema"));
            Assert.Equal(new Uri(fixture.Server.Address, $"/ogc/collections/{id}/queryables").ToString(), schema.Text("$id"));
            Assert.Equal("object", schema.Text("type"));
            Assert.NotEmpty(schema.GetProperty("properties").EnumerateObject());
        }
    }

    [AbstractTest(Queryables, "get-queryables-uris")]
    public async Task EveryCollectionLinksToThem()
    {
        foreach (var id in ConformanceFixture.Collections)
        {
            var link = Assert.Single(ConformanceFixture.Links(await fixture.Http.JsonAsync($"/ogc/collections/{id}"), ConformanceFixture.Relation + "queryables"));
            Assert.Equal(new Uri(fixture.Server.Address, $"/ogc/collections/{id}/queryables").ToString(), link.Text("href"));
            using var items = await fixture.Http.AskAsync($"/ogc/collections/{id}/items?limit=1");
            Assert.Contains($"</ogc/collections/{id}/queryables>; rel=\"{ConformanceFixture.Relation}queryables\"; type=\"application/schema+json\"", items.Headers.GetValues("Link"));
        }
    }

    [AbstractTest(Filter, "get-conformance")]
    public async Task FilterIsDeclared() => Assert.Contains("http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/filter", await ClassesAsync());

    [AbstractTest(Filter, "filter-param")]
    public async Task AFilterSelects()
    {
        foreach (var id in ConformanceFixture.Collections)
        {
            foreach (var queryable in await NamesAsync(id))
            {
                var (without, with) = (await fixture.FilterAsync(id, $"\"{queryable}\" IS NULL", "filter-lang=cql2-text"), await fixture.FilterAsync(id, $"\"{queryable}\" IS NOT NULL"));
                Assert.Equal((await fixture.IdsAsync(id)).Order(), without.Concat(with).Order());
            }
            Assert.Equal(400, await fixture.StatusAsync($"/ogc/collections/{id}/items?filter-lang=cql2-text&filter=THIS%20IS%20NOT%20A%20FILTER"));
        }
    }

    [AbstractTest(Filter, "filter-lang-default")]
    public async Task TextIsTheDefaultLanguage()
    {
        Assert.Equal(await fixture.FilterAsync("5g", "operator = 'cmcc'", "filter-lang=cql2-text"), await fixture.FilterAsync("5g", "operator = 'cmcc'"));
        Assert.Equal(13, (await fixture.IdsAsync("5g", $"filter-lang=cql2-json&filter={Uri.EscapeDataString("""{"op":"=","args":[{"property":"operator"},"cmcc"]}""")}")).Count);
        Assert.Equal(400, await fixture.StatusAsync("/ogc/collections/5g/items?filter-lang=ecql&filter=true"));
        Assert.Equal(400, await fixture.StatusAsync($"/ogc/collections/5g/items?filter={Uri.EscapeDataString("{\"op\":\"=\",\"args\":[1,1]}")}"));
    }

    [AbstractTest(Filter, "expression-construction")]
    public async Task AnUnknownQueryableIsAnError()
    {
        foreach (var id in ConformanceFixture.Collections)
            Assert.Equal(400, await fixture.StatusAsync($"/ogc/collections/{id}/items?filter=this_is_not_a_queryable%20IS%20NULL"));
    }

    [AbstractTest(Filter, "filter-crs-wgs84")]
    public async Task GeometriesAreInCrs84()
    {
        foreach (var id in ConformanceFixture.Filled)
        {
            Assert.Equal(await fixture.IdsAsync(id), await fixture.FilterAsync(id, $"S_INTERSECTS(geometry,BBOX({await ExtentAsync(id)}))"));
            Assert.Equal(400, await fixture.StatusAsync($"/ogc/collections/{id}/items?filter=S_INTERSECTS(geometry,BBOX(1000000,1000000,2000000,2000000))"));
        }
    }

    [AbstractTest(Filter, "filter-crs-param")]
    public async Task OrInTheCrsThatTheFilterNames()
    {
        foreach (var id in ConformanceFixture.Stored)
        {
            var all = await fixture.IdsAsync(id);
            foreach (var code in (int[])[4490, 4326, 3857, 4547, 4548, 4549, 4550, 4526, 4527, 4528, 4529])
            {
                // What surrounds all features, in the other system; a little wider for what rounding takes off.
                var corners = (await fixture.Database.ScalarAsync<string>(Surroundings, id, code))["POLYGON((".Length..^2].Split(',').Select(at => at.Split(' '));
                var outline = string.Join(',', corners.Select(at => code == 3857 ? $"{at[0]} {at[1]}" : $"{at[1]} {at[0]}"));
                Assert.Equal(all, await fixture.FilterAsync(id, $"S_WITHIN(geometry,POLYGON(({outline})))", $"filter-crs=http://www.opengis.net/def/crs/EPSG/0/{code}"));
            }
            Assert.Equal(all, await fixture.FilterAsync(id, $"S_INTERSECTS(geometry,BBOX({await ExtentAsync(id)}))", $"filter-crs={Crs84}"));
            Assert.Equal(400, await fixture.StatusAsync($"/ogc/collections/{id}/items?filter=true&filter-crs=http://www.opengis.net/def/crs/OGC/0/does_not_exist"));
        }
    }

    [AbstractTest(FeaturesFilterClass, "mixing-expression")]
    public async Task FilterAndBboxAndParametersAreAnd()
    {
        foreach (var id in ConformanceFixture.Filled)
        {
            var extent = await ExtentAsync(id);
            Assert.Equal(await fixture.IdsAsync(id), await fixture.FilterAsync(id, $"S_INTERSECTS(geometry,BBOX({extent}))", $"bbox={extent}"));
            Assert.Empty(await fixture.FilterAsync(id, $"S_INTERSECTS(geometry,BBOX({extent}))", "bbox=0,0,1,1"));
        }
        Assert.Equal(
            (await fixture.FilterAsync("5g", "operator = 'cmcc'")).Intersect(await fixture.IdsAsync("5g", "bbox=117.08,36,117.09,37")).Intersect(await fixture.IdsAsync("5g", "shared=true&datetime=2019-01-01/..")),
            await fixture.FilterAsync("5g", "operator = 'cmcc'", "bbox=117.08,36,117.09,37&shared=true&datetime=2019-01-01/.."));
    }

    [AbstractTest(FeaturesFilterClass, "get-conformance")]
    public async Task FeaturesFilterIsDeclared() => Assert.Contains("http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/features-filter", await ClassesAsync());

    // Its condition is that there are functions of our own. There are none: what is no operator of CQL2 is refused.
    [AbstractTest(Filter, "get-functions")]
    public async Task ThereAreNoFunctionsOfOurOwn()
    {
        Assert.DoesNotContain("http://www.opengis.net/spec/cql2/1.0/conf/functions", await ClassesAsync());
        Assert.Equal(404, await fixture.StatusAsync("/ogc/functions"));
        Assert.Equal(400, await fixture.StatusAsync("/ogc/collections/5g/items?filter=avg(heightM)=1"));
    }

    [AbstractTest(FeaturesFilterClass, "get-collections")]
    public async Task CollectionsAreListed() => Assert.Equal(ConformanceFixture.Collections,
        (await fixture.Http.JsonAsync("/ogc/collections")).GetProperty("collections").EnumerateArray().Select(collection => collection.Text("id")!));

    [AbstractTest(FeaturesFilterClass, "get-collection")]
    public async Task EveryCollectionSaysItsExtentAndItsSystems()
    {
        foreach (var id in ConformanceFixture.Filled)
        {
            var collection = await fixture.Http.JsonAsync($"/ogc/collections/{id}");
            Assert.Equal(4, collection.GetProperty("extent").GetProperty("spatial").GetProperty("bbox")[0].GetArrayLength());
            Assert.NotEmpty(collection.GetProperty("crs").EnumerateArray());
            Assert.Single(ConformanceFixture.Links(collection, ConformanceFixture.Relation + "queryables"));
        }
    }

    [AbstractTest(FeaturesFilterClass, "filter-on-items")]
    public async Task ItemsAreFilteredAsGeoJson()
    {
        using var response = await fixture.Http.AskAsync("/ogc/collections/5g/items?filter=heightM%20%3E%2020", ("Accept", "application/geo+json"));
        Assert.Equal("application/geo+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(["21", "22", "23", "24"], (await fixture.Http.ValuesAsync("/ogc/collections/5g/items?filter=heightM%20%3E%2020", "heightM")).Order());
        // A cursor belongs to its filter.
        var next = (await fixture.Http.JsonAsync("/ogc/collections/5g/items?limit=2&filter=heightM%20%3E%2020")).Link("next")!;
        Assert.Equal(2, (await fixture.Http.FeaturesAsync(next)).Count);
        Assert.Equal(400, await fixture.StatusAsync(next.Replace("20", "19", StringComparison.Ordinal)));
    }

    private const string Surroundings = """
        select st_astext(st_transform(st_segmentize(st_buffer(st_convexhull(st_collect(geom)), 0.001, 1), 0.05), $2), 15) from (
          select geom from geo.site where layer_id = $1 and valid_to is null
          union all select geom from geo.zone where layer_id = $1 and valid_to is null
          union all select geom from geo.area where $1 = 'cities' and level = 'province' and valid_to is null) f
        """;

    private async Task<List<string>> ClassesAsync() =>
        [.. (await fixture.Http.JsonAsync("/ogc/conformance")).GetProperty("conformsTo").EnumerateArray().Select(uri => uri.GetString()!)];

    private async Task<List<string>> NamesAsync(string collection) =>
        [.. (await fixture.Http.JsonAsync($"/ogc/collections/{collection}/queryables")).GetProperty("properties").EnumerateObject().Select(property => property.Name)];

    private async Task<string> ExtentAsync(string collection) => string.Join(',',
        (await fixture.Http.JsonAsync($"/ogc/collections/{collection}")).GetProperty("extent").GetProperty("spatial").GetProperty("bbox")[0].EnumerateArray());
}
