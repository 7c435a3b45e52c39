using System.Text.Json;
using Geo.Core.Boundaries;
using Geo.Core.Crs;
using NetTopologySuite.Features;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO.Converters;

namespace Geo.Server.Areas;

/// <summary>County boundaries by adcode in CGCS2000, as a clean coverage, and in words where they come from.</summary>
public sealed record Boundaries(string Source, IReadOnlyList<AreaShape> Counties);

/// <summary>Reads boundaries: those that the project ships with, or a province's official ones.</summary>
public static class BoundarySource
{
    private static readonly JsonSerializerOptions GeoJson = new(JsonSerializerDefaults.Web) { Converters = { new GeoJsonConverterFactory() } };

    /// <summary>
    /// The open boundaries named in gis-data/areas/boundaries.json: one file a city, in GCJ-02, some names older than today's.
    /// </summary>
    /// <exception cref="InvalidDataException">The package is not installed.</exception>
    public static Boundaries ReadShipped(string areasFolder, IReadOnlyList<AreaRow> areas)
    {
        var manifest = JsonSerializer.Deserialize<Manifest>(File.ReadAllBytes(Path.Combine(areasFolder, "boundaries.json")), JsonSerializerOptions.Web)!;
        var folder = Path.Combine(areasFolder, "node_modules", manifest.Package.Split('@')[0], "geojson", "shape-with-internal-borders");
        if (!Directory.Exists(folder))
            throw new InvalidDataException($"{manifest.Package} is not installed: run `npm ci --ignore-scripts` in {areasFolder}.");
        var features = manifest.Files.SelectMany(file => ReadFeatures(Path.Combine(folder, file.File))
            .Select(feature => new SourceFeature(file.CityAdcode, (string)feature.Attributes["name"], feature.Geometry))).ToList();
        var known = areas.Where(area => area.Level == "county").Select(area => new KnownArea(area.Adcode, area.Name, area.CityAdcode!)).ToList();
        // Cleaned before the datum shift: on the source's own grid equal vertices are equal to the bit.
        var counties = CoverageCleaner.Clean(AreaMatching.Match(features, known, manifest.Renamed)).Areas;
        return new Boundaries(manifest.Package, VertexTransform.Apply(counties, Gcj02.ToWgs84));
    }

    /// <summary>
    /// A GeoJSON file of counties in CGCS2000 or WGS 84 longitude and latitude, each with its six-digit code as
    /// <c>adcode</c>, or as the <c>gb</c> of national surveys (156 and the code).
    /// </summary>
    /// <exception cref="InvalidDataException">A county is missing, unknown or there twice, or a code cannot be read.</exception>
    public static Boundaries ReadOfficial(string path, IReadOnlyList<AreaRow> areas)
    {
        var known = areas.Where(area => area.Level == "county").Select(area => area.Adcode).ToHashSet();
        var shapes = new Dictionary<string, Geometry>();
        foreach (var feature in ReadFeatures(path))
        {
            var adcode = AdcodeOf(feature) ?? throw new InvalidDataException($"{path}: a feature has neither 'adcode' nor 'gb'.");
            if (!known.Contains(adcode)) throw new InvalidDataException($"{path}: {adcode} is not a county of areas.csv.");
            if (feature.Geometry is not IPolygonal || feature.Geometry.IsEmpty) throw new InvalidDataException($"{path}: {adcode} has no polygon.");
            if (!shapes.TryAdd(adcode, feature.Geometry)) throw new InvalidDataException($"{path}: {adcode} is there twice.");
        }
        var missing = known.Except(shapes.Keys).Order().ToList();
        if (missing.Count > 0) throw new InvalidDataException($"{path}: {missing.Count} counties are missing: {string.Join(", ", missing.Take(10))}.");
        var rough = shapes.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => new AreaShape(pair.Key, pair.Value)).ToList();
        return new Boundaries(Path.GetFileName(path), CoverageCleaner.Clean(rough).Areas);
    }

    private static string? AdcodeOf(IFeature feature)
    {
        if (feature.Attributes.GetOptionalValue("adcode") is { } adcode) return $"{adcode}";
        return feature.Attributes.GetOptionalValue("gb") is { } gb && $"{gb}" is ['1', '5', '6', .. var code] ? code : null;
    }

    private static FeatureCollection ReadFeatures(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<FeatureCollection>(File.ReadAllBytes(path), GeoJson) is { Count: > 0 } features
                ? features
                : throw new InvalidDataException($"{path} has no features.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path}:{(e.LineNumber ?? 0) + 1}: not a GeoJSON FeatureCollection: {e.Message}", e);
        }
    }

    private sealed record Manifest(string Package, string Crs, IReadOnlyList<ManifestFile> Files, IReadOnlyList<RenamedArea> Renamed);
    private sealed record ManifestFile(string File, string CityAdcode);
}
