using System.Globalization;
using System.Text.Json;
using Geo.Server.Areas;
using Geo.Server.Tests.Harness;
using NetTopologySuite.Features;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO.Converters;

namespace Geo.Server.Tests;

/// <summary>A province puts its official boundaries in place of the open ones.</summary>
public sealed class AreaImportTests(AreaImportTests.Fixture fixture) : IClassFixture<AreaImportTests.Fixture>
{
    private const string Loser = "370102", Winner = "370112";
    private static readonly JsonSerializerOptions GeoJson = new() { Converters = { new GeoJsonConverterFactory() } };
    private static readonly string[] Levels = ["provinces", "circles", "cities", "counties"];

    /// <summary>A service with sites on both sides of a border, and then the official file with that border moved.</summary>
    public sealed class Fixture : ServerFixture, IDisposable
    {
        public TemporaryFolder Folder { get; } = new();
        public IReadOnlyList<AreaRow> Rows { get; } = AreaTable.Read(Path.Combine(Project.Catalog.Folder, "areas", "areas.csv"));
        /// <summary>The counties after the move, by adcode.</summary>
        public Dictionary<string, Geometry> Counties { get; } = [];
        public Geometry Moved { get; private set; } = null!;

        public void Dispose() => Folder.Dispose();

        protected override async Task ArrangeAsync()
        {
            await using (var command = Database.Owner.CreateCommand("select adcode, geom from geo.area where level = 'county' and valid_to is null"))
            await using (var rows = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken))
                while (await rows.ReadAsync(TestContext.Current.CancellationToken)) Counties.Add(rows.GetString(0), rows.GetFieldValue<Geometry>(1));
            // What the winner gains is a bite around the middle of the border that the two share, far from any third county.
            var border = (LineString)Longest(Counties[Loser].Intersection(Counties[Winner]));
            Moved = Counties[Loser].Intersection(border.GetPointN(border.NumPoints / 2).Buffer(0.005));
            Counties[Loser] = Counties[Loser].Difference(Moved);
            Counties[Winner] = Counties[Winner].Union(Moved);
            await Database.PublishAsync("5g", [Publishing.Site("moves", Moved.InteriorPoint.Coordinate), Publishing.Site("stays", Publishing.Lixia), Publishing.Site("elsewhere", Publishing.Shinan)]);
            await Database.PublishAsync("nb-iot", [Publishing.Site("untouched", Publishing.Shinan)]);
            Assert.True(await ImportAsync(Write("official.json", "adcode", adcode => int.Parse(adcode))));
        }

        public string Write(string name, string codeName, Func<string, object> code)
        {
            var features = new FeatureCollection();
            foreach (var (adcode, shape) in Counties) features.Add(new Feature(shape, new AttributesTable { { codeName, code(adcode) } }));
            return Folder.Write(name, JsonSerializer.Serialize(features, GeoJson));
        }

        public Task<bool> ImportAsync(string path) =>
            AreaImport.RunAsync(Database.Owner, Database.Catalog, Rows, BoundarySource.ReadOfficial(path, Rows), "test", TestContext.Current.CancellationToken);

        private static Geometry Longest(Geometry lines)
        {
            var merger = new NetTopologySuite.Operation.Linemerge.LineMerger();
            merger.Add(lines);
            return merger.GetMergedLineStrings().MaxBy(line => line.Length)!;
        }
    }

    [Fact]
    public async Task EveryLevelRisesByOneVersionAndKeepsItsAreas()
    {
        foreach (var collection in Levels)
        {
            var geo = (await fixture.Http.JsonAsync($"/ogc/collections/{collection}")).GetProperty("geo");
            Assert.Equal(2, geo.GetProperty("dataVersion").GetInt64());
            Assert.Equal(await fixture.Database.ScalarAsync<long>($"select count(*) from geo.area where valid_to is null and level = '{fixture.Database.Catalog.Find(collection)!.Definition.Level}'"), geo.GetProperty("count").GetInt64());
        }
        Assert.Equal(156, await fixture.Database.ScalarAsync<long>("select count(*) from geo.area where valid_to is null"));
        Assert.Equal("official.json", await fixture.Database.ScalarAsync<string>("select source from geo.publication where layer_id = 'counties' and data_version = 2"));
    }

    [Fact]
    public async Task TheBorderMovesAndThePastOneStaysReadable()
    {
        var (lost, gained) = (await AreaAsync(Loser, 1) - await AreaAsync(Loser, 2), await AreaAsync(Winner, 2) - await AreaAsync(Winner, 1));
        Assert.InRange(lost, 0.1, 1.0);
        // Cleaning puts vertices on a grid of 0.1 m, so along a county's border a few hundred square metres move.
        Assert.Equal(lost, gained, tolerance: 1e-3);
        Assert.Equal(await AreaAsync("370202", 1), await AreaAsync("370202", 2), tolerance: 1e-3);
        var point = Text(fixture.Moved.InteriorPoint.Coordinate);
        Assert.Equal([Loser], await fixture.Http.ValuesAsync($"/ogc/collections/counties/items?version=1&bbox={point},{point}", "adcode"));
        Assert.Equal([Winner], await fixture.Http.ValuesAsync($"/ogc/collections/counties/items?bbox={point},{point}", "adcode"));
    }

    [Fact]
    public async Task TheLargerAreasFollow()
    {
        Assert.Equal(0, await fixture.Database.ScalarAsync<long>("""
            select count(*) from geo.area city join (
              select city_adcode as adcode, sum(area_km2) as area_km2 from geo.area where level = 'county' and valid_to is null group by 1
            ) counties using (adcode)
            where city.valid_to is null and city.area_km2 <> counties.area_km2
            """));
        var tile = await fixture.Http.TileAsync("counties", TileAddress.Of(Publishing.Lixia, 9));
        Assert.Contains(tile, county => county.Text("adcode") == Loser);
        Assert.NotEmpty(await fixture.Http.TileAsync("counties", TileAddress.Of(Publishing.Lixia, 9), "?version=1"));
    }

    [Fact]
    public async Task OnlySitesThatNowLieElsewhereArePublishedAgainAndKeepTheirKeys()
    {
        Assert.Equal([$"moves {Winner}", $"stays {Loser}", "elsewhere 370202"], await SitesAsync(""));
        Assert.Equal([$"moves {Loser}", $"stays {Loser}", "elsewhere 370202"], await SitesAsync("?version=1"));
        var now = await fixture.Http.FeaturesAsync("/ogc/collections/5g/items?code=moves");
        var then = await fixture.Http.FeaturesAsync("/ogc/collections/5g/items?code=moves&version=1");
        Assert.Equal(then.Single().GetProperty("id").GetInt64(), now.Single().GetProperty("id").GetInt64());
        Assert.Equal(1, await fixture.Database.ScalarAsync<long>("select changed from geo.publication where layer_id = '5g' and data_version = 2"));
        // Of a layer whose sites all stay where they were, only the coverage is another.
        Assert.Equal("definition 0", await fixture.Database.ScalarAsync<string>("select string_agg(kind || ' ' || changed, ',') from geo.publication where layer_id = 'nb-iot' and data_version > 1"));
    }

    [Theory]
    [InlineData("adcode", false)]
    [InlineData("gb", true)]
    public async Task TheSameBoundariesAgainChangeNothingHoweverTheyNameTheirCounties(string codeName, bool national)
    {
        var before = await fixture.Database.ScalarAsync<long>("select count(*) from geo.publication");
        Assert.False(await fixture.ImportAsync(fixture.Write($"again-{codeName}.json", codeName, adcode => national ? $"156{adcode}" : adcode)));
        Assert.Equal(before, await fixture.Database.ScalarAsync<long>("select count(*) from geo.publication"));
    }

    [Theory]
    [InlineData("missing", "1 counties are missing: 370102")]
    [InlineData("unknown", "110101 is not a county of areas.csv")]
    [InlineData("twice", "370102 is there twice")]
    [InlineData("nameless", "a feature has neither 'adcode' nor 'gb'")]
    [InlineData("shapeless", "370102 has no polygon")]
    [InlineData("pointlike", "370102 has no polygon")]
    public async Task AFileThatIsNotTheCountiesIsRefusedByName(string defect, string problem)
    {
        var features = JsonSerializer.Deserialize<FeatureCollection>(await File.ReadAllTextAsync(fixture.Write($"{defect}.json", "adcode", adcode => adcode), TestContext.Current.CancellationToken), GeoJson)!;
        var victim = features.Single(feature => (string)feature.Attributes["adcode"] == Loser);
        switch (defect)
        {
            case "missing": features.Remove(victim); break;
            case "unknown": features.Add(new Feature(victim.Geometry, new AttributesTable { { "adcode", "110101" } })); break;
            case "twice": features.Add(victim); break;
            case "nameless": victim.Attributes = new AttributesTable { { "name", "历下区" } }; break;
            case "shapeless": victim.Geometry = null; break;
            case "pointlike": victim.Geometry = victim.Geometry.Centroid; break;
        }
        await AssertRefusedAsync(fixture.Folder.Write($"{defect}.json", JsonSerializer.Serialize(features, GeoJson)), problem);
    }

    [Theory]
    [InlineData("{ \"type\": \"FeatureCollection\",\n  \"features\": [ }", ":2: not a GeoJSON")]
    [InlineData("hello", ":1: not a GeoJSON")]
    [InlineData("", ":1: not a GeoJSON")]
    [InlineData("null", "no features")]
    [InlineData("[]", "not a GeoJSON")]
    [InlineData("{\"type\": \"FeatureCollection\", \"features\": []}", "no features")]
    [InlineData("{\"type\": \"Topology\"}", "")]
    public Task WhatIsNotGeoJsonIsRefusedByName(string text, string problem) =>
        AssertRefusedAsync(fixture.Folder.Write($"not-geojson-{(uint)text.GetHashCode(StringComparison.Ordinal)}.json", text), problem);

    private async Task AssertRefusedAsync(string path, string problem)
    {
        var before = await fixture.Database.ScalarAsync<long>("select sum(data_version)::bigint from geo.layer");
        var refusal = await Assert.ThrowsAsync<InvalidDataException>(() => fixture.ImportAsync(path));
        Assert.Contains(Path.GetFileName(path), refusal.Message, StringComparison.Ordinal);
        Assert.Contains(problem, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, await fixture.Database.ScalarAsync<long>("select sum(data_version)::bigint from geo.layer"));
    }

    private async Task<double> AreaAsync(string adcode, int version) =>
        (await fixture.Http.JsonAsync($"/ogc/collections/counties/items/{adcode}?version={version}")).Property("areaKm2").GetDouble();

    private async Task<IEnumerable<string>> SitesAsync(string query) =>
        (await fixture.Http.FeaturesAsync($"/ogc/collections/5g/items{query}")).Select(site => $"{site.Property("code")} {site.Property("countyAdcode")}");

    private static string Text(Coordinate place) => string.Create(CultureInfo.InvariantCulture, $"{place.X},{place.Y}");
}
