using System.IO.Compression;
using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests;

/// <summary>How tiles travel: compressed where that is accepted, kept by version, asked for again without being sent again.</summary>
public sealed class TileCachingTests(TileCachingTests.Fixture fixture) : IClassFixture<TileCachingTests.Fixture>
{
    private static readonly TileAddress Near = TileAddress.Of(Publishing.Lixia, 12);
    private static readonly string Path = Near.Path("5g");

    public sealed class Fixture : ServerFixture
    {
        protected override Task ArrangeAsync() => Database.PublishAsync("5g", [Publishing.Site("a", Publishing.Lixia)]);
    }

    [Fact]
    public async Task WhoHasATileOfThisVersionNeedsNoSecondCopy()
    {
        using var first = await fixture.Http.AskAsync(Path);
        using var again = await fixture.Http.AskAsync(Path, ("If-None-Match", first.Headers.ETag!.ToString()));
        Assert.Equal((200, 304), ((int)first.StatusCode, (int)again.StatusCode));
        Assert.Equal(first.Headers.ETag, again.Headers.ETag);
        Assert.Empty(await again.TextAsync());
        using var other = await fixture.Http.AskAsync(Path, ("If-None-Match", "W/\"5g.99\", \"x\""));
        Assert.Equal(200, (int)other.StatusCode);
    }

    [Fact]
    public async Task ATileOfANamedVersionIsKeptForEverAndTheCurrentOneIsAskedForAgain()
    {
        using var current = await fixture.Http.AskAsync(Path);
        Assert.Equal("no-cache", current.Headers.CacheControl?.ToString());
        using var named = await fixture.Http.AskAsync($"{Path}?version=1");
        Assert.Equal(TimeSpan.FromDays(365), named.Headers.CacheControl?.MaxAge);
        Assert.Contains("immutable", named.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Contains("Accept-Encoding", current.Headers.Vary);
    }

    [Theory]
    [InlineData("gzip", "gzip")]
    [InlineData("gzip, deflate, br, zstd", "br")]
    [InlineData("br, gzip;q=0.5", "br")]
    [InlineData("br;q=0.5, gzip", "gzip")]
    [InlineData("br;q=0, gzip", "gzip")]
    [InlineData("GZIP", "gzip")]
    [InlineData(null, null)]
    [InlineData("deflate", null)]
    [InlineData("identity", null)]
    [InlineData("gzip;q=0", null)]
    [InlineData("xbr, gzipped", null)]
    public async Task ATileIsCompressedOnlyWhereThatIsAccepted(string? accepted, string? encoding)
    {
        using var response = accepted is null ? await fixture.Http.AskAsync(Path) : await fixture.Http.AskAsync(Path, ("Accept-Encoding", accepted));
        Assert.Equal(encoding is null ? [] : [encoding], response.Content.Headers.ContentEncoding);
        var body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        using Stream plain = encoding switch { "br" => new BrotliStream(body, CompressionMode.Decompress), "gzip" => new GZipStream(body, CompressionMode.Decompress), _ => body };
        using var tile = new MemoryStream();
        await plain.CopyToAsync(tile, TestContext.Current.CancellationToken);
        Assert.Equal("a", Assert.Single(VectorTile.Read(tile.ToArray(), "5g", Near)).Text("name"));
    }

    [Fact]
    public async Task AnEmptyTileHasNoContent()
    {
        using var response = await fixture.Http.AskAsync(TileAddress.Of(Publishing.Shinan, 12).Path("5g"));
        Assert.Equal(204, (int)response.StatusCode);
        Assert.Empty(await response.TextAsync());
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(1, 0)]
    [InlineData(0, -1)]
    [InlineData(0, 1)]
    public async Task JustOutsideTheLimitsThereIsNoTileAndJustInsideThereIs(int down, int right)
    {
        var tiles = await fixture.Http.TilesOfZoomAsync("5g", 10);
        var edge = (down, right) switch { (-1, _) or (_, -1) => tiles[0], _ => tiles[^1] };
        using var inside = await fixture.Http.AskAsync(edge.Path("5g"));
        Assert.True(inside.IsSuccessStatusCode);
        using var outside = await fixture.Http.AskAsync((edge with { Row = edge.Row + down, Column = edge.Column + right }).Path("5g"));
        await outside.AssertProblemAsync(404, "outside-tile-limits");
    }

    [Fact]
    public async Task APublicationIsInTheNextTileAndThePastOneStays()
    {
        var place = TileAddress.Of(Publishing.Lixia, 12);
        await fixture.Database.PublishAsync("nb-iot", [Publishing.Site("old", Publishing.Lixia)]);
        Assert.Equal(["old"], (await fixture.Http.TileAsync("nb-iot", place)).Select(site => site.Text("name")));
        using var old = await fixture.Http.AskAsync(place.Path("nb-iot"));
        await fixture.Database.PublishAsync("nb-iot", [Publishing.Site("new", Publishing.Lixia)]);
        Assert.Equal(["new"], (await fixture.Http.TileAsync("nb-iot", place)).Select(site => site.Text("name")));
        Assert.Equal(["old"], (await fixture.Http.TileAsync("nb-iot", place, "?version=1")).Select(site => site.Text("name")));
        Assert.Equal(["new"], (await fixture.Http.TileAsync("nb-iot", place, "?version=2")).Select(site => site.Text("name")));
        using var stale = await fixture.Http.AskAsync(place.Path("nb-iot"), ("If-None-Match", old.Headers.ETag!.ToString()));
        Assert.Equal(200, (int)stale.StatusCode);
        // The cells far out know the past too.
        Assert.Equal(1, Assert.Single(await fixture.Http.TileAsync("nb-iot", TileAddress.Of(Publishing.Lixia, 8), "?version=1")).Number("point_count"));
    }

    [Fact]
    public async Task ManyWhoAskForOneColdTileGetTheSame()
    {
        await fixture.Database.PublishAsync("village", Enumerable.Range(0, 500).Select(i => Publishing.Site($"v{i}", Publishing.Lixia.X + i * 1e-5, Publishing.Lixia.Y)));
        var tiles = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => fixture.Http.TileAsync("village", TileAddress.Of(Publishing.Lixia, 12))));
        Assert.All(tiles, tile => Assert.Equal(500, tile.Count(site => site.Text("name").StartsWith('v'))));
    }
}
