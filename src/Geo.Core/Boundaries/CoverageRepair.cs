using Geo.Core.Crs;

namespace Geo.Core.Boundaries;

/// <summary>What was found at one place of a rough coverage.</summary>
public enum CoverageFault
{
    /// <summary>A thin gap, closed or opening to the outside, given to a neighbour.</summary>
    GapFilled,

    /// <summary>An enclosed gap too wide to be a fault of drawing, left open.</summary>
    GapKept,

    /// <summary>A place claimed by several areas, left to one.</summary>
    OverlapResolved,

    /// <summary>A thin speck of one area within others, left by a loop in a drawn border, given to a neighbour.</summary>
    FragmentMoved,
}

/// <summary>One place where the cleaned coverage differs from its rough input, or deliberately does not.</summary>
/// <param name="Fault">What was found.</param>
/// <param name="Position">A point inside it, in the input's own longitude and latitude.</param>
/// <param name="AreaM2">Its area, square metres.</param>
/// <param name="WidthM">Its mean width, twice the area over the perimeter, metres.</param>
/// <param name="Key">The area that has it now; null for a gap kept.</param>
/// <param name="Contenders">Every area that claimed it or had it (overlap, fragment) or borders on it (gap, fragment), in order of key.</param>
public sealed record CoverageRepair(
    CoverageFault Fault, LonLat Position, double AreaM2, double WidthM, string? Key, IReadOnlyList<string> Contenders);
