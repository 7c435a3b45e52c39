using System.Text.Json;
using NetTopologySuite.Geometries;

namespace Geo.Server.Submissions.Checking;

/// <summary>A site or zone as it would be published: one row of a file, or several that are its sectors or charging points.</summary>
public sealed record CheckedSite(string Code, IReadOnlyList<CheckedRow> Rows)
{
    public Geometry? Geometry => Rows[0].Geometry;

    private static readonly JsonWriterOptions Writing = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>As a submission stores it; what a city hands in is never demonstration data.</summary>
    public SubmittedFeature ToFeature(FeatureColumns columns) => new(
        Code, Text(columns.Name) ?? Code, Text(columns.Status) ?? "in-service", Value(columns.InServiceDate) as DateOnly?, Synthetic: false,
        Text(columns.Source), Text(columns.PositionalQuality), Attributes(columns), Geometry!);

    private string Attributes(FeatureColumns columns)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Writing))
        {
            json.WriteStartObject();
            foreach (var (name, column) in columns.Attributes) Write(json, name, Value(column));
            foreach (var (name, items) in columns.Arrays)
            {
                json.WriteStartArray(name);
                for (var row = 0; row < Rows.Count; row++)
                {
                    json.WriteStartObject();
                    // A table without names of its cells still has its rows in order.
                    foreach (var (item, column) in items) Write(json, item.Name, column >= 0 ? Rows[row].Values[column] : item.Required ? $"{row + 1}" : null);
                    json.WriteEndObject();
                }
                json.WriteEndArray();
            }
            json.WriteEndObject();
        }
        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>The first row's value that is one.</summary>
    private object? Value(int column)
    {
        if (column < 0) return null;
        foreach (var row in Rows)
            if (row.Values[column] is { } value) return value;
        return null;
    }

    private string? Text(int column) => Value(column) is { } value ? CellReading.Text(value) : null;

    private static void Write(Utf8JsonWriter json, string name, object? value)
    {
        switch (value)
        {
            case null: return;
            case string text: json.WriteString(name, text); break;
            case long whole: json.WriteNumber(name, whole); break;
            case double number: json.WriteNumber(name, number); break;
            case bool flag: json.WriteBoolean(name, flag); break;
            case DateOnly date: json.WriteString(name, date.ToString("yyyy-MM-dd")); break;
            default: json.WriteString(name, CellReading.Text(value)); break;
        }
    }
}
