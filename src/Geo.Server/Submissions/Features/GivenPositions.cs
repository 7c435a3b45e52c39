using System.Text.Json.Nodes;
using Geo.Server.Ogc.Common;
using Geo.Server.Operations;
using Geo.Server.Submissions.Checking;

namespace Geo.Server.Submissions.Features;

/// <summary>
/// Brings a GeoJSON geometry to longitude and latitude, as files have them. Not left to the check, which holds a file to the zone that
/// its meridian is for: what the service gives out in a system it also takes in it.
/// </summary>
internal static class GivenPositions
{
    /// <param name="geometry">Changed. What is no geometry stays as it is, for the check to refuse.</param>
    /// <exception cref="ProblemException">A position is outside the system.</exception>
    public static void ToDegrees(JsonNode? geometry, ServedCrs crs)
    {
        if (crs == ServedCrs.Crs84 || geometry is not JsonObject members) return;
        if (members["coordinates"] is JsonArray coordinates) Move(coordinates, crs);
        if (members["geometries"] is JsonArray parts)
            foreach (var part in parts) ToDegrees(part, crs);
    }

    private static void Move(JsonArray list, ServedCrs crs)
    {
        if (list is [JsonValue x, JsonValue y, ..] && x.TryGetValue<double>(out var first) && y.TryGetValue<double>(out var second))
        {
            if (crs.ToStorage(first, second) is not { } position) throw Outside($"{first}, {second}", crs);
            (list[0], list[1]) = (position.LonDeg, position.LatDeg);
            return;
        }
        foreach (var part in list)
            if (part is JsonArray inner) Move(inner, crs);
    }

    private static ProblemException Outside(string value, ServedCrs crs) => new(422, "not-accepted", $"A coordinate is outside {crs.Uri}{(crs.NorthFirst ? ", in which north comes first" : "")}.")
    { Findings = [new FeatureFinding("/geometry", null, Rules.CoordinateInvalid.Code, Rules.CoordinateInvalid.Title, value, null)] };
}
