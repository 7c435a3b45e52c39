using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Geo.Server.Tests.Harness;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Geo.Server.Tests;

/// <summary>Landing page, conformance, collections and the OpenAPI document, as the conformance suites look at them.</summary>
public sealed class OgcDocumentsTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private static readonly string[] WithBothFormats =
    [
        "/ogc", "/ogc/conformance", "/ogc/collections", "/ogc/collections/5g", "/ogc/collections/counties",
        "/ogc/collections/counties/tiles", "/ogc/collections/counties/tiles/WebMercatorQuad",
        "/ogc/tileMatrixSets", "/ogc/tileMatrixSets/WebMercatorQuad",
    ];

    // The standards ask for no links in these.
    private static readonly string[] WithoutLinks = ["/ogc/conformance", "/ogc/tileMatrixSets", "/ogc/tileMatrixSets/WebMercatorQuad"];

    public static TheoryData<string> Documents => [.. WithBothFormats];
    public static TheoryData<string> LinkedDocuments => [.. WithBothFormats.Except(WithoutLinks)];

    [Theory]
    [InlineData("self", "application/json")]
    [InlineData("alternate", "text/html")]
    [InlineData("conformance", "application/json")]
    [InlineData("data", "application/json")]
    [InlineData("service-desc", "application/vnd.oai.openapi+json;version=3.0")]
    [InlineData("service-doc", "text/html")]
    [InlineData("http://www.opengis.net/def/rel/ogc/1.0/tiling-schemes", "application/json")]
    public async Task TheLandingPageLinksTo(string relation, string type)
    {
        var page = await fixture.Http.JsonAsync("/ogc");
        Assert.NotEmpty(page.Text("title")!);
        var link = Assert.Single(page.GetProperty("links").EnumerateArray(), link => link.Text("rel") == relation);
        Assert.Equal(type, link.Text("type"));
        Assert.NotEmpty(link.Text("title")!);
    }

    [Theory]
    [InlineData("/ogc")]
    [InlineData("/ogc/collections")]
    [InlineData("/ogc/collections/5g")]
    [InlineData("/ogc/collections/counties")]
    [InlineData("/ogc/collections/counties/items?limit=1")]
    [InlineData("/ogc/collections/counties/items/370102")]
    [InlineData("/ogc/collections/counties/tiles")]
    [InlineData("/ogc/collections/counties/tiles/WebMercatorQuad")]
    [InlineData("/ogc/tiles")]
    [InlineData("/ogc/tiles/WebMercatorQuad")]
    public async Task EveryLinkHasATitleAndLeadsToTheTypeItNames(string document)
    {
        var all = (await fixture.Http.JsonAsync(document)).GetProperty("links").EnumerateArray().ToList();
        Assert.All(all, link => Assert.All((string[])["href", "rel", "type", "title"], member => Assert.NotEmpty(link.Text(member)!)));
        var links = all.Where(link => !link.TryGetProperty("templated", out var templated) || !templated.GetBoolean()).ToList();
        Assert.NotEmpty(links);
        foreach (var link in links)
        {
            using var response = await fixture.Http.AskAsync(link.Text("href")!);
            Assert.True(response.IsSuccessStatusCode, $"{link} gave {response.StatusCode}");
            Assert.StartsWith(link.Text("type")!, response.Content.Headers.ContentType!.ToString().Replace("; ", ";", StringComparison.Ordinal), StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task JsonAndHtmlAreAtTheSameAddress(string path)
    {
        await AssertTypeAsync(path, "application/json");
        await AssertTypeAsync(path, "application/json", ("Accept", "application/json"));
        await AssertTypeAsync(path, "text/html", ("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"));
        await AssertTypeAsync(path + "?f=html", "text/html", ("Accept", "application/json"));
        await AssertTypeAsync(path + "?f=json", "application/json", ("Accept", "text/html"));
    }

    [Theory]
    [MemberData(nameof(LinkedDocuments))]
    public async Task SelfIsWhatWasAskedForAndAlternateTheOther(string path)
    {
        var links = (await fixture.Http.JsonAsync(path)).GetProperty("links").EnumerateArray().ToList();
        var self = Assert.Single(links, link => link.Text("rel") == "self");
        var alternate = Assert.Single(links, link => link.Text("rel") == "alternate");
        Assert.Equal("application/json", self.Text("type"));
        Assert.Equal("text/html", alternate.Text("type"));
        Assert.StartsWith(new Uri(fixture.Server.Address, path).ToString(), self.Text("href"), StringComparison.Ordinal);
        Assert.StartsWith(new Uri(fixture.Server.Address, path).ToString(), alternate.Text("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ConformanceNamesFeaturesAndTiles()
    {
        var classes = (await fixture.Http.JsonAsync("/ogc/conformance")).GetProperty("conformsTo").EnumerateArray().Select(uri => uri.GetString()).ToList();
        Assert.Contains("http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core", classes);
        Assert.Contains("http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson", classes);
        Assert.Contains("http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/html", classes);
        Assert.Contains("http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30", classes);
        Assert.Contains("http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/mvt", classes);
    }

    [Fact]
    public async Task EveryLayerIsACollectionThatIsTheSameInTheListAndAlone()
    {
        var collections = (await fixture.Http.JsonAsync("/ogc/collections")).GetProperty("collections").EnumerateArray().ToList();
        Assert.Equal(Project.Catalog.Layers.Select(layer => layer.Id), collections.Select(collection => collection.Text("id")!));
        foreach (var listed in collections)
        {
            var alone = await fixture.Http.JsonAsync($"/ogc/collections/{listed.Text("id")}");
            Assert.Equal(alone.ToString(), listed.ToString());
            Assert.Equal("feature", alone.Text("itemType"));
            Assert.Equal("http://www.opengis.net/def/crs/OGC/1.3/CRS84", alone.GetProperty("crs")[0].GetString());
            Assert.Equal(["application/geo+json", "text/html"],
                alone.GetProperty("links").EnumerateArray().Where(link => link.Text("rel") == "items").Select(link => link.Text("type")!));
        }
    }

    [Fact]
    public async Task TitlesSpeakTheLanguageAskedFor()
    {
        Assert.Equal("县（市、区）", (await fixture.Http.JsonAsync("/ogc/collections/counties")).Text("title"));
        Assert.Equal("Counties", (await fixture.Http.JsonAsync("/ogc/collections/counties", ("Accept-Language", "en-GB,zh;q=0.5"))).Text("title"));
        Assert.Equal("县（市、区）", (await fixture.Http.JsonAsync("/ogc/collections/counties", ("Accept-Language", "fr"))).Text("title"));
    }

    [Fact]
    public async Task TheOpenApiDocumentDescribesEveryPath()
    {
        using var response = await fixture.Http.AskAsync("/ogc/api");
        Assert.Equal("application/vnd.oai.openapi+json;version=3.0", response.Content.Headers.ContentType!.ToString().Replace(" ", "", StringComparison.Ordinal));
        var text = await response.TextAsync();
        var read = OpenApiDocument.Parse(text, "json");
        Assert.Empty(read.Diagnostic!.Errors);
        Assert.Equal(OpenApiSpecVersion.OpenApi3_0, read.Diagnostic.SpecificationVersion);

        string[] notForMachines = ["/ogc/api", "/ogc/pages.css"];
        var mapped = fixture.Server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(endpoint => Regex.Replace(endpoint.RoutePattern.RawText!.TrimEnd('/'), ":[a-z]+}", "}"))
            .Where(path => (path.StartsWith("/ogc", StringComparison.Ordinal) || path.StartsWith("/api", StringComparison.Ordinal)) && !notForMachines.Contains(path));
        Assert.Equal(mapped.Distinct().Order(), read.Document!.Paths.Keys.Select(path => path.TrimEnd('/')).Order());
        var operations = read.Document.Paths.Values.SelectMany(path => path.Operations!.Values).ToList();
        Assert.Equal(operations.Count, operations.Select(operation => operation.OperationId).Where(id => !string.IsNullOrEmpty(id)).Distinct().Count());
        // 204 has no content, a redirect has none either, and resumable uploads speak in headers.
        var withContent = read.Document.Paths.Where(path => !path.Key.StartsWith("/api/uploads", StringComparison.Ordinal)).SelectMany(path => path.Value.Operations!.Values);
        Assert.All(withContent, operation => Assert.True(
            operation.Responses!.Keys.Any(status => status is "204" or "302") || operation.Responses.Any(answer => answer.Key is "200" or "201" or "202" && answer.Value.Content!.Count > 0), operation.OperationId));
        Assert.All(operations.Where(operation => (operation.Parameters ?? []).Any(parameter => parameter.Name == "f")), operation =>
        {
            var formats = operation.Parameters!.Single(parameter => parameter.Name == "f").Schema!.Enum!.Select(format => (string)format!).ToList();
            Assert.Equal(formats.Contains("json"), operation.Responses!["200"].Content!.Keys.Any(type => type.EndsWith("json", StringComparison.Ordinal)));
            Assert.Equal(formats.Contains("html"), operation.Responses["200"].Content!.ContainsKey("text/html"));
        });
        Assert.All(read.Document.Paths, path => Assert.All(path.Value.Operations!.Values, operation => Assert.All(
            (operation.Parameters ?? []).Where(parameter => parameter.In == ParameterLocation.Path), parameter => Assert.Contains($"{{{parameter.Name}}}", path.Key))));
    }

    [Fact]
    public async Task TheDescriptionOfItemsGivesTheLimitsThatAreKept()
    {
        var document = OpenApiDocument.Parse(await (await fixture.Http.AskAsync("/ogc/api")).TextAsync(), "json").Document!;
        var items = document.Paths["/ogc/collections/{collectionId}/items"].Operations![HttpMethod.Get];
        var limit = Assert.Single(items.Parameters!, parameter => parameter.Name == "limit").Schema!;
        Assert.Equal(("1", "10000", "100"), (limit.Minimum, limit.Maximum, limit.Default!.ToString()));
        Assert.Contains(items.Parameters!, parameter => parameter.Name == "bbox");
        Assert.Contains(items.Parameters!, parameter => parameter.Name == "datetime");
        Assert.Contains("counties", items.Parameters!.Single(parameter => parameter.Name == "collectionId").Schema!.Enum!.Select(value => value.GetValue<string>()));
    }

    private async Task AssertTypeAsync(string path, string type, params (string, string)[] headers)
    {
        using var response = await fixture.Http.AskAsync(path, headers);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(type, response.Content.Headers.ContentType?.MediaType);
        Assert.NotEmpty(Assert.Single(response.Headers.GetValues("X-Request-Id")));
        if (type == "text/html") Assert.StartsWith("<!DOCTYPE html>", (await response.TextAsync()).TrimStart(), StringComparison.OrdinalIgnoreCase);
    }
}
