using Geo.Core.Crs;
using Npgsql;

namespace Geo.Server.Coverage;

/// <summary>
/// Puts a raster of people in the place of the evenly spread census. The people of a pixel go to the county cells whose
/// centres lie in it, evenly; those of a pixel without any, to the cell that its own centre lies in, when that is in a county.
/// </summary>
internal static class PeopleImport
{
    private const string Insert = "insert into geo.population_raster (source, year, people) values ($1, $2, $3)";

    /// <returns>The people that found a place, in thousandths.</returns>
    public static async Task<long> RunAsync(NpgsqlDataSource database, string path, string source, int year, CancellationToken cancel)
    {
        var raster = GeoTiff.Read(path);
        await using var connection = await database.OpenConnectionAsync(cancel);
        var ground = await Ground.ReadAsync(connection, PopulationRaster.Grid, null, cancel);
        var units = Place(raster, ground);
        var sum = units.Sum(one => (long)one);
        if (sum == 0) throw new InvalidDataException("Nobody of the raster lives in a county of the province.");
        var columns = PopulationRaster.Grid.Columns;
        await using var insert = new NpgsqlCommand(Insert, connection)
        {
            Parameters = { new() { Value = source }, new() { Value = year }, new() { Value = PopulationRaster.Compress((row, column) => units[row * columns + column]) } },
        };
        await insert.ExecuteNonQueryAsync(cancel);
        return sum;
    }

    private static int[] Place(GeoTiff raster, Ground ground)
    {
        var grid = ground.Grid;
        var pixelOf = new int[grid.Rows * grid.Columns];
        Array.Fill(pixelOf, -1);
        var cells = new int[raster.Values.Length];
        Parallel.For(0, grid.Rows, row =>
        {
            foreach (var run in ground.Counties.Runs(row))
                for (var column = run.Start; column < run.End; column++)
                {
                    var at = Albers.Shandong.Inverse(grid.Centre(row, column));
                    int x = (int)Math.Floor((at.LonDeg - raster.WestDeg) / raster.PixelLonDeg), y = (int)Math.Floor((raster.NorthDeg - at.LatDeg) / raster.PixelLatDeg);
                    if ((uint)x >= (uint)raster.Width || (uint)y >= (uint)raster.Height) continue;
                    pixelOf[row * grid.Columns + column] = y * raster.Width + x;
                    Interlocked.Increment(ref cells[y * raster.Width + x]);
                }
        });
        var units = new int[pixelOf.Length];
        // A pixel's thousandths that do not divide go to its cells one after another, so that none is lost.
        var left = new long[raster.Values.Length];
        for (var pixel = 0; pixel < left.Length; pixel++) left[pixel] = (long)Math.Round(raster.Values[pixel] * 1000.0);
        for (var cell = 0; cell < pixelOf.Length; cell++)
            if (pixelOf[cell] is >= 0 and var pixel)
            {
                var share = left[pixel] / cells[pixel];
                units[cell] = checked((int)share);
                left[pixel] -= share;
                cells[pixel]--;
            }
        for (var pixel = 0; pixel < left.Length; pixel++)
        {
            if (left[pixel] == 0) continue;
            double lonDeg = raster.WestDeg + (pixel % raster.Width + 0.5) * raster.PixelLonDeg, latDeg = raster.NorthDeg - (pixel / raster.Width + 0.5) * raster.PixelLatDeg;
            if (Math.Abs(lonDeg - 118.75) > 10 || Math.Abs(latDeg - 36.35) > 10) continue;
            var (row, column) = grid.CellOf(Plane.Of(lonDeg, latDeg));
            if (grid.Contains(row, column) && ground.Counties.ZoneAt(row, column) is not null) units[row * grid.Columns + column] = checked((int)(units[row * grid.Columns + column] + left[pixel]));
        }
        return units;
    }
}
