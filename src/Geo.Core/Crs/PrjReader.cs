namespace Geo.Core.Crs;

/// <summary>
/// Reads the WKT 1 of a .prj file or a GeoPackage, ESRI's and OGC's, by its numbers: the ellipsoid and the projection's
/// five parameters decide, names and codes do not, and no datum shift is ever taken from it.
/// </summary>
public static class PrjReader
{
    /// <summary>Rounding of parameters in files: 0.04 mm on the ground, and on every scale.</summary>
    private const double MeridianToleranceDeg = 1e-9;
    private const double LengthToleranceM = 1e-4;
    private const double ScaleTolerance = 1e-12;

    /// <summary>The system of a WKT.</summary>
    /// <param name="wkt">The text; a byte order mark is passed over.</param>
    /// <returns>The system of EPSG where the parameters are one's, else a local meridian.</returns>
    /// <exception cref="PrjException">It is not one of the systems known here.</exception>
    public static CoordinateSystem Read(string wkt) => ReadDeclared(wkt).System!;

    /// <summary>The system of a WKT, and which value it says comes first.</summary>
    /// <param name="wkt">The text; a byte order mark is passed over.</param>
    /// <returns>
    /// The system; north first where its AXIS elements say so. Shapefiles and GeoPackages hold x, y whatever they say, so
    /// this matters to tables alone.
    /// </returns>
    /// <exception cref="PrjException">It is not one of the systems known here.</exception>
    public static DeclaredSystem ReadDeclared(string wkt)
    {
        ArgumentNullException.ThrowIfNull(wkt);
        var node = WktNode.Parse(wkt);
        if (node.Keyword == "COMPD_CS")
            node = node.Child("PROJCS") ?? node.Child("GEOGCS") ?? node;   // Heights are not kept, so the vertical half is not read.
        return node.Keyword switch
        {
            "GEOGCS" => new DeclaredSystem(Geographic(node), NorthFirst(node)),
            "PROJCS" => new DeclaredSystem(Projected(node), NorthFirst(node)),
            _ => throw new PrjException(PrjProblem.UnknownKind, $"\"{node.Keyword}\" is not a WKT 1 PROJCS or GEOGCS."),
        };
    }

    private static CoordinateSystem Geographic(WktNode node)
    {
        var datum = PrjDatum.Read(node);
        bool saysWgs84 = datum == GeodeticDatum.Cgcs2000 && node.RequiredChild("DATUM").Name.Contains("1984", StringComparison.Ordinal);
        return saysWgs84 ? CoordinateSystems.Wgs84 : CoordinateSystems.Find($"EPSG:{datum.GeographicEpsg}")!;
    }

    private static CoordinateSystem Projected(WktNode node)
    {
        var datum = PrjDatum.Read(node.RequiredChild("GEOGCS"));
        var unit = node.RequiredChild("UNIT");
        if (unit.RequiredNumber() != 1)
            throw new PrjException(PrjProblem.UnknownUnit, $"Lengths must be in metres, and these are in \"{unit.Name}\" of {unit.RequiredNumber()} m.");
        string projection = node.RequiredChild("PROJECTION").Name;
        return projection.ToUpperInvariant().Replace(' ', '_').Replace('-', '_') switch
        {
            "GAUSS_KRUGER" or "TRANSVERSE_MERCATOR" => Plane(node, datum),
            "MERCATOR_AUXILIARY_SPHERE" or "POPULAR_VISUALISATION_PSEUDO_MERCATOR" => WebMercator(node),
            "MERCATOR_1SP" when IsOnSphere(node) => WebMercator(node),
            _ => throw new PrjException(
                PrjProblem.UnknownProjection, $"The projection \"{projection}\" is not Gauss-Krüger, transverse Mercator or Web Mercator."),
        };
    }

    private static CoordinateSystem Plane(WktNode node, GeodeticDatum datum)
    {
        var parameters = Parameters(node, "central_meridian", "false_easting", "false_northing", "scale_factor", "latitude_of_origin");
        if (parameters.GetValueOrDefault("latitude_of_origin") != 0)
            throw new PrjException(PrjProblem.BadParameter, "The latitude of origin must be the equator.");
        double centralMeridianDeg = Rounded(Required(node, parameters, "central_meridian"), MeridianToleranceDeg);
        double falseEastingM = Rounded(Required(node, parameters, "false_easting"), LengthToleranceM);
        double falseNorthingM = Rounded(parameters.GetValueOrDefault("false_northing"), LengthToleranceM);
        double scale = Rounded(parameters.GetValueOrDefault("scale_factor", 1), ScaleTolerance);
        try
        {
            return CoordinateSystems.LocalMeridian(centralMeridianDeg, falseEastingM, scale, falseNorthingM, datum);
        }
        catch (ArgumentOutOfRangeException outOfRange)
        {
            throw new PrjException(PrjProblem.BadParameter, outOfRange.Message);
        }
    }

    private static CoordinateSystem WebMercator(WktNode node)
    {
        var parameters = Parameters(node, "central_meridian", "false_easting", "false_northing", "scale_factor", "standard_parallel_1",
            "auxiliary_sphere_type", "latitude_of_origin");
        if (parameters.Any(parameter => parameter.Value != (parameter.Key == "scale_factor" ? 1 : 0)))
            throw new PrjException(PrjProblem.BadParameter, "Web Mercator's parameters are all nought, and these are not.");
        return CoordinateSystems.WebMercator;
    }

    /// <summary>OGC's WKT 1 has no word for Web Mercator and says so by its code or a PROJ.4 string; without either it is on the ellipsoid.</summary>
    private static bool IsOnSphere(WktNode node) =>
        node.Child("AUTHORITY") is { } authority && (authority.Texts.Contains("3857") || authority.Numbers.Contains(3857))
        || node.Child("EXTENSION") is { } extension && extension.Texts.Exists(text => text.Contains("+b=6378137", StringComparison.Ordinal));

    private static Dictionary<string, double> Parameters(WktNode node, params ReadOnlySpan<string> known)
    {
        var parameters = new Dictionary<string, double>();
        foreach (var parameter in node.Children.Where(child => child.Keyword == "PARAMETER"))
        {
            string name = parameter.Name.ToLowerInvariant();
            if (!known.Contains(name) || !parameters.TryAdd(name, parameter.RequiredNumber()))
                throw new PrjException(PrjProblem.BadParameter, $"The parameter \"{parameter.Name}\" is unknown to this projection, or there twice.");
        }
        return parameters;
    }

    private static double Required(WktNode node, Dictionary<string, double> parameters, string name) => parameters.TryGetValue(name, out double value)
        ? value
        : throw new PrjException(PrjProblem.BadParameter, $"{node.Keyword} \"{node.Name}\" has no {name}.");

    /// <summary>The nearest whole number, where the value differs from it by rounding only: 116.99999999999999 is 117.</summary>
    private static double Rounded(double value, double tolerance)
    {
        double nearest = Math.Round(value);
        return Math.Abs(value - nearest) <= tolerance ? nearest : value;
    }

    private static bool NorthFirst(WktNode node)
    {
        var directions = node.Children.Where(child => child.Keyword == "AXIS").Select(axis => axis.Texts.LastOrDefault("").ToUpperInvariant()).ToList();
        return directions switch
        {
            [] or ["EAST", "NORTH", ..] => false,
            ["NORTH", "EAST", ..] => true,
            _ => throw new PrjException(PrjProblem.BadParameter, $"The axes must be east and north, and these are {string.Join(", ", directions)}."),
        };
    }
}
