using System.Text.Json;
using Geo.Server.Submissions.Checking;
using NetTopologySuite.IO;

namespace Geo.Server.Submissions.Remarks;

/// <summary>Accepted features on their way from the worker to the database: one JSON object a line, the geometry as WKB.</summary>
public static class FeatureLines
{
    public static void Write(string path, IEnumerable<SubmittedFeature> features)
    {
        using var file = new StreamWriter(path);
        foreach (var feature in features) file.WriteLine(JsonSerializer.Serialize(new Line(feature, feature.Geometry.AsBinary()), Report.Json));
    }

    /// <summary>Streams them, so that the service's memory does not grow with the file.</summary>
    /// <exception cref="PublicationException">The check accepted the file and held its features back: their datum's parameters are not known.</exception>
    public static IEnumerable<SubmittedFeature> Read(string path) => File.Exists(path) ? ReadLines(path)
        : throw new PublicationException("datum-shift-needed", "Beijing 1954 and Xi'an 1980 are published only with the city's own 4 or 7 parameters.");

    private static IEnumerable<SubmittedFeature> ReadLines(string path)
    {
        var reader = new WKBReader();
        foreach (var text in File.ReadLines(path))
        {
            var line = JsonSerializer.Deserialize<Line>(text, Report.Json)!;
            yield return new SubmittedFeature(line.Code, line.Name, line.Status, line.InServiceDate, false, line.Source, line.PositionalQuality, line.Attributes, reader.Read(line.Wkb));
        }
    }

    [method: System.Text.Json.Serialization.JsonConstructor]
    private sealed record Line(
        string Code, string Name, string Status, DateOnly? InServiceDate, string? Source, string? PositionalQuality, string Attributes, byte[] Wkb)
    {
        public Line(SubmittedFeature feature, byte[] wkb)
            : this(feature.Code, feature.Name, feature.Status, feature.InServiceDate, feature.Source, feature.PositionalQuality, feature.AttributesJson, wkb) { }
    }
}
