namespace Geo.Core.Crs;

/// <summary>A position in longitude and latitude; which datum it is in is said where it is used.</summary>
/// <param name="LonDeg">Longitude, degrees east.</param>
/// <param name="LatDeg">Latitude, degrees north.</param>
public readonly record struct LonLat(double LonDeg, double LatDeg)
{
    /// <summary>Largest magnitude of a longitude, degrees. Twice round, so that data wound past 180° passes through.</summary>
    public const double MaxAbsLonDeg = 360;

    /// <summary>Largest magnitude of a latitude, degrees.</summary>
    public const double MaxAbsLatDeg = 90;

    /// <summary>Refuses a position that is not on the globe.</summary>
    /// <exception cref="ArgumentOutOfRangeException">
    /// Longitude beyond ±<see cref="MaxAbsLonDeg"/>, latitude beyond ±<see cref="MaxAbsLatDeg"/>, or either not a number.
    /// </exception>
    public void ThrowIfOutOfRange()
    {
        // Written as "not within", so that NaN is refused too.
        if (!(Math.Abs(LonDeg) <= MaxAbsLonDeg))
            throw new ArgumentOutOfRangeException(nameof(LonDeg), LonDeg, $"Longitude must be within ±{MaxAbsLonDeg}°.");
        if (!(Math.Abs(LatDeg) <= MaxAbsLatDeg))
            throw new ArgumentOutOfRangeException(nameof(LatDeg), LatDeg, $"Latitude must be within ±{MaxAbsLatDeg}°.");
    }
}
