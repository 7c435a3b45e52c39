using System.Text;
using System.Xml;
using Geo.Server.Submissions.Checking;

namespace Geo.Server.Submissions.Formats;

/// <summary>KML: its placemarks. Network links, styles and pictures are overlooked; a DTD is refused.</summary>
public sealed class KmlFormat : SourceFormat
{
    public override string Name => "kml";
    public override IReadOnlyList<string> Extensions => [".kml"];

    public override bool Matches(FileHead head) => head.IsText && head.Text is ['<', ..] && (head.Extension == ".kml" || head.Text.Contains("kml", StringComparison.OrdinalIgnoreCase));

    public override IReadOnlyList<SourceDataset> Open(SourceFile file) =>
        Open(File.ReadAllBytes(file.Path), Path.GetFileNameWithoutExtension(file.Path), file);

    internal static IReadOnlyList<SourceDataset> Open(byte[] kml, string name, SourceFile file)
    {
        var columns = new List<string>();
        var rows = new List<SourceRow>();
        try
        {
            using var text = Text(kml, file);
            using var xml = XmlReader.Create(text, new XmlReaderSettings
            {
                DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true,
                MaxCharactersInDocument = file.Limits.InflatedBytes,
            });
            var placemarks = new KmlPlacemarks(columns, file.Limits);
            while (xml.Read())
                if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "Placemark") rows.Add(placemarks.Read(xml, rows.Count + 1));
        }
        catch (XmlException e) when (e.Message.Contains("DTD", StringComparison.Ordinal))
        {
            throw new FileFaultException(Rules.XmlDtd, $"第 {e.LineNumber} 行", $"line {e.LineNumber}", e.LineNumber, cause: e);
        }
        catch (XmlException e)
        {
            var rule = e.Message.StartsWith("Unexpected end of file", StringComparison.Ordinal) || e.Message.Contains("not closed", StringComparison.Ordinal) ? Rules.Truncated : Rules.Malformed;
            throw new FileFaultException(rule, $"第 {e.LineNumber} 行", $"line {e.LineNumber}: {e.Message}", e.LineNumber, cause: e);
        }
        return [new SourceDataset(name, () => rows) { Columns = columns, HasGeometry = true, Crs = SourceCrs.Wgs84 }];
    }

    /// <summary>As the declaration says, read leniently: GB2312 is declared where GBK is written. Without one, as any text.</summary>
    private static StreamReader Text(byte[] kml, SourceFile file)
    {
        var stream = new MemoryStream(kml, writable: false);
        var head = Encoding.Latin1.GetString(kml.AsSpan(0, Math.Min(200, kml.Length)));
        var declared = head.StartsWith("<?xml", StringComparison.Ordinal) && head.IndexOf("encoding=", StringComparison.Ordinal) is > 0 and var at
            ? head[Math.Min(at + 10, head.Length)..].Split('"', '\'')[0].ToUpperInvariant() : "";
        var encoding = file.GivenEncoding is { } given ? TextEncoding.Named(given)
            : declared is "GBK" or "GB2312" or "GB18030" or "X-GBK" ? TextEncoding.Gb18030
            : TextEncoding.Detect(stream, file);
        file.Encoding = encoding.WebName;
        return new StreamReader(stream, encoding, detectEncodingFromByteOrderMarks: true);
    }
}

/// <summary>KMZ: a zip whose first .kml is the document.</summary>
public sealed class KmzFormat : SourceFormat
{
    public override string Name => "kmz";
    public override IReadOnlyList<string> Extensions => [".kmz"];

    // Called .kmz is enough: what is no zip then is a damaged one.
    public override bool Matches(FileHead head) => head.Extension == ".kmz";

    public override IReadOnlyList<SourceDataset> Open(SourceFile file)
    {
        var archive = new Archive(file);
        archive.RefuseNested();
        var document = archive.Entries.FirstOrDefault(entry => entry.Name.EndsWith(".kml", StringComparison.OrdinalIgnoreCase))
            ?? throw new FileFaultException(Rules.PartMissing, "压缩包中没有 .kml", "there is no .kml in the archive");
        return KmlFormat.Open(archive.Read(document), Path.GetFileNameWithoutExtension(file.Path), file);
    }
}
