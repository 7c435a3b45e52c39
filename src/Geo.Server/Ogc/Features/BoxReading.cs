using System.Globalization;
using Geo.Core.Cql2;
using Geo.Server.Ogc.Common;
using Geo.Server.Operations;
using NetTopologySuite.Geometries;

namespace Geo.Server.Ogc.Features;

/// <summary>Reads the parameter <c>bbox</c>: four numbers, or six with heights, in the order of its coordinate system.</summary>
public static class BoxReading
{
    // Web Mercator, in which features are indexed, ends there, and no feature of ours lies beyond.
    private const double MaximumLatitude = 85;

    /// <exception cref="ProblemException">It is not a box; it is never ignored.</exception>
    public static Geometry? Read(string? text, ServedCrs crs)
    {
        if (text is null) return null;
        var parts = text.Split(',');
        if (parts.Length is not (4 or 6)) throw Invalid($"has {parts.Length} numbers; 4 or 6 are needed.");
        var numbers = new double[parts.Length];
        for (var i = 0; i < parts.Length; i++)
            if (!double.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]) || !double.IsFinite(numbers[i]))
                throw Invalid($"has '{parts[i]}' where a number is needed.");
        if (parts.Length == 6 && numbers[2] > numbers[5]) throw Invalid("has its lowest height above its highest.");
        try
        {
            var upper = parts.Length / 2;
            return CrsGeometry.ToStorage(new BoxLiteral(numbers[0], numbers[1], numbers[upper], numbers[upper + 1], 0), crs, MaximumLatitude);
        }
        catch (Cql2Exception wrong)
        {
            throw Invalid($"cannot be used: {wrong.Message} The order is {(crs.NorthFirst ? "south,west,north,east" : "west,south,east,north")}.");
        }

        static ProblemException Invalid(string what) => ProblemException.BadRequest("invalid-bbox", $"'bbox' {what}");
    }
}
