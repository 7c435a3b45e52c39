using System.Globalization;
using System.Xml;
using Geo.Server.Submissions.Checking;
using NetTopologySuite.Geometries;

namespace Geo.Server.Submissions.Formats;

/// <summary>Reads placemarks one by one; columns are added as they are met.</summary>
public sealed class KmlPlacemarks(List<string> columns, Limits limits)
{
    private const int DeepestGeometry = 8;

    private SourceFault? _fault;
    private int _vertices;

    public SourceRow Read(XmlReader xml, int number)
    {
        if (number > limits.Rows) throw new FileFaultException(Rules.LimitExceeded, $"超过 {limits.Rows} 个地标", $"more than {limits.Rows} placemarks");
        (_fault, _vertices) = (null, 0);
        var cells = new List<object?>(columns.Count);
        var parts = new List<Geometry>();
        using var placemark = xml.ReadSubtree();
        placemark.Read();
        for (placemark.Read(); !placemark.EOF;)
        {
            if (placemark.NodeType != XmlNodeType.Element) placemark.Read();
            else switch (placemark.LocalName)
            {
                case "name" or "description": Set(cells, placemark.LocalName, placemark.ReadInnerXml()); break;
                case "Data" or "SimpleData": ReadData(placemark, cells); break;
                case "ExtendedData" or "SchemaData": placemark.Read(); break;
                case "Point" or "LineString" or "LinearRing" or "Polygon" or "MultiGeometry": ReadGeometry(placemark, parts, 0); break;
                default: placemark.Skip(); break;
            }
        }
        var geometry = _fault is not null || parts.Count == 0 ? null : GeometryFactory.Default.BuildGeometry(parts);
        return new SourceRow(number, [.. cells], geometry, _fault);
    }

    private void ReadData(XmlReader xml, List<object?> cells)
    {
        var name = xml.GetAttribute("name") ?? "";
        if (xml.LocalName == "SimpleData")
        {
            Set(cells, name, xml.ReadElementContentAsString());
            return;
        }
        using var data = xml.ReadSubtree();
        data.Read();
        if (data.ReadToFollowing("value", data.NamespaceURI)) Set(cells, name, data.ReadElementContentAsString());
        while (data.Read()) { }
    }

    private void Set(List<object?> cells, string column, string value)
    {
        var index = columns.IndexOf(column);
        if (index < 0)
        {
            if (columns.Count >= limits.Columns) throw new FileFaultException(Rules.LimitExceeded, $"超过 {limits.Columns} 个属性", $"more than {limits.Columns} attributes");
            columns.Add(column);
            index = columns.Count - 1;
        }
        while (cells.Count <= index) cells.Add(null);
        cells[index] = TextEncoding.Clean(value).Trim() is { Length: > 0 } clean ? clean : null;
    }

    private void ReadGeometry(XmlReader xml, List<Geometry> parts, int depth)
    {
        if (depth > DeepestGeometry) throw new FileFaultException(Rules.LimitExceeded, "几何嵌套过深", "a geometry is nested too deep");
        var kind = xml.LocalName;
        using var element = xml.ReadSubtree();
        element.Read();
        var rings = new List<Coordinate[]>();
        for (element.Read(); !element.EOF;)
        {
            if (element.NodeType != XmlNodeType.Element) element.Read();
            else if (element.LocalName == "coordinates") rings.Add(Positions(element.ReadElementContentAsString()));
            else if (kind == "MultiGeometry" && element.LocalName is "Point" or "LineString" or "LinearRing" or "Polygon" or "MultiGeometry" && kind == "MultiGeometry")
                ReadGeometry(element, parts, depth + 1);
            else if (element.LocalName is "outerBoundaryIs" or "innerBoundaryIs" or "LinearRing") element.Read();
            else element.Skip();
        }
        if (kind == "MultiGeometry" || _fault is not null) return;
        if (rings.Count == 0 || rings[0].Length == 0) _fault = new SourceFault(Rules.GeometryMissing);
        else if (Build(kind, rings) is { } geometry) parts.Add(geometry);
    }

    private Geometry? Build(string kind, List<Coordinate[]> rings)
    {
        if (kind == "Point") return new Point(rings[0][0]);
        if (kind == "LineString" && rings[0].Length >= 2) return new LineString(rings[0]);
        if (kind == "LineString") _fault = new SourceFault(Rules.Degenerate);
        else if (rings.Exists(ring => ring.Length == 0 || !ring[0].Equals2D(ring[^1]))) _fault = new SourceFault(Rules.RingOpen);
        else if (rings.Exists(ring => ring.Length < 4)) _fault = new SourceFault(Rules.Degenerate);
        return _fault is null ? new Polygon(new LinearRing(rings[0]), [.. rings.Skip(1).Select(ring => new LinearRing(ring))]) : null;
    }

    private Coordinate[] Positions(string text)
    {
        var positions = new List<Coordinate>();
        foreach (var triplet in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (++_vertices > limits.VerticesPerFeature) throw new FileFaultException(Rules.LimitExceeded, $"一个地标超过 {limits.VerticesPerFeature} 个顶点", $"more than {limits.VerticesPerFeature} vertices in a placemark");
            var numbers = triplet.Split(',');
            if (numbers.Length is 2 or 3 && Number(numbers[0]) is { } lon && Number(numbers[1]) is { } lat) positions.Add(new Coordinate(lon, lat));
            else _fault ??= new SourceFault(Rules.CoordinateInvalid, triplet);
        }
        return [.. positions];
    }

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
}
