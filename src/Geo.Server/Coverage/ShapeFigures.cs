using Geo.Core.Coverage;
using NetTopologySuite.Geometries;

namespace Geo.Server.Coverage;

/// <summary>The figures of any shapes, overlapping or not, from the planes of a version.</summary>
internal static class ShapeFigures
{
    public static async Task<IReadOnlyList<Figures>> OfAsync(CoverageVersion version, IReadOnlyList<Geometry> shapes, PlaneStore planes, Ground ground, CancellationToken cancel)
    {
        var (model, grid) = (version.Model, version.Model.Grid);
        var figures = new List<Figures>();
        // One at a time: shapes may overlap, and a raster of one is small.
        foreach (var shape in shapes)
        {
            var (raster, tiles) = ZoneDrawing.DrawOne(grid, Sound(Plane.Of(shape), grid));
            var drawn = await planes.TilesAsync(version, tiles, cancel);
            CoverageMeasure[] measures = [new(0), .. model.PlainMeasures];
            var tally = ZoneTally.Of(tiles, tile => drawn.GetValueOrDefault(tile), raster, measures, ground.People, threads: 1);
            var one = new Figures();
            for (var i = 0; i < measures.Length; i++)
            {
                var (cells, people) = tally.Reaching(0, i);
                one.Set(i == 0 ? Figures.All : model.Measures[i - 1].Name, new(cells, people));
            }
            figures.Add(one);
        }
        return figures;
    }

    /// <summary>A zone so small that no cell's centre lies in it is measured by the cell that it lies in.</summary>
    private static Geometry Sound(Geometry shape, CoverageGrid grid)
    {
        if (shape.Area > 4 * grid.CellAreaM2) return shape;
        var (row, column) = grid.CellOf(new(shape.InteriorPoint.X, shape.InteriorPoint.Y));
        var centre = grid.Centre(row, column);
        var cell = new Envelope(centre.EastingM - grid.CellM / 4, centre.EastingM + grid.CellM / 4, centre.NorthingM - grid.CellM / 4, centre.NorthingM + grid.CellM / 4);
        return shape.Factory.ToGeometry(cell) is { } square && (shape.Area < grid.CellAreaM2 / 4 || shape.Disjoint(square)) ? square : shape;
    }
}
