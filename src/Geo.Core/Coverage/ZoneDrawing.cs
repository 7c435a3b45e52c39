using NetTopologySuite.Geometries;

namespace Geo.Core.Coverage;

/// <summary>
/// Zones from their polygons. A cell belongs to the zone its centre lies in. Both sides of a shared border compute its
/// crossings from the same segment in the same direction, and runs are open at their end, so that every cell within an
/// exact coverage belongs to exactly one zone.
/// </summary>
public static class ZoneDrawing
{
    /// <summary>Draws zones.</summary>
    /// <param name="grid">The grid.</param>
    /// <param name="shapes">Polygons or multipolygons in the grid's plane, metres; zone i is shape i.</param>
    /// <returns>The raster.</returns>
    /// <exception cref="ArgumentException">Zones overlap in some cell.</exception>
    public static ZoneRaster Draw(CoverageGrid grid, IReadOnlyList<Geometry> shapes)
    {
        var runs = new List<ZoneRun>[grid.Rows];
        for (int row = 0; row < runs.Length; row++)
            runs[row] = [];
        for (int zone = 0; zone < shapes.Count; zone++)
            // Part by part: parts that touch in a line would cancel each other in one parity.
            for (int part = 0; part < shapes[zone].NumGeometries; part++)
                Draw(grid, shapes[zone].GetGeometryN(part), zone, runs);
        return new ZoneRaster(grid, shapes.Count, runs);
    }

    /// <summary>Draws zones that leave most of the grid empty, such as a polygon that someone asks about.</summary>
    /// <param name="grid">The grid.</param>
    /// <param name="shapes">Polygons or multipolygons in the grid's plane, metres; zone i is shape i.</param>
    /// <returns>The raster, and the tiles that the zones lie in.</returns>
    /// <exception cref="ArgumentException">Zones overlap in some cell.</exception>
    public static (ZoneRaster Raster, IReadOnlyList<int> Tiles) DrawSparse(CoverageGrid grid, IReadOnlyList<Geometry> shapes)
    {
        var raster = Draw(grid, shapes);
        var tiles = new SortedSet<int>();
        for (int row = 0; row < grid.Rows; row++)
            foreach (var run in raster.Runs(row))
                for (int column = run.Start / CoverageGrid.TileSize; column <= (run.End - 1) / CoverageGrid.TileSize; column++)
                    tiles.Add(row / CoverageGrid.TileSize * grid.TileColumns + column);
        return (raster, [.. tiles]);
    }

    private static void Draw(CoverageGrid grid, Geometry part, int zone, List<ZoneRun>[] runs)
    {
        if (part.IsEmpty)
            return;
        if (part is not Polygon polygon)
            throw new ArgumentException($"Zone {zone} has a part that is no polygon: {part.GeometryType}.", nameof(part));
        var crossings = new List<(int Row, double Column)>();
        Cross(grid, polygon.ExteriorRing.Coordinates, crossings);
        foreach (var hole in polygon.InteriorRings)
            Cross(grid, hole.Coordinates, crossings);
        crossings.Sort();
        for (int i = 0; i + 1 < crossings.Count; i += 2)
        {
            int start = Math.Max(0, FirstCentre(crossings[i].Column)), end = Math.Min(grid.Columns, FirstCentre(crossings[i + 1].Column));
            if (start < end)
                runs[crossings[i].Row].Add(new(start, end, zone));
        }
    }

    /// <summary>Where a ring crosses the lines through the centres of rows, in columns; rings are closed, so each row has an even number.</summary>
    private static void Cross(CoverageGrid grid, Coordinate[] ring, List<(int Row, double Column)> crossings)
    {
        for (int i = 1; i < ring.Length; i++)
        {
            var (north, south) = ring[i - 1].Y > ring[i].Y ? (ring[i - 1], ring[i]) : (ring[i], ring[i - 1]);
            double first = Math.Ceiling((grid.NorthM - north.Y) / grid.CellM - 0.5), last = Math.Ceiling((grid.NorthM - south.Y) / grid.CellM - 0.5);
            for (int row = (int)Math.Max(0, first); row < Math.Min(grid.Rows, last); row++)
            {
                double y = grid.NorthM - (row + 0.5) * grid.CellM;
                double x = north.X + (south.X - north.X) * ((north.Y - y) / (north.Y - south.Y));
                crossings.Add((row, (x - grid.WestM) / grid.CellM));
            }
        }
    }

    private static int FirstCentre(double column) => (int)Math.Ceiling(column - 0.5);
}
