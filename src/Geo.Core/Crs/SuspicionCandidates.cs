namespace Geo.Core.Crs;

/// <summary>
/// The systems held against a sample: degrees, Web Mercator and every zone with and without number. A city's boundary is
/// a hundred times wider than what parts one datum from another, or GCJ-02 from CGCS2000, so of systems that differ by
/// that alone only one is held against it: the declared one's kin.
/// </summary>
internal static class SuspicionCandidates
{
    /// <summary>The candidates beside a declared system, which is always the first where there is one.</summary>
    internal static IEnumerable<CoordinateSystem> Beside(CoordinateSystem? declared)
    {
        var datum = declared?.Datum ?? GeodeticDatum.Cgcs2000;
        if (declared is not null)
            yield return declared;
        if (declared is not { IsGeographic: true })
            yield return CoordinateSystems.Find($"EPSG:{datum.GeographicEpsg}")!;
        if (declared is not WebMercator)
            yield return CoordinateSystems.WebMercator;

        // A 6° zone without number is the same plane as a 3° one: the declared of the two, else the 3° one.
        var seen = new HashSet<GaussKrugerParameters>();
        if (declared is GaussKruger plane)
            seen.Add(plane.Parameters);
        foreach (var zone in CoordinateSystems.All.OfType<GaussKruger>().Where(zone => zone.Datum == datum))
        {
            if (seen.Add(zone.Parameters))
                yield return zone;
        }
    }
}
