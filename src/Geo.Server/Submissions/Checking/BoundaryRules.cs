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

    /// <summary>How far a position may be off whose datum's shift is not known.</summary>
    public const double UnshiftedSlackM = 300;

    public static void Check(CheckedRow row, CityShape city, bool isUnshifted, Findings findings, Repairs repairs, RepairPreviews previews)
    {
        if (row.IsRejected || row.Geometry is not { IsEmpty: false } geometry) return;
        if (row.Position is { } position)
        {
            var outsideM = city.OutsideM(position, isUnshifted ? UnshiftedSlackM : 0);
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
        else Clip(row, geometry, city, farthestM, findings, repairs, previews);
    }

    private static void Clip(CheckedRow row, Geometry geometry, CityShape city, double farthestM, Findings findings, Repairs repairs, RepairPreviews previews)
    {
        var isConfirmed = repairs.Confirm(Rules.CrossesCity);
        var clipped = isConfirmed || previews.Wants(Rules.CrossesCity, geometry) ? MendedGeometry.Clipped(geometry, city.Shape) : null;
        var isRepaired = isConfirmed && clipped is not null;
        // Past the first ones it is not tried whether there is anything left.
        var isOffered = clipped is not null || !previews.Wants(Rules.CrossesCity, geometry);
        var finding = Tell(row, Rules.CrossesCity, farthestM, findings, isOffered, isRepaired);
        if (clipped is not null) previews.Add(finding, geometry, clipped);
        if (isRepaired) row.Geometry = clipped;
        else row.IsRejected = true;
    }

    private static void Reject(CheckedRow row, Rule rule, double outsideM, Findings findings)
    {
        Tell(row, rule, outsideM, findings, isRepairable: false, isRepaired: false);
        row.IsRejected = true;
    }

    private static Finding? Tell(CheckedRow row, Rule rule, double outsideM, Findings findings, bool isRepairable, bool isRepaired)
    {
        var km = outsideM < 10_000 ? $"{outsideM / 1000:F2}" : $"{outsideM / 1000:F0}";
        return findings.Add(rule, row.At(), row.Position is { } at ? $"{at.LonDeg}, {at.LatDeg}" : null,
            new($"市界外 {km} 公里", $"{km} km outside the city"), repairable: isRepairable, repaired: isRepaired);
    }
}
