using System.IO.Compression;
using Geo.Server.Layers;
using Geo.Server.Ogc.Tiles;
using Geo.Server.Submissions;
using Geo.Server.Tests.Harness;
using NetTopologySuite.Geometries;
using ProtoBuf;

namespace Geo.Server.Tests;

/// <summary>
/// Publications and reversals that no one thought of: after each, every tile from the caches is the tile that the database would write
/// now, of the current version and of past ones, and a tile that nothing came near costs no query.
/// </summary>
public sealed class RandomPublicationsTests
{
    private const int Publications = 7;
    private static readonly int[] Zooms = [0, 5, 6, 7, 8, 9, 10, 11, 12, 13, 16];

    // Land of the province without a coast, with edges of tiles of all zooms.
    private static readonly Envelope Land = new(117.2, 118.9, 36.0, 37.0);

    // What is beyond this from a change must not be asked for again: the margin of the tile, and what the noting adds to it.
    private const double NotedBeyondDegrees = 0.012 + 0.01 + 360.0 / 4096;

    [Theory]
    [InlineData("village", 1, "")]
    [InlineData("industrial-park", 3, "--Positions:industrial-park=city-editor")]
    [InlineData("development-zone", 4, "")]
    [InlineData("smart-highway", 5, "")]
    public async Task TheCacheSaysWhatTheDatabaseSays(string layerId, int seed, string setting)
    {
        await using var server = await TestServer.StartAsync(await TestDatabase.CreateAsync(), setting.Length == 0 ? [] : [setting.Split('=')[0], setting.Split('=')[1]]);
        var random = new Random(seed);
        var layer = server.Database.Catalog.Find(layerId)!;
        var shown = setting.Length == 0 ? layer : layer.SeenFrom("city-editor", isCoarse: true);
        var published = new Dictionary<string, SubmittedFeature>();
        HashSet<TileAddress> watched = [], asked = [];
        List<(PublicationResult Result, Dictionary<string, SubmittedFeature> Before)> done = [];
        using var count = new StatementCount(server.Database);
        for (var round = 0; round < Publications; round++)
        {
            var before = published;
            if (round % 4 == 3)
            {
                var (last, state) = done[^1];
                done.Add((await server.Database.ReverseAsync(layerId, last.Id!.Value), published));
                published = state;
            }
            else
            {
                published = Changed(published, layer, random);
                done.Add((await server.Database.PublishAsync(layerId, published.Values), before));
            }
            List<Envelope> changes = [.. Differences(before, published)];
            watched.UnionWith(changes.SelectMany(change => Around(change, random)));
            foreach (var tile in watched)
            {
                var expected = await WrittenAsync(server.Database, shown, tile, null);
                count.Take();
                Assert.Equal(expected, await KeptAsync(server.Http, layer, tile, ""));
                var queries = count.Take().Count(sql => sql.Contains("st_asmvt(", StringComparison.Ordinal));
                Assert.True(asked.Add(tile) || queries == 0 || changes.Any(change => IsNear(change, tile)), $"{tile} was not touched and was asked for again");
                Assert.Equal(expected, await KeptAsync(server.Http, layer, tile, $"?version={done[^1].Result.DataVersion}"));
                var past = done[random.Next(done.Count)].Result;
                if (random.Next(4) == 0) Assert.Equal(await WrittenAsync(server.Database, shown, tile, past.Id), await KeptAsync(server.Http, layer, tile, $"?version={past.DataVersion}"));
            }
        }
        Assert.True(watched.Count > 100);
    }

    private static Dictionary<string, SubmittedFeature> Changed(Dictionary<string, SubmittedFeature> features, Layer layer, Random random)
    {
        var next = new Dictionary<string, SubmittedFeature>(features);
        foreach (var code in features.Keys)
            if (random.Next(3) == 0) next.Remove(code);
        var number = features.Keys.Select(int.Parse).DefaultIfEmpty().Max();
        for (var i = 0; i < 3; i++)
        {
            var code = next.Count > 0 && random.Next(2) == 0 ? next.Keys.ElementAt(random.Next(next.Count)) : $"{++number}";
            next[code] = Publishing.Site(code, Place(random), $"n{random.Next(100)}") is var site && layer.HasCells ? site : site with { Geometry = Shape(layer, site.Geometry.Coordinate, random) };
        }
        return next;
    }

    /// <summary>Anywhere, or where it is hard: at the edge of a tile, or of what a tile looks at beyond its edge.</summary>
    private static Coordinate Place(Random random)
    {
        var place = new Coordinate(Land.MinX + random.NextDouble() * Land.Width, Land.MinY + random.NextDouble() * Land.Height);
        if (random.Next(4) == 0) return place;
        var (x, y) = VectorTile.Unproject(place, random.Next(7, 14) is var zoom ? zoom : 0);
        var beyond = (random.Next(3) - 1) * TileSql.Reach + (random.Next(3) - 1) * 1e-6;
        return VectorTile.Project(random.Next(2) == 0 ? (Math.Round(x) + beyond, y) : (x, Math.Round(y) + beyond), zoom) is var edge && Land.Contains(edge) ? edge : place;
    }

    private static Geometry Shape(Layer layer, Coordinate place, Random random)
    {
        var (width, height) = (Math.Pow(10, random.NextDouble() * 3 - 4), Math.Pow(10, random.NextDouble() * 3 - 4));
        return layer.Definition.GeometryType == "LineString"
            ? new LineString([place, new Coordinate(place.X + width, place.Y + height)])
            : GeometryFactory.Default.ToGeometry(new Envelope(place.X - width, place.X + width, place.Y - height, place.Y + height));
    }

    private static IEnumerable<Envelope> Differences(Dictionary<string, SubmittedFeature> before, Dictionary<string, SubmittedFeature> after)
    {
        foreach (var code in before.Keys.Union(after.Keys))
            if (before.GetValueOrDefault(code) is var old && after.GetValueOrDefault(code) is var now && (old is null || now is null || old.Name != now.Name || !old.Geometry.EqualsExact(now.Geometry)))
                foreach (var feature in new[] { old, now })
                    if (feature is not null) yield return feature.Geometry.EnvelopeInternal;
    }

    private static IEnumerable<TileAddress> Around(Envelope change, Random random) => Zooms
        .SelectMany(zoom => TileAddress.Of(new Coordinate(random.Next(2) == 0 ? change.MinX : change.MaxX, random.Next(2) == 0 ? change.MinY : change.MaxY), zoom).Neighbourhood())
        .Where(tile => TileGrid.Contains(tile.Zoom, tile.Row, tile.Column) && random.Next(5) == 0);

    private static bool IsNear(Envelope change, TileAddress tile)
    {
        var reach = TileSql.Reach * 360 / (1 << tile.Zoom) + NotedBeyondDegrees;
        var (from, to) = (VectorTile.Project((tile.Column, tile.Row + 1), tile.Zoom), VectorTile.Project((tile.Column + 1, tile.Row), tile.Zoom));
        // A deeper tile changes with the one of zoom 12 that it lies in.
        if (tile.Zoom > TileGrid.ChangeZoom) return IsNear(change, new TileAddress(TileGrid.ChangeZoom, tile.Row >> (tile.Zoom - TileGrid.ChangeZoom), tile.Column >> (tile.Zoom - TileGrid.ChangeZoom)));
        var window = new Envelope(from, to);
        window.ExpandBy(reach);
        return window.Intersects(change);
    }

    private static async Task<string> WrittenAsync(TestDatabase database, Layer layer, TileAddress tile, long? publicationId)
    {
        await using var connection = await database.Owner.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var command = TileSql.Tile(layer, tile.Zoom, tile.Row, tile.Column, publicationId);
        command.Connection = connection;
        return Said(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken) as byte[] ?? [], layer);
    }

    private static async Task<string> KeptAsync(HttpClient http, Layer layer, TileAddress tile, string query)
    {
        using var response = await http.AskAsync(tile.Path(layer.Id) + query, ("Accept-Encoding", "gzip"));
        Assert.True(response.IsSuccessStatusCode, $"{tile} {query}: {await response.TextAsync()}");
        if ((int)response.StatusCode == 204) return "";
        await using var gzip = new GZipStream(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        await gzip.CopyToAsync(bytes, TestContext.Current.CancellationToken);
        return Said(bytes.ToArray(), layer);
    }

    /// <summary>What a tile says, whatever the order of its features.</summary>
    private static string Said(byte[] bytes, Layer layer)
    {
        if (bytes.Length == 0) return "";
        var tile = Assert.Single(Serializer.Deserialize<MapboxVectorTile>(new MemoryStream(bytes)).Layers);
        Assert.Equal(layer.Id, tile.Name);
        var features = tile.Features.Select(feature => $"{string.Join(' ', feature.Geometry)}: "
            + string.Join(' ', feature.Tags.Chunk(2).Select(pair => $"{tile.Keys[(int)pair[0]]}={tile.Values[(int)pair[1]].Value}").Order(StringComparer.Ordinal)));
        return string.Join('\n', features.Order(StringComparer.Ordinal));
    }
}
