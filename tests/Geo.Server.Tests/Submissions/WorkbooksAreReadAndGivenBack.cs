using Geo.Server.Submissions.Checking;
using Geo.Server.Submissions.Formats;
using Geo.Server.Submissions.Remarks;

namespace Geo.Server.Tests.Submissions;

public sealed class WorkbooksAreReadAndGivenBack : IDisposable
{
    private readonly Upload _upload = new();

    public void Dispose() => _upload.Dispose();

    private string Workbook(params object?[][] rows)
    {
        var path = _upload.Path("sites.xlsx");
        using var table = new WorkbookWriter(path);
        foreach (var row in rows) table.WriteRow(row);
        return path;
    }

    [Fact]
    public void CellsKeepTheirTypesAndDatesTheirDays()
    {
        var result = Upload.Check(Workbook(["站址编码", "运营商", "经度", "纬度", "开通日期"], [37010001234567d, "移动", 117.0, 36.6, 45672d]));
        Assert.Equal("37010001234567", result.Feature().Code);
        Assert.Equal(new DateOnly(2025, 1, 15), result.Feature().InServiceDate);
    }

    [Fact]
    public void ErrorCellsStopTheRow() =>
        Assert.Contains("R006", Upload.Check(Workbook(["站址编码", "运营商", "经度", "纬度"], ["A1", "#N/A", 117.0, 36.6])).Codes);

    [Fact]
    public void BlankRowsBetweenAreNoRows() => Assert.Equal(2, Upload.Check(Workbook(["站址编码", "运营商", "经度", "纬度"], ["A1", "移动", 117.0, 36.6], [], [], ["A2", "移动", 117.1, 36.6])).Report.Rows);

    [Theory]
    [InlineData("back.xlsx")]
    [InlineData("back.csv")]
    public void TheTableComesBackWithItsRemarksAndNothingThatRuns(string name)
    {
        var result = _upload.Csv("济南市台账,,,,", Upload.Header, "A1,=1+1,移动,117.0,36.6", "合计,1,,,", "A2,<b>站</b>,移动,117.9,36.6");
        RemarkedTable.Write(_upload.Path(name), result.Check.Dataset!, result.Check.Header!, result.Check.Findings);

        var file = new SourceFile(_upload.Path(name), Limits.Default, new Findings());
        var rows = FileFormats.Of(file).Open(file)[0].Rows.Select(row => row.Cells.Select(cell => cell?.ToString()).ToArray()).ToList();
        Assert.Equal(["校核结果", "站址编码", "基站名称", "运营商", "经度", "纬度"], rows[0]);
        Assert.Equal("'=1+1", rows[1][2]);
        Assert.StartsWith("S001 基站名称", rows[1][0]);
        Assert.Null(rows[2][0]);
        Assert.Contains("B001", rows[3][0]);
        Assert.Equal("&lt;b&gt;站&lt;/b&gt;", rows[3][2]);
    }
}
