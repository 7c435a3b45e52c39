using Geo.Server.Database;
using Geo.Server.Layers;
using Geo.Server.Ogc.Tiles;
using Geo.Server.Submissions;
using Geo.Server.Tests.Harness;
using NetTopologySuite.Geometries;

namespace Geo.Server.Tests;

/// <summary>A publication makes the tiles cold that it touches; all others stay warm under every address.</summary>
public sealed class OnlyTouchedTilesTests(OnlyTouchedTilesTests.Fixture fixture) : IClassFixture<OnlyTouchedTilesTests.Fixture>
{
    private static readonly TileAddress Here = TileAddress.Of(Publishing.Lixia, 12), There = TileAddress.Of(Publishing.Shinan, 12);

    public sealed class Fixture : ServerFixture;

    private async Task<string> TagAsync(string path)
    {
        using var response = await fixture.Http.AskAsync(path);
        Assert.True(response.IsSuccessStatusCode);
        return response.Headers.ETag!.ToString();
    }

    private async Task<(int Status, int TileQueries)> AskAsync(string path, params (string, string)[] headers)
    {
        using var count = new StatementCount(fixture.Database);
        using var response = await fixture.Http.AskAsync(path, headers);
        return ((int)response.StatusCode, count.Take().Count(sql => sql.Contains("st_asmvt(", StringComparison.Ordinal)));
    }

    private Task<PublicationResult> PublishAsync(string layer, params (string Code, Coordinate Place)[] sites) =>
        fixture.Database.PublishAsync(layer, sites.Select(site => Publishing.Site(site.Code, site.Place)));

    /// <summary>A version that no upload made.</summary>
    private Task<long> RaiseAsync(string layer, string source, string change) => fixture.Database.ScalarAsync<long>($"""
        with raised as (update geo.layer set {change}, data_version = data_version + 1 where id = $1 returning id, data_version)
        insert into geo.publication (layer_id, data_version, kind, actor, source) select id, data_version, 'definition', 'test', $2 from raised returning id
        """, layer, source);

    [Fact]
    public async Task WhatIsFarFromAPublicationStaysWarmAndNotModified()
    {
        const string layer = "smart-farm";
        await PublishAsync(layer, ("here", Publishing.Lixia), ("there", Publishing.Shinan));
        var (here, there) = (await TagAsync(Here.Path(layer)), await TagAsync(There.Path(layer)));
        await PublishAsync(layer, ("here", Publishing.Lixia), ("there", Publishing.Shinan), ("new", Publishing.Lixia));
        Assert.Equal((304, 0), await AskAsync(There.Path(layer), ("If-None-Match", there)));
        Assert.Equal((200, 0), await AskAsync(There.Path(layer)));
        Assert.Equal((200, 0), await AskAsync(There.Path(layer) + "?version=2"));
        Assert.Equal((200, 1), await AskAsync(Here.Path(layer), ("If-None-Match", here)));
        Assert.Equal(2, (await fixture.Http.TileAsync(layer, Here, "?version=2")).Count);
        // The state before is still to be had, though nobody keeps when a tile changed before its last change.
        Assert.Single(await fixture.Http.TileAsync(layer, Here, "?version=1"));
    }

    [Fact]
    public async Task AFarZoomChangesWithWhatItSumsUp()
    {
        const string layer = "iot-base";
        await PublishAsync(layer, ("here", Publishing.Lixia), ("there", Publishing.Shinan));
        long[] zooms = [0, 5, 8];
        foreach (var zoom in zooms) await TagAsync(TileAddress.Of(Publishing.Lixia, (int)zoom).Path(layer));
        await PublishAsync(layer, ("here", Publishing.Lixia), ("there", Publishing.Shinan), ("new", Publishing.Lixia));
        foreach (var zoom in zooms)
            Assert.Equal(zoom == 8 ? 2 : 3, (await fixture.Http.TileAsync(layer, TileAddress.Of(Publishing.Lixia, (int)zoom))).Sum(cell => cell.Number("point_count")));
    }

    [Fact]
    public async Task AReversalTouchesWhatItTakesBack()
    {
        const string layer = "smart-port";
        await PublishAsync(layer, ("there", Publishing.Shinan));
        var there = await TagAsync(There.Path(layer));
        Assert.Equal((204, 0), await AskAsync(Here.Path(layer)));
        var result = await fixture.Database.PublishAsync(layer, [Publishing.Site("there", Publishing.Shinan), Publishing.Site("here", Publishing.Lixia)]);
        Assert.Equal((200, 1), await AskAsync(Here.Path(layer)));
        await fixture.Database.ReverseAsync(layer, result.Id!.Value);
        Assert.Equal((204, 1), await AskAsync(Here.Path(layer)));
        Assert.Equal((304, 0), await AskAsync(There.Path(layer), ("If-None-Match", there)));
    }

    [Fact]
    public async Task AChangedDefinitionTouchesEveryTile()
    {
        const string layer = "network-node";
        await PublishAsync(layer, ("here", Publishing.Lixia));
        var tag = await TagAsync(Here.Path(layer));
        await RaiseAsync(layer, "layer.json", """definition = definition || '{"order": 77}'""");
        Assert.Equal((200, 1), await AskAsync(Here.Path(layer), ("If-None-Match", tag)));
    }

    [Fact]
    public async Task ANewVersionThatChangedNoFeatureTouchesNothing()
    {
        const string layer = "logistics-hub";
        await PublishAsync(layer, ("here", Publishing.Lixia));
        var tag = await TagAsync(Here.Path(layer));
        await RaiseAsync(layer, "coverage: rule", "published_at = now()");
        Assert.Equal((304, 0), await AskAsync(Here.Path(layer), ("If-None-Match", tag)));
        Assert.Equal((200, 0), await AskAsync(Here.Path(layer) + "?version=2"));
    }

    [Fact]
    public async Task NewBoundariesTouchEveryTileOfTheirLevel()
    {
        var (counties, cities) = (await TagAsync(Here.Path("counties")), await TagAsync(Here.Path("cities")));
        await fixture.Database.ScalarAsync<long>("""
            with raised as (update geo.layer set data_version = data_version + 1 where id = 'counties' returning data_version),
              logged as (insert into geo.publication (layer_id, data_version, kind, actor, source) select 'counties', data_version, 'publication', 'test', 'borders' from raised returning id)
            update geo.area set valid_to = (select id from logged) where adcode = '370202' and valid_to is null returning valid_to
            """);
        Assert.Equal((200, 1), await AskAsync(Here.Path("counties"), ("If-None-Match", counties)));
        Assert.Equal((304, 0), await AskAsync(Here.Path("cities"), ("If-None-Match", cities)));
    }

    [Fact]
    public void ATilesNameSaysWhatItsLayerSays()
    {
        using var folder = new TemporaryFolder();
        var data = folder.CopyOfGisData();
        var common = Path.Combine(data, "common.json");
        File.WriteAllText(common, File.ReadAllText(common).Replace("\"value\": \"building\"", "\"value\": \"rising\"", StringComparison.Ordinal));
        var (ours, others, version) = (fixture.Database.Catalog, LayerCatalog.Load(data), new TileVersion(3, 2, 1));
        string Name(LayerCatalog catalog, string layer) => version.NameIn(catalog.Find(layer)!);
        Assert.NotEqual(Name(ours, "smart-farm"), Name(others, "smart-farm"));
        Assert.Equal(Name(ours, "counties"), Name(others, "counties"));
        Assert.NotEqual(Name(ours, "smart-farm"), version.NameIn(ours.Find("smart-farm")!.SeenFrom("administrator", isCoarse: true)));
    }

    [Fact]
    public async Task ATileOfAllLayersChangesWithItsPartsAlone()
    {
        const string layer = "innovation-community";
        var (here, there) = ($"/ogc/tiles/WebMercatorQuad/12/{Here.Row}/{Here.Column}?collections={layer},counties", $"/ogc/tiles/WebMercatorQuad/12/{There.Row}/{There.Column}?collections={layer},counties");
        await PublishAsync(layer, ("here", Publishing.Lixia), ("there", Publishing.Shinan));
        var (tagHere, tagThere) = (await TagAsync(here), await TagAsync(there));
        await PublishAsync(layer, ("new", Publishing.Lixia), ("there", Publishing.Shinan));
        Assert.Equal((304, 0), await AskAsync(there, ("If-None-Match", tagThere)));
        Assert.Equal((200, 1), await AskAsync(here, ("If-None-Match", tagHere)));
    }

    [Fact]
    public async Task TheDatabaseCountsTilesAsTheGridDoes()
    {
        var limits = TileGrid.Limits(TileGrid.ChangeZoom);
        Assert.Equal([limits.FirstRow, limits.LastRow, limits.FirstColumn, limits.LastColumn],
            await fixture.Database.ScalarAsync<int[]>("select array[geo.tile_row(89), geo.tile_row(-89), geo.tile_column(-180), geo.tile_column(180)]"));
        foreach (var place in (Coordinate[])[Publishing.Lixia, Publishing.Shinan, new(118.125, 36.5978)])
            Assert.Equal(TileAddress.Of(place, TileGrid.ChangeZoom),
                new TileAddress(TileGrid.ChangeZoom, await fixture.Database.ScalarAsync<int>("select geo.tile_row($1)", place.Y), await fixture.Database.ScalarAsync<int>("select geo.tile_column($1)", place.X)));
    }

    [Fact]
    public async Task WhatWasPublishedBeforeChangesWereNotedCountsAsChangedNow()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.PublishAsync("smart-farm", [Publishing.Site("old", Publishing.Lixia)]);
        await database.PublishAsync("smart-farm", [Publishing.Site("new", Publishing.Lixia)]);
        await database.ScalarAsync<long>("""
            drop table geo.tile_change;
            drop function geo.tile_column, geo.tile_row;
            drop function geo.note_changed_rows, geo.note_changed_areas, geo.note_changed_definition cascade;
            delete from geo.migration where scriptname like '%0014%';
            delete from geo.migration_checksum where script like '0014%';
            select 1::bigint
            """);
        await Migrator.MigrateAsync(database.ConnectionString, _ => { });
        await using var server = await TestServer.StartSharedAsync(database);
        Assert.Equal(["new"], (await server.Http.TileAsync("smart-farm", Here)).Select(site => site.Text("name")));
        Assert.Equal(["old"], (await server.Http.TileAsync("smart-farm", Here, "?version=1")).Select(site => site.Text("name")));
        Assert.NotEmpty(await server.Http.TileAsync("counties", Here));
        await database.PublishAsync("smart-farm", [Publishing.Site("newer", Publishing.Lixia)]);
        Assert.Equal(["newer"], (await server.Http.TileAsync("smart-farm", Here)).Select(site => site.Text("name")));
    }
}
