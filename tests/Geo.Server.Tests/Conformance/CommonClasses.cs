using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests.Conformance;

/// <summary>OGC API - Common - Part 1 (19-072) and Part 2 (20-024), as far as Features does not ask the same.</summary>
public sealed class CommonClasses(ConformanceFixture fixture) : IClassFixture<ConformanceFixture>
{
    private const string Core = "ogcapi-common-1/1.0/conf/core";
    private const string Collections = "ogcapi-common-2/1.0/conf/collections";

    [AbstractTest(Core, "http")]
    public async Task HeadAndStatusCodes()
    {
        Assert.Equal(200, await fixture.StatusAsync("/ogc/"));
        Assert.Equal(404, await fixture.StatusAsync("/ogc/nowhere"));
    }

    [AbstractTest(Core, "query-param-name-unknown")]
    public async Task UnknownNames() => Assert.Equal(400, await fixture.StatusAsync("/ogc/collections?Limit=1"));

    [AbstractTest(Core, "query-param-value-invalid")]
    public async Task InvalidValues() => Assert.Equal(400, await fixture.StatusAsync("/ogc/collections?f=nothing"));

    [AbstractTest(Collections, "rc-md-op")]
    public async Task CollectionsAreThere() => Assert.Equal(200, await fixture.StatusAsync("/ogc/collections"));

    [AbstractTest(Collections, "rc-md-success")]
    public async Task EachWithIdTitleExtentAndLinks()
    {
        foreach (var collection in (await fixture.Http.JsonAsync("/ogc/collections")).GetProperty("collections").EnumerateArray())
        {
            Assert.NotEmpty(collection.Text("title")!);
            Assert.Single(ConformanceFixture.Links(collection, "self"));
        }
    }

    [AbstractTest(Collections, "src-md-success")]
    public async Task OneCollection() => Assert.Equal("5g", (await fixture.Http.JsonAsync("/ogc/collections/5g")).Text("id"));
}
