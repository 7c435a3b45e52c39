using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests.Conformance;

/// <summary>OGC API - Common - Part 2 (20-024), annex A, "Collections", as far as Features does not ask the same.</summary>
public sealed class CommonCollections(ConformanceFixture fixture) : IClassFixture<ConformanceFixture>
{
    private const string Collections = "ogcapi-common-2/1.0/conf/collections";

    [AbstractTest(Collections, "http")]
    public async Task StatusCodes()
    {
        Assert.Equal(404, await fixture.StatusAsync("/ogc/collections/none"));
        Assert.Equal(405, (int)(await fixture.Http.PostAsync("/ogc/collections", null, TestContext.Current.CancellationToken)).StatusCode);
    }

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

    [AbstractTest(Collections, "rc-md-links")]
    public async Task TheListLinksToItself()
    {
        foreach (var format in (string[])["json", "html"])
        {
            var self = Assert.Single(ConformanceFixture.Links(await fixture.Http.JsonAsync("/ogc/collections?f=json"), format == "json" ? "self" : "alternate"));
            using var response = await fixture.Http.AskAsync(self.Text("href")!);
            Assert.Equal(self.Text("type"), response.Content.Headers.ContentType!.MediaType);
        }
    }

    // Where it is given; the list is one document of several versions and gives none.
    [AbstractTest(Collections, "rc-md-timestamp")]
    public async Task ATimeStampWouldBeNow()
    {
        if ((await fixture.Http.JsonAsync("/ogc/collections")).TryGetProperty("timeStamp", out var time))
            Assert.InRange(time.GetDateTime(), DateTime.UtcNow.AddMinutes(-2), DateTime.UtcNow.AddMinutes(2));
    }

    [AbstractTest(Collections, "rc-md-items")]
    public async Task EveryCollectionIsListed() => Assert.Equal(ConformanceFixture.Collections,
        (await fixture.Http.JsonAsync("/ogc/collections")).GetProperty("collections").EnumerateArray().Select(collection => collection.Text("id")!));

    [AbstractTest(Collections, "src-md-op")]
    public async Task EveryCollectionIsThere()
    {
        foreach (var id in ConformanceFixture.Collections) Assert.Equal(200, await fixture.StatusAsync($"/ogc/collections/{id}"));
    }

    [AbstractTest(Collections, "src-md-success")]
    public async Task OneCollection() => Assert.Equal("5g", (await fixture.Http.JsonAsync("/ogc/collections/5g")).Text("id"));

    [AbstractTest(Collections, "rc-md-collection-content")]
    public async Task EveryLinkIsComplete()
    {
        foreach (var id in ConformanceFixture.Collections)
        {
            var collection = await fixture.Http.JsonAsync($"/ogc/collections/{id}");
            Assert.Equal((id, "feature"), (collection.Text("id"), collection.Text("itemType")));
            Assert.All(collection.GetProperty("links").EnumerateArray(), link => Assert.All((string[])["href", "rel", "type", "title"], member => Assert.NotEmpty(link.Text(member)!)));
        }
    }

    [AbstractTest(Collections, "rc-md-items-links")]
    public async Task ItemsLinksAnswerInTheirMediaType()
    {
        foreach (var link in ConformanceFixture.Links(await fixture.Http.JsonAsync("/ogc/collections/key-area"), "items"))
        {
            using var response = await fixture.Http.AskAsync(link.Text("href")!);
            Assert.Equal((200, link.Text("type")), ((int)response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        }
    }

    [AbstractTest(Collections, "rc-md-extent")]
    public async Task ExtentsAreLongitudeAndLatitude()
    {
        foreach (var id in ConformanceFixture.Filled)
        {
            var extent = (await fixture.Http.JsonAsync($"/ogc/collections/{id}")).GetProperty("extent");
            Assert.Equal("http://www.opengis.net/def/crs/OGC/1.3/CRS84", extent.GetProperty("spatial").Text("crs"));
            var box = extent.GetProperty("spatial").GetProperty("bbox")[0].EnumerateArray().Select(number => number.GetDouble()).ToList();
            Assert.True(box[0] is > 114 and < 124 && box[1] is > 33 and < 40 && box[2] >= box[0] && box[3] >= box[1]);
        }
    }
}
