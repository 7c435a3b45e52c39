using System.Globalization;
using Geo.Core.Crs;
using Npgsql;

namespace Geo.Server.Submissions.Checking;

/// <summary>
/// Tells GCJ-02 and BD-09, which no border can, by the sites of the city that are published already: where they meet their
/// namesakes only once a map service's shift is undone, that is what the file is in. It is said, and left to the person.
/// </summary>
public static class KnownSites
{
    private const string Current = """
        select code, st_x(geom), st_y(geom) from geo.site
        where layer_id = $1 and ($2 in (city_adcode, county_adcode) or right($2, 4) = '0000') and valid_to is null and not synthetic and geometrytype(geom) = 'POINT'
        """;

    /// <summary>Writes the published sites of a city, a county or the province for the process that checks.</summary>
    public static async Task WriteAsync(NpgsqlDataSource database, string layer, string area, string path, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(Current);
        command.Parameters.AddWithValue(layer);
        command.Parameters.AddWithValue(area);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        await using var file = new StreamWriter(path);
        while (await reader.ReadAsync(cancel))
            await file.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{reader.GetString(0)}\t{reader.GetDouble(1)}\t{reader.GetDouble(2)}"));
    }

    public static void Compare(IReadOnlyList<CheckedRow> rows, Header header, CrsDecision crs, string path, Findings findings)
    {
        var code = header.IndexOf("code");
        if (code < 0 || !crs.System.IsGeographic || crs.System.Code is "GCJ-02" or "BD-09") return;
        var known = File.ReadLines(path).Select(line => line.Split('\t')).DistinctBy(site => site[0])
            .ToDictionary(site => site[0], site => new LonLat(double.Parse(site[1], CultureInfo.InvariantCulture), double.Parse(site[2], CultureInfo.InvariantCulture)));
        var matches = new List<KnownSite>();
        foreach (var row in rows.Where(row => !row.IsRejected && row.Values[code] is not null))
            if (row.Pair is { } pair && known.TryGetValue(CellReading.Text(row.Values[code]!), out var there) && crs.Ordered(pair) is var (lon, lat) && Math.Abs(lon) <= 180 && Math.Abs(lat) <= 90)
                matches.Add(new KnownSite(new LonLat(lon, lat), there));
        if (KnownSiteComparison.Compare(matches) is not ({ Code: "GCJ-02" or "BD-09" } found, var readings)) return;
        findings.Add(Rules.CrsSuspected, detail: new(
            $"{matches.Count} 个已发布的站点平均偏差 {readings[0].MedianM:F0} 米，按 {found.NameZh} 读取则吻合",
            $"{matches.Count} published sites are off by {readings[0].MedianM:F0} m, and agree when read as {found.NameEn}"), suggestion: found.Code, repairable: true);
    }
}
