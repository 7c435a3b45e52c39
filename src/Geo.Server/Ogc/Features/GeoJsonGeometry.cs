using System.Buffers.Binary;
using System.Text.Json;
using Geo.Server.Ogc.Common;

namespace Geo.Server.Ogc.Features;

/// <summary>Writes PostGIS's own binary geometry (EWKB) as a GeoJSON geometry, without building it in memory.</summary>
public ref struct GeoJsonGeometry
{
    // 1e-7 degrees is 1 cm: finer than any of our sources, and it keeps the text short. Planes have millimetres.
    private const int DegreeDigits = 7;
    private const int MetreDigits = 3;

    private static ReadOnlySpan<byte> Zeros => "0000000"u8;

    private ReadOnlySpan<byte> _rest;
    private ServedCrs? _crs;
    private int _digits;
    private long _scale;

    /// <param name="crs">The system to write in.</param>
    /// <exception cref="NotSupportedException">The geometry has heights or measures, or is of a kind GeoJSON lacks.</exception>
    public static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> ewkb, ServedCrs crs)
    {
        var reader = new GeoJsonGeometry
        {
            _rest = ewkb,
            _crs = crs == ServedCrs.Crs84 ? null : crs,
            _digits = crs.IsDegrees ? DegreeDigits : MetreDigits,
            _scale = crs.IsDegrees ? 10_000_000 : 1000,
        };
        reader.WriteGeometry(json);
    }

    private void WriteGeometry(Utf8JsonWriter json)
    {
        var kind = ReadHeader();
        json.WriteStartObject();
        json.WriteString("type"u8, kind switch
        {
            1 => "Point"u8,
            2 => "LineString"u8,
            3 => "Polygon"u8,
            4 => "MultiPoint"u8,
            5 => "MultiLineString"u8,
            6 => "MultiPolygon"u8,
            _ => throw new NotSupportedException($"EWKB geometry type {kind}"),
        });
        json.WritePropertyName("coordinates"u8);
        WriteCoordinates(json, kind);
        json.WriteEndObject();
    }

    private void WriteCoordinates(Utf8JsonWriter json, uint kind)
    {
        switch (kind)
        {
            case 1: WritePosition(json); break;
            case 2: WriteLine(json); break;
            case 3:
                json.WriteStartArray();
                for (var rings = ReadUInt32(); rings > 0; rings--) WriteLine(json);
                json.WriteEndArray();
                break;
            default: // a multi-geometry is a list of whole geometries, each with a header of its own
                json.WriteStartArray();
                for (var parts = ReadUInt32(); parts > 0; parts--) WriteCoordinates(json, ReadHeader());
                json.WriteEndArray();
                break;
        }
    }

    private void WriteLine(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        for (var points = ReadUInt32(); points > 0; points--) WritePosition(json);
        json.WriteEndArray();
    }

    private void WritePosition(Utf8JsonWriter json)
    {
        Span<byte> text = stackalloc byte[64];
        var length = 0;
        var (first, second) = (ReadDouble(), ReadDouble());
        if (_crs is not null) (first, second) = _crs.FromStorage(first, second);
        text[length++] = (byte)'[';
        length += Format(first, text[length..]);
        text[length++] = (byte)',';
        length += Format(second, text[length..]);
        text[length++] = (byte)']';
        json.WriteRawValue(text[..length], skipInputValidation: true);
    }

    // Half the cost of formatting the shortest double: a whole number of the last digit's units, without its trailing zeros.
    private readonly int Format(double value, Span<byte> text)
    {
        var units = (long)Math.Round(value * _scale);
        var length = 0;
        if (units < 0)
        {
            text[length++] = (byte)'-';
            units = -units;
        }
        var (whole, fraction) = Math.DivRem(units, _scale);
        whole.TryFormat(text[length..], out var written);
        length += written;
        if (fraction == 0) return length;
        text[length++] = (byte)'.';
        Span<byte> digits = stackalloc byte[7];
        fraction.TryFormat(digits, out written);
        Zeros[..(_digits - written)].CopyTo(text[length..]);
        digits[..written].CopyTo(text[(length + _digits - written)..]);
        length += _digits;
        while (text[length - 1] == '0') length--;
        return length;
    }

    private uint ReadHeader()
    {
        if (_rest[0] != 1) throw new NotSupportedException("Big-endian EWKB");
        _rest = _rest[1..];
        var type = ReadUInt32();
        if ((type & 0x2000_0000) != 0) _rest = _rest[4..]; // the SRID, known already
        if ((type & 0xC000_0000) != 0) throw new NotSupportedException("EWKB with Z or M");
        return type & 0xFF;
    }

    private uint ReadUInt32()
    {
        var value = BinaryPrimitives.ReadUInt32LittleEndian(_rest);
        _rest = _rest[4..];
        return value;
    }

    private double ReadDouble()
    {
        var value = BinaryPrimitives.ReadDoubleLittleEndian(_rest);
        _rest = _rest[8..];
        return value;
    }
}
