using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests;

/// <summary>Whatever stands in an address, the answer is never a failure of ours, and the data are as they were.</summary>
public sealed class HostileInputTests(HostileInputTests.Fixture fixture) : IClassFixture<HostileInputTests.Fixture>
{
    private static readonly string[] Texts =
    [
        "'", "\"", "';drop table geo.site;--", "') or 1=1 --", "\\", "\\'", "$1", "{valid}", "%", "_", "\0", "a\0b", "\u0001", "\r\nX: y", "null", "NaN", "-0", "1e999",
        "\ud83d\ude00", "\u202e", "../../etc/passwd", "<script>", "{{7*7}}", ",,,,", ".", "..", "1.1.1", "/", "999999999999999999999999", new string('9', 400), new string('a', 3000),
    ];

    private static readonly string[] Places =
    [
        "/api/search?q={}", "/api/search?q=x&limit={}", "/api/layers/{}/counts", "/api/layers/5g/counts?level={}", "/api/layers/5g/counts?version={}",
        "/ogc/collections/{}", "/ogc/collections/5g/items?name={}", "/ogc/collections/5g/items?code={}", "/ogc/collections/5g/items?heightM={}",
        "/ogc/collections/5g/items?address={}", "/ogc/collections/5g/items?operator={}", "/ogc/collections/5g/items?inServiceDate={}", "/ogc/collections/5g/items?shared={}",
        "/ogc/collections/5g/items?bbox={}", "/ogc/collections/5g/items?bbox=117,36,118,{}", "/ogc/collections/5g/items?datetime={}", "/ogc/collections/5g/items?datetime={}/..",
        "/ogc/collections/5g/items?cursor={}", "/ogc/collections/5g/items?version={}", "/ogc/collections/5g/items?limit={}", "/ogc/collections/5g/items?f={}",
        "/ogc/collections/5g/items?{}=1", "/ogc/collections/5g/items/{}", "/ogc/collections/counties/items?name={}", "/ogc/collections/counties/items?population2020={}",
        "/ogc/collections/counties/items?areaKm2={}", "/ogc/collections/counties/items/{}", "/ogc/collections/counties/items/370102?version={}",
        "/ogc/collections/5g/tiles/{}", "/ogc/collections/5g/tiles/WebMercatorQuad/{}/12/26", "/ogc/collections/5g/tiles/WebMercatorQuad/5/{}/26",
        "/ogc/collections/5g/tiles/WebMercatorQuad/5/12/{}", "/ogc/collections/5g/tiles/WebMercatorQuad/5/12/26?version={}", "/ogc/tileMatrixSets/{}", "/{}",
    ];

    public static TheoryData<string> PlacesData => [.. Places];

    public sealed class Fixture : ServerFixture
    {
        protected override Task ArrangeAsync() => Database.PublishAsync("5g", [Publishing.Site("a", Publishing.Lixia)]);
    }

    [Theory]
    [MemberData(nameof(PlacesData))]
    public async Task IsNeverAFailureOfOurs(string place)
    {
        foreach (var text in Texts)
        {
            using var response = await fixture.Http.AskAsync(place.Replace("{}", Uri.EscapeDataString(text), StringComparison.Ordinal));
            Assert.True((int)response.StatusCode < 500, $"{place} with '{text[..Math.Min(30, text.Length)]}' gave {(int)response.StatusCode}: {await response.TextAsync()}");
        }
        Assert.Equal(["a"], await fixture.Http.ValuesAsync("/ogc/collections/5g/items", "code"));
    }

    [Theory]
    [InlineData("%ff")]
    [InlineData("%c3%28")]
    [InlineData("%ed%a0%80")]
    [InlineData("%")]
    [InlineData("%zz")]
    public async Task NorAreBytesThatAreNoText(string raw)
    {
        foreach (var place in Places)
            using (var response = await fixture.Http.AskAsync(place.Replace("{}", raw, StringComparison.Ordinal)))
                Assert.True((int)response.StatusCode < 500, $"{place} gave {(int)response.StatusCode}");
    }

    [Fact]
    public async Task ACursorMayHoldAnythingAfterAChecksumThatFits()
    {
        // The checksum names the query, not the key: whoever knows a cursor can write any key into it.
        var next = (await fixture.Http.JsonAsync("/ogc/collections/counties/items?limit=1")).Link("next")!;
        foreach (var key in Texts.Where(text => !text.Contains('.')).Select(Uri.EscapeDataString))
            using (var response = await fixture.Http.AskAsync(next.Replace(".370102.", $".{key}.", StringComparison.Ordinal)))
                Assert.True((int)response.StatusCode < 500, $"'{key[..Math.Min(30, key.Length)]}' gave {(int)response.StatusCode}");
    }

    [Fact]
    public async Task AListOfAThousandValuesIsAnsweredAndALongerOneRefused()
    {
        var values = string.Join(',', Enumerable.Range(0, 999).Select(i => $"x{i}").Prepend("a"));
        Assert.Equal(["a"], await fixture.Http.ValuesAsync($"/ogc/collections/5g/items?code={values}", "code"));
        // The same value again is no other value, however often.
        Assert.Equal(["a"], await fixture.Http.ValuesAsync($"/ogc/collections/5g/items?code={values}{string.Concat(Enumerable.Repeat(",a", 20_000))}", "code"));
        using var refused = await fixture.Http.AskAsync($"/ogc/collections/5g/items?code={values},y");
        await refused.AssertProblemAsync(400, "too-many-values");
    }
}
