using Geo.Core.Coverage;
using NetTopologySuite.Geometries;

namespace Geo.Server.Coverage;

/// <summary>The figures of any shapes, overlapping or not, from the planes of a version.</summary>
internal static class ShapeFigures
{
    // Tiles read and held at a time: 32 MB.
    private const int TilesAtOnce = 256;

    /// <param name="people">Null where only cells are wanted.</param>
    public static async Task<IReadOnlyList<Figures>> OfAsync(CoverageVersion version, IReadOnlyList<Geometry> shapes, PlaneStore planes, PopulationPlane? people, CancellationToken cancel)
    {
        var (model, grid) = (version.Model, version.Model.Grid);
        CoverageMeasure[] measures = [new(0), .. model.PlainMeasures];
        var drawings = Apart([.. shapes.Select(shape => Sound(Plane.Of(shape), grid))], grid.CellM).Select(group =>
        {
            var (raster, tiles) = ZoneDrawing.DrawSparse(grid, [.. group.Select(member => member.Shape)]);
            return (Members: group, Raster: raster, Tiles: tiles.ToHashSet(), Tally: new ZoneTally(group.Count, measures));
        }).ToList();
        // Every tile is read once, whatever lies on it.
        foreach (var some in drawings.SelectMany(drawing => drawing.Tiles).Distinct().Order().Chunk(TilesAtOnce))
        {
            var drawn = await planes.TilesAsync(version, some, cancel);
            foreach (var drawing in drawings)
                drawing.Tally.Add(ZoneTally.Of([.. some.Where(drawing.Tiles.Contains)], tile => drawn.GetValueOrDefault(tile), drawing.Raster, measures, people));
        }
        var figures = new Figures[shapes.Count];
        foreach (var drawing in drawings)
            for (var zone = 0; zone < drawing.Members.Count; zone++)
            {
                var one = figures[drawing.Members[zone].Place] = new();
                for (var i = 0; i < measures.Length; i++)
                {
                    var (cells, units) = drawing.Tally.Reaching(zone, i);
                    one.Set(i == 0 ? Figures.All : model.Measures[i - 1].Name, new(cells, units));
                }
            }
        return figures;
    }

    /// <summary>Groups of shapes that cannot have a cell in common, so that each group is one raster: their boxes are more than a cell apart.</summary>
    private static List<List<(int Place, Geometry Shape)>> Apart(IReadOnlyList<Geometry> shapes, double cellM)
    {
        var groups = new List<(List<(int, Geometry)> Members, List<Envelope> Boxes)>();
        for (var place = 0; place < shapes.Count; place++)
        {
            var box = shapes[place].EnvelopeInternal.Copy();
            box.ExpandBy(cellM);
            var (members, boxes) = groups.Find(group => !group.Boxes.Exists(other => other.Intersects(box)));
            if (members is null) groups.Add((members, boxes) = ([], []));
            members.Add((place, shapes[place]));
            boxes!.Add(box);
        }
        return [.. groups.Select(group => group.Members)];
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
