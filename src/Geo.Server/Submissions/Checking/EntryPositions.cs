using Geo.Core.Crs;
using NetTopologySuite.Geometries;

namespace Geo.Server.Submissions.Checking;

/// <summary>Where the rows of a report's entries lie, so that a map can point at them: also the rows that a rule stopped before they were placed.</summary>
public static class EntryPositions
{
    private const int Decimals = 6;

    /// <param name="stopped">Rows that were rejected before they were placed: theirs are still the file's coordinates.</param>
    public static void Add(Findings findings, IReadOnlyList<CheckedRow> rows, IReadOnlySet<int> stopped, CrsDecision crs)
    {
        var entries = findings.Groups.SelectMany(group => group.Entries).Where(entry => entry.Row is not null).ToLookup(entry => entry.Row!.Value);
        if (entries.Count == 0) return;
        foreach (var row in rows)
        {
            if (!entries.Contains(row.Number) || Of(row, stopped.Contains(row.Number), crs) is not { } at) continue;
            double[] position = [Math.Round(at.LonDeg, Decimals), Math.Round(at.LatDeg, Decimals)];
            foreach (var entry in entries[row.Number]) entry.Position = position;
        }
    }

    private static LonLat? Of(CheckedRow row, bool isStopped, CrsDecision crs)
    {
        if (row.Pair is { } pair) return Placed(pair, crs);
        if (row.Geometry is not { IsEmpty: false } geometry) return null;
        var centre = geometry is Point ? geometry.Coordinate : geometry.EnvelopeInternal.Centre;
        return isStopped ? Placed((centre.X, centre.Y), crs) : double.IsFinite(centre.X) && double.IsFinite(centre.Y) ? new LonLat(centre.X, centre.Y) : null;
    }

    private static LonLat? Placed((double First, double Second) pair, CrsDecision crs)
    {
        if (!double.IsFinite(pair.First) || !double.IsFinite(pair.Second) || pair is (0, 0)) return null;
        var (x, y) = crs.Ordered(pair);
        return crs.System.TryLocateRoughly(x, y, out var at) ? at : null;
    }
}
