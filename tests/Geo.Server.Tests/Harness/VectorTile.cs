using NetTopologySuite.Geometries;
using ProtoBuf;

namespace Geo.Server.Tests.Harness;

/// <summary>The address of a tile in WebMercatorQuad.</summary>
public readonly record struct TileAddress(int Zoom, int Row, int Column)
{
    /// <summary>The tile that a place lies in.</summary>
    public static TileAddress Of(Coordinate place, int zoom)
    {
        var (x, y) = VectorTile.Unproject(place, zoom);
        return new TileAddress(zoom, (int)Math.Floor(y), (int)Math.Floor(x));
    }

    public string Path(string collection) => $"/ogc/collections/{collection}/tiles/WebMercatorQuad/{Zoom}/{Row}/{Column}";

    /// <summary>The tile and its eight neighbours.</summary>
    public IEnumerable<TileAddress> Neighbourhood()
    {
        for (var row = Row - 1; row <= Row + 1; row++)
            for (var column = Column - 1; column <= Column + 1; column++)
                yield return new TileAddress(Zoom, row, column);
    }
}

/// <summary>A feature of a tile. <see cref="Inside"/>: its first place lies in the tile itself, not in the margin that it shares with its neighbours.</summary>
public sealed record TileFeature(Coordinate Place, bool Inside, IReadOnlyDictionary<string, object> Properties)
{
    public string Text(string property) => (string)Properties[property];
    public long Number(string property) => Convert.ToInt64(Properties[property]);
}

/// <summary>Asks for tiles and reads them.</summary>
public static class VectorTile
{
    private const int Units = 4096;

    /// <summary>The features of a tile; none when it is empty. Its one layer is named as the collection.</summary>
    public static async Task<IReadOnlyList<TileFeature>> TileAsync(this HttpClient http, string collection, TileAddress address, string query = "")
    {
        using var response = await http.AskAsync(address.Path(collection) + query);
        if ((int)response.StatusCode == 204) return [];
        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal("application/vnd.mapbox-vector-tile", response.Content.Headers.ContentType?.MediaType);
        return Read(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken), collection, address);
    }

    public static IReadOnlyList<TileFeature> Read(byte[] tile, string collection, TileAddress address)
    {
        var layer = Assert.Single(Serializer.Deserialize<MapboxVectorTile>(new MemoryStream(tile)).Layers);
        Assert.Equal((collection, 2u, (uint)Units), (layer.Name, layer.Version, layer.Extent));
        return [.. Features(layer, address)];
    }

    /// <summary>The features of one layer of a tile.</summary>
    public static IEnumerable<TileFeature> Features(MapboxLayer layer, TileAddress address) => layer.Features.Select(feature => new TileFeature(
        Project(feature.Start, address), IsInside(feature.Start), feature.Tags.Chunk(2).ToDictionary(pair => layer.Keys[(int)pair[0]], pair => layer.Values[(int)pair[1]].Value)));

    /// <summary>Every tile that the tileset's own limits name at a zoom.</summary>
    public static async Task<IReadOnlyList<TileAddress>> TilesOfZoomAsync(this HttpClient http, string collection, int zoom)
    {
        var tileset = await http.JsonAsync($"/ogc/collections/{collection}/tiles/WebMercatorQuad");
        var limits = tileset.GetProperty("tileMatrixSetLimits").EnumerateArray().Single(limits => limits.Text("tileMatrix") == $"{zoom}");
        int Limit(string member) => limits.GetProperty(member).GetInt32();
        return [.. from row in Enumerable.Range(Limit("minTileRow"), Limit("maxTileRow") - Limit("minTileRow") + 1)
                   from column in Enumerable.Range(Limit("minTileCol"), Limit("maxTileCol") - Limit("minTileCol") + 1)
                   select new TileAddress(zoom, row, column)];
    }

    /// <summary>Column and row of a place, with fractions.</summary>
    internal static (double X, double Y) Unproject(Coordinate place, int zoom) => (
        (place.X + 180) / 360 * (1 << zoom),
        (1 - Math.Asinh(Math.Tan(double.DegreesToRadians(place.Y))) / Math.PI) / 2 * (1 << zoom));

    // On a shared edge the place is the eastern and southern tile's.
    private static bool IsInside((int Column, int Row) units) => units is { Column: >= 0 and < Units, Row: >= 0 and < Units };

    private static Coordinate Project((int Column, int Row) units, TileAddress tile) =>
        Project((tile.Column + (double)units.Column / Units, tile.Row + (double)units.Row / Units), tile.Zoom);

    /// <summary>The place of a column and row with fractions.</summary>
    internal static Coordinate Project((double X, double Y) place, int zoom) => new(
        place.X / (1 << zoom) * 360 - 180, double.RadiansToDegrees(Math.Atan(Math.Sinh(Math.PI * (1 - 2 * place.Y / (1 << zoom))))));
}
