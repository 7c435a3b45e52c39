using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Geo.Server.Layers;
using Geo.Server.Ogc.Common;
using Npgsql;

namespace Geo.Server.Ogc.Features;

/// <summary>Writes the rows of <see cref="FeatureSql"/> as GeoJSON features, one at a time.</summary>
public sealed class FeatureWriter(Layer layer, ServedCrs crs, IBufferWriter<byte> output) : IDisposable
{
    // Chinese as it is: the answer is JSON in UTF-8, never pasted into a page.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly FeatureRelation _relation = FeatureRelation.Of(layer);
    private readonly JsonEncodedText[] _names = [.. FeatureRelation.Of(layer).Columns.Select(column => JsonEncodedText.Encode(column.Property))];

    public Utf8JsonWriter Json { get; } = new(output, Options);

    /// <summary>Writes the row that the reader is at; returns the feature's key as text.</summary>
    /// <param name="links">The links of a feature that is an answer by itself.</param>
    public string Write(NpgsqlDataReader row, IReadOnlyList<Link>? links = null)
    {
        Json.WriteStartObject();
        Json.WriteString("type"u8, "Feature"u8);
        string key;
        if (_relation.KeyIsText)
        {
            key = row.GetString(0);
            Json.WriteString("id"u8, key);
        }
        else
        {
            var number = row.GetInt64(0);
            key = number.ToString();
            Json.WriteNumber("id"u8, number);
        }
        Json.WritePropertyName("geometry"u8);
        GeoJsonGeometry.Write(Json, row.GetFieldValue<byte[]>(1), crs);
        Json.WritePropertyName("properties"u8);
        WriteProperties(row);
        if (links is not null)
        {
            WritePositionNote();
            WriteLinks(links);
        }
        Json.WriteEndObject();
        return key;
    }

    /// <summary>Writes a feature whose properties are written already.</summary>
    public void Write(long key, ReadOnlySpan<byte> ewkb, ReadOnlySpan<byte> properties)
    {
        Json.WriteStartObject();
        Json.WriteString("type"u8, "Feature"u8);
        Json.WriteNumber("id"u8, key);
        Json.WritePropertyName("geometry"u8);
        GeoJsonGeometry.Write(Json, ewkb, crs);
        Json.WritePropertyName("properties"u8);
        Json.WriteRawValue(properties, skipInputValidation: true);
        Json.WriteEndObject();
    }

    /// <summary>Writes the properties of the row that the reader is at, an object.</summary>
    public void WriteProperties(NpgsqlDataReader row)
    {
        Json.WriteStartObject();
        var column = 2;
        for (var i = 0; i < _names.Length; i++, column++) WriteProperty(row, column, _names[i], _relation.Columns[i].Type);
        if (_relation.HasAttributes) WriteAttributes(row.GetFieldValue<byte[]>(column));
        Json.WriteEndObject();
    }

    /// <summary>Where positions are limited, whether these are the exact ones.</summary>
    public void WritePositionNote()
    {
        if (Positions.NoteOf(layer) is not { } note) return;
        Json.WriteStartObject("positions"u8);
        Json.WriteString("precision"u8, note.Precision);
        Json.WriteString("exactFrom"u8, note.ExactFrom);
        if (note.CellDegrees is { } side) Json.WriteNumber("cellDegrees"u8, side);
        Json.WriteEndObject();
    }

    public void WriteLinks(IReadOnlyList<Link> links)
    {
        Json.WriteStartArray("links"u8);
        foreach (var link in links)
        {
            Json.WriteStartObject();
            Json.WriteString("href"u8, link.Href);
            Json.WriteString("rel"u8, link.Rel);
            Json.WriteString("type"u8, link.Type);
            Json.WriteString("title"u8, link.Title);
            Json.WriteEndObject();
        }
        Json.WriteEndArray();
    }

    public void Dispose() => Json.Dispose();

    private void WriteProperty(NpgsqlDataReader row, int column, JsonEncodedText name, FieldType type)
    {
        if (row.IsDBNull(column)) return; // not reported is left out, never written as a value
        switch (type)
        {
            case FieldType.Boolean: Json.WriteBoolean(name, row.GetBoolean(column)); break;
            case FieldType.Integer: Json.WriteNumber(name, row.GetInt64(column)); break;
            case FieldType.Number: Json.WriteNumber(name, row.GetDouble(column)); break;
            case FieldType.Date:
                Span<byte> day = stackalloc byte[10];
                row.GetFieldValue<DateOnly>(column).TryFormat(day, out _, "o", CultureInfo.InvariantCulture);
                Json.WriteString(name, day);
                break;
            default: Json.WriteString(name, row.GetFieldValue<byte[]>(column)); break; // UTF-8 already
        }
    }

    // The attributes' members follow the columns in the same object: the first name is written, and the rest as one raw value that
    // happens to hold the other members too. PostgreSQL has checked the text, so nothing of it is read again.
    private void WriteAttributes(ReadOnlySpan<byte> attributes)
    {
        var reader = new Utf8JsonReader(attributes);
        reader.Read();
        reader.Read();
        if (reader.TokenType != JsonTokenType.PropertyName) return;
        Json.WritePropertyName(reader.ValueSpan);
        Json.WriteRawValue(attributes[(int)reader.BytesConsumed..attributes.LastIndexOf((byte)'}')], skipInputValidation: true);
    }
}
