using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;

namespace Geo.Server.Submissions.Checking;

/// <summary>What becomes of a geometry by a repair; null where nothing of its own kind is left.</summary>
public static class MendedGeometry
{
    // 1e-7 degrees are a centimetre: what is cut lies on the grid on which everything is placed.
    private static readonly PrecisionModel Grid = new(1e7);

    /// <summary>An area that crosses itself, taken apart where it does.</summary>
    public static Geometry? Sound(Geometry geometry) => Try(() => GeometryFixer.Fix(geometry), geometry);

    /// <summary>The part within the border; longitude and latitude.</summary>
    public static Geometry? Clipped(Geometry geometry, Geometry border) => Try(() => OverlayNG.Overlay(geometry, border, SpatialFunction.Intersection, Grid), geometry);

    private static Geometry? Try(Func<Geometry> mend, Geometry geometry)
    {
        try
        {
            return OfKind(mend(), geometry.Dimension) is { IsEmpty: false, IsValid: true } mended ? mended : null;
        }
        catch (Exception e) when (e is TopologyException or ArgumentException or InvalidOperationException)
        {
            // Then there is no repair to offer.
            return null;
        }
    }

    // Where an area touches a border only, a line is left of it.
    private static Geometry OfKind(Geometry mended, Dimension dimension) => mended.GetType() == typeof(GeometryCollection)
        ? mended.Factory.BuildGeometry(Enumerable.Range(0, mended.NumGeometries).Select(mended.GetGeometryN).Where(part => part.Dimension == dimension).ToList())
        : mended.Dimension == dimension ? mended : mended.Factory.CreateGeometryCollection();
}
