using NetTopologySuite.Coverage;
using NetTopologySuite.Geometries;

namespace Geo.Core.Boundaries;

/// <summary>
/// Simplifies a coverage for a band of zoom levels, border by border, so that neighbours still share every vertex.
/// Cities, circles and the province are to be made of the generalised counties by <see cref="BoundaryUnion"/>: then
/// all levels share their edges at every zoom.
/// </summary>
public static class Generalisation
{
    /// <summary>
    /// Simplifies by Visvalingam and Whyatt's measure: the corner that spans the smallest triangle goes first, until no
    /// triangle is smaller than one pixel at the band's last zoom. Removing such a corner moves a line by a pixel at
    /// most, wherever the corner's base is two pixels long or more.
    /// </summary>
    /// <remarks>
    /// The triangles are measured in longitude and latitude as they stand. Area there differs from area on the map only
    /// by the cosine of the latitude, which the tolerance carries and which varies by 3 % either way over the province;
    /// and since nothing is projected, every vertex that stays is the exact coverage's own, and what is valid here is
    /// valid where it is drawn. Rings smaller than about a pixel go: islands, which would be specks, and holes. Each area
    /// keeps at least its largest polygon, or the simplification is refused.
    /// </remarks>
    /// <param name="areas">An exact coverage.</param>
    /// <param name="band">The zoom levels to draw it at.</param>
    /// <returns>An exact coverage of MultiPolygons in the same order, its vertices among the input's.</returns>
    /// <exception cref="CoverageException">The input is no exact coverage, or the output would not be one.</exception>
    public static IReadOnlyList<AreaShape> Simplify(IReadOnlyList<AreaShape> areas, ZoomBand band)
    {
        ArgumentNullException.ThrowIfNull(band);
        CoverageCheck.ThrowIfUnusable(areas);
        if (areas.Count == 0)
            return [];

        var simplified = CoverageSimplifier.Simplify(areas.Select(area => area.Shape).ToArray(), ToleranceDeg(areas, band));
        var generalised = areas.Select((area, i) => new AreaShape(area.Key, AsMultiPolygon(simplified[i]))).ToList();
        for (int i = 0; i < areas.Count; i++)
        {
            if (generalised[i].Shape.IsEmpty)
                throw new CoverageException($"{areas[i].Key} would vanish at zoom {band.MinZoom} to {band.MaxZoom}.");
        }
        CoverageCheck.ThrowIfInvalid(generalised);
        return generalised;
    }

    /// <summary>The side, in degrees, of a square as large as a pixel: as wide as it in longitude, shorter by the cosine in latitude.</summary>
    private static double ToleranceDeg(IReadOnlyList<AreaShape> areas, ZoomBand band)
    {
        var extent = new Envelope();
        foreach (var area in areas)
            extent.ExpandToInclude(area.Shape.EnvelopeInternal);
        return band.PixelLonDeg * Math.Sqrt(Math.Cos(extent.Centre.Y * (Math.PI / 180)));
    }

    private static MultiPolygon AsMultiPolygon(Geometry shape) =>
        shape as MultiPolygon ?? shape.Factory.CreateMultiPolygon(shape.IsEmpty ? [] : [(Polygon)shape]);
}
