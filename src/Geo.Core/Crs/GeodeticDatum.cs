namespace Geo.Core.Crs;

/// <summary>A geodetic datum in which Chinese surveys are handed in, and whether its way to CGCS2000 is the city's own secret.</summary>
/// <param name="NameZh">Name, Chinese.</param>
/// <param name="NameEn">Name, English.</param>
/// <param name="GeographicEpsg">EPSG code of its longitude and latitude.</param>
/// <param name="Ellipsoid">Its ellipsoid.</param>
/// <param name="NeedsShift">
/// True where no published shift to CGCS2000 is good enough: the parameters differ by up to a hundred metres over the
/// country, are surveyed city by city and are kept there, so that no library may choose one.
/// </param>
public sealed record GeodeticDatum(string NameZh, string NameEn, int GeographicEpsg, Ellipsoid Ellipsoid, bool NeedsShift)
{
    /// <summary>China Geodetic Coordinate System 2000; WGS 84 is used as the same.</summary>
    public static readonly GeodeticDatum Cgcs2000 = new("CGCS2000", "CGCS2000", Crs.Cgcs2000.EpsgCode, Ellipsoid.Cgcs2000, NeedsShift: false);

    /// <summary>Xi'an 1980.</summary>
    public static readonly GeodeticDatum Xian1980 = new("西安80", "Xi'an 1980", 4610, Ellipsoid.Iag1975, NeedsShift: true);

    /// <summary>Beijing 1954.</summary>
    public static readonly GeodeticDatum Beijing1954 = new("北京54", "Beijing 1954", 4214, Ellipsoid.Krassovsky1940, NeedsShift: true);

    /// <summary>Every datum known here.</summary>
    public static readonly IReadOnlyList<GeodeticDatum> All = [Cgcs2000, Xian1980, Beijing1954];
}
