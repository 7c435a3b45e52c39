using System.IO.Compression;
using System.Text;
using Geo.Server.Layers;
using NetTopologySuite.Features;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO.Esri;
using NetTopologySuite.IO.Esri.Dbf.Fields;
using NetTopologySuite.IO.Esri.Shapefiles.Writers;

namespace Geo.Server.Ogc.Features.Exports;

/// <summary>
/// A zipped Shapefile, for programs that read nothing newer. Its table has names of ten bytes and texts of 254; the names as they were
/// and what was cut off are listed in fields.txt beside it.
/// </summary>
internal static class ShapefileExport
{
    private const int NameLength = 10;
    private const int TextBytes = 254;

    public static async Task WriteAsync(Export export, Stream output, CancellationToken cancel)
    {
        using var folder = new TemporaryFolder();
        var zip = folder.File("export.zip");
        string[] parts = [".shp", ".shx", ".dbf", ".prj", ".cpg"];
        await FillAsync(export, folder.File(export.Layer.Id + ".shp"), cancel);
        using (var archive = ZipFile.Open(zip, ZipArchiveMode.Create))
        {
            foreach (var part in parts) archive.CreateEntryFromFile(folder.File(export.Layer.Id + part), export.Layer.Id + part, CompressionLevel.Fastest);
            using var names = new StreamWriter(archive.CreateEntry("fields.txt").Open(), Encoding.UTF8);
            foreach (var (name, field) in Names(export.Layer)) await names.WriteLineAsync($"{name}\t{field}".AsMemory(), cancel);
        }
        await TemporaryFolder.SendAsync(zip, output, cancel);
    }

    private static async Task FillAsync(Export export, string path, CancellationToken cancel)
    {
        var layer = export.Layer;
        List<Field> fields = [.. layer.AllFields];
        var names = Names(layer);
        DbfField[] columns = [new DbfCharacterField("id", 20), .. fields.Select((field, i) => Column(field, names[i + 1].Name))];
        var options = new ShapefileWriterOptions(TypeOf(layer), columns) { Encoding = Encoding.UTF8, Projection = await export.DefinitionAsync(cancel) };
        using var writer = Shapefile.OpenWrite(path, options);
        await foreach (var row in export.RowsAsync(cancel))
        {
            var attributes = new AttributesTable { { "id", row.Key } };
            for (var i = 0; i < fields.Count; i++) attributes.Add(columns[i + 1].Name, Value(row.Values[i]));
            if (!Fits(row.Geometry, options.ShapeType)) throw export.Mixed("a Shapefile");
            writer.Write(new Feature(row.Geometry, attributes));
        }
    }

    private static ShapeType TypeOf(Layer layer) => layer.Definition.GeometryType switch
    {
        "Point" => ShapeType.Point,
        "LineString" => ShapeType.PolyLine,
        _ => ShapeType.Polygon,
    };

    private static bool Fits(Geometry geometry, ShapeType type) => geometry.Dimension == type switch
    {
        ShapeType.Point => Dimension.Point,
        ShapeType.PolyLine => Dimension.Curve,
        _ => Dimension.Surface,
    };

    /// <summary>The table's names and the fields they stand for, each once.</summary>
    private static List<(string Name, string Field)> Names(Layer layer)
    {
        List<(string Name, string Field)> names = [("id", "id")];
        foreach (var field in layer.AllFields)
        {
            var name = field.Name[..Math.Min(field.Name.Length, NameLength)];
            for (var n = 1; names.Any(other => other.Name.Equals(name, StringComparison.OrdinalIgnoreCase)); n++)
                name = field.Name[..Math.Min(field.Name.Length, NameLength - $"{n}".Length)] + n;
            names.Add((name, field.Name));
        }
        return names;
    }

    private static DbfField Column(Field field, string name) => field.Type switch
    {
        FieldType.Boolean => new DbfLogicalField(name),
        FieldType.Integer => new DbfNumericInt64Field(name),
        FieldType.Number => new DbfNumericDoubleField(name),
        FieldType.Date => new DbfDateField(name),
        _ => new DbfCharacterField(name, TextBytes),
    };

    private static object? Value(object? value) => value switch
    {
        DateOnly day => day.ToDateTime(TimeOnly.MinValue),
        string text => Cut(text),
        _ => value,
    };

    // At the end of a character: half of one would make the whole text unreadable.
    private static string Cut(string text)
    {
        if (Encoding.UTF8.GetByteCount(text) <= TextBytes) return text;
        var (length, bytes) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            if ((bytes += rune.Utf8SequenceLength) > TextBytes) break;
            length += rune.Utf16SequenceLength;
        }
        return text[..length];
    }
}
