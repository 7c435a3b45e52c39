using NetTopologySuite.Geometries;

namespace Geo.Core.Boundaries;

/// <summary>A county as a boundary file names it.</summary>
/// <param name="CityAdcode">The city the file stands for, today.</param>
/// <param name="Name">The county's name when the file was made.</param>
/// <param name="Shape">Polygon or MultiPolygon, longitude and latitude, degrees.</param>
public sealed record SourceFeature(string CityAdcode, string Name, Geometry Shape);

/// <summary>A county as it is today.</summary>
/// <param name="Adcode">GB/T 2260 code.</param>
/// <param name="Name">Name, unique within its city.</param>
/// <param name="CityAdcode">Code of its city.</param>
public sealed record KnownArea(string Adcode, string Name, string CityAdcode);

/// <summary>A county whose name in the boundary files is not today's. Two that were merged both lead to one code.</summary>
/// <param name="CityAdcode">The city, today.</param>
/// <param name="From">The name in the file.</param>
/// <param name="Adcode">The code it belongs to today.</param>
public sealed record RenamedArea(string CityAdcode, string From, string Adcode);

/// <summary>Finds today's county for each feature of older boundary files.</summary>
public static class AreaMatching
{
    /// <summary>Matches by city and name, renamed ones first.</summary>
    /// <param name="features">Every feature of every file.</param>
    /// <param name="areas">Every county of today.</param>
    /// <param name="renamed">The names that changed.</param>
    /// <returns>
    /// One shape per county, in the counties' order. Where several features make up one county their polygons stand side
    /// by side in one MultiPolygon, undissolved: <see cref="CoverageCleaner"/> dissolves them with everything else.
    /// </returns>
    /// <exception cref="ArgumentException">
    /// A feature has no county, a county no feature, a name is used twice, or a renaming is of no use or leads nowhere; all are named.
    /// </exception>
    public static IReadOnlyList<AreaShape> Match(
        IReadOnlyList<SourceFeature> features, IReadOnlyList<KnownArea> areas, IReadOnlyList<RenamedArea> renamed)
    {
        var faults = new List<string>();
        var adcodes = new Dictionary<(string City, string Name), string>();
        foreach (var area in areas)
            adcodes.Add((area.CityAdcode, area.Name), area.Adcode);

        var known = areas.Select(area => area.Adcode).ToHashSet(StringComparer.Ordinal);
        foreach (var rename in renamed)
        {
            if (!known.Contains(rename.Adcode))
                faults.Add($"{rename.From} of {rename.CityAdcode} leads to {rename.Adcode}, which is no county");
            if (!features.Any(feature => feature.CityAdcode == rename.CityAdcode && feature.Name == rename.From))
                faults.Add($"{rename.From} of {rename.CityAdcode} is in no file and needs no renaming");
            adcodes[(rename.CityAdcode, rename.From)] = rename.Adcode;
        }

        var parts = new Dictionary<string, List<SourceFeature>>(StringComparer.Ordinal);
        var seen = new HashSet<(string, string)>();
        foreach (var feature in features)
        {
            if (!seen.Add((feature.CityAdcode, feature.Name)))
                faults.Add($"{feature.Name} of {feature.CityAdcode} is drawn twice");
            else if (!adcodes.TryGetValue((feature.CityAdcode, feature.Name), out var adcode))
                faults.Add($"{feature.Name} of {feature.CityAdcode} is no county of today and not among the renamed");
            else if (parts.TryGetValue(adcode, out var sameArea))
                sameArea.Add(feature);
            else
                parts.Add(adcode, [feature]);
        }
        faults.AddRange(areas.Where(area => !parts.ContainsKey(area.Adcode)).Select(area => $"{area.Adcode} {area.Name} is drawn in no file"));
        if (faults.Count > 0)
            throw new ArgumentException($"The boundary files do not match the counties: {string.Join("; ", faults)}.", nameof(features));

        return areas.Select(area => new AreaShape(area.Adcode, SideBySide(parts[area.Adcode]))).ToList();
    }

    private static MultiPolygon SideBySide(List<SourceFeature> features)
    {
        var polygons = features.SelectMany(feature => Enumerable.Range(0, feature.Shape.NumGeometries)
            .Select(i => feature.Shape.GetGeometryN(i))).OfType<Polygon>().ToArray();
        return features[0].Shape.Factory.CreateMultiPolygon(polygons);
    }
}
