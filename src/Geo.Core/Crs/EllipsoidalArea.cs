using NetTopologySuite.Geometries;

namespace Geo.Core.Crs;

/// <summary>
/// Area on the CGCS2000 ellipsoid of shapes whose edges are straight in longitude and latitude, as the shapes of this
/// system are. Each ring is the closed integral of the authalic function along its edges, so areas of neighbours that
/// share their edges add up to the area of their union, to rounding.
/// </summary>
public static class EllipsoidalArea
{
    private const double RadPerDeg = Math.PI / 180;

    /// <summary>Edges longer than this are cut: below it three Gauss points are exact to the double's rounding.</summary>
    private const double MaxEdgeDeg = 0.5;

    private static readonly double GaussOffset = Math.Sqrt(0.6) / 2;

    /// <summary>Area of every polygon of a geometry, holes left out.</summary>
    /// <param name="geometry">Polygons in CGCS2000 longitude and latitude, degrees; points and lines have no area.</param>
    /// <returns>Square metres, not negative; within 1e-12 of itself plus about 1e-6 m² of rounding per edge.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A vertex is not on the globe.</exception>
    public static double SquareMetres(Geometry geometry)
    {
        ArgumentNullException.ThrowIfNull(geometry);
        if (geometry is Polygon polygon)
        {
            double areaM2 = RingSquareMetres(polygon.ExteriorRing);
            foreach (var hole in polygon.InteriorRings)
                areaM2 -= RingSquareMetres(hole);
            return areaM2;
        }
        double sumM2 = 0;
        if (geometry is GeometryCollection)
        {
            for (int i = 0; i < geometry.NumGeometries; i++)
                sumM2 += SquareMetres(geometry.GetGeometryN(i));
        }
        return sumM2;
    }

    private static double RingSquareMetres(LineString ring)
    {
        if (ring.IsEmpty)
            return 0;
        var points = ring.CoordinateSequence;
        // Measured from the first vertex's parallel, not from the equator: small rings keep their digits.
        double qReference = Q(points.GetY(0));
        double sum = 0;
        for (int i = 1; i < points.Count; i++)
        {
            new LonLat(points.GetX(i), points.GetY(i)).ThrowIfOutOfRange();
            sum += EdgeIntegral(points.GetX(i - 1), points.GetY(i - 1), points.GetX(i), points.GetY(i), qReference);
        }
        return Math.Abs(sum) * RadPerDeg * Cgcs2000.SemiMajorAxisM * Cgcs2000.SemiMajorAxisM / 2;
    }

    /// <summary>∫(q - qReference) dλ along one edge, in degrees, by three-point Gauss-Legendre quadrature.</summary>
    private static double EdgeIntegral(double lon1Deg, double lat1Deg, double lon2Deg, double lat2Deg, double qReference)
    {
        double dLonDeg = lon2Deg - lon1Deg, dLatDeg = lat2Deg - lat1Deg;
        if (dLonDeg == 0)
            return 0;
        if (dLatDeg == 0)
            return (Q(lat1Deg) - qReference) * dLonDeg;

        int pieces = (int)Math.Ceiling(Math.Max(Math.Abs(dLonDeg), Math.Abs(dLatDeg)) / MaxEdgeDeg);
        double sum = 0;
        for (int piece = 0; piece < pieces; piece++)
        {
            double middleDeg = lat1Deg + dLatDeg * (piece + 0.5) / pieces;
            double offsetDeg = dLatDeg / pieces * GaussOffset;
            sum += (8 * (Q(middleDeg) - qReference) + 5 * (Q(middleDeg - offsetDeg) - qReference) + 5 * (Q(middleDeg + offsetDeg) - qReference)) / 18;
        }
        return sum * dLonDeg / pieces;
    }

    private static double Q(double latDeg) => Cgcs2000.AuthalicQ(Math.Sin(latDeg * RadPerDeg));
}
