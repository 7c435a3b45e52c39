using NetTopologySuite.Geometries;

namespace Geo.Server.Submissions.Checking;

/// <summary>A geometry as it is and as it would be, longitude and latitude.</summary>
public sealed record RepairPreview(Geometry? Before, Geometry After);

/// <summary>
/// What an offered repair would do, for the first findings of a code. Geometries are judged before it is known in which system they are,
/// so theirs wait here until they can be placed.
/// </summary>
public sealed class RepairPreviews
{
    public const int MostOfACode = 50;

    /// <summary>What has more vertices is repaired as well, but not drawn twice.</summary>
    private const int MostVertices = 20_000;

    private readonly Dictionary<string, int> _counts = [];
    private readonly List<(Finding Finding, Geometry Before, Geometry After)> _waiting = [];

    /// <summary>Whether another preview of this code is wanted: making one takes time.</summary>
    public bool Wants(Rule rule, Geometry geometry) => _counts.GetValueOrDefault(rule.Code) < MostOfACode && geometry.NumPoints <= MostVertices;

    /// <summary>Both in longitude and latitude.</summary>
    public void Add(Finding? finding, Geometry? before, Geometry after)
    {
        if (finding is null || _counts.GetValueOrDefault(finding.Code) >= MostOfACode) return;
        Count(finding);
        finding.Preview = new RepairPreview(before, after);
    }

    /// <summary>Both in the file's own coordinates.</summary>
    public void AddUnplaced(Finding? finding, Geometry before, Geometry after)
    {
        if (finding is null) return;
        Count(finding);
        _waiting.Add((finding, before, after));
    }

    /// <param name="place">To longitude and latitude; null where that cannot be.</param>
    public void Place(Func<Geometry, Geometry?> place)
    {
        foreach (var (finding, before, after) in _waiting)
            if (place(after) is { } placed) finding.Preview = new RepairPreview(place(before), placed);
        _waiting.Clear();
    }

    private void Count(Finding finding) => _counts[finding.Code] = _counts.GetValueOrDefault(finding.Code) + 1;
}
