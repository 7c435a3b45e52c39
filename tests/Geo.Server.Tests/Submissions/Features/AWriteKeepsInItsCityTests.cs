using System.Net;
using Geo.Server.Accounts;
using Geo.Server.Tests.Accounts;
using Geo.Server.Tests.Harness;
using Geo.Server.Tests.Submissions.Drafts;

namespace Geo.Server.Tests.Submissions.Features;

/// <summary>
/// An editor of 济南 writes no feature of 泰安, nor moves one there or from there. The same through files stands in
/// <see cref="ADraftKeepsInItsCityTests"/>, and through SQL in <see cref="DoorsTests"/>.
/// </summary>
public sealed class AWriteKeepsInItsCityTests(WritingFixture fixture) : IClassFixture<WritingFixture>
{
    private static string Taian(string code) => WritingFixture.Site(code, WritingFixture.TaianLon, WritingFixture.TaianLat);

    private const string ToTaian = """{"geometry": {"type": "Point", "coordinates": [117.16, 36.22]}}""";
    private const string ToJinan = """{"geometry": {"type": "Point", "coordinates": [117.074, 36.651]}}""";

    [Fact]
    public async Task ANewFeatureOfTheOther()
    {
        using var refused = await fixture.PostAsync("smart-farm", Taian("T1"));
        Assert.Equal(["B001 /geometry"], await WritingFixture.FindingsAsync(refused));
        Assert.Empty(await fixture.CodesAsync("smart-farm"));
    }

    [Fact]
    public async Task MovingOnesOwnToTheOther()
    {
        var path = await fixture.AddAsync("iot-base", WritingFixture.Site("J1"));
        using (var replaced = await fixture.PutAsync(path, Taian("J1"))) Assert.Equal(["B001 /geometry"], await WritingFixture.FindingsAsync(replaced));
        using (var patched = await fixture.PatchAsync(path, ToTaian)) Assert.Equal(["B001 /geometry"], await WritingFixture.FindingsAsync(patched));
        Assert.Equal("370100", (await fixture.ReadAsync(path)).Property("cityAdcode").GetString());
    }

    [Fact]
    public async Task TheFeaturesOfTheOther()
    {
        var path = await fixture.AddAsync("smart-port", Taian("T1"), fixture.TaianKey);
        var (tag, before) = (await fixture.TagAsync(path), (await fixture.ReadAsync(path)).ToString());
        foreach (var answer in new[]
        {
            await fixture.PutAsync(path, Taian("T1"), tag), await fixture.PutAsync(path, WritingFixture.Site("T1"), tag), await fixture.PatchAsync(path, ToJinan, tag),
            await fixture.PatchAsync(path, """{"properties": {"name": "济南写"}}""", tag), await fixture.PatchAsync(path, "{}", tag), await fixture.DeleteAsync(path, tag), await fixture.DeleteAsync(path),
        })
            using (answer) await answer.AssertProblemAsync(403, "not-allowed");
        Assert.Equal(before, (await fixture.ReadAsync(path)).ToString());
        Assert.Equal(tag, await fixture.TagAsync(path));
    }

    [Fact]
    public async Task WhoeverIsNoEditorWritesNothing()
    {
        var path = await fixture.AddAsync("network-node", WritingFixture.Site("J1"));
        var viewer = await WritingFixture.KeyAsync(await fixture.Visitor().SignInAsync("viewer", fixture.Viewer));
        using (var refused = await fixture.PostAsync("network-node", WritingFixture.Site("J2"), viewer)) await refused.AssertProblemAsync(403, "not-allowed");
        using (var refused = await fixture.DeleteAsync(path, key: viewer)) await refused.AssertProblemAsync(403, "not-allowed");
        using (var nobody = await fixture.SendAsync(HttpMethod.Post, WritingFixture.Items("network-node"), key: null, WritingFixture.Site("J2"))) Assert.Equal(HttpStatusCode.Unauthorized, nobody.StatusCode);
        using (var nobody = await fixture.SendAsync(HttpMethod.Delete, path, key: null, headers: ("If-Match", "*"))) Assert.Equal(HttpStatusCode.Unauthorized, nobody.StatusCode);
        Assert.Equal(["J1"], await fixture.CodesAsync("network-node"));
    }

    [Fact]
    public async Task TheProvinceMovesAFeatureFromOneCityToTheOtherAndItIsTheSameOne()
    {
        var path = await fixture.AddAsync("industrial-park", WritingFixture.Site("J1"));
        using (var moved = await fixture.PatchAsync(path, ToTaian, key: fixture.ProvinceKey)) Assert.Equal(200, (int)moved.StatusCode);
        Assert.Equal(("370900", "J1"), ((await fixture.ReadAsync(path)).Property("cityAdcode").GetString(), (await fixture.ReadAsync(path)).Property("code").GetString()));
        Assert.Single(await fixture.CodesAsync("industrial-park"));
        using var back = await fixture.PatchAsync(path, ToJinan);
        await back.AssertProblemAsync(403, "not-allowed");
    }

    [Fact]
    public async Task AnEditorOfTwoCitiesMovesBetweenThem()
    {
        var password = await fixture.Database.AddAccountAsync("both", Roles.CityEditor, "370100", "370900");
        var key = await WritingFixture.KeyAsync(await fixture.Visitor().SignInAsync("both", password));
        var path = await fixture.AddAsync("video-resource", WritingFixture.Site("J1"), key);
        using var moved = await fixture.PatchAsync(path, ToTaian, key: key);
        Assert.Equal("370900", (await fixture.ReadAsync(path)).Property("cityAdcode").GetString());
    }

    [Fact]
    public async Task TheAllowedMethodsAreThoseOfWhoeverAsks()
    {
        var path = await fixture.AddAsync("smart-community", WritingFixture.Site("J1"));
        await fixture.AddAsync("5g", WritingFixture.Mast("J1"));
        async Task<string> AllowAsync(string at, string? key)
        {
            using var answer = await fixture.SendAsync(HttpMethod.Options, at, key);
            Assert.Equal(200, (int)answer.StatusCode);
            return string.Join(", ", answer.Content.Headers.Allow);
        }

        var items = WritingFixture.Items("smart-community");
        Assert.Equal("GET, HEAD, OPTIONS, POST", await AllowAsync(items, fixture.JinanKey));
        Assert.Equal("GET, HEAD, OPTIONS, POST", await AllowAsync(items, fixture.TaianKey));
        Assert.Equal("GET, HEAD, OPTIONS", await AllowAsync(items, null));
        Assert.Equal("GET, HEAD, OPTIONS, PUT, PATCH, DELETE", await AllowAsync(path, fixture.JinanKey));
        Assert.Equal("GET, HEAD, OPTIONS", await AllowAsync(path, fixture.TaianKey));
        Assert.Equal("GET, HEAD, OPTIONS", await AllowAsync(path, null));
        foreach (var readOnly in (string[])["/ogc/collections/counties/items", "/ogc/collections/counties/items/370102", "/ogc/collections/5g-coverage/items", "/ogc/collections/5g-coverage/items/1"])
            Assert.Equal("GET, HEAD, OPTIONS", await AllowAsync(readOnly, fixture.ProvinceKey));
        using var unknown = await fixture.SendAsync(HttpMethod.Options, "/ogc/collections/nothing/items", fixture.JinanKey);
        await unknown.AssertProblemAsync(404, "unknown-collection");
    }

    [Theory]
    [InlineData("counties")]
    [InlineData("5g-coverage")]
    public async Task WhatIsImportedOrComputedIsOnlyRead(string collection)
    {
        await fixture.AddAsync("5g", WritingFixture.Mast(collection));
        using var refused = await fixture.PostAsync(collection, WritingFixture.Site("x"), fixture.ProvinceKey);
        await refused.AssertProblemAsync(405, "method-not-allowed");
        Assert.Equal(["GET", "HEAD", "OPTIONS"], refused.Content.Headers.Allow);
    }
}
