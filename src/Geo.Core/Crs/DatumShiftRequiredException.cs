namespace Geo.Core.Crs;

/// <summary>
/// Coordinates on Beijing 1954 or Xi'an 1980 were to be converted without the city's own parameters. Published ones differ
/// from each other by up to a hundred metres, so there is no default to fall back on.
/// </summary>
/// <param name="system">The system that needs a shift.</param>
public sealed class DatumShiftRequiredException(CoordinateSystem system) : InvalidOperationException(
    $"{system.Code} ({system.Datum.NameEn}) reaches CGCS2000 only by the city's own 4- or 7-parameter shift, and none is given.")
{
    /// <summary>The system that needs a shift.</summary>
    public CoordinateSystem System { get; } = system;
}
