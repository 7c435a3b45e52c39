namespace Geo.Core.Crs;

/// <summary>Every Gauss-Krüger zone of China on its three datums, by the runs in which EPSG numbers them.</summary>
internal static class GaussKrugerZones
{
    private const double FalseEastingM = 500_000;
    private const double MPerZoneNumber = 1_000_000;

    /// <param name="Datum">Datum.</param>
    /// <param name="WidthDeg">3 or 6.</param>
    /// <param name="FirstEpsg">EPSG code of the first zone with the zone number before its eastings.</param>
    /// <param name="FirstEpsgByMeridian">EPSG code of the first zone named by its central meridian, its eastings without number.</param>
    private sealed record Run(GeodeticDatum Datum, int WidthDeg, int FirstEpsg, int FirstEpsgByMeridian)
    {
        /// <summary>75° E is the central meridian of 3° zone 25 and of 6° zone 13; both runs end at 135° E.</summary>
        internal int FirstZone => WidthDeg == 3 ? 25 : 13;
        internal int LastZone => WidthDeg == 3 ? 45 : 23;
        internal int CentralMeridianDeg(int zone) => WidthDeg == 3 ? 3 * zone : 6 * zone - 3;
    }

    private static readonly Run[] Runs =
    [
        new(GeodeticDatum.Cgcs2000, 3, 4513, 4534),
        new(GeodeticDatum.Cgcs2000, 6, 4491, 4502),
        new(GeodeticDatum.Xian1980, 3, 2349, 2370),
        new(GeodeticDatum.Xian1980, 6, 2327, 2338),
        new(GeodeticDatum.Beijing1954, 3, 2401, 2422),
        new(GeodeticDatum.Beijing1954, 6, 21413, 21453),
    ];

    /// <summary>All zones; where a 6° zone without number is the same plane as a 3° one, the 3° one comes first.</summary>
    internal static IEnumerable<GaussKruger> All()
    {
        foreach (var run in Runs)
        {
            for (int zone = run.FirstZone; zone <= run.LastZone; zone++)
            {
                int meridianDeg = run.CentralMeridianDeg(zone);
                string zh = $"{run.Datum.NameZh} {run.WidthDeg}°带", en = $"{run.Datum.NameEn} {run.WidthDeg}-degree Gauss-Krüger";
                yield return new GaussKruger($"EPSG:{run.FirstEpsg + zone - run.FirstZone}",
                    $"{zh} 第{zone}带（{meridianDeg}°E，东坐标带带号）", $"{en} zone {zone} ({meridianDeg}°E, zone number in eastings)",
                    run.Datum, new GaussKrugerParameters(meridianDeg, zone * MPerZoneNumber + FalseEastingM));
                yield return new GaussKruger($"EPSG:{run.FirstEpsgByMeridian + zone - run.FirstZone}",
                    $"{zh} 中央子午线{meridianDeg}°E（东坐标不带带号）", $"{en} CM {meridianDeg}°E (no zone number)",
                    run.Datum, new GaussKrugerParameters(meridianDeg, FalseEastingM));
            }
        }
    }
}
