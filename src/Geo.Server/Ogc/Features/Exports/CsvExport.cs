using System.Buffers;
using System.Text;
using Geo.Server.Submissions.Checking;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace Geo.Server.Ogc.Features.Exports;

/// <summary>
/// RFC 4180 with a byte order mark, without which spreadsheets read Chinese wrongly. A text that a spreadsheet would run gets an apostrophe.
/// A point has two columns, any other geometry one of well-known text.
/// </summary>
internal static class CsvExport
{
    private const int FlushCharacters = 32 * 1024;

    private static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n");
    private static readonly WKTWriter Wkt = new() { OutputOrdinates = Ordinates.XY };

    public static async Task WriteAsync(Export export, Stream output, CancellationToken cancel)
    {
        var (layer, degrees) = (export.Layer, export.Query.Crs.IsDegrees);
        var text = new StringBuilder("\uFEFFid");
        foreach (var field in layer.AllFields) text.Append(',').Append(field.Name);
        text.Append(!layer.HasPoints ? ",wkt" : degrees ? ",longitude,latitude" : ",easting,northing").Append("\r\n");
        await foreach (var row in export.RowsAsync(cancel))
        {
            text.Append(Cell(row.Key));
            foreach (var value in row.Values) text.Append(',').Append(Cell(value));
            if (row.Geometry is Point point && layer.HasPoints)
                text.Append(',').Append(Number(point.X, degrees)).Append(',').Append(Number(point.Y, degrees));
            else text.Append(",\"").Append(Wkt.Write(row.Geometry)).Append('"');
            text.Append("\r\n");
            if (text.Length > FlushCharacters) await FlushAsync();
        }
        await FlushAsync();

        async Task FlushAsync()
        {
            await output.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), cancel);
            text.Clear();
        }
    }

    // As GeoJSON has them: a centimetre, a millimetre.
    private static string Number(double value, bool degrees) => Math.Round(value, degrees ? 7 : 3).ToString("R");

    private static string Cell(object? value)
    {
        var text = value switch
        {
            null => "",
            string words => Safety.IsFormula(words) || words is ['\t' or '\r', ..] ? $"'{words}" : words,
            bool truth => truth ? "true" : "false",
            double number => number.ToString("R"),
            DateOnly day => day.ToString("yyyy-MM-dd"),
            _ => value.ToString()!,
        };
        return text.AsSpan().ContainsAny(Special) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
