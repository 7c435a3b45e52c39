namespace Geo.Core.Crs;

/// <summary>
/// A city's own parameters from Beijing 1954 or Xi'an 1980 to CGCS2000: a <see cref="PlaneShift"/> (four) or a
/// <see cref="BursaWolfShift"/> (seven).
/// </summary>
public abstract record DatumShift
{
    /// <summary>Largest scale difference accepted, parts per million; a scale factor written in full (1.00001) is not one.</summary>
    public const double MaxAbsScalePpm = 1000;

    /// <summary>Seconds of arc in a radian.</summary>
    private protected const double ArcsecPerRad = 180 * 3600 / Math.PI;

    private protected DatumShift()
    {
    }

    private protected static double Within(double value, double maxAbs, string name, string unit) =>
        Math.Abs(value) <= maxAbs ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} must be within ±{maxAbs} {unit}.");
}
