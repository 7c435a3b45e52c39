using Geo.Server.Submissions;
using Geo.Server.Tests.Harness;
using NetTopologySuite.Geometries;

namespace Geo.Server.Tests;

/// <summary>Tiles lose nothing and count nothing twice: sites are counted in cells far out and drawn one by one near, zones and areas always there.</summary>
public sealed class TilesTests(TilesTests.Fixture fixture) : IClassFixture<TilesTests.Fixture>
{
    private static readonly string[] Operators = ["cmcc", "cucc", "ctcc", "cbn"];
    private static readonly string[] Bands = ["n41", "n78", "n28", "n1", "n79"];
    private static readonly string[] Statuses = ["planned", "building", "in-service"];

    public sealed class Fixture : ServerFixture
    {
        /// <summary>Three sites in every county, one of them at the same place as another; and sites on the corners of tiles.</summary>
        public IReadOnlyList<SubmittedFeature> Sites { get; } =
        [
            .. ReferenceCounty.Places.SelectMany((county, i) => Enumerable.Range(0, 3).Select(n => MakeSite(
                3 * i + n, $"{county.Adcode}-{n}", new Coordinate(county.Place.X + n / 2 * 0.003, county.Place.Y)))),
            .. from zoom in (int[])[9, 10, 11]
               let corner = TileAddress.Of(Publishing.Lixia, zoom)
               select MakeSite(zoom, $"corner-{zoom}", Corner(corner)),
        ];

        public SubmittedFeature SmallZone { get; } = Publishing.Zone("small", Publishing.Lixia, 0.0001);

        protected override async Task ArrangeAsync()
        {
            await Database.PublishAsync("5g", Sites);
            await Database.PublishAsync("key-area", [SmallZone, Publishing.Zone("large", Publishing.Shinan, 0.05)]);
        }

        // Some have no operator, some no date: a class for those too.
        private static SubmittedFeature MakeSite(int i, string code, Coordinate place)
        {
            var site = Publishing.Site(code, place).With(i % 7 == 0 ? "{}" : $$"""{"operator": "{{Operators[i % 4]}}", "band": "{{Bands[i % 5]}}"}""") with { Status = Statuses[i % 3] };
            return i % 6 == 0 ? site : site with { InServiceDate = new DateOnly(1995 + i % 27, 1 + i % 12, 1 + i % 28) };
        }

        private static Coordinate Corner(TileAddress tile)
        {
            var latitude = Math.Atan(Math.Sinh(Math.PI * (1 - 2.0 * tile.Row / (1 << tile.Zoom))));
            return new Coordinate(360.0 * tile.Column / (1 << tile.Zoom) - 180, double.RadiansToDegrees(latitude));
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    public async Task CellsCountEverySiteOnceAndByItsClass(int zoom)
    {
        var classes = new Dictionary<int, long>();
        foreach (var address in await fixture.Http.TilesOfZoomAsync("5g", zoom))
            foreach (var cell in (await fixture.Http.TileAsync("5g", address)).Where(cell => cell.Inside))
            {
                var counts = Counts(cell.Text("classes")).ToList();
                Assert.Equal(cell.Number("point_count"), counts.Sum(count => count.Number));
                foreach (var (key, number) in counts) classes[key] = classes.GetValueOrDefault(key) + number;
            }
        Assert.Equal(fixture.Sites.Count, classes.Values.Sum());
        Assert.Equal(fixture.Sites.CountBy(ClassOf).OrderBy(pair => pair.Key).Select(pair => (pair.Key, (long)pair.Value)), classes.OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value)));
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(14)]
    [InlineData(18)]
    public async Task NearEverySiteIsInExactlyOneTile(int zoom)
    {
        // Two layers of tiles around every fifth place and every corner: where a site could be twice or not at all.
        var chosen = fixture.Sites.Where((site, i) => i % 15 == 0 || site.Code.StartsWith("corner", StringComparison.Ordinal)).ToList();
        var seen = new List<TileFeature>();
        foreach (var address in chosen.SelectMany(site => TileAddress.Of(site.Geometry.Coordinate, zoom).Neighbourhood()).Distinct())
            seen.AddRange((await fixture.Http.TileAsync("5g", address)).Where(feature => feature.Inside));
        foreach (var site in chosen)
        {
            var feature = Assert.Single(seen, feature => feature.Text("name") == site.Code);
            Assert.Equal(0, feature.Place.Distance(site.Geometry.Coordinate), tolerance: 360.0 / (1 << zoom) / 4096);
            Assert.Equal(site.Status, feature.Text("status"));
        }
    }

    [Fact]
    public async Task AtTheFirstSiteZoomEverySiteIsThereOnce()
    {
        var seen = new List<string>();
        foreach (var address in await fixture.Http.TilesOfZoomAsync("5g", 11))
            seen.AddRange((await fixture.Http.TileAsync("5g", address)).Where(feature => feature.Inside).Select(feature => feature.Text("name")));
        Assert.Equal(fixture.Sites.Select(site => site.Code).Order(StringComparer.Ordinal), seen.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task AZoneNeverVanishesHoweverSmallItIs()
    {
        for (var zoom = 5; zoom <= 14; zoom++)
        {
            var tile = await fixture.Http.TileAsync("key-area", TileAddress.Of(Publishing.Lixia, zoom));
            Assert.Equal("small", Assert.Single(tile, feature => feature.Text("name") == "small").Text("name"));
            var large = await fixture.Http.TileAsync("key-area", TileAddress.Of(Publishing.Shinan, zoom));
            Assert.Single(large, feature => feature.Text("name") == "large");
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(12)]
    public async Task EveryCountyIsInTheTileOfItsMiddle(int zoom)
    {
        var tiles = new Dictionary<TileAddress, HashSet<string>>();
        foreach (var (adcode, place) in ReferenceCounty.Places)
        {
            var address = TileAddress.Of(place, zoom);
            if (!tiles.TryGetValue(address, out var counties))
            {
                var features = await fixture.Http.TileAsync("counties", address);
                tiles[address] = counties = [.. features.Select(county => county.Text("adcode"))];
                Assert.Equal(features.Count, counties.Count);
            }
            Assert.Contains(adcode, counties);
        }
        Assert.Equal(136, tiles.Values.SelectMany(counties => counties).Distinct().Count());
    }

    [Theory]
    [InlineData("provinces", 1)]
    [InlineData("circles", 3)]
    [InlineData("cities", 16)]
    public async Task LargerAreasAreInTilesToo(string collection, int count)
    {
        var adcodes = new HashSet<string>();
        foreach (var address in await fixture.Http.TilesOfZoomAsync(collection, 6))
            adcodes.UnionWith((await fixture.Http.TileAsync(collection, address)).Select(area => area.Text("adcode")));
        Assert.Equal(count, adcodes.Count);
    }

    private static IEnumerable<(int Key, long Number)> Counts(string classes) =>
        classes.Split(',').Select(part => part.Split(':')).Select(pair => (int.Parse(pair[0]), long.Parse(pair[1])));

    /// <summary>The class of a site by the rule that the API states: facet indexes in mixed radix, then the quarter.</summary>
    private static int ClassOf(SubmittedFeature site)
    {
        var attributes = System.Text.Json.Nodes.JsonNode.Parse(site.AttributesJson)!;
        var quarter = site.InServiceDate is { } day ? Math.Max(1, (day.Year - 2000) * 4 + (day.Month - 1) / 3 + 1) : 0;
        return Index(Operators, (string?)attributes["operator"]) + 5 * (Index(Bands, (string?)attributes["band"]) + 6 * (Index(Statuses, site.Status) + 4 * quarter));

        static int Index(string[] values, string? value) => Array.IndexOf(values, value) + 1;
    }
}
