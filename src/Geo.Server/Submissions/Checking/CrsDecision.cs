using Geo.Core.Crs;

namespace Geo.Server.Submissions.Checking;

/// <summary>Where a coordinate system was taken from.</summary>
public enum CrsSource { Given, File, Format, Header, Guessed, Assumed }

/// <summary>How the coordinates of a file are read.</summary>
/// <param name="NorthFirst">Whether the column or value named first is north.</param>
public sealed record CrsDecision(CoordinateSystem System, bool NorthFirst, CrsSource Source)
{
    public (double X, double Y) Ordered((double First, double Second) pair) => NorthFirst ? (pair.Second, pair.First) : pair;
}
