using Geo.Server.Ogc.Tiles;
using Geo.Server.Tests.Harness;
using Tile = (int Zoom, int Row, int Column);

namespace Geo.Benchmarks.Serve;

/// <summary>Tiles about the centres of Jinan and Qingdao that hold about a hundred and fifty single sites, at whatever zoom they do.</summary>
internal static class TilesAlike
{
    private const int Sites = 150, Tiles = 12, Around = 2;
    private static readonly (double Longitude, double Latitude)[] Centres = [(117.02, 36.66), (120.38, 36.09)];

    private const string Count = """
        select count(*) from geo.site where layer_id = '5g' and valid_to is null and geom_3857 && st_tileenvelope($1, $2, $3)
        """;

    public static async Task<IReadOnlyList<(Tile Tile, long Sites)>> FindAsync(TestDatabase database)
    {
        List<(Tile Tile, long Sites)> tiles = [];
        foreach (var (longitude, latitude) in Centres)
            for (var zoom = TileSql.FirstSiteZoom; zoom <= TileGrid.LastZoom; zoom++)
            {
                var (row, column) = ((int)Workload.RowOf(latitude, zoom), (int)Workload.ColumnOf(longitude, zoom));
                for (var down = -Around; down <= Around; down++)
                    for (var right = -Around; right <= Around; right++)
                        tiles.Add(((zoom, row + down, column + right), await database.ScalarAsync<long>(Count, zoom, column + right, row + down)));
            }
        return [.. tiles.OrderBy(tile => Math.Abs(tile.Sites - Sites)).Take(Tiles)];
    }
}
