using Geo.Core.Coverage;
using NetTopologySuite.Geometries;

namespace Geo.Core.Tests.Coverage;

public class OutlinesEncloseTheirCells
{
    [Fact]
    public void EveryCellIsInsideItsOwnOutlineAndNoOther()
    {
        const int size = 40;
        var random = new Random(7);
        for (int round = 0; round < 20; round++)
        {
            var cells = new byte[size * size];
            for (int i = 0; i < cells.Length; i++)
                cells[i] = (byte)random.Next(3);
            double area = 0;
            for (byte value = 0; value < 3; value++)
                foreach (var outline in MaskOutlines.Trace(cells, size, value))
                {
                    var polygon = new Polygon(Ring(outline.Shell), [.. outline.Holes.Select(Ring)]);
                    Assert.True(polygon.IsValid);
                    area += polygon.Area;
                    for (int i = 0; i < cells.Length; i++)
                        if (polygon.Contains(new Point(i % size + 0.5, -(i / size) - 0.5)))
                            Assert.Equal(value, cells[i]);
                }
            Assert.Equal(size * size, area);
        }
    }

    [Fact]
    public void ARingHasAHole()
    {
        byte[] cells = [1, 1, 1, 1, 0, 1, 1, 1, 1];
        var outline = Assert.Single(MaskOutlines.Trace(cells, 3, 1));
        Assert.Equal((4, 1), (outline.Shell.Count, outline.Holes.Count));
        Assert.Equal(4, Assert.Single(outline.Holes).Count);
        Assert.Empty(MaskOutlines.Trace(cells, 3, 2));
    }

    private static LinearRing Ring(IReadOnlyList<(int Row, int Column)> corners) =>
        new([.. corners.Append(corners[0]).Select(corner => new Coordinate(corner.Column, -corner.Row))]);
}
