using System.Globalization;
using System.Text.Json;
using Geo.Server.Tests.Harness;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;

namespace Geo.Server.Tests.Conformance;

/// <summary>OGC API - Features - Part 1 (17-069r4), annex A, "Core".</summary>
public sealed class FeaturesCore(ConformanceFixture fixture) : IClassFixture<ConformanceFixture>
{
    private const string Core = "ogcapi-features-1/1.0/conf/core";

    private HttpClient Http => fixture.Http;

    [AbstractTest(Core, "http")]
    public async Task Http11()
    {
        using var response = await Http.AskAsync("/ogc");
        Assert.True(response.Version >= new Version(1, 1));
        Assert.Equal(405, (int)(await Http.PostAsync("/ogc/conformance", null, TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(404, await fixture.StatusAsync("/ogc/nothing"));
    }

    [AbstractTest(Core, "root-op")]
    public async Task Root() => Assert.Equal(200, await fixture.StatusAsync("/ogc/"));

    [AbstractTest(Core, "root-success")]
    public async Task RootLinks()
    {
        var root = await Http.JsonAsync("/ogc");
        Assert.True(ConformanceFixture.Links(root, "service-desc").Count + ConformanceFixture.Links(root, "service-doc").Count > 0);
        Assert.Single(ConformanceFixture.Links(root, "conformance"));
        Assert.Single(ConformanceFixture.Links(root, "data"));
    }

    [AbstractTest(Core, "api-definition-op")]
    public async Task ApiDefinition()
    {
        foreach (var link in ConformanceFixture.Links(await Http.JsonAsync("/ogc"), "service-desc"))
            Assert.Equal(200, await fixture.StatusAsync(link.Text("href")!));
    }

    [AbstractTest(Core, "api-definition-success")]
    public async Task ApiDefinitionIsOpenApi() => Assert.Empty((await ReadApiAsync()).Diagnostic!.Errors);

    [AbstractTest(Core, "conformance-op")]
    public async Task Conformance() => Assert.Equal(200, await fixture.StatusAsync("/ogc/conformance"));

    [AbstractTest(Core, "conformance-success")]
    public async Task ConformanceIsAList()
    {
        var classes = (await Http.JsonAsync("/ogc/conformance")).GetProperty("conformsTo").EnumerateArray().Select(uri => uri.GetString()!).ToList();
        Assert.All(classes, uri => Assert.StartsWith("http://www.opengis.net/spec/", uri, StringComparison.Ordinal));
        Assert.Contains("http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core", classes);
    }

    [AbstractTest(Core, "fc-md-op")]
    public async Task CollectionsOperation() => Assert.Equal(200, await fixture.StatusAsync("/ogc/collections"));

    [AbstractTest(Core, "fc-md-success")]
    public async Task CollectionsHaveIdsAndLinks()
    {
        var collections = await Http.JsonAsync("/ogc/collections");
        Assert.Equal(ConformanceFixture.Collections, collections.GetProperty("collections").EnumerateArray().Select(collection => collection.Text("id")!));
        Assert.NotEmpty(collections.GetProperty("links").EnumerateArray());
    }

    [AbstractTest(Core, "fc-md-links")]
    public async Task CollectionsLinkToThemselves()
    {
        var collections = await Http.JsonAsync("/ogc/collections");
        Assert.Single(ConformanceFixture.Links(collections, "self"));
        Assert.NotEmpty(ConformanceFixture.Links(collections, "alternate"));
        Assert.All(collections.GetProperty("links").EnumerateArray(), link => Assert.NotEmpty(link.Text("type")!));
    }

    [AbstractTest(Core, "fc-md-items")]
    public async Task EveryCollectionIsListed() => Assert.All(
        (await Http.JsonAsync("/ogc/collections")).GetProperty("collections").EnumerateArray(), collection =>
        {
            Assert.NotEmpty(collection.Text("id")!);
            Assert.NotEmpty(collection.GetProperty("links").EnumerateArray());
        });

    [AbstractTest(Core, "fc-md-items-links")]
    public async Task EveryCollectionLinksToItsItemsInEachFormat()
    {
        foreach (var collection in (await Http.JsonAsync("/ogc/collections")).GetProperty("collections").EnumerateArray())
        {
            var items = ConformanceFixture.Links(collection, "items");
            Assert.Contains(items, link => link.Text("type") == "application/geo+json");
            Assert.Contains(items, link => link.Text("type") == "text/html");
        }
    }

    [AbstractTest(Core, "fc-md-extent")]
    public async Task TheExtentHoldsEveryFeature()
    {
        foreach (var id in ConformanceFixture.Filled)
        {
            var box = (await Http.JsonAsync($"/ogc/collections/{id}")).GetProperty("extent").GetProperty("spatial").GetProperty("bbox")[0].EnumerateArray().Select(number => number.GetDouble()).ToList();
            foreach (var feature in await Http.FeaturesAsync($"/ogc/collections/{id}/items?limit=1000"))
                foreach (var (x, y) in Coordinates.Of(feature))
                    Assert.True(x >= box[0] && y >= box[1] && x <= box[2] && y <= box[3], $"{id}: {x} {y}");
        }
    }

    [AbstractTest(Core, "fc-md-extent-multi")]
    public async Task TheFirstExtentIsTheWhole() => Assert.All(
        (await Http.JsonAsync("/ogc/collections")).GetProperty("collections").EnumerateArray().Where(collection => collection.TryGetProperty("extent", out _)),
        collection => Assert.Equal(1, collection.GetProperty("extent").GetProperty("spatial").GetProperty("bbox").GetArrayLength()));

    [AbstractTest(Core, "sfc-md-op")]
    public async Task EveryCollectionIsThere()
    {
        foreach (var id in ConformanceFixture.Collections) Assert.Equal(200, await fixture.StatusAsync($"/ogc/collections/{id}"));
    }

    [AbstractTest(Core, "sfc-md-success")]
    public async Task ACollectionIsTheSameAloneAndInTheList()
    {
        foreach (var listed in (await Http.JsonAsync("/ogc/collections")).GetProperty("collections").EnumerateArray())
            Assert.Equal((await Http.JsonAsync($"/ogc/collections/{listed.Text("id")}")).ToString(), listed.ToString());
    }

    [AbstractTest(Core, "fc-op")]
    public async Task EveryCollectionHasItems()
    {
        foreach (var id in ConformanceFixture.Collections) Assert.Equal(200, await fixture.StatusAsync($"/ogc/collections/{id}/items"));
    }

    [AbstractTest(Core, "fc-response")]
    public async Task ItemsAreFeatures()
    {
        foreach (var id in ConformanceFixture.Filled)
        {
            var page = await Http.JsonAsync($"/ogc/collections/{id}/items");
            Assert.Equal("FeatureCollection", page.Text("type"));
            Assert.All(page.GetProperty("features").EnumerateArray(), feature => Assert.Equal("Feature", feature.Text("type")));
        }
    }

    [AbstractTest(Core, "fc-bbox-definition")]
    public async Task BboxIsDescribed()
    {
        var bbox = await ParameterAsync("bbox");
        Assert.Equal((ParameterLocation.Query, false, ParameterStyle.Form, false), (bbox.In!.Value, bbox.Required, bbox.Style!.Value, bbox.Explode));
        Assert.Equal((JsonSchemaType.Array, JsonSchemaType.Number, 4, 6), (bbox.Schema!.Type!.Value, bbox.Schema.Items!.Type!.Value, bbox.Schema.MinItems!.Value, bbox.Schema.MaxItems!.Value));
    }

    [AbstractTest(Core, "fc-bbox-response")]
    public async Task BboxSelectsWhatItMeets()
    {
        var all = await Http.FeaturesAsync("/ogc/collections/5g/items?limit=1000");
        foreach (var (west, south, east, north) in ((double, double, double, double)[])[(117.08, 36, 117.09, 37), (117.074, 36.651, 117.074, 36.651), (0, 0, 1, 1), (177, 65, -177, 70), (117.09, 30, -170, 80), (-180, -90, 180, 90), (-180, 60, 180, 90), (-180, -90, 180, -85), (-180, 89.9, 180, 90), (170, 80, -170, 90), (0, 30, 180, 90)])
        {
            var inside = all.Where(feature => Coordinates.Of(feature).Any(at => (west <= east ? at.X >= west && at.X <= east : at.X >= west || at.X <= east) && at.Y >= south && at.Y <= north));
            var box = FormattableString.Invariant($"{west},{south},{east},{north}");
            Assert.Equal(inside.Select(feature => feature.GetProperty("id").ToString()), await fixture.IdsAsync("5g", $"bbox={box}"));
            Assert.Equal(await fixture.IdsAsync("5g", $"bbox={box}"), await fixture.IdsAsync("5g", FormattableString.Invariant($"bbox={west},{south},-100,{east},{north},9000")));
        }
        foreach (var wrong in (string[])["1,2,3", "1,2,3,4,5", "1,2,3,4,5,6,7", "a,b,c,d", "", "2,2,1,1", "117,37,118,36", "0,0,0,91"])
            Assert.Equal(400, await fixture.StatusAsync($"/ogc/collections/5g/items?bbox={wrong}"));
    }

    [AbstractTest(Core, "fc-limit-definition")]
    public async Task LimitIsDescribed()
    {
        var limit = await ParameterAsync("limit");
        Assert.Equal(JsonSchemaType.Integer, limit.Schema!.Type);
        Assert.True(int.Parse(limit.Schema.Minimum!, CultureInfo.InvariantCulture) >= 1);
        Assert.NotNull(limit.Schema.Maximum);
        Assert.NotNull(limit.Schema.Default);
    }

    [AbstractTest(Core, "fc-limit-response")]
    public async Task LimitLimits()
    {
        foreach (var (limit, count) in ((string, int)[])[("1", 1), ("7", 7), ("25", 25), ("10000", 25), ("99999999", 25)])
            Assert.Equal(count, (await Http.FeaturesAsync($"/ogc/collections/5g/items?limit={limit}")).Count);
        foreach (var wrong in (string[])["0", "-1", "unlimited", "1.5", ""]) Assert.Equal(400, await fixture.StatusAsync($"/ogc/collections/5g/items?limit={wrong}"));
    }

    [AbstractTest(Core, "fc-time-definition")]
    public async Task DatetimeIsDescribed() => Assert.Equal(JsonSchemaType.String, (await ParameterAsync("datetime")).Schema!.Type);

    [AbstractTest(Core, "fc-time-response")]
    public async Task DatetimeSelects()
    {
        var all = await Http.FeaturesAsync("/ogc/collections/5g/items?limit=1000");
        foreach (var (datetime, from, to) in ((string, string, string)[])
            [("2018-01-15", "2018-01-15", "2018-01-15"), ("2018-01-15T00:00:00Z", "2018-01-15", "2018-01-15"), ("2018-01-01/2019-06-30", "2018-01-01", "2019-06-30"),
             ("../2019-06-30", "", "2019-06-30"), ("/2019-06-30", "", "2019-06-30"), ("2019-06-30/..", "2019-06-30", "9"), ("2019-06-30/", "2019-06-30", "9"), ("../..", "", "9")])
            Assert.Equal(
                all.Where(feature => string.CompareOrdinal(feature.Property("inServiceDate").GetString(), from) >= 0 && string.CompareOrdinal(feature.Property("inServiceDate").GetString(), to) <= 0)
                    .Select(feature => feature.GetProperty("id").ToString()),
                await fixture.IdsAsync("5g", $"datetime={datetime}"));
        // A feature without a time matches every time.
        Assert.Single(await fixture.IdsAsync("key-area", "datetime=1990-01-01"));
        foreach (var wrong in (string[])["yesterday", "2018-13-01", "2019-01-01/2018-01-01", "2018-01-01/2019-01-01/2020-01-01", ""])
            Assert.Equal(400, await fixture.StatusAsync($"/ogc/collections/5g/items?datetime={wrong}"));
    }

    [AbstractTest(Core, "query-param-unknown")]
    public async Task UnknownParametersAreErrors()
    {
        foreach (var path in (string[])["/ogc", "/ogc/conformance", "/ogc/collections", "/ogc/collections/5g", "/ogc/collections/5g/items", "/ogc/collections/counties/items/370102"])
            Assert.Equal(400, await fixture.StatusAsync($"{path}?unknown=1"));
    }

    [AbstractTest(Core, "query-param-invalid")]
    public async Task InvalidParametersAreErrors()
    {
        foreach (var query in (string[])["limit=x", "bbox=x", "datetime=x", "f=x", "crs=x", "filter=x", "heightM=x", "shared=x", "operator=x"])
            Assert.Equal(400, await fixture.StatusAsync($"/ogc/collections/5g/items?{query}"));
    }

    [AbstractTest(Core, "fc-links")]
    public async Task PagesLinkToThemselvesAndTheNext()
    {
        var seen = new List<string>();
        string? next = "/ogc/collections/5g/items?limit=10";
        while (next is not null)
        {
            var page = await Http.JsonAsync(next);
            Assert.Single(ConformanceFixture.Links(page, "self"));
            Assert.Equal("text/html", Assert.Single(ConformanceFixture.Links(page, "alternate")).Text("type"));
            Assert.All(page.GetProperty("links").EnumerateArray(), link => Assert.NotEmpty(link.Text("type")!));
            seen.AddRange(page.GetProperty("features").EnumerateArray().Select(feature => feature.GetProperty("id").ToString()));
            next = page.Link("next");
        }
        Assert.Equal(await fixture.IdsAsync("5g"), seen);
    }

    [AbstractTest(Core, "fc-timeStamp")]
    public async Task PagesSayWhenTheyWereMade() => Assert.InRange(
        (await Http.JsonAsync("/ogc/collections/5g/items")).GetProperty("timeStamp").GetDateTime(), DateTime.UtcNow.AddMinutes(-5), DateTime.UtcNow.AddMinutes(5));

    [AbstractTest(Core, "fc-numberMatched")]
    public async Task NumberMatchedIsExactWhereItIsGiven()
    {
        Assert.Equal(25, (await Http.JsonAsync("/ogc/collections/5g/items?limit=3")).GetProperty("numberMatched").GetInt32());
        Assert.False((await Http.JsonAsync("/ogc/collections/5g/items?limit=3&operator=cmcc")).TryGetProperty("numberMatched", out _));
    }

    [AbstractTest(Core, "fc-numberReturned")]
    public async Task NumberReturnedIsTheNumberOfFeatures()
    {
        var page = await Http.JsonAsync("/ogc/collections/5g/items?limit=3");
        Assert.Equal(page.GetProperty("features").GetArrayLength(), page.GetProperty("numberReturned").GetInt32());
    }

    [AbstractTest(Core, "f-op")]
    public async Task EveryFeatureIsThere()
    {
        foreach (var collection in ConformanceFixture.Filled)
            foreach (var id in (await fixture.IdsAsync(collection)).Take(10)) Assert.Equal(200, await fixture.StatusAsync($"/ogc/collections/{collection}/items/{id}"));
        foreach (var none in (string[])["0", "999999999", "nobody"]) Assert.Equal(404, await fixture.StatusAsync($"/ogc/collections/5g/items/{none}"));
    }

    [AbstractTest(Core, "f-success")]
    public async Task AFeatureIsTheSameAloneAndOnAPage()
    {
        var listed = (await Http.FeaturesAsync("/ogc/collections/5g/items?limit=1"))[0];
        var alone = await Http.JsonAsync($"/ogc/collections/5g/items/{listed.GetProperty("id")}");
        foreach (var member in (string[])["type", "id", "geometry", "properties"]) Assert.Equal(listed.GetProperty(member).ToString(), alone.GetProperty(member).ToString());
    }

    [AbstractTest(Core, "f-links")]
    public async Task AFeatureLinksToItselfAndItsCollection()
    {
        var feature = await Http.JsonAsync($"/ogc/collections/counties/items/370102");
        Assert.Single(ConformanceFixture.Links(feature, "self"));
        Assert.NotEmpty(ConformanceFixture.Links(feature, "alternate"));
        Assert.Equal(200, await fixture.StatusAsync(Assert.Single(ConformanceFixture.Links(feature, "collection")).Text("href")!));
    }

    [AbstractTest(Core, "crs84")]
    public async Task CoordinatesAreLongitudeAndLatitude()
    {
        foreach (var collection in ConformanceFixture.Filled)
            foreach (var feature in await Http.FeaturesAsync($"/ogc/collections/{collection}/items?limit=1000"))
                Assert.All(Coordinates.Of(feature), at => Assert.True(at is { X: > 114 and < 124, Y: > 33 and < 40 }, $"{at}"));
    }

    private async Task<ReadResult> ReadApiAsync()
    {
        using var response = await Http.AskAsync("/ogc/api");
        return OpenApiDocument.Parse(await response.TextAsync(), "json");
    }

    private async Task<IOpenApiParameter> ParameterAsync(string name) =>
        Assert.Single((await ReadApiAsync()).Document!.Paths["/ogc/collections/{collectionId}/items"].Operations![HttpMethod.Get].Parameters!, parameter => parameter.Name == name);
}
