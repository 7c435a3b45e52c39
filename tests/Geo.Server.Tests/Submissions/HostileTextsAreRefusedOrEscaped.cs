using System.IO.Compression;
using System.Text;
using Geo.Server.Submissions.Checking;
using Geo.Server.Submissions.Formats;
using Geo.Server.Submissions.Remarks;

namespace Geo.Server.Tests.Submissions;

/// <summary>XML that asks for other files, tables that a spreadsheet would run, and more of everything than a city has.</summary>
public sealed class HostileTextsAreRefusedOrEscaped : IDisposable
{
    private const string Entity = """<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>""";
    private readonly Upload _upload = new();

    public void Dispose() => _upload.Dispose();

    private byte[] Workbook(string sheet, string name = "xl/worksheets/sheet1.xml")
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (part, xml) in new[]
            {
                ("[Content_Types].xml", """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"""),
                ("xl/workbook.xml", """<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>"""),
                ("xl/_rels/workbook.xml.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"""),
                (name, sheet),
            })
            {
                using var text = new StreamWriter(zip.CreateEntry(part).Open(), new UTF8Encoding(false));
                text.Write(xml);
            }
        return file.ToArray();
    }

    private static string Sheet(string rows) => $"""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>""";

    private static string Row(int line, params string[] cells) =>
        $"<row r=\"{line}\">{string.Concat(cells.Select((cell, i) => $"<c r=\"{(char)('A' + i)}{line}\" t=\"inlineStr\"><is><t>{cell}</t></is></c>"))}</row>";

    private static string Header => Row(1, "站址编码", "运营商", "经度", "纬度");

    [Fact]
    public void AnEntityInKml() => Assert.Equal(["F010"], _upload.Text("a.kml", $"{Entity}<kml><Placemark><name>&e;</name></Placemark></kml>").Codes);

    [Fact]
    public void AnEntityInASheet() => Assert.Equal(["F010"], _upload.Bytes("a.xlsx", Workbook(Entity + Sheet(Header))).Codes);

    [Fact]
    public void AnEntityBehindALongComment() =>
        Assert.Equal(["F010"], _upload.Bytes("a.xlsx", Workbook($"<!--{new string('x', (1 << 16) - 12)}-->{Entity}{Sheet(Header)}")).Codes);

    [Fact]
    public void ALinkToAnotherServerIsNotFollowed() =>
        Assert.Equal(["F017"], _upload.Text("a.kml", "<kml><NetworkLink><Link><href>http://192.0.2.1/a.kml</href></Link></NetworkLink></kml>").Codes);

    [Fact]
    public void ALoneCellInTheLastCornerOfASheetHangsNothing()
    {
        var corner = "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>";
        Assert.True(_upload.Bytes("a.xlsx", Workbook(Sheet(Header + Row(2, "A1", "移动", "117.0", "36.6") + corner))).IsAccepted);
    }

    [Theory]
    [InlineData("=HYPERLINK(\"http://192.0.2.1\",\"x\")")]
    [InlineData("+1+cmd|' /C calc'!A0")]
    [InlineData("-2+3+cmd|' /C calc'!A0")]
    [InlineData("@SUM(1+1)*cmd|' /C calc'!A0")]
    [InlineData("＝1+1")]
    public async Task AFormulaComesBackAsText(string formula)
    {
        // In a cell and in a header.
        var result = _upload.Csv($"{Upload.Header},\"{formula.Replace("\"", "\"\"", StringComparison.Ordinal)}\"", $"A1,\"{formula.Replace("\"", "\"\"", StringComparison.Ordinal)}\",移动,117.0,36.6,x");
        Assert.Contains("S001", result.Codes);
        foreach (var name in (string[])["back.csv", "back.xlsx"])
        {
            await RemarkedTable.WriteAsync(_upload.Path(name), result.Check.Dataset!, result.Check.Header!, result.Check.Findings, CheckSettings.None);
            var file = new SourceFile(_upload.Path(name), Limits.Default, new Findings());
            var rows = FileFormats.Of(file).Open(file)[0].Rows.ToList();
            Assert.Equal($"'{formula}", rows[0].Cells[6]);
            Assert.Equal($"'{formula}", rows[1].Cells[2]);
        }
        using var book = ZipFile.OpenRead(_upload.Path("back.xlsx"));
        using var sheet = new StreamReader(book.Entries.Single(entry => entry.Name == "sheet1.xml").Open());
        Assert.DoesNotContain("<f>", await sheet.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rows.csv")]
    [InlineData("rows.xlsx")]
    [InlineData("rows.geojsonl")]
    public void RowsAreCounted(string name)
    {
        var limits = new Limits { Rows = 10, HeaderRows = 1 };
        var bytes = Path.GetExtension(name) switch
        {
            ".csv" => Encoding.UTF8.GetBytes($"{Upload.Header}\n{string.Concat(Enumerable.Range(0, 20).Select(i => $"A{i},站,移动,117.0,36.6\n"))}"),
            ".xlsx" => Workbook(Sheet(Header + string.Concat(Enumerable.Range(2, 20).Select(i => Row(i, $"A{i}", "移动", "117.0", "36.6"))))),
            _ => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 20).Select(_ => "{\"type\":\"Point\",\"coordinates\":[117.0,36.6]}\n"))),
        };
        Assert.Contains("F015", _upload.Bytes(name, bytes, limits: limits).Codes);
    }

    [Fact]
    public void CellsAreMeasured()
    {
        var cell = new string('x', 32_768);
        Assert.Contains("F015", _upload.Csv(Upload.Header, $"A1,{cell},移动,117.0,36.6").Codes);
        Assert.Contains("F015", _upload.Bytes("a.xlsx", Workbook(Sheet(Header + Row(2, cell, "移动", "117.0", "36.6")))).Codes);
    }

    [Fact]
    public void ColumnsAreCounted() => Assert.Contains("F015", _upload.Csv(string.Join(',', Enumerable.Range(0, 513)), Upload.Header).Codes);

    [Fact]
    public void MarkupStaysTextInTheReport()
    {
        var result = _upload.Csv(Upload.Header, "A1,<script>alert(1)</script>,移动,117.0,36.6");
        Assert.Equal("<script>alert(1)</script>", result.First("S002").Value);
        Assert.Equal("<script>alert(1)</script>", result.Feature().Name);
    }
}
