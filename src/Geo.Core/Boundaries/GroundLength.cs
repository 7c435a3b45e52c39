using Geo.Core.Crs;
using NetTopologySuite.Geometries;

namespace Geo.Core.Boundaries;

/// <summary>Short lengths on the ground, to a third of a per cent: enough to say which border is longer and whether a gap is thin.</summary>
internal static class GroundLength
{
    private const double MPerDeg = Math.PI / 180 * Cgcs2000.SemiMajorAxisM;

    public static double MPerLonDeg(double latDeg) => MPerDeg * Math.Cos(latDeg * (Math.PI / 180));

    public static double M(Coordinate from, Coordinate to)
    {
        double cosLat = Math.Cos((from.Y + to.Y) / 2 * (Math.PI / 180));
        return double.Hypot((to.X - from.X) * cosLat, to.Y - from.Y) * MPerDeg;
    }

    public static double OfRingsM(Geometry polygons) => PolygonRings.EdgesOf(polygons).Sum(edge => M(edge.From, edge.To));
}
