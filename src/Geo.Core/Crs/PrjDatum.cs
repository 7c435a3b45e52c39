using System.Collections.Frozen;

namespace Geo.Core.Crs;

/// <summary>
/// The datum of a GEOGCS. Its name and its ellipsoid must agree: GRS 80 alone is also North America's, and a name alone
/// may stand over a foreign ellipsoid.
/// </summary>
internal static class PrjDatum
{
    /// <summary>Rounding of the axes and flattenings that files carry; the ellipsoids known here differ by far more.</summary>
    private const double AxisToleranceM = 0.01;
    private const double InverseFlatteningTolerance = 1e-4;

    /// <summary>Rounding of the radians in a degree: 0.0174532925 to all of a double's digits.</summary>
    private const double DegreeToleranceRad = 1e-10;

    private static readonly FrozenDictionary<string, GeodeticDatum> ByName = new Dictionary<string, GeodeticDatum>
    {
        ["china2000"] = GeodeticDatum.Cgcs2000,
        ["cgcs2000"] = GeodeticDatum.Cgcs2000,
        ["chinageodeticcoordinatesystem2000"] = GeodeticDatum.Cgcs2000,
        ["wgs1984"] = GeodeticDatum.Cgcs2000,
        ["wgs84"] = GeodeticDatum.Cgcs2000,
        ["worldgeodeticsystem1984"] = GeodeticDatum.Cgcs2000,
        ["xian1980"] = GeodeticDatum.Xian1980,
        ["xian80"] = GeodeticDatum.Xian1980,
        ["beijing1954"] = GeodeticDatum.Beijing1954,
        ["beijing54"] = GeodeticDatum.Beijing1954,
    }.ToFrozenDictionary();

    /// <summary>Reads the datum, and checks unit and prime meridian.</summary>
    /// <exception cref="PrjException">Any of them is not one known here.</exception>
    internal static GeodeticDatum Read(WktNode geogcs)
    {
        var datumNode = geogcs.RequiredChild("DATUM");
        var spheroid = datumNode.RequiredChild("SPHEROID");
        double axisM = spheroid.RequiredNumber(), inverseFlattening = spheroid.RequiredNumber(1);
        var datum = ByName.GetValueOrDefault(Normalised(datumNode.Name))
            ?? throw new PrjException(PrjProblem.UnknownDatum, $"The datum \"{datumNode.Name}\" is not CGCS2000, WGS 84, Xi'an 1980 or Beijing 1954.");
        if (Math.Abs(axisM - datum.Ellipsoid.SemiMajorAxisM) > AxisToleranceM
            || Math.Abs(inverseFlattening - datum.Ellipsoid.InverseFlattening) > InverseFlatteningTolerance)
        {
            throw new PrjException(PrjProblem.UnknownDatum,
                $"The datum \"{datumNode.Name}\" stands on a foreign ellipsoid, {axisM} m and 1/{inverseFlattening}.");
        }
        // A shift in the file is whoever wrote the file's: for CGCS2000 only nought is true, for the others the city's is asked.
        if (!datum.NeedsShift && datumNode.Child("TOWGS84") is { } shift && shift.Numbers.Exists(number => number != 0))
            throw new PrjException(PrjProblem.UnknownDatum, $"The datum \"{datumNode.Name}\" carries a TOWGS84 that is not nought.");
        if (geogcs.Child("PRIMEM") is { } meridian && meridian.RequiredNumber() != 0)
            throw new PrjException(PrjProblem.UnknownUnit, $"The prime meridian \"{meridian.Name}\" is not Greenwich.");
        var unit = geogcs.RequiredChild("UNIT");
        if (Math.Abs(unit.RequiredNumber() - Math.PI / 180) > DegreeToleranceRad)
            throw new PrjException(PrjProblem.UnknownUnit, $"Angles must be in degrees, and these are in \"{unit.Name}\" of {unit.RequiredNumber()} rad.");
        return datum;
    }

    /// <summary>Letters and digits only, lower case, without ESRI's leading "D_".</summary>
    private static string Normalised(string name) => string.Concat(
        (name.StartsWith("D_", StringComparison.OrdinalIgnoreCase) ? name[2..] : name).Where(char.IsAsciiLetterOrDigit).Select(char.ToLowerInvariant));
}
