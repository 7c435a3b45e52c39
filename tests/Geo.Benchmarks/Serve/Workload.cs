using Geo.Server.Ogc.Tiles;

namespace Geo.Benchmarks.Serve;

/// <summary>What people look at: from the whole province into Jinan and Qingdao (most of the time) and other cities, and about there.</summary>
public static class Workload
{
    // Longitude, latitude, and how often: hot spots are looked at by many.
    private static readonly (double Longitude, double Latitude, int Weight)[] Places =
        [(117.05, 36.66, 5), (120.38, 36.07, 4), (121.4, 37.5, 2), (118.05, 36.8, 2), (116.6, 35.4, 1), (118.35, 35.1, 1)];

    private const int Steps = 500;

    /// <summary>The tiles of views, in order; popular ones come again and again. Of a fixed seed.</summary>
    public static IReadOnlyList<(int Zoom, int Row, int Column)> Tiles()
    {
        var random = new Random(6);
        var weighted = Places.SelectMany(place => Enumerable.Repeat(place, place.Weight)).ToArray();
        List<(int, int, int)> tiles = [];
        for (var step = 0; step < Steps; step++)
        {
            var (longitude, latitude, _) = weighted[random.Next(weighted.Length)];
            var zoom = 7 + random.Next(7);
            var (row, column) = (Row(latitude, zoom) + random.Next(-1, 2), Column(longitude, zoom) + random.Next(-1, 2));
            if (TileGrid.Contains(zoom, row, column)) tiles.Add((zoom, row, column));
        }
        return tiles;
    }

    public static int Column(double longitude, int zoom) => (int)((longitude + 180) / 360 * (1 << zoom));

    public static int Row(double latitude, int zoom) =>
        (int)((1 - Math.Asinh(Math.Tan(double.DegreesToRadians(latitude))) / Math.PI) / 2 * (1 << zoom));
}
