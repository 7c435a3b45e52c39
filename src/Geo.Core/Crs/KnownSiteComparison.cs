namespace Geo.Core.Crs;

/// <summary>A site that a file and the map both have by one code.</summary>
/// <param name="Handed">Longitude and latitude as the file has them, degrees.</param>
/// <param name="Known">Where the map has the site, CGCS2000, degrees.</param>
public readonly record struct KnownSite(LonLat Handed, LonLat Known);

/// <summary>How far the handed-in sites lie from the known ones, read as one system.</summary>
/// <param name="System">CGCS2000, GCJ-02 or BD-09.</param>
/// <param name="MedianM">Median distance, metres.</param>
/// <param name="NearShare">Share within <see cref="KnownSiteComparison.NearM"/>, 0 to 1.</param>
public sealed record KnownSiteReading(CoordinateSystem System, double MedianM, double NearShare);

/// <summary>
/// Tells GCJ-02 and BD-09 from CGCS2000, which no boundary can: sites already known by their code are compared, read in each
/// of the three. Over Shandong GCJ-02 shifts by 300 to 1,000 m and BD-09 by a kilometre more or so, so sites that meet only
/// once one of them is undone were handed in with it.
/// </summary>
public static class KnownSiteComparison
{
    /// <summary>Sites nearer than this are taken to be where they were, metres.</summary>
    public const double NearM = 30;

    /// <summary>Share of the matches that must be near.</summary>
    public const double RequiredNearShare = 0.8;

    /// <summary>Farther than this the sites must lie, read as CGCS2000, before a shift is spoken of, metres.</summary>
    public const double RawFarM = 200;

    /// <summary>Fewer matches say nothing.</summary>
    public const int MinMatches = 3;

    /// <summary>Compares the sites.</summary>
    /// <param name="sites">Sites matched by code.</param>
    /// <returns>
    /// The readings, CGCS2000, GCJ-02 and BD-09, and the system found: one of the three, or null where there are fewer than
    /// <see cref="MinMatches"/> sites or none of the three brings them near.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">A position is not on the globe.</exception>
    public static (CoordinateSystem? Found, IReadOnlyList<KnownSiteReading> Readings) Compare(IReadOnlyCollection<KnownSite> sites)
    {
        ArgumentNullException.ThrowIfNull(sites);
        if (sites.Count < MinMatches)
            return (null, []);
        KnownSiteReading[] readings =
        [
            Read(sites, CoordinateSystems.Cgcs2000), Read(sites, CoordinateSystems.Gcj02), Read(sites, CoordinateSystems.Bd09),
        ];
        var best = readings.MaxBy(reading => reading.NearShare)!;
        bool near = best.NearShare >= RequiredNearShare - 1e-9;
        bool shiftIsMeant = best == readings[0] || readings[0].MedianM > RawFarM;
        return (near && shiftIsMeant ? best.System : null, readings);
    }

    private static KnownSiteReading Read(IReadOnlyCollection<KnownSite> sites, CoordinateSystem system)
    {
        double[] distancesM = [.. sites
            .Select(site => GroundDistance.M(system.ToCgcs2000(site.Handed.LonDeg, site.Handed.LatDeg), site.Known))
            .Order()];
        double nearShare = distancesM.Count(distanceM => distanceM < NearM) / (double)distancesM.Length;
        return new KnownSiteReading(system, distancesM[distancesM.Length / 2], nearShare);
    }
}
