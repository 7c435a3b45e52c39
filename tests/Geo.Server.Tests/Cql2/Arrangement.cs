using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Polygonize;
using NetTopologySuite.Operation.Union;

namespace Geo.Server.Tests.Cql2;

/// <summary>
/// DE-9IM by looking: all edges of both geometries are noded, and a place on every node, edge and face that comes of it is located in both. It
/// is slow and it is simple, and it knows collections of several kinds, of which RelateNG has some wrong. Such a collection is the union of its
/// parts: inside or edge of an area before inside or end of a line before a point.
/// </summary>
public static class Arrangement
{
    // Nodes are rounded; whatever is not one thing with another in the tests is much farther from it.
    private const double Tolerance = 1e-9;

    public static IntersectionMatrix Relate(Geometry a, Geometry b)
    {
        var (parts, matrix) = ((Parts[])[new(a), new(b)], new IntersectionMatrix());
        matrix.Set(Location.Exterior, Location.Exterior, Dimension.Surface);
        foreach (var point in parts.SelectMany(part => part.Points)) Look(point.Coordinate, Dimension.Point);
        if (UnaryUnionOp.Union([.. parts.SelectMany(part => part.Edges)], a.Factory) is not { IsEmpty: false } noded) return matrix;
        foreach (var edge in Leaves(noded))
            for (var i = 1; i < edge.NumPoints; i++)
            {
                var (from, to) = (edge.Coordinates[i - 1], edge.Coordinates[i]);
                Look(from, Dimension.Point);
                Look(to, Dimension.Point);
                Look(new Coordinate((from.X + to.X) / 2, (from.Y + to.Y) / 2), Dimension.Curve);
            }
        var polygonizer = new Polygonizer();
        polygonizer.Add(noded);
        foreach (var face in polygonizer.GetPolygons()) Look(face.InteriorPoint.Coordinate, Dimension.Surface);
        return matrix;

        void Look(Coordinate place, Dimension dimension) => matrix.SetAtLeast(parts[0].Locate(place, dimension), parts[1].Locate(place, dimension), dimension);
    }

    private static IEnumerable<Geometry> Leaves(Geometry geometry) =>
        geometry is GeometryCollection ? Enumerable.Range(0, geometry.NumGeometries).SelectMany(i => Leaves(geometry.GetGeometryN(i))) : [geometry];

    private sealed class Parts
    {
        private readonly List<Geometry> _lines;
        private readonly Geometry? _areas;

        public Parts(Geometry geometry)
        {
            var leaves = Leaves(geometry).ToLookup(leaf => leaf.Dimension);
            _areas = leaves[Dimension.Surface].Any() ? UnaryUnionOp.Union([.. leaves[Dimension.Surface]], geometry.Factory) : null;
            _lines = [.. leaves[Dimension.Curve]];
            Points = [.. leaves[Dimension.Point]];
        }

        public IReadOnlyList<Geometry> Points { get; }

        public IEnumerable<Geometry> Edges => _areas is null ? _lines : [_areas.Boundary, .. _lines];

        /// <summary>Where the node, edge or face is that has this place; a point may lie in the middle of an edge, a line in that of a face, and tells nothing of it.</summary>
        public Location Locate(Coordinate place, Dimension dimension)
        {
            var point = new Point(place);
            if (_areas is not null)
            {
                if (_areas.Boundary.Distance(point) < Tolerance) return Location.Boundary;
                if (_areas.Contains(point)) return Location.Interior;
            }
            if (dimension == Dimension.Surface) return Location.Exterior;
            // An odd number of ends is an end.
            var ends = _lines.Cast<LineString>().Where(line => !line.IsClosed).Sum(line => (line.StartPoint.Distance(point) < Tolerance ? 1 : 0) + (line.EndPoint.Distance(point) < Tolerance ? 1 : 0));
            if (_lines.Exists(line => line.Distance(point) < Tolerance)) return ends % 2 == 1 ? Location.Boundary : Location.Interior;
            if (dimension == Dimension.Curve) return Location.Exterior;
            return Points.Any(one => one.Distance(point) < Tolerance) ? Location.Interior : Location.Exterior;
        }
    }
}
