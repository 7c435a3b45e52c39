using System.Text;
using System.Text.Json;
using Geo.Server.Submissions.Checking;

namespace Geo.Server.Submissions.Formats;

/// <summary>
/// GeoJSON (RFC 7946): a collection, one feature or one geometry, or a feature a line. Members come in any order. What is
/// not GeoJSON refuses the file; a geometry that is GeoJSON and unsound only its feature.
/// </summary>
public sealed class GeoJsonFormat : SourceFormat
{
    public override string Name => "geojson";
    public override IReadOnlyList<string> Extensions => [".geojson", ".json", ".geojsonl", ".ndjson", ".jsonl", ".geojsons"];

    // Called JSON and being text is enough: its own reader says best what is wrong with it.
    public override bool Matches(FileHead head) => head.Text is ['{', ..] || (Extensions.Contains(head.Extension) && !head.IsZip && !head.IsCompoundFile && !head.IsSqlite);

    public override IReadOnlyList<SourceDataset> Open(SourceFile file)
    {
        var json = ReadUtf8(file);
        var text = new JsonText(json, file);
        var root = text.ReadRoot();
        var columns = new GeoJsonColumns(file);
        var (features, crs) = text.HasMore ? ([.. text.Records(root)], SourceCrs.Wgs84) : (Features(root, text), CrsOf(root));
        // Reading everything now finds all columns, and every fault, before the first row is handed on.
        var rows = features.Select((feature, i) => GeoJsonFeature.Read(feature, i + 1, columns, file.Limits, text)).ToList();
        return [new SourceDataset(Path.GetFileNameWithoutExtension(file.Path), () => rows) { Columns = columns.Names, HasGeometry = true, Crs = crs }];
    }

    private static List<JsonElement> Features(JsonElement root, JsonText text)
    {
        var type = GeoJsonFeature.TypeOf(root);
        if (type != "FeatureCollection") return [root];
        return root.TryGetProperty("features", out var features) && features.ValueKind == JsonValueKind.Array
            ? [.. features.EnumerateArray()]
            : throw text.Malformed("缺少 features 数组", "the features array is missing");
    }

    // The member of the 2008 draft: honoured or refused, never overlooked.
    private static SourceCrs CrsOf(JsonElement root)
    {
        if (!root.TryGetProperty("crs", out var crs) || crs.ValueKind != JsonValueKind.Object) return SourceCrs.Wgs84;
        if (!crs.TryGetProperty("properties", out var properties) || properties.ValueKind != JsonValueKind.Object
            || !properties.TryGetProperty("name", out var name) || name.ValueKind != JsonValueKind.String)
            return SourceCrs.Unstated;
        var words = name.GetString()!;
        return words.EndsWith("CRS84", StringComparison.OrdinalIgnoreCase) ? SourceCrs.Wgs84
            // urn:ogc:def:crs:EPSG::4527, http://www.opengis.net/def/crs/EPSG/0/4527, EPSG:4527
            : new SourceCrs($"EPSG:{words[(words.LastIndexOfAny([':', '/']) + 1)..]}");
    }

    private static byte[] ReadUtf8(SourceFile file)
    {
        var bytes = File.ReadAllBytes(file.Path);
        var encoding = file.GivenEncoding is { } given ? TextEncoding.Named(given)
            : bytes.AsSpan().StartsWith(Encoding.Unicode.Preamble) ? Encoding.Unicode
            : bytes.AsSpan().StartsWith(Encoding.BigEndianUnicode.Preamble) ? Encoding.BigEndianUnicode
            : null;
        if (encoding is null && !System.Text.Unicode.Utf8.IsValid(bytes) && !System.Text.Unicode.Utf8.IsValid(bytes.AsSpan(0, Math.Max(0, bytes.Length - 3))))
            encoding = TextEncoding.Detect(file);
        file.Encoding = (encoding ?? Encoding.UTF8).WebName;
        if (encoding is not null) bytes = Encoding.UTF8.GetBytes(encoding.GetString(bytes).TrimStart('\uFEFF'));
        return bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes[3..] : bytes;
    }
}
