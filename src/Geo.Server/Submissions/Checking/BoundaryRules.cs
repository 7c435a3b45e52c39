using Geo.Core.Crs;
using Geo.Server.Areas;
using NetTopologySuite.Geometries;

namespace Geo.Server.Submissions.Checking;

/// <summary>A city's data lie in the city. Points exactly; lines and areas with room for two drawings of one border.</summary>
public static class BoundaryRules
{
    /// <summary>How far the edge of a line or an area may reach into a neighbour: surveys and maps differ by that.</summary>
    public const double EdgeSlackM = 500;

    /// <summary>What lies around a city from farther off than this is not the city's, even where it covers it.</summary>
    private const double FarM = 100_000;

    public static void Check(CheckedRow row, CityShape city, Findings findings)
    {
        if (row.IsRejected || row.Geometry is not { IsEmpty: false } geometry) return;
        if (row.Position is { } position)
        {
            var outsideM = city.OutsideM(position);
            if (outsideM > 0) Reject(row, Rules.OutsideCity, outsideM, findings);
            return;
        }
        var (outside, count, farthestM, nearestM) = (0, 0, 0d, double.MaxValue);
        foreach (var vertex in geometry.Coordinates)
        {
            var vertexOutsideM = city.OutsideM(new LonLat(vertex.X, vertex.Y), EdgeSlackM);
            count++;
            if (vertexOutsideM > 0) outside++;
            (farthestM, nearestM) = (Math.Max(farthestM, vertexOutsideM), Math.Min(nearestM, vertexOutsideM));
        }
        if (outside == 0) return;
        // An area may hold the city, or a line cross it, without a vertex in it.
        if (outside == count && (nearestM > FarM || !geometry.Intersects(city.Shape))) Reject(row, Rules.OutsideCity, nearestM, findings);
        else Reject(row, Rules.CrossesCity, farthestM, findings);
    }

    private static void Reject(CheckedRow row, Rule rule, double outsideM, Findings findings)
    {
        var km = outsideM < 10_000 ? $"{outsideM / 1000:F2}" : $"{outsideM / 1000:F0}";
        findings.Add(rule, row.At(), row.Position is { } at ? $"{at.LonDeg}, {at.LatDeg}" : null,
            new($"市界外 {km} 公里", $"{km} km outside the city"), repairable: rule == Rules.CrossesCity);
        row.IsRejected = true;
    }
}
