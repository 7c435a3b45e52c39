using Geo.Core.Crs;

namespace Geo.Server.Submissions.Checking;

/// <summary>
/// Makes sites of rows: rows with one code at one place are one site's sectors or charging points; one code at two places is
/// an error of all of its rows, because which is right only the city knows.
/// </summary>
public sealed class SiteMerging(Header header, Findings findings)
{
    /// <summary>Antennas of one site stand this far apart, and GPS readings of one mast differ by less.</summary>
    public const double SamePlaceM = 100;

    // To the decimetre: nearer than that is the same position typed twice.
    private const double SamePositionDegrees = 1e-6;

    private readonly int _code = header.IndexOf("code");
    private readonly int _name = header.IndexOf("name");
    private readonly bool _hasItems = header.Targets.Any(target => target?.Array is not null);

    public List<CheckedSite> Merge(IReadOnlyList<CheckedRow> rows)
    {
        var sound = rows.Where(row => !row.IsRejected).ToList();
        // Most codes are there once, so only the places of the first row are kept, and a list where a second one comes.
        var firsts = new Dictionary<string, int>(sound.Count, StringComparer.Ordinal);
        var sites = new List<CheckedSite>(sound.Count);
        foreach (var row in sound)
        {
            var code = CodeOf(row);
            if (firsts.TryAdd(code, sites.Count)) sites.Add(new CheckedSite(code, [row]));
            else if (sites[firsts[code]] is var site && site.Rows is List<CheckedRow> several) several.Add(row);
            else sites[firsts[code]] = site with { Rows = new List<CheckedRow> { site.Rows[0], row } };
        }
        foreach (var site in sites) if (site.Rows is List<CheckedRow> same) CheckSame(site.Code, same);
        foreach (var site in sites) if (site.Rows is List<CheckedRow> same) same.RemoveAll(row => row.IsRejected);
        sites.RemoveAll(site => site.Rows.Count == 0);
        TellSamePlace(sites);
        return sites;
    }

    // Zones and features of a map may have no code: the name is theirs, or their number.
    private string CodeOf(CheckedRow row) => (_code >= 0 ? row.Values[_code] : null) switch
    {
        { } code => CellReading.Text(code),
        null when _name >= 0 && row.Values[_name] is string name => name,
        _ => $"#{row.Number}",
    };

    private void CheckSame(string code, List<CheckedRow> same)
    {
        if (same.Exists(row => !IsNear(row, same[0])))
        {
            foreach (var row in same) RejectDuplicate(row, code, "同一编码在不同位置", "one code at different places");
            return;
        }
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in same)
        {
            if (!seen.Add(string.Join('\u001f', row.Values.Select(value => value?.ToString()))))
            {
                findings.Add(Rules.DuplicateRow, row.At(), code);
                row.IsRejected = true;
            }
            // Without sectors or charging points there is nothing that a second row of a site could be.
            else if (!_hasItems && seen.Count > 1) RejectDuplicate(row, code, "同一编码属性不同", "one code with different attributes");
        }
    }

    private void RejectDuplicate(CheckedRow row, string code, string zh, string en)
    {
        findings.Add(Rules.DuplicateCode, row.At(_code >= 0 ? header.Columns[_code] : null, "code"), code, new(zh, en));
        row.IsRejected = true;
    }

    private static bool IsNear(CheckedRow row, CheckedRow other) =>
        row.Position is { } here && other.Position is { } there ? DistanceM(here, there) <= SamePlaceM
        : row.Geometry is null ? other.Geometry is null : other.Geometry is not null && row.Geometry.EqualsExact(other.Geometry);

    // Over a hundred metres the plane of longitude and latitude is as good as the ellipsoid.
    private static double DistanceM(LonLat here, LonLat there) => 111_320 * Math.Sqrt(
        Math.Pow((here.LonDeg - there.LonDeg) * Math.Cos(here.LatDeg * Math.PI / 180), 2) + Math.Pow(here.LatDeg - there.LatDeg, 2));

    private void TellSamePlace(List<CheckedSite> sites)
    {
        var places = new Dictionary<long, int>(sites.Count);
        for (var i = 0; i < sites.Count; i++)
        {
            if (sites[i].Rows[0].Position is not { } at) continue;
            var key = ((long)Math.Round(at.LonDeg / SamePositionDegrees) << 32) + (long)Math.Round(at.LatDeg / SamePositionDegrees);
            if (places.TryAdd(key, i)) continue;
            var other = sites[places[key]].Code;
            findings.Add(Rules.SamePlace, sites[i].Rows[0].At(), sites[i].Code, new($"与 {other} 相同", $"as {other}"));
        }
    }
}
