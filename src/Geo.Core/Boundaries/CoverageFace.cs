using Geo.Core.Crs;
using NetTopologySuite.Geometries;

namespace Geo.Core.Boundaries;

/// <summary>A face of the noded rings, who claims it and who has it.</summary>
internal sealed class CoverageFace(Polygon shape, int[] claimants)
{
    public Polygon Shape { get; } = shape;

    public double AreaM2 { get; } = EllipsoidalArea.SquareMetres(shape);

    /// <summary>Indices of the areas covering it, ascending.</summary>
    public int[] Claimants { get; } = claimants;

    /// <summary>Index of the area that has it; null for a gap.</summary>
    public int? Owner { get; set; }

    /// <summary>Twice the area over the perimeter: the width of a strip, half the side of a square.</summary>
    public double WidthM => 2 * AreaM2 / GroundLength.OfRingsM(Shape);
}
