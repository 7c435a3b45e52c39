using NetTopologySuite.Coverage;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Valid;

namespace Geo.Core.Boundaries;

/// <summary>Whether areas form an exact coverage: each valid, none overlapping, neighbours noded vertex for vertex.</summary>
public static class CoverageCheck
{
    /// <summary>Names the first fault of a coverage.</summary>
    /// <param name="areas">The areas.</param>
    /// <returns>Null where there is none; otherwise the area's key, the fault, and where it lies.</returns>
    public static string? FirstFault(IReadOnlyList<AreaShape> areas)
    {
        foreach (var (key, shape) in areas)
        {
            var validity = new IsValidOp(shape);
            if (!validity.IsValid)
                return $"{key}: {validity.ValidationError}";
        }
        var faults = CoverageValidator.Validate(areas.Select(area => area.Shape).ToArray());
        for (int i = 0; i < faults.Length; i++)
        {
            if (faults[i] is { } fault)
                return $"{areas[i].Key}: its border does not match its neighbours' near {fault.Coordinate}";
        }
        return null;
    }

    /// <summary>Refuses what is not an exact coverage.</summary>
    /// <param name="areas">The areas.</param>
    /// <exception cref="CoverageException">A shape is invalid, two overlap, or a shared border is not shared vertex for vertex.</exception>
    public static void ThrowIfInvalid(IReadOnlyList<AreaShape> areas)
    {
        if (FirstFault(areas) is { } fault)
            throw new CoverageException($"Not an exact coverage. {fault}");
    }

    /// <summary>Refuses a list of areas that cannot be worked on at all.</summary>
    internal static void ThrowIfUnusable(IReadOnlyList<AreaShape> areas)
    {
        ArgumentNullException.ThrowIfNull(areas);
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (key, shape) in areas)
        {
            if (string.IsNullOrEmpty(key) || !keys.Add(key))
                throw new ArgumentException($"Every area needs a key of its own; '{key}' is empty or used twice.", nameof(areas));
            if (shape is not (Polygon or MultiPolygon) || shape.IsEmpty)
                throw new ArgumentException($"{key}: a Polygon or MultiPolygon with area is needed.", nameof(areas));
        }
    }
}
