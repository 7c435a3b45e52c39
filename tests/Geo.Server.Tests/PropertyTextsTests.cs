using Geo.Server.Ogc.Features;
using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests;

/// <summary>What is kept of features' properties: all that fits, never more, and never another row's.</summary>
public sealed class PropertyTextsTests
{
    private static readonly byte[] Text = new byte[1000];

    [Fact]
    public void OldOnesGoWhenThereIsNoMoreRoom()
    {
        var texts = new PropertyTexts(new PropertyTextOptions(FeaturesMb: 1));
        for (var key = 0; key < 5000; key++) texts.Keep(Name(key), Text);
        Assert.InRange(texts.Count, 300, 1 + (1 << 20) / Text.Length);
        Assert.True(texts.TryFind(Name(4999), out _));
        Assert.False(texts.TryFind(Name(0), out _));
    }

    [Fact]
    public void WhatIsAskedForStays()
    {
        var texts = new PropertyTexts(new PropertyTextOptions(FeaturesMb: 1));
        for (var key = 0; key < 5000; key++)
        {
            texts.Keep(Name(key), Text);
            Assert.True(texts.TryFind(Name(0), out _), $"after {key}");
        }
    }

    [Fact]
    public void ARowOfAnotherTransactionIsAnother()
    {
        var texts = new PropertyTexts(new PropertyTextOptions());
        texts.Keep(new RowName(1, 1, 7), Text);
        Assert.False(texts.TryFind(new RowName(1, 1, 8), out _));
        Assert.False(texts.TryFind(new RowName(1, 2, 7), out _));
    }

    [Fact]
    public async Task AChangedFeatureIsShownWithItsNewProperties()
    {
        await using var server = await TestServer.StartAsync(await TestDatabase.CreateAsync());
        await server.Database.PublishAsync("5g", [Publishing.Site("a", Publishing.Lixia, "a"), Publishing.Site("b", Publishing.Lixia, "b")]);
        const string page = "/ogc/collections/5g/items?f=json&bbox=116,36,118,37";
        Assert.Equal(["a", "b"], await NamesAsync());
        await server.Database.PublishAsync("5g", [Publishing.Site("a", Publishing.Lixia, "a"), Publishing.Site("b", Publishing.Lixia, "another")]);
        Assert.Equal(["a", "another"], await NamesAsync());
        // And the state before as it was.
        Assert.Equal(["a", "b"], await NamesAsync("&version=1"));

        async Task<string[]> NamesAsync(string version = "") =>
            [.. (await server.Http.JsonAsync(page + version)).GetProperty("features").EnumerateArray().Select(feature => feature.GetProperty("properties").GetProperty("name").GetString()!)];
    }

    private static RowName Name(long key) => new(key, 1, 1);
}
