namespace Geo.Core.Crs;

/// <summary>An ellipsoid of revolution, as the datums of China define theirs.</summary>
/// <param name="SemiMajorAxisM">Semi-major axis, metres.</param>
/// <param name="InverseFlattening">Inverse flattening, 1/f.</param>
public sealed record Ellipsoid(double SemiMajorAxisM, double InverseFlattening)
{
    /// <summary>CGCS2000 (EPSG 1024). WGS 84's flattening differs from the eleventh digit on: 0.1 mm on the ground.</summary>
    public static readonly Ellipsoid Cgcs2000 = new(Crs.Cgcs2000.SemiMajorAxisM, Crs.Cgcs2000.InverseFlattening);

    /// <summary>IAG 1975, of Xi'an 1980 (EPSG 7049).</summary>
    public static readonly Ellipsoid Iag1975 = new(6378140, 298.257);

    /// <summary>Krassovsky 1940, of Beijing 1954 (EPSG 7024).</summary>
    public static readonly Ellipsoid Krassovsky1940 = new(6378245, 298.3);

    /// <summary>Flattening.</summary>
    public double Flattening => 1 / InverseFlattening;

    /// <summary>First eccentricity squared.</summary>
    public double EccentricitySquared => Flattening * (2 - Flattening);

    /// <summary>Third flattening, n = f / (2 - f).</summary>
    public double ThirdFlattening => Flattening / (2 - Flattening);
}
