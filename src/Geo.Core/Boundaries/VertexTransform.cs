using Geo.Core.Crs;
using NetTopologySuite.Geometries;

namespace Geo.Core.Boundaries;

/// <summary>Moves a coverage to another datum vertex by vertex.</summary>
public static class VertexTransform
{
    /// <summary>
    /// Applies a function to each vertex. Equal vertices have equal images, so shared borders stay shared. Edges stay
    /// straight, though: where the function bends them by more than the width of what lies between, borders may
    /// cross, and therefore the result is checked.
    /// </summary>
    /// <param name="areas">An exact coverage.</param>
    /// <param name="transform">From the old position to the new, degrees; the same answer for the same position.</param>
    /// <returns>The coverage in its new datum, in the same order.</returns>
    /// <exception cref="CoverageException">The result is no longer an exact coverage.</exception>
    public static IReadOnlyList<AreaShape> Apply(IReadOnlyList<AreaShape> areas, Func<LonLat, LonLat> transform)
    {
        ArgumentNullException.ThrowIfNull(areas);
        ArgumentNullException.ThrowIfNull(transform);
        var moved = areas.Select(area => new AreaShape(area.Key, Apply(area.Shape, transform))).ToList();
        CoverageCheck.ThrowIfInvalid(moved);
        return moved;
    }

    private static Geometry Apply(Geometry shape, Func<LonLat, LonLat> transform)
    {
        var moved = shape.Copy();
        moved.Apply(new VertexFilter(transform));
        return moved;
    }

    private sealed class VertexFilter(Func<LonLat, LonLat> transform) : IEntireCoordinateSequenceFilter
    {
        public bool Done => false;

        public bool GeometryChanged => true;

        public void Filter(CoordinateSequence sequence)
        {
            for (int i = 0; i < sequence.Count; i++)
            {
                var (lonDeg, latDeg) = transform(new LonLat(sequence.GetX(i), sequence.GetY(i)));
                sequence.SetX(i, lonDeg);
                sequence.SetY(i, latDeg);
            }
        }
    }
}
