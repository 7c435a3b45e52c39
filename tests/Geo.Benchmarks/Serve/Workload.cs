using Geo.Server.Ogc.Tiles;

namespace Geo.Benchmarks.Serve;

/// <summary>
/// What people look at: each opens the map on the province, goes into a place step by step, pans about there, steps back and goes
/// on to another. Jinan and Qingdao are looked at most. Every view asks for the tiles of its screen that this person's browser has
/// not got yet; the people are at it at the same time. Always the same, from a fixed seed.
/// </summary>
public static class Workload
{
    // Longitude, latitude, and how often: hot spots are looked at by many.
    private static readonly (double Longitude, double Latitude, int Weight)[] Places =
        [(117.05, 36.66, 5), (120.38, 36.07, 4), (121.4, 37.5, 2), (118.05, 36.8, 2), (116.6, 35.4, 1), (118.35, 35.1, 1)];

    private const int People = 12, PlacesEach = 2;
    private const int ProvinceZoom = 8, NearestZoom = 15;
    private const double ScreenWidthTiles = 1366 / 256.0, ScreenHeightTiles = 768 / 256.0;

    /// <summary>The tiles of all views, in the order in which they are asked for.</summary>
    public static IReadOnlyList<(int Zoom, int Row, int Column)> Tiles()
    {
        var random = new Random(6);
        var sessions = Enumerable.Range(0, People).Select(_ => Session(random).ToList()).ToList();
        var seen = sessions.ConvertAll(_ => new HashSet<(int, int, int)>());
        List<(int, int, int)> tiles = [];
        for (var view = 0; view < sessions.Max(session => session.Count); view++)
            for (var person = 0; person < People; person++)
                if (view < sessions[person].Count)
                    tiles.AddRange(OnScreen(sessions[person][view]).Where(seen[person].Add));
        return tiles;
    }

    /// <summary>The same in an order in which any part of it is as the whole: who answers little in the time gets no harder tiles than who answers much.</summary>
    public static IReadOnlyList<(int Zoom, int Row, int Column)> Shuffled(Func<(int Zoom, int Row, int Column), bool> among)
    {
        var tiles = Tiles().Where(among).ToArray();
        new Random(6).Shuffle(tiles);
        return tiles;
    }

    /// <summary>The centres of one person's views, in tiles of their zoom.</summary>
    private static IEnumerable<(int Zoom, double Column, double Row)> Session(Random random)
    {
        var weighted = Places.SelectMany(place => Enumerable.Repeat(place, place.Weight)).ToArray();
        var (zoom, column, row) = (ProvinceZoom, ColumnOf(118.5, ProvinceZoom), RowOf(36.4, ProvinceZoom));
        yield return (zoom, column, row);
        for (var visit = 0; visit < PlacesEach; visit++)
        {
            // Nobody hits the same spot twice: within some 2 km of it.
            var (longitude, latitude, _) = weighted[random.Next(weighted.Length)];
            var (placeLongitude, placeLatitude) = (longitude + (random.NextDouble() - 0.5) * 0.04, latitude + (random.NextDouble() - 0.5) * 0.04);
            for (var target = random.Next(11, NearestZoom + 1); zoom < target;)
            {
                // The wheel zooms about the place under the cursor, which so comes nearer to the middle; a click more brings it there.
                (zoom, column, row) = (zoom + 1, column * 2, row * 2);
                var (toColumn, toRow) = (ColumnOf(placeLongitude, zoom) - column, RowOf(placeLatitude, zoom) - row);
                (column, row) = (column + toColumn * 0.75, row + toRow * 0.75);
                yield return (zoom, column, row);
            }
            for (var pans = random.Next(2, 6); pans > 0; pans--)
            {
                var (angle, screens) = (random.NextDouble() * 2 * Math.PI, 0.3 + random.NextDouble() * 0.5);
                (column, row) = (column + Math.Cos(angle) * screens * ScreenWidthTiles, row + Math.Sin(angle) * screens * ScreenHeightTiles);
                yield return (zoom, column, row);
            }
            for (var back = ProvinceZoom + random.Next(1, 3); zoom > back;)
            {
                (zoom, column, row) = (zoom - 1, column / 2, row / 2);
                yield return (zoom, column, row);
            }
        }
    }

    private static IEnumerable<(int Zoom, int Row, int Column)> OnScreen((int Zoom, double Column, double Row) view) =>
        from row in Range(view.Row, ScreenHeightTiles)
        from column in Range(view.Column, ScreenWidthTiles)
        where TileGrid.Contains(view.Zoom, row, column)
        select (view.Zoom, row, column);

    private static IEnumerable<int> Range(double centre, double size)
    {
        for (var tile = (int)Math.Floor(centre - size / 2); tile < centre + size / 2; tile++) yield return tile;
    }

    public static double ColumnOf(double longitude, int zoom) => (longitude + 180) / 360 * (1 << zoom);

    public static double RowOf(double latitude, int zoom) =>
        (1 - Math.Asinh(Math.Tan(double.DegreesToRadians(latitude))) / Math.PI) / 2 * (1 << zoom);
}
