using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Operation.Buffer;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;
using NetTopologySuite.Precision;

namespace Geo.Server.Seeding.Demonstration;

/// <summary>Cuts outlines so that they lie wholly inside a county, on the grid that coordinates are rounded to.</summary>
public static class Clip
{
    // Two metres: rounding to the grid moves a vertex by less than a tenth of one.
    private const double MarginDeg = 2e-5;

    // The library's buffers use sines, whose last digit differs between machines; on this grid, ten million times
    // coarser than that digit, the outlines are the same.
    private static readonly PrecisionModel Grid = new(Math.Pow(10, LocalPlane.Decimals));

    /// <summary>The county without a narrow margin along its border.</summary>
    public static Geometry WithoutMargin(Geometry county) => Grown(county, -MarginDeg);

    /// <summary>What is left of the bounds when an outline and a narrow margin around it are taken.</summary>
    public static Geometry Without(Geometry bounds, Polygon outline) => OverlayNGRobust.Overlay(bounds, Grown(outline, MarginDeg), SpatialFunction.Difference);

    /// <summary>The largest single part of the outline within the bounds; null when nothing is left.</summary>
    public static Polygon? Largest(Polygon outline, Geometry bounds)
    {
        var cut = OverlayNGRobust.Overlay(outline, bounds, SpatialFunction.Intersection);
        var parts = PolygonExtracter.GetPolygons(GeometryPrecisionReducer.Reduce(cut, Grid));
        return parts.Cast<Polygon>().MaxBy(part => part.Area);
    }

    private static Geometry Grown(Geometry shape, double distanceDeg) =>
        BufferOp.Buffer(shape, distanceDeg, new BufferParameters { JoinStyle = JoinStyle.Mitre, MitreLimit = 2 });
}
