using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests;

/// <summary>The built front end: assets for ever, the page at every other path, nothing else of the disk.</summary>
public sealed class WebAssetsTests(WebAssetsTests.Fixture fixture) : IClassFixture<WebAssetsTests.Fixture>
{
    private const string Script = "console.log('plain')", Page = "<!doctype html><title>Map</title>";

    public sealed class Fixture : ServerFixture, IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public void Dispose() => _folder.Dispose();

        protected override async Task<TestServer> StartAsync()
        {
            _folder.Write("secret.txt", "secret");
            _folder.Write("dist/index.html", Page);
            _folder.Write("dist/favicon.svg", "<svg/>");
            _folder.Write("dist/assets/app-abc.js", Script);
            _folder.Write("dist/assets/app-abc.js.br", "as brotli");
            _folder.Write("dist/assets/app-abc.js.gz", "as gzip");
            _folder.Write("dist/assets/only-plain.css", "body{}");
            return await TestServer.StartAsync(await TestDatabase.CreateAsync(), "--Web:Root", Path.Combine(_folder.Path, "dist"),
                "--Map:Basemaps:0:Id", "a", "--Map:Basemaps:0:Titles:Zh", "甲", "--Map:Basemaps:0:Titles:En", "A", "--Map:Basemaps:0:Attribution", "A",
                "--Map:Basemaps:0:MaxZoom", "18", "--Map:Basemaps:0:Template", "https://tiles.example.cn/{z}/{x}/{y}.png", "--Map:ReviewNo", "鲁SG（2021）001号");
        }
    }

    [Theory]
    [InlineData(null, null, Script)]
    [InlineData("identity", null, Script)]
    [InlineData("gzip", "gzip", "as gzip")]
    [InlineData("gzip, deflate, br", "br", "as brotli")]
    [InlineData("br;q=0, gzip", "gzip", "as gzip")]
    public async Task AnAssetIsSentAsItLiesCompressed(string? accepted, string? encoding, string body)
    {
        using var response = accepted is null ? await fixture.Http.AskAsync("/assets/app-abc.js") : await fixture.Http.AskAsync("/assets/app-abc.js", ("Accept-Encoding", accepted));
        Assert.Equal(body, await response.TextAsync());
        Assert.Equal(encoding is null ? [] : [encoding], response.Content.Headers.ContentEncoding);
        Assert.Equal("text/javascript", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("public, max-age=31536000, immutable", Order(response.Headers.CacheControl!.ToString()));
        Assert.Contains("Accept-Encoding", response.Headers.Vary);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
    }

    [Fact]
    public async Task AnAssetWithoutACompressedSisterIsCompressedOnTheWay()
    {
        using var response = await fixture.Http.AskAsync("/assets/only-plain.css", ("Accept-Encoding", "br"));
        Assert.Equal("text/css", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(["br"], response.Content.Headers.ContentEncoding);
        await using var sent = new BrotliStream(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken), CompressionMode.Decompress);
        Assert.Equal("body{}", await new StreamReader(sent).ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/index.html")]
    [InlineData("/layers/5g")]
    [InlineData("/compare?left=a&right=b")]
    public async Task ThePageIsAtEveryDeepLinkAndIsAskedForAgain(string path)
    {
        using var response = await fixture.Http.AskAsync(path);
        Assert.Equal((HttpStatusCode.OK, Page), (response.StatusCode, await response.TextAsync()));
        Assert.Equal("text/html; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.Equal("no-cache", response.Headers.CacheControl?.ToString());
        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'self'", policy, StringComparison.Ordinal);
        Assert.Contains("https://tiles.example.cn;", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("script-src", policy, StringComparison.Ordinal);
        using var again = await fixture.Http.AskAsync(path, ("If-None-Match", response.Headers.ETag!.ToString()));
        Assert.Equal(304, (int)again.StatusCode);
    }

    [Theory]
    [InlineData("/assets/app-old.js")]
    [InlineData("/assets/")]
    [InlineData("/robots.txt")]
    [InlineData("/api/nothing")]
    [InlineData("/ogc/nothing")]
    public async Task WhatIsMissingIsMissingAndNotThePage(string path)
    {
        using var response = await fixture.Http.AskAsync(path);
        await response.AssertProblemAsync(404, "not-found");
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/layers/5g")]
    [InlineData("/assets/app-abc.js")]
    [InlineData("/ogc/collections")]
    [InlineData("/api/search")]
    public async Task NothingIsPosted(string path)
    {
        using var response = await fixture.Http.PostAsync(path, new StringContent("x"), TestContext.Current.CancellationToken);
        await response.AssertProblemAsync(405, "method-not-allowed");
        Assert.Contains("GET", response.Content.Headers.Allow);
    }

    [Fact]
    public async Task AHeadHasTheHeadersOnly()
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, "/assets/app-abc.js");
        using var response = await fixture.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal((200, Script.Length), ((int)response.StatusCode, (int)response.Content.Headers.ContentLength!));
        Assert.Empty(await response.TextAsync());
    }

    [Theory]
    [InlineData("/../secret.txt")]
    [InlineData("/assets/../../secret.txt")]
    [InlineData("/%2e%2e/secret.txt")]
    [InlineData("/..%2fsecret.txt")]
    [InlineData("/assets/..%5c..%5csecret.txt")]
    [InlineData("//secret.txt")]
    [InlineData("/etc/passwd")]
    public async Task NothingElseOfTheDiskIsSent(string path)
    {
        // Over a bare connection: an HTTP client would tidy the path up.
        using var client = new TcpClient();
        await client.ConnectAsync(fixture.Server.Address.Host, fixture.Server.Address.Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);
        var answer = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.StartsWith("HTTP/1.1 ", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("root:", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("\r\n\r\nsecret", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheConfigurationTellsTheMapWhatTheProvinceSet()
    {
        var settings = await fixture.Http.JsonAsync("/api/config");
        Assert.Equal("鲁SG（2021）001号", settings.GetProperty("map").Text("reviewNo"));
        Assert.Equal("https://tiles.example.cn/{z}/{x}/{y}.png", settings.GetProperty("basemaps")[0].Text("template"));
    }

    private static string Order(string cacheControl) => string.Join(", ", cacheControl.Split(", ").OrderBy(part => part switch { "public" => 0, "immutable" => 2, _ => 1 }));
}
