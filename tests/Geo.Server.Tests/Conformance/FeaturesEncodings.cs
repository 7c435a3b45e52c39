using System.Net;
using Geo.Server.Tests.Harness;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;

namespace Geo.Server.Tests.Conformance;

/// <summary>OGC API - Features - Part 1 (17-069r4), annex A: "GeoJSON", "HTML" and "OpenAPI 3.0".</summary>
public sealed class FeaturesEncodings(ConformanceFixture fixture) : IClassFixture<ConformanceFixture>
{
    private const string GeoJson = "ogcapi-features-1/1.0/conf/geojson";
    private const string Html = "ogcapi-features-1/1.0/conf/html";
    private const string OpenApi = "ogcapi-features-1/1.0/conf/oas30";

    private static readonly string[] Pages =
        ["/ogc", "/ogc/conformance", "/ogc/collections", "/ogc/collections/5g", "/ogc/collections/5g/items", "/ogc/collections/counties/items/370102", "/ogc/collections/5g/queryables", "/ogc/collections/5g/schema"];

    [AbstractTest(GeoJson, "definition")]
    public async Task FeaturesComeAsGeoJson()
    {
        foreach (var path in (string[])["/ogc/collections/5g/items", "/ogc/collections/counties/items/370102"])
        {
            using var response = await fixture.Http.AskAsync(path, ("Accept", "application/geo+json"));
            Assert.Equal("application/geo+json", response.Content.Headers.ContentType!.MediaType);
        }
        foreach (var path in Pages.Take(4))
        {
            using var response = await fixture.Http.AskAsync(path, ("Accept", "application/json"));
            Assert.Equal("application/json", response.Content.Headers.ContentType!.MediaType);
        }
    }

    [AbstractTest(GeoJson, "content")]
    public async Task FeaturesAreValidGeoJson()
    {
        foreach (var collection in ConformanceFixture.Filled)
            foreach (var feature in await fixture.Http.FeaturesAsync($"/ogc/collections/{collection}/items"))
            {
                Assert.Equal(["geometry", "id", "properties", "type"], feature.EnumerateObject().Select(member => member.Name).Order());
                Assert.Contains(feature.GetProperty("geometry").Text("type"), (string[])["Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon"]);
                Assert.NotEmpty(Coordinates.Of(feature));
            }
    }

    [AbstractTest(Html, "definition")]
    public async Task EveryResourceHasAPage()
    {
        foreach (var path in Pages)
        {
            using var response = await fixture.Http.AskAsync(path, ("Accept", "text/html"));
            Assert.Equal((200, "text/html"), ((int)response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        }
    }

    [AbstractTest(Html, "content")]
    public async Task AndThePageSaysTheSame()
    {
        using var items = await fixture.Http.AskAsync("/ogc/collections/5g/items?f=html&limit=50");
        var html = await items.TextAsync();
        Assert.All(await fixture.IdsAsync("5g"), id => Assert.Contains($"/items/{id}\"", html, StringComparison.Ordinal));
        using var county = await fixture.Http.AskAsync("/ogc/collections/counties/items/370102?f=html");
        Assert.Contains("历下区", WebUtility.HtmlDecode(await county.TextAsync()), StringComparison.Ordinal);
    }

    [AbstractTest(OpenApi, "oas-definition-1")]
    public async Task TheDefinitionIsOpenApi30()
    {
        using var response = await fixture.Http.AskAsync("/ogc/api", ("Accept", "application/vnd.oai.openapi+json;version=3.0"));
        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal("application/vnd.oai.openapi+json;version=3.0", response.Content.Headers.ContentType!.ToString().Replace(" ", "", StringComparison.Ordinal));
    }

    [AbstractTest(OpenApi, "oas-definition-2")]
    public async Task AndValid()
    {
        var read = await ReadAsync();
        Assert.Empty(read.Diagnostic!.Errors);
        Assert.Equal(OpenApiSpecVersion.OpenApi3_0, read.Diagnostic.SpecificationVersion);
    }

    [AbstractTest(OpenApi, "oas-impl")]
    public async Task WhatItDescribesIsThere()
    {
        foreach (var (path, operations) in (await ReadAsync()).Document!.Paths.Where(path => path.Key.StartsWith("/ogc", StringComparison.Ordinal) && path.Value.Operations!.ContainsKey(HttpMethod.Get)))
        {
            var address = path.Replace("{collectionId}", "counties", StringComparison.Ordinal).Replace("{featureId}", "370102", StringComparison.Ordinal)
                .Replace("{tileMatrixSetId}", "WebMercatorQuad", StringComparison.Ordinal).Replace("{tileMatrix}/{tileRow}/{tileCol}", "7/50/105", StringComparison.Ordinal);
            var status = await fixture.StatusAsync(address);
            Assert.True(operations.Operations![HttpMethod.Get].Responses!.ContainsKey($"{status}"), $"{address} gave {status}");
        }
    }

    [AbstractTest(OpenApi, "completeness")]
    public async Task EveryParameterThatIsReadIsDescribed()
    {
        var items = (await ReadAsync()).Document!.Paths["/ogc/collections/{collectionId}/items"].Operations![HttpMethod.Get];
        foreach (var name in (string[])["bbox", "limit", "datetime", "crs", "bbox-crs", "filter", "filter-lang", "filter-crs", "f"])
            Assert.Contains(items.Parameters!, parameter => parameter.Name == name);
    }

    [AbstractTest(OpenApi, "exceptions-codes")]
    public async Task ErrorsAreProblemDetails()
    {
        using (var unknown = await fixture.Http.AskAsync("/ogc/collections/5g/items?unknown=1")) await unknown.AssertProblemAsync(400, "unknown-parameter");
        using (var none = await fixture.Http.AskAsync("/ogc/collections/none")) await none.AssertProblemAsync(404, "unknown-collection");
        using var feature = await fixture.Http.AskAsync("/ogc/collections/5g/items/0");
        await feature.AssertProblemAsync(404, "unknown-feature");
    }

    [AbstractTest(OpenApi, "security")]
    public async Task ReadingNeedsNoAccount()
    {
        foreach (var path in Pages) Assert.Equal(200, await fixture.StatusAsync(path));
    }

    private async Task<ReadResult> ReadAsync()
    {
        using var response = await fixture.Http.AskAsync("/ogc/api");
        return OpenApiDocument.Parse(await response.TextAsync(), "json");
    }
}
