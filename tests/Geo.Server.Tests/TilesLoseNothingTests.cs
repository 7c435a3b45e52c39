using System.Text.Json.Nodes;
using Geo.Server.Layers;
using Geo.Server.Submissions;
using Geo.Server.Tests.Harness;
using NetTopologySuite.Geometries;

namespace Geo.Server.Tests;

/// <summary>
/// Every layer at every zoom: whatever was published is in a tile. Sites are counted once, by themselves or in cells and there by their class;
/// zones, lines and areas are there however small. The tiles asked for are all of the far zooms, and near all those that hold something.
/// </summary>
public sealed class TilesLoseNothingTests(TilesLoseNothingTests.Fixture fixture) : IClassFixture<TilesLoseNothingTests.Fixture>
{
    /// <summary>Up to here every tile of the province is asked for.</summary>
    private const int LastWholeZoom = 6;
    private const int FirstSiteZoom = 11;
    private const int LastZoom = 18;

    /// <summary>Places over the province, one of them where the corners of tiles meet from zoom 11 on.</summary>
    private static readonly IReadOnlyList<Coordinate> Places = [.. ReferenceCounty.Places.Where((_, i) => i % 34 == 0).Select(county => county.Place), CornerOfTiles()];

    public sealed class Fixture : ServerFixture
    {
        public Dictionary<Layer, IReadOnlyList<SubmittedFeature>> Published { get; } = [];

        public Dictionary<TileAddress, MapboxVectorTile> Tiles { get; } = [];

        protected override async Task ArrangeAsync()
        {
            foreach (var layer in Project.Catalog.Layers.Where(layer => layer.Role != LayerRole.Area))
                await Database.PublishAsync(layer.Id, Published[layer] = [.. Features(layer)]);
        }

        /// <summary>What a tile holds of all layers; asked for once.</summary>
        public async Task<MapboxVectorTile> TileAsync(TileAddress address)
        {
            if (Tiles.TryGetValue(address, out var known)) return known;
            using var response = await Http.AskAsync($"/ogc/tiles/WebMercatorQuad/{address.Zoom}/{address.Row}/{address.Column}");
            Assert.Contains((int)response.StatusCode, (int[])[200, 204]);
            using var body = new MemoryStream(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
            return Tiles[address] = ProtoBuf.Serializer.Deserialize<MapboxVectorTile>(body);
        }
    }

    /// <summary>Two features at every place, of the classes in turn and some of none; of zones one smaller than any pixel and one larger than a tile.</summary>
    private static IEnumerable<SubmittedFeature> Features(Layer layer)
    {
        foreach (var (place, i) in Places.Select((place, i) => (place, i)))
            for (var n = 0; n < 2; n++)
            {
                var attributes = new JsonObject(layer.Facets.Where(facet => facet.Field.Name != "status").Select((facet, k) => (facet, k))
                    .Where(one => (i + n + one.k) % 4 > 0).Select(one => KeyValuePair.Create(one.facet.Field.Name, (JsonNode?)one.facet.Values[(i + n) % one.facet.Values.Length])));
                var side = n == 0 ? 1e-7 : 0.3;
                yield return Publishing.Site($"{i}-{n}", place) with
                {
                    AttributesJson = attributes.ToJsonString(),
                    Status = i % 2 == 0 ? "in-service" : "planned",
                    InServiceDate = i % 3 == 0 ? null : new DateOnly(1998 + 5 * i, 6, 30),
                    Geometry = layer.Definition.GeometryType switch
                    {
                        "Point" => new Point(place.Copy()),
                        "LineString" => new LineString([place.Copy(), new Coordinate(place.X + side, place.Y + side / 2)]),
                        _ => GeometryFactory.Default.ToGeometry(new Envelope(place.X - side / 2, place.X + side / 2, place.Y - side / 2, place.Y + side / 2)),
                    },
                };
            }
    }

    public static TheoryData<int> Zooms => [.. Enumerable.Range(0, LastZoom + 1)];

    [Theory]
    [MemberData(nameof(Zooms))]
    public async Task EverySiteIsCountedOnceAndByItsClass(int zoom)
    {
        var tiles = await TilesAsync(zoom);
        foreach (var (layer, features) in fixture.Published.Where(one => one.Key.Definition.GeometryType == "Point"))
        {
            var seen = tiles.SelectMany(tile => Read(tile, layer.Id)).Where(feature => feature.Inside).ToList();
            if (zoom < FirstSiteZoom && layer.HasCells)
            {
                Assert.Equal((layer.Id, features.Count), (layer.Id, (int)seen.Sum(cell => cell.Number("point_count"))));
                var counted = seen.SelectMany(cell => cell.Text("classes").Split(',')).Select(part => part.Split(':')).GroupBy(pair => int.Parse(pair[0])).ToDictionary(group => group.Key, group => group.Sum(pair => int.Parse(pair[1])));
                Assert.Equal(features.CountBy(feature => ClassOf(layer, feature)).OrderBy(pair => pair.Key), counted.OrderBy(pair => pair.Key));
            }
            else
            {
                Assert.Equal(features.Select(feature => $"{layer.Id} {feature.Name}").Order(StringComparer.Ordinal), seen.Select(feature => $"{layer.Id} {feature.Text("name")}").Order(StringComparer.Ordinal));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Zooms))]
    public async Task EveryZoneAndEveryLineIsThereHoweverSmall(int zoom)
    {
        var tiles = await TilesAsync(zoom);
        foreach (var (layer, features) in fixture.Published.Where(one => one.Key.Definition.GeometryType != "Point"))
        {
            var seen = tiles.Select(tile => Read(tile, layer.Id).Select(feature => feature.Text("name")).ToList()).ToList();
            // In one tile once, over all tiles at least once.
            Assert.All(seen, names => Assert.Equal(names.Count, names.Distinct().Count()));
            Assert.Equal(features.Select(feature => $"{layer.Id} {feature.Name}").Order(StringComparer.Ordinal), seen.SelectMany(names => names).Distinct().Select(name => $"{layer.Id} {name}").Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Zooms))]
    public async Task EveryAreaIsThereAtEveryLevel(int zoom)
    {
        // Far out all areas, in all tiles; near, those that the places lie in, in the tiles of the places.
        var tiles = await TilesAsync(zoom);
        foreach (var (level, count) in ((string, int)[])[("provinces", 1), ("circles", 3), ("cities", 16), ("counties", 136)])
        {
            var seen = tiles.Select(tile => Read(tile, level).Select(area => area.Text("adcode")).ToList()).ToList();
            Assert.All(seen, adcodes => Assert.Equal(adcodes.Count, adcodes.Distinct().Count()));
            var expected = await fixture.Database.ScalarAsync<string[]>(
                "select array_agg(adcode) from geo.area where level = $1 and valid_to is null and ($2 or exists (select from unnest($3, $4) p(x, y) where st_contains(geom, st_setsrid(st_makepoint(x, y), 4490))))",
                Project.Catalog.Find(level)!.Definition.Level!, zoom <= LastWholeZoom, Places.SkipLast(1).Select(place => place.X).ToArray(), Places.SkipLast(1).Select(place => place.Y).ToArray());
            Assert.Empty(expected.Except(seen.SelectMany(adcodes => adcodes)));
            if (zoom <= LastWholeZoom) Assert.Equal(count, expected.Length);
        }
    }

    private async Task<IReadOnlyList<MapboxVectorTile>> TilesAsync(int zoom)
    {
        // A feature next to an edge is in the margin of the neighbour as well: that it is counted once shows where both are asked for.
        var addresses = zoom <= LastWholeZoom ? await fixture.Http.TilesOfZoomAsync("5g", zoom)
            : Places.SkipLast(1).Select(place => TileAddress.Of(place, zoom)).Concat(TileAddress.Of(Places[^1], zoom).Neighbourhood()).Distinct();
        var tiles = new List<MapboxVectorTile>();
        foreach (var address in addresses) tiles.Add(await fixture.TileAsync(address));
        return tiles;
    }

    private static IEnumerable<TileFeature> Read(MapboxVectorTile tile, string layerId) =>
        tile.Layers.Where(layer => layer.Name == layerId).SelectMany(layer => VectorTile.Features(layer, default));

    /// <summary>The class by the rule that the API states: the facets' indexes in mixed radix, first facet fastest, then the quarter.</summary>
    private static int ClassOf(Layer layer, SubmittedFeature feature)
    {
        var attributes = JsonNode.Parse(feature.AttributesJson)!;
        var (key, radix) = (0, 1);
        foreach (var facet in layer.Facets)
        {
            var value = facet.Field.Name == "status" ? feature.Status : (string?)attributes[facet.Field.Name];
            key += radix * (facet.Field.Domain!.Select(one => one.Value).ToList().IndexOf(value!) + 1);
            radix *= facet.Field.Domain!.Count + 1;
        }
        var quarter = feature.InServiceDate is { } day ? Math.Max(1, (day.Year - 2000) * 4 + (day.Month - 1) / 3 + 1) : 0;
        return key + radix * quarter;
    }

    private static Coordinate CornerOfTiles()
    {
        var corner = TileAddress.Of(Publishing.Lixia, FirstSiteZoom);
        var latitude = Math.Atan(Math.Sinh(Math.PI * (1 - 2.0 * corner.Row / (1 << corner.Zoom))));
        return new Coordinate(360.0 * corner.Column / (1 << corner.Zoom) - 180, double.RadiansToDegrees(latitude));
    }
}
