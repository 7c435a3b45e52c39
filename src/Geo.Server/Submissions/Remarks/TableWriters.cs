using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using Geo.Server.Submissions.Checking;

namespace Geo.Server.Submissions.Remarks;

/// <summary>Writes a table row by row.</summary>
public interface ITableWriter : IDisposable
{
    void WriteRow(IEnumerable<object?> cells);
}

/// <summary>CSV with the mark by which Excel knows UTF-8.</summary>
public sealed class CsvWriter(string path) : ITableWriter
{
    private readonly StreamWriter _file = new(path, false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true)) { NewLine = "\r\n" };

    public void WriteRow(IEnumerable<object?> cells) => _file.WriteLine(string.Join(',', cells.Select(cell => Quoted(cell is null ? "" : CellReading.Text(cell)))));

    public void Dispose() => _file.Dispose();

    private static string Quoted(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}

/// <summary>
/// A workbook of one sheet with text in place (ECMA-376), which is all that a table with remarks needs: written as it
/// comes, never held.
/// </summary>
public sealed class WorkbookWriter : ITableWriter
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006";

    private readonly ZipArchive _archive;
    private readonly XmlWriter _sheet;

    public WorkbookWriter(string path)
    {
        _archive = new ZipArchive(File.Create(path), ZipArchiveMode.Create);
        Part("[Content_Types].xml", $"""
            <Types xmlns="{Package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
            <Default Extension="xml" ContentType="application/xml"/>
            <Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
            <Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>
            """);
        Part("_rels/.rels", $"""<Relationships xmlns="{Package}/relationships"><Relationship Id="rId1" Type="{Office}/officeDocument" Target="xl/workbook.xml"/></Relationships>""");
        Part("xl/workbook.xml", $"""<workbook xmlns="{Main}" xmlns:r="{Office}"><sheets><sheet name="校核结果" sheetId="1" r:id="rId1"/></sheets></workbook>""");
        Part("xl/_rels/workbook.xml.rels", $"""<Relationships xmlns="{Package}/relationships"><Relationship Id="rId1" Type="{Office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>""");
        _sheet = XmlWriter.Create(_archive.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.Fastest).Open(),
            new XmlWriterSettings { CloseOutput = true, CheckCharacters = true, Encoding = new UTF8Encoding(false) });
        _sheet.WriteStartElement("worksheet", Main);
        _sheet.WriteStartElement("sheetData", Main);
    }

    public void WriteRow(IEnumerable<object?> cells)
    {
        _sheet.WriteStartElement("row", Main);
        foreach (var cell in cells)
        {
            _sheet.WriteStartElement("c", Main);
            if (cell is double or long)
                _sheet.WriteElementString("v", Main, Convert.ToString(cell, CultureInfo.InvariantCulture));
            else if (cell is not null && CellReading.Text(cell) is { Length: > 0 } text)
            {
                _sheet.WriteAttributeString("t", "inlineStr");
                _sheet.WriteStartElement("is", Main);
                _sheet.WriteStartElement("t", Main);
                _sheet.WriteAttributeString("xml", "space", null, "preserve");
                _sheet.WriteString(string.Concat(text.Where(XmlConvert.IsXmlChar)));
                _sheet.WriteEndElement();
                _sheet.WriteEndElement();
            }
            _sheet.WriteEndElement();
        }
        _sheet.WriteEndElement();
    }

    public void Dispose()
    {
        _sheet.WriteEndDocument();
        _sheet.Dispose();
        _archive.Dispose();
    }

    private void Part(string name, string xml)
    {
        using var part = new StreamWriter(_archive.CreateEntry(name).Open(), new UTF8Encoding(false));
        part.Write("""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""" + xml);
    }
}
