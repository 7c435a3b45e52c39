using System.Text.Json;
using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests.Conformance;

/// <summary>OGC API - Common - Part 1 (19-072), annex A, "Core": how parameters are written.</summary>
public sealed class CommonClasses(ConformanceFixture fixture) : IClassFixture<ConformanceFixture>
{
    private const string Core = "ogcapi-common-1/1.0/conf/core";
    private const string Items = "/ogc/collections/5g/items";

    [AbstractTest(Core, "http")]
    public async Task HeadAndStatusCodes()
    {
        Assert.Equal(200, await fixture.StatusAsync("/ogc/"));
        Assert.Equal(404, await fixture.StatusAsync("/ogc/nowhere"));
        foreach (var path in (string[])["/ogc", "/ogc/collections", Items])
        {
            using var head = new HttpRequestMessage(HttpMethod.Head, path);
            using var response = await fixture.Http.SendAsync(head, TestContext.Current.CancellationToken);
            Assert.Equal((200, ""), ((int)response.StatusCode, await response.TextAsync()));
        }
    }

    [AbstractTest(Core, "query-param-name-unknown")]
    public async Task UnknownNames() => Assert.Equal(400, await fixture.StatusAsync("/ogc/collections?Limit=1"));

    [AbstractTest(Core, "query-param-value-invalid")]
    public async Task InvalidValues() => Assert.Equal(400, await fixture.StatusAsync("/ogc/collections?f=nothing"));

    [AbstractTest(Core, "query-param-capitalization")]
    public async Task NamesAreAsTheyAreWritten()
    {
        foreach (var parameter in (string[])["limit=5", "bbox=117,36,118,37", "datetime=2020-01-01", "filter=true", "f=json", "operator=cmcc", "heightM=1"])
        {
            var (name, value) = parameter.Split('=') is var parts ? (parts[0], parts[1]) : default;
            Assert.Equal(200, await fixture.StatusAsync($"{Items}?{parameter}"));
            Assert.Equal(400, await fixture.StatusAsync($"{Items}?{string.Concat(name.Select(letter => char.IsUpper(letter) ? char.ToLowerInvariant(letter) : char.ToUpperInvariant(letter)))}={value}"));
        }
    }

    [AbstractTest(Core, "query-param-list-delimiter")]
    public async Task ListsHaveCommas()
    {
        Assert.Equal(25, (await fixture.IdsAsync("5g", "operator=cmcc,cucc")).Count);
        Assert.Equal(["s01", "s02"], await fixture.Http.ValuesAsync($"{Items}?code=s01,s02", "code"));
        Assert.Equal(400, await fixture.StatusAsync($"{Items}?operator=cmcc%20cucc"));
        Assert.Equal(400, await fixture.StatusAsync($"{Items}?bbox=117%2036%20118%2037"));
    }

    // A comma that belongs to a text is not one between two texts, on the next page either.
    [AbstractTest(Core, "query-param-list-escape")]
    public async Task ACommaWithinAValueIsEscaped()
    {
        await fixture.Database.PublishAsync("network-node", ((string[])["a, b", "a", "b", "c d"]).Select((name, i) => Publishing.Site($"n{i}", Publishing.Lixia, name)));
        const string nodes = "/ogc/collections/network-node/items";
        Assert.Equal(["a, b"], await fixture.Http.ValuesAsync($"{nodes}?name=a%2C%20b", "name"));
        Assert.Equal(["a, b"], await fixture.Http.ValuesAsync($"{nodes}?name=a%2C+b", "name"));
        Assert.Equal(["a", "b"], await fixture.Http.ValuesAsync($"{nodes}?name=a,b", "name"));
        Assert.Equal(["c d"], await fixture.Http.ValuesAsync($"{nodes}?name=c%20d", "name"));
        var first = await fixture.Http.JsonAsync($"{nodes}?name=a%2C%20b,a,b&limit=1");
        var second = await fixture.Http.JsonAsync(first.Link("next")!);
        Assert.Equal(["a, b", "a"], ((JsonElement[])[first, second]).Select(page => page.GetProperty("features")[0].Property("name").GetString()));
        // Of other kinds no value holds one.
        Assert.Equal(25, (await fixture.IdsAsync("5g", "operator=cmcc%2Ccucc")).Count);
    }

    // Understood as a list of nothing, which none of our lists may be.
    [AbstractTest(Core, "query-param-list-empty")]
    public async Task AnEmptyTextIsAnEmptyList()
    {
        foreach (var path in (string[])[$"{Items}?bbox=", $"{Items}?operator=", "/ogc/tiles/WebMercatorQuad?collections="]) Assert.Equal(400, await fixture.StatusAsync(path));
    }

    [AbstractTest(Core, "query-param-value-boolean")]
    public async Task TrueAndFalse()
    {
        var (shared, others) = (await fixture.IdsAsync("5g", "shared=true"), await fixture.IdsAsync("5g", "shared=false"));
        Assert.Equal((9, 16, 25), (shared.Count, others.Count, shared.Union(others).Count()));
        foreach (var wrong in (string[])["1", "0", "True", "yes", ""]) Assert.Equal(400, await fixture.StatusAsync($"{Items}?shared={wrong}"));
    }

    [AbstractTest(Core, "query-param-value-integer")]
    public async Task WholeNumbers()
    {
        var county = (await fixture.Http.FeaturesAsync("/ogc/collections/counties/items?limit=1"))[0];
        Assert.Equal([county.GetProperty("id").ToString()], await fixture.IdsAsync("counties", $"population2020={county.Property("population2020")}"));
        foreach (var wrong in (string[])["1.5", "x", "1e400", "0x10", ""]) Assert.Equal(400, await fixture.StatusAsync($"/ogc/collections/counties/items?population2020={wrong}"));
    }

    [AbstractTest(Core, "query-param-value-decimal")]
    public async Task DecimalNumbers()
    {
        Assert.Single(await fixture.IdsAsync("5g", "heightM=7.0"));
        Assert.Empty(await fixture.IdsAsync("5g", "heightM=7.5"));
        foreach (var wrong in (string[])["7,5,", "7.5m", "%2B", ".", ""]) Assert.Equal(400, await fixture.StatusAsync($"{Items}?heightM={wrong}"));
    }

    [AbstractTest(Core, "query-param-value-double")]
    public async Task NumbersWithAnExponent()
    {
        Assert.Equal(await fixture.IdsAsync("5g", "heightM=20"), await fixture.IdsAsync("5g", "heightM=2e1"));
        Assert.Equal(await fixture.IdsAsync("5g", "bbox=117.08,36,117.09,37"), await fixture.IdsAsync("5g", "bbox=1.1708e2,3.6e1,11709e-2,37.0"));
        foreach (var wrong in (string[])["NaN", "Infinity", "-Infinity", "1e999"]) Assert.Equal(400, await fixture.StatusAsync($"{Items}?heightM={wrong}"));
    }
}
