namespace Geo.Core.Crs;

/// <summary>Distance on the ground, to a third of a per cent over tens of kilometres: enough to tell 30 m from 200 m.</summary>
internal static class GroundDistance
{
    private const double MPerDeg = Math.PI / 180 * Cgcs2000.SemiMajorAxisM;

    internal static double M(LonLat from, LonLat to)
    {
        double cosLat = Math.Cos((from.LatDeg + to.LatDeg) / 2 * (Math.PI / 180));
        return double.Hypot((to.LonDeg - from.LonDeg) * cosLat, to.LatDeg - from.LatDeg) * MPerDeg;
    }
}
