using System.Collections.Frozen;

namespace Geo.Core.Crs;

/// <summary>Every coordinate system that is known by a code, and local central meridians by their parameters.</summary>
public static class CoordinateSystems
{
    /// <summary>CGCS2000 longitude and latitude.</summary>
    public static readonly CoordinateSystem Cgcs2000 = new GeographicSystem(
        "EPSG:4490", "CGCS2000 经纬度", "CGCS2000 longitude, latitude", GeodeticDatum.Cgcs2000);

    /// <summary>WGS 84 longitude and latitude: the same values as <see cref="Cgcs2000"/>, to centimetres.</summary>
    public static readonly CoordinateSystem Wgs84 = new GeographicSystem(
        "EPSG:4326", "WGS 84 经纬度", "WGS 84 longitude, latitude", GeodeticDatum.Cgcs2000);

    /// <summary>Web Mercator.</summary>
    public static readonly CoordinateSystem WebMercator = new WebMercator();

    /// <summary>GCJ-02, of Amap and Tencent and of charging data under T/CEC 102.</summary>
    public static readonly CoordinateSystem Gcj02 = new MapServiceSystem(
        "GCJ-02", "GCJ-02（火星坐标，高德、腾讯）", "GCJ-02 (Amap, Tencent)", Crs.Gcj02.ToWgs84, Crs.Gcj02.FromWgs84);

    /// <summary>BD-09, of Baidu.</summary>
    public static readonly CoordinateSystem Bd09 = new MapServiceSystem(
        "BD-09", "BD-09（百度坐标）", "BD-09 (Baidu)", Crs.Bd09.ToWgs84, Crs.Bd09.FromWgs84);

    /// <summary>All of them: degrees first, then every Gauss-Krüger zone of CGCS2000, Xi'an 1980 and Beijing 1954.</summary>
    public static readonly IReadOnlyList<CoordinateSystem> All =
    [
        Cgcs2000, Wgs84, Gcj02, Bd09, WebMercator,
        new GeographicSystem("EPSG:4610", "西安80 经纬度", "Xi'an 1980 longitude, latitude", GeodeticDatum.Xian1980),
        new GeographicSystem("EPSG:4214", "北京54 经纬度", "Beijing 1954 longitude, latitude", GeodeticDatum.Beijing1954),
        .. GaussKrugerZones.All(),
    ];

    private static readonly FrozenDictionary<string, CoordinateSystem> ByCode =
        All.ToFrozenDictionary(system => system.Code, StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<(GeodeticDatum, GaussKrugerParameters), CoordinateSystem> ByParameters =
        All.OfType<GaussKruger>().DistinctBy(zone => (zone.Datum, zone.Parameters))
            .ToFrozenDictionary(zone => (zone.Datum, zone.Parameters), CoordinateSystem (zone) => zone);

    /// <summary>Other spellings than EPSG's own.</summary>
    private static readonly FrozenDictionary<string, CoordinateSystem> Aliases = new Dictionary<string, CoordinateSystem>
    {
        ["GCJ02"] = Gcj02,
        ["BD09"] = Bd09,
        ["BD09LL"] = Bd09,
        ["CGCS2000"] = Cgcs2000,
        ["WGS84"] = Wgs84,
        ["CRS84"] = Wgs84,
        ["EPSG:900913"] = WebMercator,
        ["ESRI:102100"] = WebMercator,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The system of a code.</summary>
    /// <param name="code">
    /// "EPSG:4547", "4547", "urn:ogc:def:crs:EPSG::4547", "http://www.opengis.net/def/crs/EPSG/0/4547", "…CRS84", "GCJ-02",
    /// "BD-09", or a local meridian "GK:CM=118.5,FE=500000" with FN, K and DATUM=4610 where they apply. Of a URN only the code is
    /// taken; in which order the values stand is decided from them, not from it.
    /// </param>
    /// <returns>The system, or null if the code is not known.</returns>
    public static CoordinateSystem? Find(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        code = code.Trim();
        if (GaussKrugerParameters.TryParseLocalCode(code, out var parameters, out var datum))
            return Plane(parameters, datum);

        string last = code[(code.LastIndexOfAny([':', '/']) + 1)..];
        string authority = code.Contains("ESRI", StringComparison.OrdinalIgnoreCase) ? "ESRI:" : "EPSG:";
        bool isNumber = last.Length > 0 && last.All(char.IsAsciiDigit);
        if (isNumber && last != code && !code.Contains(authority[..^1], StringComparison.OrdinalIgnoreCase))
            return null;   // Another authority's number is another system.
        string key = isNumber ? authority + last : last;
        return ByCode.GetValueOrDefault(key) ?? Aliases.GetValueOrDefault(key);
    }

    /// <summary>A plane with its own central meridian, as cities keep them; the EPSG zone where the parameters are one's.</summary>
    /// <param name="centralMeridianDeg">Central meridian, degrees, 70 to 140.</param>
    /// <param name="falseEastingM">Easting of the central meridian, metres.</param>
    /// <param name="scale">Scale on the central meridian, 0.99 to 1.01.</param>
    /// <param name="falseNorthingM">Northing of the equator, metres; negative where leading digits are left off.</param>
    /// <param name="datum">The datum; CGCS2000 if none is given.</param>
    /// <returns>The system.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is outside its range.</exception>
    public static CoordinateSystem LocalMeridian(
        double centralMeridianDeg, double falseEastingM, double scale = 1, double falseNorthingM = 0, GeodeticDatum? datum = null)
    {
        var parameters = new GaussKrugerParameters(centralMeridianDeg, falseEastingM, falseNorthingM, scale);
        parameters.ThrowIfOutOfRange();
        return Plane(parameters, datum ?? GeodeticDatum.Cgcs2000);
    }

    private static CoordinateSystem Plane(GaussKrugerParameters parameters, GeodeticDatum datum)
    {
        if (ByParameters.TryGetValue((datum, parameters), out var zone))
            return zone;
        return new GaussKruger(parameters.LocalCode(datum),
            $"{datum.NameZh} 地方坐标系 中央子午线{parameters.CentralMeridianDeg}°E",
            $"{datum.NameEn} local plane, CM {parameters.CentralMeridianDeg}°E", datum, parameters);
    }
}
