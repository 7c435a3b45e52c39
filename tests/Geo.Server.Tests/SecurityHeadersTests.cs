using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests;

/// <summary>Every answer tells browsers what not to do with it: data, pages, tiles, refusals, the map itself.</summary>
public sealed class SecurityHeadersTests(SecurityHeadersTests.Fixture fixture) : IClassFixture<SecurityHeadersTests.Fixture>
{
    public sealed class Fixture : ServerFixture, IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public void Dispose() => _folder.Dispose();

        protected override async Task<TestServer> StartAsync()
        {
            _folder.Write("index.html", "<!doctype html><title>Map</title>");
            _folder.Write("assets/app-abc.js", "1");
            return await TestServer.StartAsync(await TestDatabase.CreateAsync(), "--Web:Root", _folder.Path);
        }

        protected override Task ArrangeAsync() => Database.PublishAsync("5g", [Publishing.Site("a", Publishing.Lixia, "<script>alert(1)</script>")]);
    }

    private const string Tile = "/ogc/collections/5g/tiles/WebMercatorQuad/12/0/0";

    [Theory]
    [InlineData("/")]
    [InlineData("/?p=upload")]
    [InlineData("/assets/app-abc.js")]
    [InlineData("/ogc?f=html")]
    [InlineData("/ogc/collections/5g/items")]
    [InlineData("/ogc/collections/5g/items?f=html")]
    [InlineData("/ogc/pages.css")]
    [InlineData("/docs")]
    [InlineData("/healthz")]
    [InlineData("/api/session")]
    [InlineData("/api/tokens")]
    [InlineData("/api/search?q=")]
    [InlineData("/no/such.file")]
    [InlineData("/?token=x")]
    [InlineData(Tile)]
    public async Task AreOnEveryAnswer(string path)
    {
        using var response = await fixture.Http.AskAsync(path);
        string Header(string name) => Assert.Single(response.Headers.GetValues(name));
        Assert.Equal("nosniff", Header("X-Content-Type-Options"));
        Assert.Equal("strict-origin-when-cross-origin", Header("Referrer-Policy"));
        Assert.Contains("camera=()", Header("Permissions-Policy"), StringComparison.Ordinal);
        var policy = Header("Content-Security-Policy");
        Assert.Contains("frame-ancestors", policy, StringComparison.Ordinal);
        Assert.Contains("base-uri 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("*", policy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/", "default-src 'self'; img-src 'self' data: blob: ; style-src 'self'; object-src 'none'; connect-src 'self'; frame-ancestors 'self'; base-uri 'none'; form-action 'self'")]
    [InlineData("/docs", "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'")]
    [InlineData("/ogc/collections?f=html", "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'")]
    [InlineData("/ogc/collections", "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'")]
    [InlineData("/api/tokens", "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'")]
    public async Task EachKindOfAnswerHasItsPolicy(string path, string policy)
    {
        using var response = await fixture.Http.AskAsync(path);
        Assert.Equal(policy, Assert.Single(response.Headers.GetValues("Content-Security-Policy")));
    }

    [Theory]
    [InlineData("/docs")]
    [InlineData("/ogc?f=html")]
    [InlineData("/ogc/collections?f=html")]
    [InlineData("/ogc/collections/5g?f=html")]
    [InlineData("/ogc/collections/5g/items?f=html")]
    [InlineData("/ogc/conformance?f=html")]
    [InlineData("/ogc/tileMatrixSets?f=html")]
    public async Task OurPagesNeedNothingThatTheirPolicyForbids(string path)
    {
        var page = await (await fixture.Http.AskAsync(path)).TextAsync();
        Assert.DoesNotMatch("(?i)<script|<style|\\sstyle=|\\son[a-z]+=|<iframe|<object|<form", page);
    }

    [Fact]
    public async Task MarkupInANameIsTextOnThePage()
    {
        var page = await (await fixture.Http.AskAsync("/ogc/collections/5g/items?f=html")).TextAsync();
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", page, StringComparison.Ordinal);
    }
}
