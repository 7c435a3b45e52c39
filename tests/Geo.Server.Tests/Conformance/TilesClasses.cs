using System.Text.Json;
using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests.Conformance;

/// <summary>OGC API - Tiles - Part 1 (20-057), annex A.</summary>
public sealed class TilesClasses(ConformanceFixture fixture) : IClassFixture<ConformanceFixture>
{
    private const string Base = "ogcapi-tiles-1/1.0/conf/";

    [AbstractTest(Base + "core", "conformance-success")]
    public async Task ConformanceListsTheClasses()
    {
        var classes = (await fixture.Http.JsonAsync("/ogc/conformance")).GetProperty("conformsTo").EnumerateArray().Select(uri => uri.GetString());
        Assert.Contains($"http://www.opengis.net/spec/{Base}core", classes);
    }

    [AbstractTest(Base + "core", "tc-op")]
    public async Task TilesAreThere() => Assert.Equal(200, await fixture.StatusAsync("/ogc/collections/counties/tiles/WebMercatorQuad/7/50/105"));

    [AbstractTest(Base + "core", "tc-success")]
    public async Task TilesAreVectorTiles()
    {
        using var response = await fixture.Http.AskAsync("/ogc/collections/counties/tiles/WebMercatorQuad/7/50/105");
        Assert.Equal("application/vnd.mapbox-vector-tile", response.Content.Headers.ContentType!.MediaType);
        // Inside the limits, but nothing there: no content.
        Assert.Equal(204, await fixture.StatusAsync("/ogc/collections/5g/tiles/WebMercatorQuad/14/6450/13500"));
    }

    [AbstractTest(Base + "core", "tc-error")]
    public async Task OutsideTheLimitsIsNotFound()
    {
        foreach (var tile in (string[])["7/0/0", "19/0/0", "-1/0/0", "7/50/200", "7/128/0", "x/1/1", "7/50.5/105"])
            Assert.Equal(404, await fixture.StatusAsync($"/ogc/collections/counties/tiles/WebMercatorQuad/{tile}"));
        Assert.Equal(404, await fixture.StatusAsync("/ogc/collections/counties/tiles/Nothing/7/50/105"));
        Assert.Equal(400, await fixture.StatusAsync("/ogc/collections/counties/tiles/WebMercatorQuad/7/50/105?unknown=1"));
    }

    [AbstractTest(Base + "core", "tc-tilematrix-definition")]
    public Task TileMatrixIsDescribed() => DescribedAsync("tileMatrix");

    [AbstractTest(Base + "core", "tc-tilerow-definition")]
    public Task TileRowIsDescribed() => DescribedAsync("tileRow");

    [AbstractTest(Base + "core", "tc-tilecol-definition")]
    public Task TileColIsDescribed() => DescribedAsync("tileCol");

    [AbstractTest(Base + "tileset", "description")]
    public async Task TilesetsAreDescribed()
    {
        foreach (var path in ConformanceFixture.Layers.Select(id => $"/ogc/collections/{id}/tiles/WebMercatorQuad").Append("/ogc/tiles/WebMercatorQuad"))
        {
            var tileset = await fixture.Http.JsonAsync(path);
            Assert.Equal("vector", tileset.Text("dataType"));
            Assert.Equal("http://www.opengis.net/def/crs/EPSG/0/3857", tileset.Text("crs"));
            Assert.Equal("http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad", tileset.Text("tileMatrixSetURI"));
            var item = Assert.Single(ConformanceFixture.Links(tileset, "item"));
            Assert.True(item.GetProperty("templated").GetBoolean());
            Assert.Contains("{tileMatrix}/{tileRow}/{tileCol}", item.Text("href")!, StringComparison.Ordinal);
            Assert.Equal(200, await fixture.StatusAsync(Assert.Single(ConformanceFixture.Links(tileset, ConformanceFixture.Relation + "tiling-scheme")).Text("href")!));
            Assert.Single(ConformanceFixture.Links(tileset, "self"));
            Assert.NotEmpty(tileset.GetProperty("layers").EnumerateArray());
            // The limits are kept: the corners are tiles, and their neighbours are not.
            foreach (var limits in tileset.GetProperty("tileMatrixSetLimits").EnumerateArray().Where(limits => limits.Text("tileMatrix") is "5" or "9"))
            {
                var (row, column) = (limits.GetProperty("maxTileRow").GetInt32(), limits.GetProperty("maxTileCol").GetInt32());
                Assert.Contains(await fixture.StatusAsync($"{path}/{limits.Text("tileMatrix")}/{row}/{column}"), (int[])[200, 204]);
                Assert.Equal(404, await fixture.StatusAsync($"{path}/{limits.Text("tileMatrix")}/{row + 1}/{column}"));
            }
        }
    }

    [AbstractTest(Base + "tilesets-list", "tileset-links")]
    public async Task TilesetsAreListed()
    {
        foreach (var path in (string[])["/ogc/collections/5g/tiles", "/ogc/tiles"])
        {
            var tileset = Assert.Single((await fixture.Http.JsonAsync(path)).GetProperty("tilesets").EnumerateArray());
            Assert.Equal("vector", tileset.Text("dataType"));
            Assert.NotEmpty(tileset.Text("tileMatrixSetURI")!);
            Assert.NotEmpty(tileset.Text("crs")!);
            Assert.Equal(200, await fixture.StatusAsync(Assert.Single(ConformanceFixture.Links(tileset, "self")).Text("href")!));
            Assert.Single(ConformanceFixture.Links(tileset, ConformanceFixture.Relation + "tiling-scheme"));
        }
    }

    [AbstractTest(Base + "dataset-tilesets", "landingpage")]
    public async Task TheLandingPageLinksToTheTilesOfAll() => Assert.Equal(200, await fixture.StatusAsync(
        Assert.Single(ConformanceFixture.Links(await fixture.Http.JsonAsync("/ogc"), ConformanceFixture.Relation + "tilesets-vector")).Text("href")!));

    [AbstractTest(Base + "dataset-tilesets", "operation")]
    public async Task ATileOfAllHoldsTheTilesOfEach()
    {
        var all = await LayersAsync("/ogc/tiles/WebMercatorQuad/12/1599/3380");
        Assert.Contains("5g", all.Keys);
        Assert.Contains("counties", all.Keys);
        foreach (var (layer, count) in all)
            Assert.Equal(count, (await LayersAsync($"/ogc/collections/{layer}/tiles/WebMercatorQuad/12/1599/3380"))[layer]);
    }

    [AbstractTest(Base + "geodata-tilesets", "desc-links")]
    public async Task EveryCollectionLinksToItsTiles()
    {
        foreach (var id in ConformanceFixture.Layers)
            Assert.Equal(200, await fixture.StatusAsync(Assert.Single(ConformanceFixture.Links(await fixture.Http.JsonAsync($"/ogc/collections/{id}"), ConformanceFixture.Relation + "tilesets-vector")).Text("href")!));
    }

    [AbstractTest(Base + "geodata-tilesets", "operation")]
    public async Task EveryCollectionHasTiles()
    {
        foreach (var id in ConformanceFixture.Layers) Assert.Contains(await fixture.StatusAsync($"/ogc/collections/{id}/tiles/WebMercatorQuad/6/25/52"), (int[])[200, 204]);
    }

    [AbstractTest(Base + "collections-selection", "query-collections")]
    public async Task TheTilesetTakesCollections()
    {
        var tileset = await fixture.Http.JsonAsync("/ogc/tiles/WebMercatorQuad?collections=counties,5g");
        Assert.Equal(["5g", "counties"], tileset.GetProperty("layers").EnumerateArray().Select(layer => layer.Text("id")!).Order());
        Assert.EndsWith("?collections=counties%2C5g", Assert.Single(ConformanceFixture.Links(tileset, "item")).Text("href"), StringComparison.Ordinal);
        Assert.Equal(400, await fixture.StatusAsync("/ogc/tiles/WebMercatorQuad?collections=none"));
    }

    [AbstractTest(Base + "collections-selection", "collections-response")]
    public async Task TheTileHoldsTheCollectionsAskedFor()
    {
        const string tile = "/ogc/tiles/WebMercatorQuad/12/1599/3380?collections=";
        Assert.Equal(["counties"], (await LayersAsync(tile + "counties")).Keys);
        Assert.Equal(["5g", "counties"], (await LayersAsync(tile + "5g,counties,5g")).Keys.Order());
        Assert.Equal(204, await fixture.StatusAsync(tile + "smart-port"));
        foreach (var wrong in (string[])["none", "", "5g,,counties", "5g,none"]) Assert.Equal(400, await fixture.StatusAsync(tile + wrong));
    }

    [AbstractTest(Base + "oas30", "completeness")]
    public async Task TilesAreInTheDefinition()
    {
        var paths = JsonSerializer.Deserialize<JsonElement>(await (await fixture.Http.AskAsync("/ogc/api")).TextAsync()).GetProperty("paths");
        foreach (var path in (string[])["/ogc/tiles", "/ogc/tiles/{tileMatrixSetId}", "/ogc/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}", "/ogc/collections/{collectionId}/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}"])
            Assert.True(paths.TryGetProperty(path, out _), path);
    }

    [AbstractTest(Base + "oas30", "operation-id")]
    public async Task OperationsHaveNames()
    {
        var paths = JsonSerializer.Deserialize<JsonElement>(await (await fixture.Http.AskAsync("/ogc/api")).TextAsync()).GetProperty("paths");
        Assert.All(paths.EnumerateObject().Where(path => path.Name.StartsWith("/ogc", StringComparison.Ordinal)), path => Assert.NotEmpty(path.Value.GetProperty("get").Text("operationId")!));
    }

    [AbstractTest(Base + "mvt", "content")]
    public async Task TilesAreReadAsVectorTiles() => Assert.Equal(["counties"], (await LayersAsync("/ogc/collections/counties/tiles/WebMercatorQuad/7/50/105")).Keys);

    private async Task DescribedAsync(string name)
    {
        var parameters = JsonSerializer.Deserialize<JsonElement>(await (await fixture.Http.AskAsync("/ogc/api")).TextAsync()).GetProperty("paths")
            .GetProperty("/ogc/collections/{collectionId}/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}").GetProperty("get").GetProperty("parameters");
        var parameter = Assert.Single(parameters.EnumerateArray(), parameter => parameter.Text("name") == name);
        Assert.Equal(("path", true), (parameter.Text("in"), parameter.GetProperty("required").GetBoolean()));
    }

    private async Task<Dictionary<string, int>> LayersAsync(string path)
    {
        using var response = await fixture.Http.AskAsync(path);
        Assert.Equal(200, (int)response.StatusCode);
        using var body = new MemoryStream(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        return ProtoBuf.Serializer.Deserialize<MapboxVectorTile>(body).Layers.ToDictionary(layer => layer.Name, layer => layer.Features.Count);
    }
}
