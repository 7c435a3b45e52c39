using System.Text.Json;
using Geo.Server.Layers;
using NetTopologySuite.Geometries;

namespace Geo.Server.Submissions.Checking;

/// <summary>A site or zone as it would be published: one row of a file, or several that are its sectors or charging points.</summary>
public sealed record CheckedSite(string Code, IReadOnlyList<CheckedRow> Rows, Geometry? Geometry)
{
    /// <summary>As a submission stores it; columns leave the attributes, and what a city hands in is never demonstration data.</summary>
    public SubmittedFeature ToFeature(Header header, Layer layer)
    {
        var first = Rows[0];
        return new SubmittedFeature(
            Code, Text("name") ?? Code, Text("status") ?? "in-service", Value("inServiceDate") as DateOnly?, Synthetic: false,
            Text("source"), Text("positionalQuality"), Attributes(header, layer), Geometry!);

        object? Value(string field) => header.IndexOf(field) is >= 0 and var i ? Rows.Select(row => row.Values[i]).FirstOrDefault(value => value is not null) : null;
        string? Text(string field) => Value(field) is { } value ? CellReading.Text(value) : null;
    }

    private string Attributes(Header header, Layer layer)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            for (var i = 0; i < header.Targets.Count; i++)
                if (header.Targets[i] is { Kind: TargetKind.Field, Array: null } target && (target.Field!.Name == "kind" || !layer.IsColumn(target.Field)))
                    Write(json, target.Field.Name, Rows.Select(row => row.Values[i]).FirstOrDefault(value => value is not null));
            foreach (var array in header.Targets.Select(target => target?.Array).Where(array => array is not null).Distinct()) WriteItems(json, header, array!);
            json.WriteEndObject();
        }
        return System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private void WriteItems(Utf8JsonWriter json, Header header, Field array)
    {
        json.WriteStartArray(array.Name);
        for (var row = 0; row < Rows.Count; row++)
        {
            json.WriteStartObject();
            foreach (var item in array.Items!)
            {
                var column = Enumerable.Range(0, header.Targets.Count).FirstOrDefault(i => header.Targets[i] is { Array: { } of } target && of == array && target.Field == item, -1);
                // What the site's column says of each row, its element says too: the band of a sector stands under the site's header.
                if (column < 0) column = header.IndexOf(item.Name) is var shared && shared >= 0 && header.Targets[shared]!.Field!.Name is not ("code" or "name" or "status") ? shared : -1;
                // A table without cell names still has its rows in order.
                Write(json, item.Name, column >= 0 ? Rows[row].Values[column] : item.Required ? $"{row + 1}" : null);
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

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
